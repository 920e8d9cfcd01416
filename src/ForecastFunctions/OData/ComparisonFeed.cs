using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.OData;

/// <summary>
/// What scenarios differ by: the same comparisons, by the same ids, as under <c>/comparisons</c>. Without a filter every
/// preset is compared with the article's, on the current baseline, by years to 2030; a filter that names other
/// references, a baseline, later years or a comparison gets these.
/// </summary>
/// <param name="library">Gives the current baseline.</param>
/// <param name="comparison">The use case.</param>
/// <param name="runs">Computes and keeps comparisons.</param>
public sealed class ComparisonFeed(BaselineLibrary library, CompareScenarios comparison, RunLibrary runs) : IFeed
{
    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Comparisons;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var current = pin ?? (await library.CurrentAsync(cancellationToken)).Version;
        var found = query.Constraints.TextsOf("RunId") is { } ids
            ? await FindAsync(ids, caller, cancellationToken)
            : await CompareAsync(query, current, caller, cancellationToken);
        var views = found.Select(run => (Run: run, View: FeedRequests.ViewOf(query, run.Specification))).ToList();
        FeedRequests.CheckCount(views.Sum(v => (long)v.View.VariablesOf(v.Run.Specification).Count * v.Run.Specification.Range.Count
            * v.Run.Specification.Statistics.Count * v.Run.Specification.Compared.Count));

        // Levels have no reference, and are no differences.
        return new FeedContent(
            [.. views.SelectMany(v => ComparisonRuns.Rows(v.Run, v.View)).Where(row => row.Reference is not null)], current);
    }

    private async Task<List<Run<ComparisonSpecification, Comparison>>> FindAsync(
        IReadOnlyCollection<string> ids, Caller caller, CancellationToken cancellationToken)
    {
        var found = new List<Run<ComparisonSpecification, Comparison>>();
        foreach (var id in FeedRequests.RunIdsOf(ids))
        {
            if (await runs.FindAsync<ComparisonSpecification, Comparison>(id, caller, cancellationToken) is { } run)
                found.Add(run);
        }

        return found;
    }

    private async Task<List<Run<ComparisonSpecification, Comparison>>> CompareAsync(
        FeedQuery query, string current, Caller caller, CancellationToken cancellationToken)
    {
        var references = query.Constraints.TextsOf("Reference") ?? [Presets.ArticleBase.Name];
        var found = new List<Run<ComparisonSpecification, Comparison>>();
        foreach (var baseline in await BaselinesOf.QueryAsync(library, query, current, cancellationToken))
        {
            foreach (var (index, _) in Presets.All.Index().Where(p => references.Contains(p.Item.Name, StringComparer.Ordinal)))
            {
                var request = new ComparisonRequest
                {
                    Reference = index,
                    Run = new ProjectionRequest
                    {
                        Baseline = BaselineSelector.Of(baseline.Version),
                        To = FeedRequests.LastYearOf(query),
                    },
                };
                var asked = (await comparison.PrepareAsync(request, caller, cancellationToken)).OrThrow();
                found.Add(await runs.GetAsync<ComparisonSpecification, Comparison>(asked, caller, cancellationToken));
            }
        }

        return found;
    }
}
