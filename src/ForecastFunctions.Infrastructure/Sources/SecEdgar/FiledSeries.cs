using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.SecEdgar;

/// <summary>
/// Turns what a company filed under a chain of tags into the vintages of a series by quarter and by fiscal year. For
/// each period and day the figure is that of the first tag with one known by then: as stated, else as the difference
/// of year-to-date figures of the same start. A figure that is merely repeated is no new vintage.
/// </summary>
/// <param name="id">The series' id before its frequency, such as <c>nvda.revenue</c>.</param>
/// <param name="source">Who filed, in words.</param>
/// <param name="tags">The facts of each tag, the preferred tag first.</param>
internal sealed class FiledSeries(string id, string source, IReadOnlyList<IReadOnlyList<FiledFact>> tags)
{
    private readonly record struct Statement(DateOnly KnownSince, double Value, ObservationStatus Status, string Reference);

    public IEnumerable<Observation> Observations() =>
        Vintages($"{id}.fy", Frequency.Annual, [.. tags.Select(facts => Stated(facts, Span.Year))])
            .Concat(Vintages($"{id}.q", Frequency.Quarterly,
            [
                .. tags.SelectMany(facts => new[] { Stated(facts, Span.Quarter), Differences(facts) }),

                // A year stated under a new tag, whose nine months were stated under the old one. The preferred tag
                // comes last, since of several figures of one day the last one counts.
                Differences([.. tags.Reverse().SelectMany(facts => facts)]),
            ]));

    private static ILookup<DateOnly, Statement> Stated(IReadOnlyList<FiledFact> facts, Span span) =>
        InOrder(facts.Where(fact => fact.Span == span))
            .ToLookup(fact => fact.End, fact => new Statement(
                fact.Filed, fact.Value, ObservationStatus.Reported, $"{fact.Concept}, accession {fact.Place}"));

    /// <summary>
    /// Quarters as the difference of two spans with one start. Each filing of the longer span is paired with the
    /// shorter one as it was known that day: pairing it with a later restatement would mix two accounting bases.
    /// </summary>
    private static ILookup<DateOnly, Statement> Differences(IReadOnlyList<FiledFact> facts)
    {
        var spans = facts.ToLookup(fact => (fact.Start, fact.Span!.Value));
        var differences =
            from longer in spans
            where longer.Key.Value > Span.Quarter
            let shorter = spans[(longer.Key.Start, longer.Key.Value - 1)]
            from end in longer.Select(fact => fact.End).Distinct()
            let parts = shorter.Where(fact => FiledFact.Days(fact.End.AddDays(1), end) is >= 80 and <= 100)
            from difference in Paired([.. InOrder(longer.Where(fact => fact.End == end))], [.. InOrder(parts)])
            select (End: end, Difference: difference);
        return differences
            .OrderBy(pair => pair.Difference.KnownSince)
            .ThenBy(pair => pair.Difference.Reference, StringComparer.Ordinal)
            .ToLookup(pair => pair.End, pair => pair.Difference);
    }

    private static IEnumerable<Statement> Paired(IReadOnlyList<FiledFact> longer, IReadOnlyList<FiledFact> shorter)
    {
        for (var i = 0; i < longer.Count; i++)
        {
            var whole = longer[i];
            var next = i + 1 < longer.Count ? longer[i + 1].Filed : DateOnly.MaxValue;
            var known = shorter.Where(fact => fact.Filed <= whole.Filed).ToArray();
            var part = known.Length > 0 ? known[^1] : shorter.FirstOrDefault(fact => fact.Filed < next);
            if (part.Accession is null)
                continue;
            yield return new Statement(
                part.Filed > whole.Filed ? part.Filed : whole.Filed,
                whole.Value - part.Value,
                ObservationStatus.Derived,
                Reference(whole, part));
        }
    }

    private static string Reference(FiledFact whole, FiledFact part) =>
        string.Equals(whole.Concept, part.Concept, StringComparison.OrdinalIgnoreCase)
            ? $"{whole.Concept}, accession {whole.Place} less {part.Place}"
            : $"{whole.Concept}, accession {whole.Place} less {part.Concept}, accession {part.Place}";

    /// <summary>The later filed one last; the order of ties is stable, so that the order of tags decides between them.</summary>
    private static IEnumerable<FiledFact> InOrder(IEnumerable<FiledFact> facts) => facts.OrderBy(fact => fact.Filed);

    private IEnumerable<Observation> Vintages(string series, Frequency frequency, IReadOnlyList<ILookup<DateOnly, Statement>> ranks) =>
        from end in ranks.SelectMany(rank => rank.Select(ofEnd => ofEnd.Key)).Distinct()
        from statement in Vintages([.. ranks.Select(rank => rank[end].ToArray())])
        select new Observation(
            series, end, frequency, statement.Value, "USD", statement.Status,
            statement.Status == ObservationStatus.Derived ? $"{source}: difference of year-to-date figures" : source,
            statement.Reference, statement.KnownSince);

    private static IEnumerable<Statement> Vintages(IReadOnlyList<Statement[]> ranks)
    {
        double? previous = null;
        foreach (var day in ranks.SelectMany(rank => rank.Select(statement => statement.KnownSince)).Distinct().Order())
        {
            var current = ranks
                .Select(rank => rank.LastOrDefault(statement => statement.KnownSince <= day))
                .First(statement => statement.Reference is not null);
            if (current.Value == previous)
                continue;
            previous = current.Value;
            yield return current;
        }
    }
}
