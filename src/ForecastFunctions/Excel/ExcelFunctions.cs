using System.Text;
using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Excel.Workbook;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Excel;

/// <summary><c>/excel</c>: ready-made Power Queries, and a workbook that has them all, for the address of the caller.</summary>
/// <param name="address">Tells where the caller reaches the service.</param>
/// <param name="baselines">Give the current baseline.</param>
/// <param name="resolver">Turns requests into runs.</param>
/// <param name="runs">Computes and keeps runs.</param>
public sealed class ExcelFunctions(ExcelAddress address, BaselineLibrary baselines, ProjectionResolver resolver, RunLibrary runs)
{
    private const string WorkbookFile = "workbook.xlsx";
    private const string QuerySuffix = ".pq";
    private const string QueryMediaType = "text/plain";

    private static readonly IReadOnlyList<string> Files = [WorkbookFile, .. ExcelQueries.Files.Keys.Select(name => name + QuerySuffix)];

    /// <summary>GET <c>/excel/workbook.xlsx</c> and <c>/excel/{name}.pq</c>.</summary>
    [Function("Excel")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Function, Route = "v1/excel/{file}")] HttpRequest request,
        string file, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var reader = RequestReader.OfQuery(request);
            reader.Finish();
            if (string.Equals(file, WorkbookFile, StringComparison.Ordinal))
                return (await WriteWorkbookAsync(request, cancellationToken)).Checked(request);
            if (file.EndsWith(QuerySuffix, StringComparison.Ordinal) && ExcelQueries.Files.TryGetValue(file[..^QuerySuffix.Length], out var write))
                return WriteQuery(request, write(ExcelQueries.ModuleAt(address.Of(request)))).Checked(request);
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
        var service = address.Of(request);
        var baseline = await baselines.CurrentAsync(cancellationToken);
        var presets = new List<ProjectionRun>();
        foreach (var preset in Presets.All)
            presets.Add(await RunAsync(request, preset, baseline, cancellationToken));
        var workbook = WorkbookContent.Of(ExcelQueries.ModuleAt(service), service, baseline, presets);
        return new Document(workbook.ToBytes(), ForecastWorkbook.ContentType)
        {
            CacheControl = CachePolicy.Latest,
            FileName = "forecast.xlsx",
        };
    }

    /// <summary>The run that a request for a preset gives, on one baseline for all of them.</summary>
    private async Task<ProjectionRun> RunAsync(HttpRequest request, Scenario preset, Baseline baseline, CancellationToken cancellationToken)
    {
        var reader = RequestReader.OfQuery(request);
        reader.Add("scenario", new RequestMember("scenario", preset.Name));
        reader.Add("baseline", new RequestMember("baseline", baseline.Version));
        return await runs.GetAsync(await resolver.ResolveAsync(reader, cancellationToken), cancellationToken);
    }
}
