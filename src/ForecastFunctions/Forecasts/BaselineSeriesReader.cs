using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>
/// Takes series out of a baseline: of each period the figure that holds, under the calendar period that contains the
/// middle of the fiscal one.
/// </summary>
/// <param name="reader">Records what is wrong.</param>
/// <param name="baseline">The baseline.</param>
/// <param name="support">Where the quantities can lie.</param>
public sealed class BaselineSeriesReader(RequestReader reader, Baseline baseline, RequestedSupport support)
{
    private const int DaysFromMiddleToEndOfYear = 182;

    /// <summary>The series of an id, or <see langword="null"/>, with what is wrong recorded at its place.</summary>
    public RequestedSeries? Read(string id, (string In, string Target) place)
    {
        var observations = baseline.Series(id);
        if (FaultOf(id, observations) is var (code, message))
        {
            reader.AddFault(new Fault(place.In, place.Target, code, message));
            return null;
        }

        var series = new TimeSeries(
            observations.Select(o => o.Value), observations[0].Frequency == Frequency.Quarterly ? 4 : 1);
        return new RequestedSeries(id, PeriodOf(observations[0]), series, place)
        {
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
        var seen = new HashSet<SeriesPeriod>();
        SeriesPeriod? last = null;
        foreach (var observation in observations)
        {
            var period = PeriodOf(observation);
            if (PeriodSequence.FaultOf(period, first, last, seen) is var (code, message))
                return (code, $"{id}: {message}");
            if (support.Objection(observation.Value) is { } objection)
                return (FaultCode.Conflict, $"{id} in {period}: {objection}");
            seen.Add(period);
            last = period;
        }

        return null;
    }

    private static SeriesPeriod PeriodOf(Observation observation) => SeriesPeriod.Of(
        observation.Frequency == Frequency.Quarterly
            ? FiscalCalendar.CalendarQuarter(observation.PeriodEnd)
            : Period.OfYear(observation.PeriodEnd.AddDays(-DaysFromMiddleToEndOfYear).Year));
}
