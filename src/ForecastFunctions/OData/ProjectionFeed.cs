using System.Runtime.CompilerServices;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.OData;

/// <summary>
/// The numbers of runs: the same runs, by the same ids, as under <c>/projections</c>. Without a filter these are all
/// presets of the plain model on the current baseline, by years to 2030; a filter that names later years, quarters, a baseline, a run,
/// a preset of drivers and limits or a scenario of the caller's own gets these. The function runs whatever a request can state.
/// </summary>
/// <param name="library">Gives the current baseline.</param>
/// <param name="scenarios">Name the caller's own scenarios.</param>
/// <param name="projection">The use case.</param>
/// <param name="runs">Computes and keeps runs.</param>
public sealed class ProjectionFeed(BaselineLibrary library, ScenarioLibrary scenarios, RunProjection projection, RunLibrary runs) : IFeed
{
    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Projections;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var current = pin?.Split('~')[0] ?? (await library.CurrentAsync(cancellationToken)).Version;
        var (found, entities) = await FeedRequests.ReadAsync(
            query.Constraints.TextsOf("RunId") is { } ids
                ? FindAsync(ids, caller, cancellationToken)
                : RunAsync(query, current, caller, cancellationToken),
            run => RowsOf(run, query));

        // A scenario of the caller's own may have changed between two pages: then the pages would not fit together.
        var state = $"{current}~{FeedRequests.DigestOf(string.Join(' ', found.Select(r => r.Specification.RunId)))}";
        if (pin is not null && !string.Equals(pin, state, StringComparison.Ordinal))
            throw ODataProblems.Malformed("$skiptoken", "A scenario of the list has changed since its first page was read; begin again.");
        return new FeedContent(entities, state);
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
        run ??= await AskAsync(FeedRequests.ArgumentsOf(arguments), caller, cancellationToken);
        var rows = RowsOf(run, query);
        FeedRequests.CheckCount(rows.Count);
        return new FeedContent(rows, run.Specification.RunId.ToString());
    }

    private async Task<Run<ProjectionSpecification, Projection>> AskAsync(
        Arguments arguments, Caller caller, CancellationToken cancellationToken)
    {
        var outcome = await projection.PrepareAsync(ProjectionRequest.Read(arguments), caller, cancellationToken);
        arguments.AddFaults(outcome.Faults);
        arguments.ThrowIfFaulty();
        return await runs.GetAsync<ProjectionSpecification, Projection>(outcome.OrThrow(), caller, cancellationToken);
    }

    private async IAsyncEnumerable<Run<ProjectionSpecification, Projection>> FindAsync(
        IReadOnlyCollection<string> ids, Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in FeedRequests.RunIdsOf(ids))
        {
            if (await runs.FindAsync<ProjectionSpecification, Projection>(id, caller, cancellationToken) is { } run)
                yield return run;
        }
    }

    private async IAsyncEnumerable<Run<ProjectionSpecification, Projection>> RunAsync(
        FeedQuery query, string current, Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = [.. Presets.All.Select(p => p.Name)];
        if (query.Constraints.TextsOf("Scenario") is { } wanted)
        {
            if (wanted.Any(w => !names.Contains(w, StringComparer.Ordinal)))
                names = await scenarios.NamesAsync(caller, cancellationToken);
            names = [.. names.Where(n => wanted.Contains(n, StringComparer.Ordinal))];
        }

        if (names.Count > FeedRequests.MaxRuns)
            throw ODataProblems.TooMuch("$filter", $"A query reads from at most {FeedRequests.MaxRuns} scenarios.");
        foreach (var baseline in await BaselinesOf.QueryAsync(library, query, current, cancellationToken))
        {
            foreach (var (name, step) in names.SelectMany(n => FeedRequests.StepsOf(query).Select(s => (n, s))))
            {
                var request = new ProjectionRequest
                {
                    Scenario = ScenarioChoice.Of(name),
                    Step = step,
                    Baseline = BaselineSelector.Of(baseline.Version),
                    To = FeedRequests.LastYearOf(query),
                };
                var asked = (await projection.PrepareAsync(request, caller, cancellationToken)).OrThrow();
                yield return await runs.GetAsync<ProjectionSpecification, Projection>(asked, caller, cancellationToken);
            }
        }
    }

    private static IReadOnlyCollection<ProjectionRow> RowsOf(Run<ProjectionSpecification, Projection> run, FeedQuery query)
        => ProjectionRuns.Rows(run, FeedRequests.ViewOf(query, run.Specification));
}
