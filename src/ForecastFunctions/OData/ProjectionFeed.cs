using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;

namespace ForecastFunctions.OData;

/// <summary>
/// The numbers of runs: the same runs, by the same ids, as under <c>/projections</c>. Without a filter these are all
/// presets on the current baseline, by years to 2030; a filter that names later years gets these, one that names a
/// baseline gets that, and one that names a run gets its rows. The function runs whatever a request can state.
/// </summary>
/// <param name="library">Gives the current baseline.</param>
/// <param name="resolver">Turns a request into a run's specification.</param>
/// <param name="runs">Computes and keeps runs.</param>
public sealed class ProjectionFeed(BaselineLibrary library, ProjectionResolver resolver, RunLibrary runs) : IFeed
{
    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Projections;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var current = pin ?? (await library.CurrentAsync(cancellationToken)).Version;
        var entities = new List<object>();
        if (query.Constraints.TextsOf("RunId") is { } ids)
        {
            foreach (var id in FeedRequests.RunIdsOf(ids))
            {
                if (await runs.FindAsync<ProjectionSpecification, Projection>(id, caller, cancellationToken) is { } run)
                    entities.AddRange(EntitiesOf(run, query));
            }

            return new FeedContent(entities, current);
        }

        var scenarios = query.Constraints.TextsOf("Scenario");
        var to = FeedRequests.LastYearOf(query);
        foreach (var baseline in await BaselinesOf.QueryAsync(library, query, current, cancellationToken))
        {
            foreach (var preset in Presets.All.Where(p => scenarios?.Contains(p.Name, StringComparer.Ordinal) ?? true))
            {
                var reader = FeedRequests.ReaderOf([("scenario", preset.Name), ("baseline", baseline.Version), ("to", to)]);
                var specification = await resolver.ResolveAsync(reader, cancellationToken);
                entities.AddRange(EntitiesOf(await runs.GetAsync(specification, cancellationToken), query));
            }
        }

        return new FeedContent(entities, current);
    }

    /// <summary>Reads the numbers of the run that the function's arguments state.</summary>
    /// <param name="arguments">The arguments, by name.</param>
    /// <param name="query">The query over its rows.</param>
    /// <param name="pin">The run, or <see langword="null"/> on the first page.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">400: the arguments have faults, all of which are named.</exception>
    public async Task<FeedContent> RunAsync(
        IReadOnlyList<(string Name, string Value)> arguments, FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var run = RunId.TryParse(pin, out var id) ? await runs.FindAsync<ProjectionSpecification, Projection>(id, caller, cancellationToken) : null;
        if (run is null)
        {
            var specification = await resolver.ResolveAsync(FeedRequests.ReaderOf(arguments), cancellationToken);
            run = await runs.GetAsync(specification, cancellationToken);
        }

        return new FeedContent([.. EntitiesOf(run, query)], run.Specification.RunId.ToString());
    }

    private static IEnumerable<ProjectionEntity> EntitiesOf(ProjectionRun run, FeedQuery query)
        => LongTable.Rows(run, FeedRequests.VariablesOf(query), [.. Enumerable.Range(0, run.Result.Statistics.Count)]).Select(ProjectionEntity.Of);
}
