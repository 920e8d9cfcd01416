using ForecastFunctions.Baselines;
using ForecastFunctions.Comparisons;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;

namespace ForecastFunctions.OData;

/// <summary>
/// What scenarios differ by: the same comparisons, by the same ids, as under <c>/comparisons</c>. Without a filter every
/// preset is compared with the article's, on the current baseline, by years to 2030; a filter that names other
/// references, a baseline, later years or a comparison gets these.
/// </summary>
/// <param name="library">Gives the current baseline.</param>
/// <param name="resolver">Turns a request into a comparison's specification.</param>
/// <param name="runs">Computes and keeps comparisons.</param>
public sealed class ComparisonFeed(BaselineLibrary library, ComparisonResolver resolver, RunLibrary runs) : IFeed
{
    private static readonly RunTableView Whole = new(new TableForm(Representation.Json), new PageRequest(0, null, null));

    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Comparisons;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var current = pin ?? (await library.CurrentAsync(cancellationToken)).Version;
        var entities = new List<object>();
        if (query.Constraints.TextsOf("RunId") is { } ids)
        {
            foreach (var id in FeedRequests.RunIdsOf(ids))
            {
                if (await runs.FindAsync<ComparisonSpecification, Comparison>(id, caller, cancellationToken) is { } run)
                    entities.AddRange(EntitiesOf(run, query));
            }

            return new FeedContent(entities, current);
        }

        var references = query.Constraints.TextsOf("Reference") ?? [Presets.ArticleBase.Name];
        var to = FeedRequests.LastYearOf(query);
        foreach (var baseline in await BaselinesOf.QueryAsync(library, query, current, cancellationToken))
        {
            foreach (var reference in Presets.All.Where(p => references.Contains(p.Name, StringComparer.Ordinal)))
            {
                var reader = FeedRequests.ReaderOf([("reference", reference.Name), ("baseline", baseline.Version), ("to", to)]);
                var specification = await resolver.ResolveAsync(reader, caller.Name, cancellationToken);
                entities.AddRange(EntitiesOf(await runs.GetAsync(specification, cancellationToken), query));
            }
        }

        return new FeedContent(entities, current);
    }

    /// <summary>Levels have no reference, and are no differences.</summary>
    private static IEnumerable<ComparisonEntity> EntitiesOf(Run<ComparisonSpecification, Comparison> run, FeedQuery query)
    {
        foreach (var row in new ComparisonView(Whole, FeedRequests.VariablesOf(query), run.Specification.Statistics).Rows(run))
        {
            if (row.Reference is { } reference && Period.TryParse(row.Period, out var period))
                yield return new ComparisonEntity(row, reference, period);
        }
    }
}
