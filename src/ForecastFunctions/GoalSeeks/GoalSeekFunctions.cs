using System.Text.Json;
using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.GoalSeeks;

/// <summary><c>/goal-seeks</c>: what a parameter would have to be.</summary>
/// <param name="resolver">Turns a request into a specification.</param>
/// <param name="runs">Computes and keeps goal seeks.</param>
/// <param name="baselines">Tell how fresh a goal seek is.</param>
public sealed class GoalSeekFunctions(GoalSeekResolver resolver, RunLibrary runs, BaselineLibrary baselines)
{
    /// <summary>The columns of the table, frozen.</summary>
    private static readonly IReadOnlyList<CsvColumn<GoalSeekRow>> Columns =
    [
        new("model_version", r => r.ModelVersion),
        new("scenario", r => r.Scenario),
        new("region", r => r.Region),
        new("parameter", r => r.Parameter),
        new("parameter_unit", r => r.ParameterUnit),
        new("variable", r => r.Variable),
        new("unit", r => r.Unit),
        new("period", r => r.Period),
        new("period_start", r => r.PeriodStart),
        new("statistic", r => r.Statistic),
        new("target", r => r.Target),
        new("status", r => r.Status),
        new("value", r => r.Value),
        new("achieved", r => r.Achieved),
        new("evaluations", r => r.Evaluations),
        new("low", r => r.Low),
        new("high", r => r.High),
        new("lowest_output", r => r.LowestOutput),
        new("lowest_at", r => r.LowestAt),
        new("highest_output", r => r.HighestOutput),
        new("highest_at", r => r.HighestAt),
        new("baseline_version", r => r.BaselineVersion),
        new("run_id", r => r.RunId),
    ];

    /// <summary>GET and POST <c>/goal-seeks</c>: seek.</summary>
    [Function("GoalSeeks"), Requires(AccessScope.Read)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/goal-seeks")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("GoalSeeksCsv"), Requires(AccessScope.Read)]
    public Task<IResult> RunCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/goal-seeks.csv")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is, for the same request.</summary>
    [Function("GoalSeeksMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/goal-seeks.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Metadata, cancellationToken);

    /// <summary>GET <c>/goal-seeks/{runId}</c>: read a goal seek again.</summary>
    [Function("GoalSeek"), Requires(AccessScope.Read)]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/goal-seeks/{runId}")] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (name, suffix) = ContentNegotiation.SplitSuffix(runId);
            var reader = RequestReader.OfQuery(request);
            var view = RunTableView.Read(request, reader, suffix);
            reader.Finish();
            var run = await runs.ReadAsync<GoalSeekSpecification, SearchResult>(name, request.Caller(), cancellationToken);
            return Show(view, run, await baselines.AsOfAsync(run.Specification, cancellationToken), isPinned: true).Checked(request);
        });

    private Task<IResult> Answer(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.DispatchQuestion(
            request, ProjectionRequestReader.Flatten, JsonBody.MaxBytes,
            reader => RunAsync(request, reader, suffix, cancellationToken), cancellationToken);

    private async Task<Document> RunAsync(
        HttpRequest request, RequestReader reader, Representation? suffix, CancellationToken cancellationToken)
    {
        var view = RunTableView.Read(request, reader, suffix);
        var specification = await resolver.ResolveAsync(reader, request.Caller().Name, cancellationToken);
        var run = await runs.GetAsync(specification, cancellationToken);
        return Show(view, run, await baselines.AsOfAsync(specification, cancellationToken), isPinned: false).Checked(request);
    }

    private static Document Show(RunTableView view, GoalSeekRun run, DateOnly baselineAsOf, bool isPinned) => view.Show(
        new RunTable<GoalSeekRow>(GoalSeekSpecification.Kind, run.Specification, Columns, [GoalSeekRow.Of(run)])
        {
            Title = $"{run.Specification.Scenario.Label}: what {run.Specification.Sought.Name} would have to be",
            Notes = GoalSeekAnswer.NotesOf(run),
            Variables = VariableList.Describe([run.Specification.Goal.Output.Variable], run.Specification.BaselineVersion, baselineAsOf),
        },
        (rows, nextLink, nextCursor) => JsonSerializer.SerializeToUtf8Bytes(
            GoalSeekAnswer.Of(run, rows, nextLink, nextCursor), JsonContracts.Readable.GoalSeekAnswer),
        run.IsStored, isPinned);
}
