using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>
/// The vintages that could have been made in the past: the article's, and as of the 15th of each quarter's third month, by
/// which both vendors have reported.
/// </summary>
public static class PastVintages
{
    private const int DayOfMonth = 15;

    /// <summary>
    /// How many days after its period an estimate counts as published in a backfilled vintage: as many as the latest of the
    /// companies' own figures takes.
    /// </summary>
    private const int EstimateLag = 75;

    /// <summary>The days, from the article's on; one by which nothing became known since the last one is left out.</summary>
    /// <param name="observations">What is known.</param>
    /// <param name="today">The last day that can be one.</param>
    public static IReadOnlyList<DateOnly> Days(IReadOnlyList<Observation> observations, DateOnly today)
    {
        var days = new List<DateOnly>();
        var last = ArticleBaseline.AsOf;
        for (var year = last.Year; year <= today.Year; year++)
        {
            for (var month = 3; month <= 12; month += 3)
            {
                var day = new DateOnly(year, month, DayOfMonth);
                if (day <= last || day > today || !observations.Any(o => o.KnownSince > last && o.KnownSince <= day))
                    continue;
                days.Add(day);
                last = day;
            }
        }

        return days;
    }

    /// <summary>
    /// The vintages of the days, the article's first, each once as it was and once backfilled; a day on which nothing could
    /// be calibrated has none, and one to which later estimates add nothing has no second.
    /// </summary>
    /// <param name="observations">What is known, of any later day.</param>
    /// <param name="days">The days.</param>
    /// <param name="threads">The most threads to use.</param>
    internal static IReadOnlyList<VintageInHand> Of(IReadOnlyList<Observation> observations, IReadOnlyList<DateOnly> days, int threads = 1)
    {
        var made = new IReadOnlyList<VintageInHand>[days.Count];
        Projections.ProjectionEngine.Each(days.Count, threads, i => made[i] = OfDay(observations, days[i]));
        var article = VintageInHand.Of(
            ArticleBaseline.Version, ArticleBaseline.AsOf, VintageBasis.Hindsight, ArticleBaseline.From(observations));
        return [.. article is null ? [] : new[] { article }, .. made.SelectMany(m => m)];
    }

    /// <summary>What a backfilled vintage of a day knows.</summary>
    /// <param name="observations">What is known, of any later day.</param>
    /// <param name="day">The day.</param>
    internal static IReadOnlyList<Observation> Backfilled(IReadOnlyList<Observation> observations, DateOnly day)
    {
        List<Observation> known = [.. observations.Where(o => o.KnownSince <= day)];
        var taken = known.Select(o => (o.SeriesId, o.PeriodEnd, o.KnownSince)).ToHashSet();
        foreach (var estimate in observations.Where(o => o.KnownSince > day && IsOfAPeriod(o)))
        {
            var since = estimate.PeriodEnd.AddDays(EstimateLag);
            if (since <= day && taken.Add((estimate.SeriesId, estimate.PeriodEnd, since)))
            {
                known.Add(new(
                    estimate.SeriesId, estimate.PeriodEnd, estimate.Frequency, estimate.Value, estimate.Unit, estimate.Status,
                    estimate.Source, estimate.Reference, since));
            }
        }

        return known;
    }

    private static IReadOnlyList<VintageInHand> OfDay(IReadOnlyList<Observation> observations, DateOnly day)
    {
        List<Observation> known = [.. observations.Where(o => o.KnownSince <= day)];
        var backfilled = Backfilled(observations, day);
        var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return [.. Made(known, VintageBasis.Known), .. backfilled.Count > known.Count ? Made(backfilled, VintageBasis.Backfilled) : []];

        IEnumerable<VintageInHand> Made(IReadOnlyList<Observation> figures, VintageBasis basis)
            => BaselineCalibration.Calibrate(figures).Baseline is { } baseline
                && VintageInHand.Of(name, day, basis, baseline) is { } vintage ? [vintage] : [];
    }

    /// <summary>What moves drivers and limits began to be kept long after its periods, and bears on none of the scores' variables.</summary>
    private static bool IsOfAPeriod(Observation o) => o.Status == ObservationStatus.Estimated && o.Frequency != Frequency.Event
        && !LayerBases.Series.Contains(o.SeriesId, StringComparer.Ordinal);
}
