using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;

namespace ForecastFunctions.Core.History;

/// <summary>How old what is known of a series is, and when more is due.</summary>
/// <param name="SeriesId">The series.</param>
/// <param name="PeriodEnd">The last day of the last period that is known.</param>
/// <param name="KnownSince">Since when that figure was public.</param>
/// <param name="AgeDays">How many days have passed since the period's end.</param>
/// <param name="NextPeriodEnd">The last day of the period that comes next, as a year before.</param>
/// <param name="NextDue">
/// The day by which its figure is due: after the lag between the same period's end and its figure a year before, plus
/// <see cref="BaselineFreshness.GraceDays"/> days.
/// </param>
/// <param name="IsOverdue">Whether that day has passed.</param>
public sealed record SeriesFreshness(
    string SeriesId, DateOnly PeriodEnd, DateOnly KnownSince, int AgeDays, DateOnly NextPeriodEnd, DateOnly NextDue, bool IsOverdue);

/// <summary>How old a baseline is, by what matters: as old as the last figure of its weakest required series.</summary>
/// <param name="AgeDays">The age of the weakest required series, in days; <see langword="null"/> where one has no figure.</param>
/// <param name="IsOverdue">Whether the next figure of a required series is overdue.</param>
/// <param name="Series">Each required series that has a figure.</param>
public sealed record BaselineFreshness(int? AgeDays, bool IsOverdue, IReadOnlyList<SeriesFreshness> Series)
{
    /// <summary>How many days a figure may be later than a year before.</summary>
    public const int GraceDays = 14;

    /// <summary>A quarter of 13 weeks.</summary>
    private const int DaysOfAQuarter = 91;

    /// <summary>A lag longer than this is not that of a filing but of an estimate that came later.</summary>
    private const int LongestLag = 120;

    /// <summary>The lag where none is known: large companies file within 40 days for a quarter and 60 for a year.</summary>
    private const int UsualLag = 60;

    /// <summary>The freshness of a baseline on a day.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="today">The day.</param>
    public static BaselineFreshness Of(Baseline baseline, DateOnly today)
    {
        List<SeriesFreshness> series = [.. BaselineCalibration.RequiredSeries
            .Select(id => Of(baseline, id, today)).OfType<SeriesFreshness>()];
        return new(
            series.Count == BaselineCalibration.RequiredSeries.Count ? series.Max(s => s.AgeDays) : null,
            series.Exists(s => s.IsOverdue),
            series);
    }

    private static SeriesFreshness? Of(Baseline baseline, string id, DateOnly today)
    {
        var periods = baseline.Observations.Where(o => string.Equals(o.SeriesId, id, StringComparison.Ordinal))
            .GroupBy(o => o.PeriodEnd, (end, figures) => (End: end, Known: figures.Min(f => f.KnownSince)))
            .OrderBy(p => p.End).ToList();
        if (periods.Count == 0)
            return null;

        // A year before, the same period ended four quarters ago and the one to come three quarters ago.
        var (last, known) = periods[^1];
        var before = periods.Count >= 5 ? periods[^4] : default;
        var length = periods.Count >= 5 ? before.End.DayNumber - periods[^5].End.DayNumber : DaysOfAQuarter;
        var next = last.AddDays(length is > 80 and < 110 ? length : DaysOfAQuarter);
        var lag = Lag(before) ?? Enumerable.Reverse(periods).Select(Lag).FirstOrDefault(l => l is not null) ?? UsualLag;
        var due = next.AddDays(lag + GraceDays);
        return new(id, last, known, today.DayNumber - last.DayNumber, next, due, today > due);

        static int? Lag((DateOnly End, DateOnly Known) period)
            => period == default || period.Known.DayNumber - period.End.DayNumber is not (>= 0 and <= LongestLag and var days) ? null : days;
    }
}
