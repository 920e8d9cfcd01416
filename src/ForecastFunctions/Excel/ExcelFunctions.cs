using System.Text;
using ForecastFunctions.Baselines;
using ForecastFunctions.Comparisons;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Excel.Workbook;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Excel;

/// <summary><c>/excel</c>: ready-made Power Queries, and a workbook that has them all, for the address of the caller.</summary>
/// <param name="address">Tells where the caller reaches the service.</param>
/// <param name="baselines">Give the current baseline.</param>
/// <param name="projections">Turn requests into the specifications of runs.</param>
/// <param name="comparisons">Turn requests into the specifications of comparisons.</param>
/// <param name="runs">Computes and keeps both.</param>
public sealed class ExcelFunctions(
    ServiceAddress address, BaselineLibrary baselines, ProjectionResolver projections, ComparisonResolver comparisons, RunLibrary runs)
{
    private const string WorkbookFile = "workbook.xlsx";
    private const string QuerySuffix = ".pq";
    private const string QueryMediaType = "text/plain";

    private static readonly IReadOnlyList<string> Files = [WorkbookFile, .. ExcelQueries.Files.Keys.Select(name => name + QuerySuffix)];

    /// <summary>GET <c>/excel/workbook.xlsx</c> and <c>/excel/{name}.pq</c>.</summary>
    [Function("Excel"), Requires(AccessScope.Read)]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/excel/{file}")] HttpRequest request,
        string file, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var reader = RequestReader.OfQuery(request);
            reader.Finish();
            if (string.Equals(file, WorkbookFile, StringComparison.Ordinal))
                return (await WriteWorkbookAsync(request, cancellationToken)).Checked(request);
            if (file.EndsWith(QuerySuffix, StringComparison.Ordinal)
                && ExcelQueries.Files.TryGetValue(file[..^QuerySuffix.Length], out var write))
                return WriteQuery(request, write(ExcelQueries.ModuleAt(address.Of(request, "/v1")))).Checked(request);
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
        var baseline = await baselines.CurrentAsync(cancellationToken);
        var owner = request.Caller().Name;
        var presets = new List<ProjectionRun>();
        foreach (var preset in Presets.All)
        {
            var specification = await projections.ResolveAsync(Request(baseline, ("scenario", preset.Name)), owner, cancellationToken);
            presets.Add(await runs.GetAsync(specification, cancellationToken));
        }

        var comparison = await runs.GetAsync(
            await comparisons.ResolveAsync(Request(baseline), owner, cancellationToken), cancellationToken);
        var workbook = WorkbookContent.Of(ExcelQueries.ModuleAt(service), service, baseline, presets, comparison);
        return new Document(workbook.ToBytes(), ForecastWorkbook.ContentType)
        {
            CacheControl = CachePolicy.Latest,
            FileName = "forecast.xlsx",
        };
    }

    /// <summary>A request as a caller would make it, but on one baseline whatever becomes current meanwhile.</summary>
    private static RequestReader Request(Baseline baseline, params IEnumerable<(string Name, string Value)> members)
        => RequestReader.Of(members
            .Append((Name: "baseline", Value: baseline.Version)).Select(m => (m.Name, new RequestMember(m.Name, m.Value))));
}
