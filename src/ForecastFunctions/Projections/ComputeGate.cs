using System.Threading.RateLimiting;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;

namespace ForecastFunctions.Projections;

/// <summary>
/// The one way to compute anything long. One computation already uses every core, so few are under way at once, some
/// wait, and more are turned away: a caller who is told to come back is served better than one who waits without an end.
/// </summary>
/// <param name="time">Bounds a computation.</param>
public sealed class ComputeGate(TimeProvider time) : IDisposable
{
    /// <summary>Far beyond what the limits of a request allow; what takes longer has met a machine in trouble.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = 8 * Environment.ProcessorCount,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>How many computations wait for their turn.</summary>
    public long Waiting => _turns.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Computes when it is this one's turn, and counts it in its caller's quota.</summary>
    /// <param name="numbers">What it costs: draws × periods × variables, or as much work as these.</param>
    /// <param name="meter">The caller's, or <see langword="null"/> where nothing is counted.</param>
    /// <param name="compute">The work; the token ends it.</param>
    /// <param name="cancellationToken">Ends it too.</param>
    /// <exception cref="ProblemException">503: too much is under way; 429: the caller's quota is used up.</exception>
    /// <exception cref="OperationCanceledException">It took longer than a minute, or its caller left.</exception>
    public async Task<T> ComputeAsync<T>(
        long numbers, CallerMeter? meter, Func<CancellationToken, T> compute, CancellationToken cancellationToken)
    {
        using var turn = await _turns.AcquireAsync(permitCount: 1, cancellationToken);
        if (!turn.IsAcquired)
            throw ProblemException.Busy();
        meter?.TakeCompute(numbers);
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        return compute(end.Token);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
