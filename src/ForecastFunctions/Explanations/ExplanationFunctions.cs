using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Explanations;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Explanations;

/// <summary><c>/projections/{runId}/explanation</c>: how a number of a run comes about.</summary>
/// <param name="explain">The use case.</param>
public sealed class ExplanationFunctions(ExplainNumber explain)
{
    /// <summary>Explains a number.</summary>
    [Function("Explanation")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Explanation)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, ExplanationTable.Operation, arguments => ReadAsync(explain, runId, arguments, request.Caller(), cancellationToken));

    /// <summary>An explanation as a table; faults are added to the arguments.</summary>
    internal static async Task<TableContent> ReadAsync(
        ExplainNumber explain, string runId, Arguments arguments, Caller caller, CancellationToken cancellationToken)
    {
        var wanted = ExplanationRequest.Read(arguments);
        return ContentOf(runId, wanted, arguments.Take(await explain.ExplainAsync(runId, wanted, caller, cancellationToken)));
    }

    /// <summary>What is to stand beside the rows of a run: the very object that the address of the explanation answers.</summary>
    internal static RunAddition? AdditionOf(ExplainNumber explain, Arguments arguments, Caller caller) => ExplanationRequest.ReadOfRun(arguments) is not { } wanted
        ? null
        : new RunAddition(ExplainedRuns.Member, ExplanationRequest.ExplainMember, wanted.Query, async (runId, end) =>
        {
            var number = arguments.Take(await explain.ExplainAsync(runId, wanted, caller, end));
            var content = ContentOf(runId, wanted, number);
            return JsonElement.Parse(JsonText.WritePage(content.Facts, content.Table, content.Rows, nextLink: null, nextCursor: null));
        });

    private static TableContent ContentOf(string runId, ExplanationRequest wanted, ExplainedNumber number)
    {
        var (variable, period) = (number.Explanation.Variable, number.Explanation.Period);
        return new TableContent(
            ExplanationTable.Table, ExplanationTable.Rows(number), $"{runId} {variable} {period} {wanted.Depth}",
            $"/v1/projections/{runId}/explanation", CachePolicy.Latest)
        {
            Query = wanted.Query,
            Facts = JsonSerializer.SerializeToElement(ExplanationFacts.Of(number), ExplanationJson.Default.ExplanationFacts),
            Title = $"How {variable} in {period} comes about: {number.Deterministic.Scenario.Label}",
            FileStem = $"explanation-{runId}",
            Notes = ExplanationFacts.NotesOf(number),
            Variables = ExplanationTable.Describe(number),
        };
    }
}
