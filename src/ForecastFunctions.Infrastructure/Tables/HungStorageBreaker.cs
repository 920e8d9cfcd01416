using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Leaves storage alone that takes requests and does not answer: calls then fail at once, instead of each holding its
/// caller for as long as it may take. Refusals and broken connections do not count: they are quick, and often of one
/// partition alone.
/// </summary>
/// <remarks>It stands inside the client's repetitions, where a try that outlasts its time is told from a caller who left.</remarks>
internal sealed class HungStorageBreaker : HttpPipelinePolicy
{
    private readonly StoragePatience _patience;
    private readonly AsyncCircuitBreakerPolicy _breaker;

    public HungStorageBreaker(StoragePatience patience, ILogger logger)
    {
        _patience = patience;
        _breaker = Policy.Handle<UnansweredException>().CircuitBreakerAsync(
            patience.UnansweredTries, patience.Rest,
            onBreak: (_, rest) => logger.StorageLeftAlone(rest),
            onReset: logger.StorageAskedAgain);
    }

    /// <summary>Not offered: the stores ask asynchronously, always.</summary>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await _breaker.ExecuteAsync(() => TryAsync(message, pipeline));
        }
        catch (BrokenCircuitException)
        {
            throw new StorageLeftAloneException();
        }
    }

    private async Task TryAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (OperationCanceledException) when (!message.CancellationToken.IsCancellationRequested)
        {
            // What was cancelled where in the client tells nothing more.
            throw new UnansweredException(_patience.Try);
        }
    }

    /// <summary>A try outlasted its time; without a status, so that the client repeats it.</summary>
    private sealed class UnansweredException(TimeSpan after)
        : RequestFailedException($"The storage did not answer within {after.TotalSeconds:0.#} s.");
}

/// <summary>Nothing was asked, since the storage has not answered lately.</summary>
internal sealed class StorageLeftAloneException() : Exception("The storage does not answer, and is left alone for some seconds.");
