using System.Text;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Excel.Workbook;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Excel;

/// <summary><c>/excel</c>: ready-made Power Queries, and a workbook that has them all, for the address of the caller.</summary>
/// <param name="address">Tells where the caller reaches the service.</param>
/// <param name="baselines">Give the current baseline.</param>
/// <param name="projection">Runs the presets.</param>
/// <param name="comparison">Compares them.</param>
/// <param name="scorecards">Give their track record.</param>
/// <param name="runs">Computes and keeps runs.</param>
/// <param name="gate">Gives the writing of a workbook its turn.</param>
/// <param name="written">Keeps the workbooks that were written last.</param>
public sealed class ExcelFunctions(
    ServiceAddress address, BaselineLibrary baselines, RunProjection projection, CompareScenarios comparison, ReadScorecard scorecards,
    RunLibrary runs, ComputeGate gate, WrittenWorkbooks written)
{
    /// <summary>To write a workbook takes about as much work as so many numbers of a run: 0.15 s.</summary>
    private const int NumbersOfWorkbook = 10_000_000;

    private const string WorkbookFile = "workbook.xlsx";
    private const string QuerySuffix = ".pq";
    private const string QueryMediaType = "text/plain";

    private static readonly Member<string> QueryFile = new(
        "file", MemberType.Text, "The file", "the name of a file", a => a.AsText())
    {
        Choices = [.. ExcelQueries.Files.Keys.Select(name => name + QuerySuffix)],
        Example = "functions" + QuerySuffix,
    };

    /// <summary>Asks for the workbook.</summary>
    public static readonly Operation ReadWorkbook = new(
        "readWorkbook", "Excel", ["GET"], "/v1/excel/workbook.xlsx", AccessScope.Read,
        "A workbook with the numbers, a chart and refreshable queries", [])
    {
        Answer = new OperationAnswer.File(ForecastWorkbook.ContentType, "The workbook") { IsBinary = true },
        Problems = ProblemKind.OfComputing,
    };

    /// <summary>Asks for queries.</summary>
    public static readonly Operation ReadQuery = new(
        "readQuery", "Excel", ["GET"], "/v1/excel/{file}", AccessScope.Read,
        "Queries for Power Query: " + string.Join(", ", ExcelQueries.Files.Keys.Select(name => name + QuerySuffix)), [])
    {
        PathMembers = [QueryFile],
        Answer = new OperationAnswer.File(QueryMediaType, "M, the language of Power Query"),
    };

    private static readonly IReadOnlyList<string> Files = [WorkbookFile, .. ExcelQueries.Files.Keys.Select(name => name + QuerySuffix)];

    /// <summary>Reads a file.</summary>
    [Function("Excel")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Excel)] HttpRequest request,
        string file, CancellationToken cancellationToken)
        => Methods.DispatchPlain(request, ReadWorkbook, async () =>
        {
            if (string.Equals(file, WorkbookFile, StringComparison.Ordinal))
                return await WriteWorkbookAsync(request, cancellationToken);
            if (file.EndsWith(QuerySuffix, StringComparison.Ordinal)
                && ExcelQueries.Files.TryGetValue(file[..^QuerySuffix.Length], out var write))
                return WriteQuery(request, write(ExcelQueries.ModuleAt(address.Of(request, "/v1"))));
            throw ProblemException.NotFound(
                $"There is no file '{file}'.{Suggestion.DidYouMean(file, Files)} There are {string.Join(", ", Files)}.");
        });

    private static Document WriteQuery(HttpRequest request, string query)
    {
        ContentNegotiation.Require(request, QueryMediaType);
        return new Document(Encoding.UTF8.GetBytes(query), $"{QueryMediaType}; charset=utf-8") { CacheControl = CachePolicy.Latest };
    }

    private async Task<Document> WriteWorkbookAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ContentNegotiation.Require(request, ForecastWorkbook.ContentType);
        var service = address.Of(request, "/v1");
        var caller = request.Caller();

        // On one baseline, whatever becomes current meanwhile.
        var baseline = await baselines.CurrentAsync(cancellationToken);
        var run = new ProjectionRequest { Baseline = BaselineSelector.Of(baseline.Version) };
        var presets = new List<Run<ProjectionSpecification, Projection>>();
        foreach (var preset in Presets.All)
            presets.Add(await RunAsync(run with { Scenario = ScenarioChoice.Of(preset.Name) }, caller, cancellationToken));
        var compared = await CompareAsync(new ComparisonRequest { Run = run }, caller, cancellationToken);
        var scores = (await scorecards.ReadAsync(ScorecardRequest.Whole, caller, cancellationToken)).OrThrow();
        var bytes = await written.GetAsync(
            service,
            [.. presets.Select(p => p.Specification.RunId.ToString()), compared.Specification.RunId.ToString(), scores.Run.Specification.RunId.ToString()],
            () => gate.WorkAsync(
                NumbersOfWorkbook, caller,
                _ => WorkbookContent.Of(ExcelQueries.ModuleAt(service), service, baseline, presets, compared, scores).ToBytes(),
                cancellationToken));
        return new Document(bytes, ForecastWorkbook.ContentType)
        {
            CacheControl = CachePolicy.Latest,
            FileName = "forecast.xlsx",
        };
    }

    private async Task<Run<ProjectionSpecification, Projection>> RunAsync(
        ProjectionRequest request, Caller caller, CancellationToken cancellationToken)
        => await runs.GetAsync<ProjectionSpecification, Projection>(
            (await projection.PrepareAsync(request, caller, cancellationToken)).OrThrow(), caller, cancellationToken);

    private async Task<Run<ComparisonSpecification, Comparison>> CompareAsync(
        ComparisonRequest request, Caller caller, CancellationToken cancellationToken)
        => await runs.GetAsync<ComparisonSpecification, Comparison>(
            (await comparison.PrepareAsync(request, caller, cancellationToken)).OrThrow(), caller, cancellationToken);
}
