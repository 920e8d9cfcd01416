using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Forecasts;

/// <summary>Computes for series side by side, on every core, in the order of the request whatever the number of threads.</summary>
/// <param name="gate">Gives a request its turn.</param>
public sealed class ForecastTurns(ComputeGate gate)
{
    /// <summary>Computes for every series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="fitted">The observations that all fits see, each fit counted; decides what the caller's quota is charged.</param>
    /// <param name="compute">What is computed of one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">503: too much is under way; 429: the quota is used up; 400: some series cannot be
    /// forecast so.</exception>
    public async Task<IReadOnlyList<T>> ComputeAsync<T>(
        IReadOnlyList<RequestedSeries> series, long fitted, Func<RequestedSeries, T> compute, CancellationToken cancellationToken)
        => await gate.ComputeAsync(
            fitted * ForecastLimits.NumbersPerObservation, MeterOfRequest.Current, end => Compute(series, compute, end), cancellationToken);

    private static T[] Compute<T>(
        IReadOnlyList<RequestedSeries> series, Func<RequestedSeries, T> compute, CancellationToken cancellationToken)
    {
        var results = new T[series.Count];
        var faults = new Fault?[series.Count];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
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
}
