namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>How long to wait before each repetition of a request.</summary>
internal interface IRetryDelays
{
    /// <summary>The waits of one request, in their order, where the server does not ask for others.</summary>
    IEnumerable<TimeSpan> Backoff();

    /// <summary>The wait that is made.</summary>
    /// <param name="backoff">What <see cref="Backoff"/> says.</param>
    /// <param name="asked">What the server asked for, or null.</param>
    TimeSpan Wait(TimeSpan backoff, TimeSpan? asked);
}

/// <summary>
/// Decorrelated jitter, so that instances that failed together do not come back together; and never sooner than the
/// server asked.
/// </summary>
internal sealed class RetryDelays(HttpSettings settings) : IRetryDelays
{
    public IEnumerable<TimeSpan> Backoff() =>
        Polly.Contrib.WaitAndRetry.Backoff.DecorrelatedJitterBackoffV2(settings.RetryDelay, settings.Retries);

    public TimeSpan Wait(TimeSpan backoff, TimeSpan? asked) =>
        asked > backoff ? asked.Value : backoff;
}

/// <summary>What the header Retry-After asks for.</summary>
internal static class RetryAfter
{
    /// <summary>The time from now, zero for one that is past, or null where nothing is asked for.</summary>
    public static TimeSpan? Asked(HttpResponseMessage? response, TimeProvider clock) =>
        response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            _ => null,
        };
}
