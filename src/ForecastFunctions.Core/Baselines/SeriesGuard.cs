using System.Globalization;

namespace ForecastFunctions.Core.Baselines;

/// <summary>Why what arrived of a series is not believed.</summary>
/// <param name="SeriesId">The series.</param>
/// <param name="Code">
/// A stable name: <c>unit-changed</c>, <c>shrunk</c>, <c>gap</c>, <c>jump</c>, <c>restated-beyond-belief</c>,
/// <c>outlier</c>, <c>negative</c> or <c>from-the-future</c>.
/// </param>
/// <param name="Message">What was found, and the bound.</param>
public sealed record Quarantine(string SeriesId, string Code, string Message);

/// <summary>
/// Looks at what arrived of a series before it is merged. A series that fails is left as it was, as a whole: half of a
/// poisoned answer is no better than all of it.
/// </summary>
public static class SeriesGuard
{
    /// <summary>The largest factor between neighbouring quarters. NVIDIA's data centre grew 2.4-fold in one.</summary>
    public const double MaxQuarterlyFactor = 5;

    /// <summary>The largest factor between neighbouring years.</summary>
    public const double MaxYearlyFactor = 10;

    /// <summary>The largest factor by which a figure may be restated.</summary>
    public const double MaxRestatement = 2;

    /// <summary>How far the day of a filing may lie ahead of the clock: the filer's day is not ours.</summary>
    public const int MaxDaysAhead = 1;

    /// <summary>A fiscal quarter of 14 weeks has 98 days, and its end may wander by a week.</summary>
    private const int MaxDaysOfAQuarter = 110;

    /// <summary>Looks at a series.</summary>
    /// <param name="known">What is known of it: every vintage.</param>
    /// <param name="arrived">What arrived of it: every vintage.</param>
    /// <param name="today">The day of the refresh.</param>
    /// <param name="unstated">The periods of which it is known that nothing is stated; a quarter may follow one of them.</param>
    /// <returns>The first reason not to believe it, or <see langword="null"/>.</returns>
    public static Quarantine? Check(
        IReadOnlyList<Observation> known, IReadOnlyList<Observation> arrived, DateOnly today, params IReadOnlyList<DateOnly> unstated)
    {
        if (arrived.Count == 0)
            return null;
        var id = arrived[0].SeriesId;
        var first = known.Count > 0 ? known[0] : arrived[0];
        if (arrived.FirstOrDefault(o => !string.Equals(o.Unit, first.Unit, StringComparison.Ordinal)
            || o.Frequency != first.Frequency) is { } other)
        {
            return new(id, "unit-changed",
                $"The figure for {other.PeriodEnd:O} is {other.Unit}, {other.Frequency}; "
                + $"the series is {first.Unit}, {first.Frequency}.");
        }

        if (arrived.FirstOrDefault(o => o.KnownSince > today.AddDays(MaxDaysAhead)) is { } early)
        {
            return new(id, "from-the-future",
                $"The figure for {early.PeriodEnd:O} says that it became public on {early.KnownSince:O}; today is {today:O}.");
        }

        if (!CanBeNegative(first.Unit) && arrived.FirstOrDefault(o => o.Value < 0) is { } negative)
        {
            return new(id, "negative", string.Create(
                CultureInfo.InvariantCulture,
                $"The figure for {negative.PeriodEnd:O} is {negative.Value:R} {negative.Unit}; there is no less than nothing of it."));
        }

        var now = Holding(arrived);
        var old = Holding(known);
        return Shrinking(known, arrived, now) ?? Gap(old, now, unstated) ?? Restatement(old, now) ?? Jump(now)
            ?? SeriesAnomalies.Outlier(old, Holding(known.Concat(arrived)));
    }

    /// <summary>Rates of change can be negative; revenue, spend, prices, chips and power cannot.</summary>
    private static bool CanBeNegative(string unit) => unit is "fraction" or "fraction/yr";

    /// <summary>Looks at a series that is believed.</summary>
    /// <inheritdoc cref="Check" path="/param[@name='known' or @name='arrived']"/>
    /// <returns>What of its news a person may want to look at.</returns>
    public static IReadOnlyList<Notice> Notices(IReadOnlyList<Observation> known, IReadOnlyList<Observation> arrived)
        => [.. SeriesAnomalies.Notices(Holding(known), Holding(known.Concat(arrived)))];

    /// <summary>A source that had a period before has it still; other sources' periods are no concern of its.</summary>
    private static Quarantine? Shrinking(IReadOnlyList<Observation> known, IReadOnlyList<Observation> arrived, List<Observation> now)
    {
        var sources = arrived.Select(o => o.Source).ToHashSet(StringComparer.Ordinal);
        var missing = known
            .Where(o => sources.Contains(o.Source) && o.PeriodEnd >= now[0].PeriodEnd && now.TrueForAll(n => n.PeriodEnd != o.PeriodEnd))
            .Select(o => o.PeriodEnd).Distinct().Order().ToList();
        return missing.Count == 0
            ? null
            : new(arrived[0].SeriesId, "shrunk",
                $"{missing.Count} periods that it had are missing, the first of them {missing[0]:O}.");
    }

    /// <summary>
    /// A quarter follows the one before. What was sparse from the beginning may be so: only quarters that are new must
    /// join on to what is known.
    /// </summary>
    private static Quarantine? Gap(List<Observation> known, List<Observation> series, IReadOnlyList<DateOnly> unstated)
    {
        if (known.Count == 0 || series[0].Frequency != Frequency.Quarterly)
            return null;
        var old = known.Select(o => o.PeriodEnd).Concat(unstated).ToHashSet();
        var ends = old.Union(series.Select(o => o.PeriodEnd)).Order().ToList();
        foreach (var (before, after) in ends.Zip(ends.Skip(1)))
        {
            if (!old.Contains(after) && after.DayNumber - before.DayNumber > MaxDaysOfAQuarter)
                return new(series[0].SeriesId, "gap", $"Nothing lies between {before:O} and {after:O}.");
        }

        return null;
    }

    private static Quarantine? Restatement(List<Observation> known, List<Observation> series)
    {
        foreach (var now in series)
        {
            if (known.Find(o => o.PeriodEnd == now.PeriodEnd) is { } before && IsBeyond(before.Value, now.Value, MaxRestatement))
            {
                return new(now.SeriesId, "restated-beyond-belief", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{now.PeriodEnd:O} was {before.Value:R} and would be {now.Value:R}; "
                    + $"the bound is a factor of {MaxRestatement}."));
            }
        }

        return null;
    }

    private static Quarantine? Jump(List<Observation> series)
    {
        var most = series[0].Frequency == Frequency.Quarterly ? MaxQuarterlyFactor : MaxYearlyFactor;
        foreach (var (before, after) in series.Zip(series.Skip(1)))
        {
            if (series[0].Frequency != Frequency.Event && IsBeyond(before.Value, after.Value, most))
            {
                return new(before.SeriesId, "jump", string.Create(
                    CultureInfo.InvariantCulture,
                    $"From {before.PeriodEnd:O} to {after.PeriodEnd:O} it goes from {before.Value:R} to {after.Value:R}; "
                    + $"the bound is a factor of {most}."));
            }
        }

        return null;
    }

    /// <summary>A change of sign is beyond any factor; from zero, anything is believed.</summary>
    private static bool IsBeyond(double before, double after, double factor)
        => before != 0 && !(after / before <= factor && after / before >= 1 / factor) && after != 0;

    /// <summary>The figure of each period that holds, in order.</summary>
    private static List<Observation> Holding(IEnumerable<Observation> vintages)
        => [.. vintages.GroupBy(o => o.PeriodEnd).OrderBy(g => g.Key).Select(g => Observation.Holding(g))];
}
