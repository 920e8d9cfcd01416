namespace ForecastFunctions.Core.Baselines;

/// <summary>
/// Joins observations of any origin. Nothing is overwritten: a restatement is a later vintage beside the earlier one.
/// The result is a function of the set of observations alone, so merging twice changes nothing, and the order of arrival
/// does not matter.
/// </summary>
public static class ObservationMerge
{
    /// <summary>By how many days the end of one period may differ between filings.</summary>
    public const int MaxDrift = 7;

    /// <summary>
    /// Every observation of both, each vintage once. Of two that were public on the same day for the same period, the
    /// better founded is kept, and of equally founded ones that agree the more precise. Ends of a period that drift by up
    /// to a week between filings are one: the one that was known first.
    /// </summary>
    public static IReadOnlyList<Observation> Of(IEnumerable<Observation> known, IEnumerable<Observation> arrived)
        =>
        [
            .. Aligned([.. known.Concat(arrived)])
                .GroupBy(o => (o.SeriesId, o.PeriodEnd, o.KnownSince))
                .Select(vintage => Best([.. vintage.Order(BetterFirst)]))
                .OrderBy(o => o.SeriesId, StringComparer.Ordinal).ThenBy(o => o.PeriodEnd).ThenBy(o => o.KnownSince),
        ];

    /// <summary>What arrived, with the ends of its periods as they are known.</summary>
    internal static IReadOnlyList<Observation> AlignedTo(IEnumerable<Observation> known, IReadOnlyList<Observation> arrived)
    {
        List<Observation> before = [.. known];
        var ends = Aligned([.. before, .. arrived]);
        return [.. ends.Skip(before.Count)];
    }

    /// <summary>The same observations in the same order, with one end for each period.</summary>
    private static List<Observation> Aligned(List<Observation> observations)
    {
        var canonical = new Dictionary<(string, Frequency, DateOnly), DateOnly>();
        foreach (var series in observations.Where(o => o.Frequency != Frequency.Event).GroupBy(o => (o.SeriesId, o.Frequency)))
        {
            var cluster = new List<Observation>();
            foreach (var observation in series.OrderBy(o => o.PeriodEnd))
            {
                if (cluster.Count > 0 && observation.PeriodEnd.DayNumber - cluster[0].PeriodEnd.DayNumber > MaxDrift)
                    Close(cluster);
                cluster.Add(observation);
            }

            Close(cluster);
        }

        return [.. observations.Select(o => canonical.TryGetValue((o.SeriesId, o.Frequency, o.PeriodEnd), out var end) ? Ending(o, end) : o)];

        void Close(List<Observation> cluster)
        {
            var end = cluster.OrderBy(o => o.KnownSince).ThenBy(o => o.PeriodEnd).First().PeriodEnd;
            foreach (var o in cluster.Where(o => o.PeriodEnd != end))
                canonical[(o.SeriesId, o.Frequency, o.PeriodEnd)] = end;
            cluster.Clear();
        }
    }

    /// <summary>A figure whose period would end after it was known keeps its own end.</summary>
    private static Observation Ending(Observation o, DateOnly end)
        => o.PeriodEnd == end || o.KnownSince < end
            ? o
            : new(o.SeriesId, end, o.Frequency, o.Value, o.Unit, o.Status, o.Source, o.Reference, o.KnownSince);

    /// <summary>The first of those that no equally founded one states more precisely.</summary>
    private static Observation Best(List<Observation> vintage)
    {
        var founded = vintage.FindAll(o => o.Status == vintage[0].Status && string.Equals(o.Unit, vintage[0].Unit, StringComparison.Ordinal));
        return founded.Find(o => !founded.Exists(other => Rounding.IsRounded(o.Value, other.Value))) ?? vintage[0];
    }

    /// <summary>A total order, so that a choice between two observations never depends on which came first.</summary>
    private static Comparer<Observation> BetterFirst { get; } = Comparer<Observation>.Create((a, b) =>
    {
        var order = a.Status.CompareTo(b.Status);
        if (order == 0)
            order = string.CompareOrdinal(a.Source, b.Source);
        if (order == 0)
            order = string.CompareOrdinal(a.Reference, b.Reference);
        if (order == 0)
            order = string.CompareOrdinal(a.Unit, b.Unit);
        return order == 0 ? a.Value.CompareTo(b.Value) : order;
    });
}
