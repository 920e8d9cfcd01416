using System.Globalization;
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
    /// <summary>The most runs that a filter may name.</summary>
    private const int MaxRuns = 20;

    private const string SettingPrefix = "set.";

    /// <inheritdoc/>
    public EntitySet Set => EntitySets.Projections;

    /// <inheritdoc/>
    public async Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
    {
        var current = pin ?? (await library.CurrentAsync(cancellationToken)).Version;
        var entities = new List<object>();
        if (query.Constraints.TextsOf("RunId") is { } ids)
        {
            if (ids.Count > MaxRuns)
                throw ODataProblems.TooMuch("$filter", $"A query reads from at most {MaxRuns} runs.");
            foreach (var id in ids.Order(StringComparer.Ordinal))
            {
                if (RunId.TryParse(id, out var runId) && await runs.FindAsync<ProjectionSpecification, Projection>(runId, caller, cancellationToken) is { } run)
                    entities.AddRange(EntitiesOf(run, query));
            }

            return new FeedContent(entities, current);
        }

        var scenarios = query.Constraints.TextsOf("Scenario");
        var to = LastYearOf(query);
        foreach (var baseline in await BaselinesOf.QueryAsync(library, query, current, cancellationToken))
        {
            foreach (var preset in Presets.All.Where(p => scenarios?.Contains(p.Name, StringComparer.Ordinal) ?? true))
            {
                var reader = ReaderOf([("scenario", preset.Name), ("baseline", baseline.Version), ("to", to)]);
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
            var specification = await resolver.ResolveAsync(ReaderOf(arguments), cancellationToken);
            run = await runs.GetAsync(specification, cancellationToken);
        }

        return new FeedContent([.. EntitiesOf(run, query)], run.Specification.RunId.ToString());
    }

    private static RequestReader ReaderOf(IReadOnlyList<(string Name, string Value)> arguments)
    {
        var reader = RequestReader.Of(arguments
            .Where(a => a.Name is not "set")
            .Select(a => (a.Name, new RequestMember(a.Name, a.Value))));
        foreach (var setting in arguments.Where(a => a.Name is "set").SelectMany(a => a.Value.Split(';', StringSplitOptions.TrimEntries)))
        {
            if (setting.Length == 0)
                continue;
            if (setting.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value])
                reader.Add(SettingPrefix + name, new RequestMember("set", value));
            else
                reader.AddFault(new Fault("query", "set", FaultCode.Malformed, $"set is a text such as ratio.limit=4;spend.growth.limit=0.1; '{setting}' has no '='."));
        }

        return reader;
    }

    /// <summary>Years after 2030 are there as far as the filter names them.</summary>
    private static string LastYearOf(FeedQuery query)
    {
        const int Default = ProjectionRequestValidator.DefaultLastYear;
        var last = query.LaterYears ? query.Constraints.MostOf("Year") ?? ProjectionRequestValidator.LastYear : Default;
        return Math.Clamp(last, Default, ProjectionRequestValidator.LastYear).ToString(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<ProjectionEntity> EntitiesOf(ProjectionRun run, FeedQuery query)
    {
        var names = query.Constraints.TextsOf("Variable");
        var variables = names is null ? Variables.All : [.. Variables.All.Where(v => names.Contains(v.Name, StringComparer.Ordinal))];
        return LongTable.Rows(run, variables, [.. Enumerable.Range(0, run.Result.Statistics.Count)]).Select(ProjectionEntity.Of);
    }
}
