using System.Threading.RateLimiting;

namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>Holds every try back until the limiter lets it through. The limiter belongs to the source and outlives the handler.</summary>
internal sealed class RateLimitHandler(RateLimiter limiter) : DelegatingHandler
{
    /// <summary>
    /// Evenly spaced, one at a time: with a bucket of more than one token a full bucket and the refill of the same
    /// second would together exceed the rate.
    /// </summary>
    public static RateLimiter Evenly(int requestsPerSecond) => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 1,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / requestsPerSecond,
        QueueLimit = 1_000,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var lease = await limiter.AcquireAsync(1, cancellationToken);
        if (!lease.IsAcquired)
            throw new SourceException(Core.Baselines.SourceFaultCodes.Overloaded, "Too many requests wait for their turn.");
        return await base.SendAsync(request, cancellationToken);
    }
}
