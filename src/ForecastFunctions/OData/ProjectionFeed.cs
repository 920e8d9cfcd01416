using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using ForecastFunctions.Scenarios;

namespace ForecastFunctions.OData;

/// <summary>
/// The numbers of runs: the same runs, by the same ids, as under <c>/projections</c>. Without a filter these are all
/// presets on the current baseline, by years to 2030; a filter that names later years, a baseline, a run or a scenario of
/// the caller's own gets these. The function runs whatever a request can state.
/// </summary>
/// <param name="library">Gives the current baseline.</param>
/// <param name="scenarios">Name the caller's own scenarios.</param>
/// <param name="resolver">Turns a request into a run's specification.</param>
/// <param name="runs">Computes and keeps runs.</param>
public sealed class ProjectionFeed(BaselineLibrary library, ScenarioLibrary scenarios, ProjectionResolver resolver, RunLibrary runs) : IFeed
{
    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Projections;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var current = pin?.Split('~')[0] ?? (await library.CurrentAsync(cancellationToken)).Version;
        var found = query.Constraints.TextsOf("RunId") is { } ids
            ? await FindAsync(ids, caller, cancellationToken)
            : await RunAsync(query, current, caller, cancellationToken);

        // A scenario of the caller's own may have changed between two pages: then the pages would not fit together.
        var state = $"{current}~{FeedRequests.DigestOf(string.Join(' ', found.Select(r => r.Specification.RunId)))}";
        if (pin is not null && !string.Equals(pin, state, StringComparison.Ordinal))
            throw ODataProblems.Malformed("$skiptoken", "A scenario of the list has changed since its first page was read; begin again.");
        return new FeedContent([.. found.SelectMany(r => EntitiesOf(r, query))], state);
    }

    /// <summary>Reads the numbers of the run that the function's arguments state.</summary>
    /// <param name="arguments">The arguments, by name.</param>
    /// <param name="query">The query over its rows.</param>
    /// <param name="pin">The run, or <see langword="null"/> on the first page.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">400: the arguments have faults, all of which are named.</exception>
    public async Task<FeedContent> RunAsync(
        IReadOnlyList<(string Name, string Value)> arguments, FeedQuery query, string? pin, Caller caller,
        CancellationToken cancellationToken)
    {
        var run = RunId.TryParse(pin, out var id)
            ? await runs.FindAsync<ProjectionSpecification, Projection>(id, caller, cancellationToken) : null;
        if (run is null)
        {
            var specification = await resolver.ResolveAsync(FeedRequests.ReaderOf(arguments), caller.Name, cancellationToken);
            run = await runs.GetAsync(specification, cancellationToken);
        }

        return new FeedContent([.. EntitiesOf(run, query)], run.Specification.RunId.ToString());
    }

    private async Task<List<ProjectionRun>> FindAsync(
        IReadOnlyCollection<string> ids, Caller caller, CancellationToken cancellationToken)
    {
        var found = new List<ProjectionRun>();
        foreach (var id in FeedRequests.RunIdsOf(ids))
        {
            if (await runs.FindAsync<ProjectionSpecification, Projection>(id, caller, cancellationToken) is { } run)
                found.Add(run);
        }

        return found;
    }

    private async Task<List<ProjectionRun>> RunAsync(
        FeedQuery query, string current, Caller caller, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = [.. Presets.All.Select(p => p.Name)];
        if (query.Constraints.TextsOf("Scenario") is { } wanted)
        {
            if (wanted.Any(w => Presets.Find(w) is null))
                names = await scenarios.NamesAsync(caller.Name, cancellationToken);
            names = [.. names.Where(n => wanted.Contains(n, StringComparer.Ordinal))];
        }

        if (names.Count > FeedRequests.MaxRuns)
            throw ODataProblems.TooMuch("$filter", $"A query reads from at most {FeedRequests.MaxRuns} scenarios.");
        var to = FeedRequests.LastYearOf(query);
        var found = new List<ProjectionRun>();
        foreach (var baseline in await BaselinesOf.QueryAsync(library, query, current, cancellationToken))
        {
            foreach (var name in names)
            {
                var reader = FeedRequests.ReaderOf([("scenario", name), ("baseline", baseline.Version), ("to", to)]);
                var specification = await resolver.ResolveAsync(reader, caller.Name, cancellationToken);
                found.Add(await runs.GetAsync(specification, cancellationToken));
            }
        }

        return found;
    }

    private static IEnumerable<ProjectionEntity> EntitiesOf(ProjectionRun run, FeedQuery query)
        => LongTable.Rows(run, FeedRequests.VariablesOf(query), [.. Enumerable.Range(0, run.Result.Statistics.Count)])
            .Select(ProjectionEntity.Of);
}
