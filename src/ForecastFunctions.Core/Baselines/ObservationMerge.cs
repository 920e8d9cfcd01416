namespace ForecastFunctions.Core.Baselines;

/// <summary>
/// Joins observations of any origin. Nothing is overwritten: a restatement is a later vintage beside the earlier one.
/// The result is a function of the set of observations alone, so merging twice changes nothing, and the order of arrival
/// does not matter.
/// </summary>
public static class ObservationMerge
{
    /// <summary>
    /// Every observation of both, each vintage once. Of two that were public on the same day for the same period, the
    /// better founded is kept.
    /// </summary>
    public static IReadOnlyList<Observation> Of(IEnumerable<Observation> known, IEnumerable<Observation> arrived)
        =>
        [
            .. known.Concat(arrived)
                .GroupBy(o => (o.SeriesId, o.PeriodEnd, o.KnownSince))
                .Select(vintage => vintage.Order(BetterFirst).First())
                .OrderBy(o => o.SeriesId, StringComparer.Ordinal).ThenBy(o => o.PeriodEnd).ThenBy(o => o.KnownSince),
        ];

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
