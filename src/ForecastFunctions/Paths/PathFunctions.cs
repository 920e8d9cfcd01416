using System.Text.Json;
using ForecastFunctions.Application.Paths;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Paths;

/// <summary><c>/projections/{runId}/paths</c>, computed again page by page, and <c>/probabilities</c>, counted over all of them.</summary>
/// <param name="paths">The use case.</param>
public sealed class PathFunctions(ReadPaths paths)
{
    private const int PathsPerPage = 1_000;

    /// <summary>Reads paths. JSON comes in pages of a thousand, CSV whole, unless a limit says otherwise.</summary>
    [Function("Paths")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Paths)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var arguments = HttpArguments.OfQuery(request);
            var form = ContentNegotiation.Choose(request, arguments, PathTable.Operation, ContentNegotiation.SuffixOf(request));
            var page = PageRequest.Read(arguments, form.Representation == Representation.Json ? PathsPerPage : null);
            var wanted = PathRequest.Read(arguments);
            arguments.RefuseOthers(PathTable.Operation.Members);
            arguments.ThrowIfFaulty();
            var question = arguments.Take(await paths.PrepareAsync(runId, wanted, request.Caller(), cancellationToken));
            if (form.Representation == Representation.Metadata)
                return TableResource.Describe(PathTable.Describe(question), CachePolicy.Latest).Checked(request);

            KeyValuePair<string, string?>[] query = [.. wanted.Query, .. form.Query];
            var (places, nextCursor) = page.Of([.. Enumerable.Range(0, question.Count)], $"{runId} {string.Join('&', wanted.Query)}");
            arguments.AddFaults(question.FaultsOf(places.Count));
            arguments.ThrowIfFaulty();
            var rows = await paths.ComputeAsync(question, places[0], places.Count, request.Caller(), cancellationToken);
            var table = PathTable.Of(question);
            var nextLink = nextCursor is null
                ? null : page.NextLink($"/api/v1/projections/{runId}/paths{form.Suffix}", query, nextCursor);
            var document = form.IsCsv
                ? new Document(CsvTable.Write(table, rows, form.Mark), CsvTable.ContentType)
                {
                    FileName = $"paths-{runId}{ContentNegotiation.CsvSuffix}",
                }
                : new Document(JsonText.WritePage(FactsOf(question), table, rows, nextLink, nextCursor), JsonText.ContentType);
            return (document with { CacheControl = CachePolicy.Immutable, NextLink = nextLink }).Checked(request);
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
