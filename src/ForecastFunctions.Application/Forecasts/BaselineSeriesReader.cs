using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>
/// Takes series out of a baseline: of each period the figure that holds, under the calendar period that contains the
/// middle of the fiscal one.
/// </summary>
/// <param name="faults">Are told what is wrong.</param>
/// <param name="baseline">The baseline.</param>
/// <param name="support">Where the quantities can lie.</param>
public sealed class BaselineSeriesReader(Faults faults, Baseline baseline, RequestedSupport support)
{
    /// <summary>The series of an id, or <see langword="null"/>, with what is wrong recorded at its place.</summary>
    /// <param name="id">The id.</param>
    /// <param name="path">The place.</param>
    public RequestedSeries? Read(string id, string path)
    {
        var observations = baseline.Series(id);
        if (FaultOf(id, observations) is var (code, message))
        {
            faults.Add(path, code, message);
            return null;
        }

        var first = PeriodOf(observations[0]);
        return new RequestedSeries(id, first, new TimeSeries(observations.Select(o => o.Value), first.Step.Seasons()[0]), path)
        {
            BaselineVersion = baseline.Version,
            Unit = observations[0].Unit,
            WeakestStatus = observations.Max(o => o.Status),
            Support = support,
        };
    }

    private (string Code, string Message)? FaultOf(string id, IReadOnlyList<Observation> observations)
    {
        if (observations.Count == 0)
        {
            return (FaultCode.NotFound, $"Baseline {baseline.Version} has no series '{id}'.{Suggestion.DidYouMean(id, baseline.SeriesIds)}"
                + $" GET /api/v1/baselines/{baseline.Version}/observations.csv lists them.");
        }

        if (observations.DistinctBy(o => (o.Frequency, o.Unit)).Skip(1).Any() || observations[0].Frequency == Frequency.Event)
            return (FaultCode.Conflict, $"{id} is no series of equally long periods in one unit.");
        if (observations.Count is < ForecastLimits.MinObservations or > ForecastLimits.MaxObservations)
        {
            return (FaultCode.OutOfRange,
                $"A series has from {ForecastLimits.MinObservations} to {ForecastLimits.MaxObservations} observations; "
                + $"{id} has {observations.Count}.");
        }

        var first = PeriodOf(observations[0]);
        var seen = new HashSet<Period>();
        Period? last = null;
        foreach (var observation in observations)
        {
            var period = PeriodOf(observation);
            if (PeriodSequence.FaultOf(period, first, last, seen.Contains) is var (code, message))
                return (code, $"{id}: {message}");
            if (support.Objection(observation.Value) is { } objection)
                return (FaultCode.Conflict, $"{id} in {period}: {objection}");
            seen.Add(period);
            last = period;
        }

        return null;
    }

    private static Period PeriodOf(Observation observation) => observation.Frequency == Frequency.Quarterly
        ? FiscalCalendar.CalendarQuarter(observation.PeriodEnd)
        : FiscalCalendar.CalendarYear(observation.PeriodEnd);
}
