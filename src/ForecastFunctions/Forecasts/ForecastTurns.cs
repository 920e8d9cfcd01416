using System.Threading.RateLimiting;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>
/// Computes for series side by side, on every core, in the order of the request whatever the number of threads; and lets
/// few requests compute at once.
/// </summary>
/// <param name="time">Bounds a computation.</param>
public sealed class ForecastTurns(TimeProvider time) : IDisposable
{
    /// <summary>Far beyond what the limits of a request allow; a request that takes longer has met a machine in trouble.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>One request already uses every core: few compute at once, some wait, and more are turned away.</summary>
    private readonly ConcurrencyLimiter _gate = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = 8 * Environment.ProcessorCount,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Computes for every series.</summary>
    /// <exception cref="ProblemException">503: too much is under way; 400: some series cannot be forecast so.</exception>
    public async Task<IReadOnlyList<T>> ComputeAsync<T>(
        IReadOnlyList<RequestedSeries> series, Func<RequestedSeries, T> compute, CancellationToken cancellationToken)
    {
        using var turn = await _gate.AcquireAsync(permitCount: 1, cancellationToken);
        if (!turn.IsAcquired)
            throw ProblemException.Busy();
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var results = new T[series.Count];
        var faults = new Fault?[series.Count];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = end.Token };
        Parallel.For(0, series.Count, threads, i =>
        {
            try
            {
                results[i] = compute(series[i]);
            }
            catch (InvalidSeriesException e)
            {
                faults[i] = series[i].Fault(FaultCode.Conflict, e.Message);
            }
        });
        return Array.TrueForAll(faults, fault => fault is null) ? results : throw ProblemException.Invalid([.. faults.OfType<Fault>()]);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
