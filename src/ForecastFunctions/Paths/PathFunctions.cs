using System.Text.Json;
using ForecastFunctions.Application.Paths;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Paths;

/// <summary>
/// <c>/projections/{runId}/paths</c>, computed again page by page, and <c>/probabilities</c>, counted over all of them.
/// </summary>
/// <param name="paths">The use case.</param>
/// <param name="writer">Writes answers.</param>
public sealed class PathFunctions(ReadPaths paths, AnswerWriter writer)
{
    private const int PathsPerPage = 1_000;

    /// <summary>As wide as the row of a run, by whose width rows are priced.</summary>
    private const int ColumnsOfUsualRow = 13;

    /// <summary>Reads paths. JSON comes in pages of a thousand, CSV whole, unless a limit says otherwise.</summary>
    [Function("Paths")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Paths)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (arguments, form, page, wanted) = Methods.ReadPlain(request, PathTable.Operation, arguments =>
            {
                var form = ContentNegotiation.Choose(request, arguments, PathTable.Operation, ContentNegotiation.SuffixOf(request));
                var limit = form.Representation == Representation.Json ? PathsPerPage : (int?)null;
                return (arguments, form, PageRequest.Read(arguments, limit), PathRequest.Read(arguments));
            });
            var caller = request.Caller();
            var question = arguments.Take(await paths.PrepareAsync(runId, wanted, caller, cancellationToken));
            if (form.Representation == Representation.Metadata)
                return TableResource.Describe(PathTable.Describe(question), CachePolicy.Latest).Checked(request);

            var (places, nextCursor) = page.Of([.. Enumerable.Range(0, question.Count)], $"{runId} {string.Join('&', wanted.Query)}");
            arguments.AddFaults(question.FaultsOf(places.Count));
            arguments.ThrowIfFaulty();
            caller.Hold?.Take(sizeof(double) * (long)places.Count * question.Columns.Count);
            var rows = await paths.ComputeAsync(question, page.Offset, places.Count, caller, cancellationToken);

            var table = PathTable.Of(question);
            var nextLink = nextCursor is null
                ? null
                : page.NextLink($"/api/v1/projections/{runId}/paths{form.Suffix}", [.. wanted.Query, .. form.Query], nextCursor);
            var usualRows = (long)rows.Count * table.Columns.Count / ColumnsOfUsualRow;
            var facts = FactsOf(question);
            var text = form.IsCsv
                ? new AnswerText(CsvTable.ContentType, () => CsvTable.Parts(table, rows, form.Mark), usualRows)
                : new AnswerText(JsonText.ContentType, () => JsonText.PartsOfPage(facts, table, rows, nextLink, nextCursor), usualRows);
            var document = await writer.WriteAsync(text, caller, known: null, cancellationToken);
            return (document with
            {
                CacheControl = CachePolicy.Immutable,
                NextLink = nextLink,
                FileName = form.IsCsv ? $"paths-{runId}{ContentNegotiation.CsvSuffix}" : null,
            }).Checked(request);
        });

    /// <summary>Reads the probabilities of a run's thresholds and joint conditions.</summary>
    [Function("Probabilities")]
    public Task<IResult> ReadProbabilities(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Probabilities)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => TableResource.GetAsync(request, ProbabilityTable.Operation, async _ =>
        {
            var run = await paths.ReadRunAsync(runId, request.Caller(), cancellationToken);
            return new TableContent(
                ProbabilityTable.Table, ProbabilityTable.Rows(run), $"probabilities {runId}", $"/v1/projections/{runId}/probabilities",
                CachePolicy.Immutable)
            {
                FileStem = $"probabilities-{runId}",
            };
        });

    private static JsonElement FactsOf(PathQuestion question)
        => JsonSerializer.SerializeToElement(PathTable.FactsOf(question), PathJson.Default.PathFacts);
}
