using System.Globalization;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Core.Baselines;

/// <summary>What is believed of a series, and yet departs from what it is used to: a person may want to look.</summary>
/// <param name="SeriesId">The series.</param>
/// <param name="Code">A stable name: <c>level-shift</c>, or <c>unconfirmed</c> while the next figure has to tell.</param>
/// <param name="Message">What was found, and what was to be expected.</param>
public sealed record Notice(string SeriesId, string Code, string Message);

/// <summary>
/// Looks for figures that are news and depart from the others of their series by more than it is used to
/// (<see cref="Anomaly"/>). Markets do jump, so a last figure and a new level are believed and noticed; a single figure
/// from which the next one comes back is no market.
/// </summary>
internal static class SeriesAnomalies
{
    /// <summary>The fewest figures from which one can tell what a series is used to.</summary>
    public const int FewestFigures = 8;

    /// <summary>A figure within this factor of what was to be expected is none to notice, however regular the series is.</summary>
    public const double LeastFactor = 1.5;

    private const int MaxDaysOfAQuarter = 110;
    private const int MaxDaysOfAYear = 380;

    /// <summary>The first single figure among the news, as a reason not to believe the series, or <see langword="null"/>.</summary>
    /// <param name="known">The figure of each period that held, in order.</param>
    /// <param name="joined">The figure of each period that would hold now, in order.</param>
    public static Quarantine? Outlier(IReadOnlyList<Observation> known, IReadOnlyList<Observation> joined)
        => Find(known, joined).Where(a => a.Anomaly.Kind == AnomalyKind.Outlier)
            .Select(a => new Quarantine(a.Figure.SeriesId, "outlier", Message(a.Figure, a.Anomaly)))
            .FirstOrDefault();

    /// <summary>The other departures among the news.</summary>
    /// <inheritdoc cref="Outlier" path="/param"/>
    public static IEnumerable<Notice> Notices(IReadOnlyList<Observation> known, IReadOnlyList<Observation> joined)
        => Find(known, joined).Where(a => a.Anomaly.Kind != AnomalyKind.Outlier)
            .Select(a => new Notice(
                a.Figure.SeriesId, a.Anomaly.Kind == AnomalyKind.LevelShift ? "level-shift" : "unconfirmed", Message(a.Figure, a.Anomaly)));

    private static IEnumerable<(Observation Figure, Anomaly Anomaly)> Find(
        IReadOnlyList<Observation> known, IReadOnlyList<Observation> joined)
    {
        if (known.Count == 0 || known[0].Frequency == Frequency.Event)
            return [];
        var before = known.ToDictionary(o => o.PeriodEnd, o => o.Value);
        var series = SinceTheLastGap(joined);
        if (series.Count(o => before.ContainsKey(o.PeriodEnd)) < FewestFigures
            || series.Any(o => Math.Abs(o.Value) > TimeSeries.LargestValue))
            return [];
        return Anomaly.Find(new TimeSeries(series.Select(o => o.Value), known[0].Frequency == Frequency.Quarterly ? 4 : 1))
            .Select(anomaly => (Figure: series[anomaly.Index], Anomaly: anomaly))
            .Where(a => !(before.TryGetValue(a.Figure.PeriodEnd, out var value) && value == a.Figure.Value))
            .Where(a => !(a.Anomaly.Observed / a.Anomaly.Expected is < LeastFactor and > 1 / LeastFactor));
    }

    private static List<Observation> SinceTheLastGap(IReadOnlyList<Observation> joined)
    {
        var most = joined[0].Frequency == Frequency.Quarterly ? MaxDaysOfAQuarter : MaxDaysOfAYear;
        var first = joined.Count - 1;
        while (first > 0 && joined[first].PeriodEnd.DayNumber - joined[first - 1].PeriodEnd.DayNumber <= most)
            first--;
        return [.. joined.Skip(first)];
    }

    private static string Message(Observation figure, Anomaly anomaly) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figure.PeriodEnd:O} is {anomaly.Observed:R}, where {anomaly.Expected:G6} was to be expected: "
        + $"{anomaly.Score:G3} times the spread of its changes; the bounds are {Anomaly.UsualThreshold:R} times and "
        + $"a factor of {LeastFactor:R}.");
}
