using System.Net;
using ForecastFunctions.Core.Baselines;
using Microsoft.Extensions.Logging;
using Polly.Bulkhead;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>A document as it was understood, or why there is none.</summary>
internal readonly record struct Document<T>(T? Content, SourceFault? Fault) where T : class;

/// <summary>
/// Makes one reading of a source: fetches its documents, each apart from the others, and turns what fails into faults.
/// </summary>
internal sealed class DocumentReader : IDisposable
{
    private readonly string _source;
    private readonly HttpClient _client;
    private readonly HttpSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly RequestMeter _meter = new();
    private readonly CancellationTokenSource _deadline;
    private readonly long _start;

    public DocumentReader(string source, HttpClient client, HttpSettings settings, TimeProvider clock, ILogger logger)
    {
        _source = source;
        _client = client;
        _settings = settings;
        _clock = clock;
        _logger = logger;
        _deadline = new CancellationTokenSource(settings.SourceTimeout, clock);
        _start = clock.GetTimestamp();
    }

    public void Dispose() => _deadline.Dispose();

    /// <summary>Fetches the document at an address and reads it.</summary>
    /// <param name="subject">What to call it in faults.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="read">Understands it, or throws what says why it cannot.</param>
    /// <param name="cancellationToken">Cancels the reading as a whole.</param>
    /// <param name="mediaTypes">The types that the document may have, where not all that the source has.</param>
    public async Task<Document<T>> FetchAsync<T>(
        string subject, Uri address, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken,
        IReadOnlyCollection<string>? mediaTypes = null)
        where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _deadline.Token);
        try
        {
            return new(read(await GetAsync(address, mediaTypes, stop.Token)), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new(null, Fault(subject, address, exception));
        }
    }

    /// <summary>The reading, with everything in its order.</summary>
    public SourceReading Complete(IEnumerable<Observation> observations, IEnumerable<SourceFault> faults)
    {
        var reading = new SourceReading(
            _source,
            [
                .. observations
                    .OrderBy(observation => observation.SeriesId, StringComparer.Ordinal)
                    .ThenBy(observation => observation.PeriodEnd)
                    .ThenBy(observation => observation.KnownSince),
            ],
            [
                .. faults
                    .OrderBy(fault => fault.Subject, StringComparer.Ordinal)
                    .ThenBy(fault => fault.Code, StringComparer.Ordinal)
                    .ThenBy(fault => fault.Message, StringComparer.Ordinal),
            ],
            new SourceCost(_meter.Requests, _meter.Bytes, _clock.GetElapsedTime(_start)));
        _logger.SourceRead(
            _source, reading.Observations.Count, reading.Faults.Count, reading.Cost.Requests, reading.Cost.Bytes, reading.Cost.Duration);
        return reading;
    }

    private async Task<ReadOnlyMemory<byte>> GetAsync(
        Uri address, IReadOnlyCollection<string>? mediaTypes, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(RequestMeter.Key, _meter);
        if (mediaTypes is not null)
            request.Options.Set(BodyHandler.MediaTypes, mediaTypes);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw Refusal(response);
    }

    private SourceException Refusal(HttpResponseMessage response)
    {
        var status = $"The answer was {(int)response.StatusCode}";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new(SourceFaultCodes.Forbidden, $"{status}: this client is shut out, or does not say well enough who it is."),
            HttpStatusCode.NotFound or HttpStatusCode.Gone =>
                new(SourceFaultCodes.NotFound, $"{status}: there is no such document."),
            HttpStatusCode.TooManyRequests => new(SourceFaultCodes.RateLimited, RetryAfter.Asked(response, _clock) is { } wait
                ? $"{status}, with a request to wait for {wait.TotalSeconds:0} s."
                : $"{status}, until the last try."),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                new(SourceFaultCodes.ServerError, $"{status}, until the last try."),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
                new(SourceFaultCodes.Redirected, $"{status}; redirections are not followed."),
            _ => new(SourceFaultCodes.UnexpectedStatus, $"{status}; only 200 is expected."),
        };
    }

    private SourceFault Fault(string subject, Uri address, Exception exception)
    {
        var (code, message) = exception switch
        {
            SourceException known => (known.Code, known.Message),
            HttpRequestException { InnerException: SourceException known } => (known.Code, known.Message),
            SourceFormatException => (SourceFaultCodes.Malformed, exception.Message),
            OperationCanceledException when _deadline.IsCancellationRequested =>
                (SourceFaultCodes.TimedOut, $"The source as a whole took longer than {_settings.SourceTimeout}."),
            TimeoutRejectedException or OperationCanceledException =>
                (SourceFaultCodes.TimedOut, "There was no complete answer in time."),
            BrokenCircuitException =>
                (SourceFaultCodes.CircuitOpen, $"{address.Host} failed too often just before, and was not asked."),
            BulkheadRejectedException =>
                (SourceFaultCodes.Overloaded, $"Too many requests to {address.Host} were under way."),
            HttpRequestException failure =>
                (SourceFaultCodes.ConnectionFailed, $"{address.Host} could not be reached, or broke off ({failure.HttpRequestError})."),
            _ => (SourceFaultCodes.Unexpected, $"{exception.GetType().Name}, which is an error of this program."),
        };
        if (code is SourceFaultCodes.Unexpected)
            _logger.SourceError(_source, subject, exception);
        else if (code is not SourceFaultCodes.NotFound) // A tag that a company never used is found out by asking for it.
            _logger.SourceFault(_source, subject, code, message, exception);
        return new SourceFault(_source, subject, code, message);
    }
}
