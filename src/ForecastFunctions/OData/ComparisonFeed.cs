using System.Runtime.CompilerServices;
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
/// references, a baseline, one to compare with, later years, quarters or a comparison gets these.
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
        var (_, entities) = await FeedRequests.ReadAsync(
            query.Constraints.TextsOf("RunId") is { } ids
                ? FindAsync(ids, caller, cancellationToken)
                : CompareAsync(query, current, caller, cancellationToken),
            run => ComparisonRuns.Differences(run, FeedRequests.ViewOf(query, run.Specification)));
        return new FeedContent(entities, current);
    }

    private async IAsyncEnumerable<Run<ComparisonSpecification, Comparison>> FindAsync(
        IReadOnlyCollection<string> ids, Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in FeedRequests.RunIdsOf(ids))
        {
            if (await runs.FindAsync<ComparisonSpecification, Comparison>(id, caller, cancellationToken) is { } run)
                yield return run;
        }
    }

    private async IAsyncEnumerable<Run<ComparisonSpecification, Comparison>> CompareAsync(
        FeedQuery query, string current, Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string ReferenceVintage = "ReferenceBaselineVersion";
        var stated = query.Constraints.TextsOf("Reference");
        foreach (var baseline in await BaselinesOf.QueryAsync(library, query, current, cancellationToken))
        {
            foreach (var vintage in await BaselinesOf.QueryAsync(library, query, baseline.Version, cancellationToken, ReferenceVintage))
            {
                // Of another vintage, each is compared with itself unless the filter names a reference.
                var other = string.Equals(vintage.Version, baseline.Version, StringComparison.Ordinal) ? null : vintage;
                var references = Presets.All.Index()
                    .Where(p => (stated ?? [Presets.ArticleBase.Name]).Contains(p.Item.Name, StringComparer.Ordinal));
                IEnumerable<int?> places = other is not null && stated is null ? [null] : references.Select(p => (int?)p.Index);
                foreach (var (place, step) in places.SelectMany(p => FeedRequests.StepsOf(query).Select(s => (p, s))))
                {
                    var request = new ComparisonRequest
                    {
                        Reference = place,
                        ReferenceBaseline = other is null ? null : BaselineSelector.Of(other.Version),
                        Run = new ProjectionRequest
                        {
                            Baseline = BaselineSelector.Of(baseline.Version),
                            Step = step,
                            To = FeedRequests.LastYearOf(query),
                        },
                    };
                    var asked = (await comparison.PrepareAsync(request, caller, cancellationToken)).OrThrow();
                    yield return await runs.GetAsync<ComparisonSpecification, Comparison>(asked, caller, cancellationToken);
                }
            }
        }
    }
}
