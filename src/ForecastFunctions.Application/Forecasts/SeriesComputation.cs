using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>Computes for series side by side, in the order of the request whatever the number of threads.</summary>
/// <param name="gate">Gives a request its turn.</param>
public sealed class SeriesComputation(ComputeGate gate)
{
    /// <summary>Computes for every series, or tells of each that can't be forecast so.</summary>
    /// <param name="series">The series.</param>
    /// <param name="fitted">The observations that all fits see, each fit counted; decides what the caller's quota is charged.</param>
    /// <param name="compute">What is computed of one.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">503: too much is under way; 429: the quota is used up.</exception>
    public async Task<Outcome<T[]>> ComputeAsync<T>(
        IReadOnlyList<RequestedSeries> series, long fitted, Func<RequestedSeries, T> compute, Caller caller,
        CancellationToken cancellationToken)
        => await gate.ComputeAsync(
            fitted * ForecastLimits.NumbersPerObservation, caller, (threads, end) => Compute(series, compute, threads, end), cancellationToken);

    private static Outcome<T[]> Compute<T>(
        IReadOnlyList<RequestedSeries> series, Func<RequestedSeries, T> compute, int threads, CancellationToken cancellationToken)
    {
        var results = new T[series.Count];
        var found = new Fault?[series.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, series.Count, options, i =>
        {
            try
            {
                results[i] = compute(series[i]);
            }
            catch (InvalidSeriesException e)
            {
                found[i] = series[i].Fault(FaultCode.Conflict, e.Message);
            }
        });

        var faults = new Faults();
        faults.Add(found.OfType<Fault>());
        return faults.Any ? faults : results;
    }
}
