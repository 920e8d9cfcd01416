using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>
/// The policies of one source, from the outermost: overall timeout, bulkhead, retry, circuit breaker; then, within the
/// rate limit, the timeout of each try. One instance lives as long as the process: a breaker made anew for each
/// request would never break. They repeat whatever is sent, and only <see cref="DocumentReader"/> sends: GET alone.
/// </summary>
internal sealed class UpstreamPolicies
{
    private const double FailureRatio = 0.5;
    private const int MinimumRequests = 10;
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(60);
    private const string Delays = nameof(Delays);

    private readonly HttpSettings _settings;
    private readonly IRetryDelays _delays;
    private readonly TimeProvider _clock;

    public UpstreamPolicies(string source, HttpSettings settings, IRetryDelays delays, TimeProvider clock, ILogger logger)
    {
        _settings = settings;
        _delays = delays;
        _clock = clock;

        var overall = Policy.TimeoutAsync<HttpResponseMessage>(settings.OverallTimeout);
        var bulkhead = Policy.BulkheadAsync<HttpResponseMessage>(settings.MaxParallelRequests, maxQueuingActions: 100);
        var retry = Failures(ShouldRepeat).WaitAndRetryAsync(
            settings.Retries,
            (_, outcome, context) => Wait(outcome, context),
            (outcome, wait, attempt, _) =>
            {
                logger.RequestRepeated(source, Subject(outcome), attempt, wait, outcome.Exception);
                return Task.CompletedTask;
            });
        Breaker = Failures(IsFailure).AdvancedCircuitBreakerAsync(
            FailureRatio, Sampling, MinimumRequests, settings.BreakDuration,
            onBreak: (_, duration) => logger.SourceLeftAlone(source, duration),
            onReset: () => logger.SourceAskedAgain(source));

        AroundTries = Policy.WrapAsync(overall, bulkhead, retry, Breaker);
        EachTry = Policy.TimeoutAsync<HttpResponseMessage>(settings.TryTimeout);
    }

    public IAsyncPolicy<HttpResponseMessage> AroundTries { get; }

    public IAsyncPolicy<HttpResponseMessage> EachTry { get; }

    public AsyncCircuitBreakerPolicy<HttpResponseMessage> Breaker { get; }

    private static PolicyBuilder<HttpResponseMessage> Failures(Func<HttpResponseMessage, bool> isFailure) =>
        Policy<HttpResponseMessage>
            .Handle<TimeoutRejectedException>()
            .Or<HttpRequestException>(exception => exception.InnerException is not SourceException { IsTransient: false })
            .Or<SourceException>(exception => exception.IsTransient)
            .OrResult(isFailure);

    private static bool IsTransient(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>The SEC answers clients that it has shut out with 403: asking on would only prolong it.</summary>
    private static bool IsFailure(HttpResponseMessage response) =>
        IsTransient(response) || response.StatusCode == HttpStatusCode.Forbidden;

    private bool ShouldRepeat(HttpResponseMessage response) =>
        IsTransient(response) && !(RetryAfter.Asked(response, _clock) > _settings.MaxRetryAfter);

    private TimeSpan Wait(DelegateResult<HttpResponseMessage> outcome, Context context)
    {
        if (!context.TryGetValue(Delays, out var started))
            context[Delays] = started = _delays.Backoff().GetEnumerator();
        var backoff = (IEnumerator<TimeSpan>)started;
        return _delays.Wait(backoff.MoveNext() ? backoff.Current : _settings.RetryDelay, RetryAfter.Asked(outcome.Result, _clock));
    }

    private static string Subject(DelegateResult<HttpResponseMessage> outcome) =>
        outcome.Result is { } response ? $"{(int)response.StatusCode}" : outcome.Exception.GetType().Name;
}
