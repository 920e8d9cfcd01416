using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Scorecards;

/// <summary><c>/scorecard</c>: what vintages of the past forecast and claimed, what came, and how good that was.</summary>
/// <param name="scorecards">The use case.</param>
public sealed class ScorecardFunctions(ReadScorecard scorecards)
{
    private const int ScoresPerPage = 1_000;

    /// <summary>Reads the scores, in pages of a thousand.</summary>
    [Function("Scorecard")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Scorecard)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, ScorecardOperations.Read,
            async arguments => ScoresOf(
                await ViewAsync(scorecards, arguments, ScorecardOperations.Read, request.Caller(), cancellationToken), CachePolicy.Latest),
            ScoresPerPage);

    /// <summary>Reads the scores of a scorecard again.</summary>
    [Function("ScorecardRun")]
    public Task<IResult> ReadAgain(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ScorecardRun)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => TableResource.GetNamedAsync(
            request, ScorecardOperations.ReadAgain, runId,
            async (id, arguments) =>
            {
                var wanted = ScorecardRequest.Read(arguments, ScorecardOperations.ReadAgain.Members);
                arguments.ThrowIfFaulty();
                var outcome = await scorecards.ReadAgainAsync(id, wanted, request.Caller(), cancellationToken);
                return ScoresOf(arguments.Take(outcome), CachePolicy.Immutable);
            },
            ScoresPerPage);

    /// <summary>Reads how good the forecasts were.</summary>
    [Function("ScorecardSummaries")]
    public Task<IResult> Summarise(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ScorecardSummaries)] HttpRequest request, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, ScorecardOperations.Summarise, arguments => SummariseAsync(scorecards, arguments, request.Caller(), cancellationToken));

    /// <summary>How good the forecasts were, as a table; faults are added to the arguments.</summary>
    internal static Task<TableContent> SummariseAsync(
        ReadScorecard scorecards, Arguments arguments, Caller caller, CancellationToken cancellationToken)
        => TableOfAsync(scorecards, ScorecardOperations.Summarise, view => view.Summaries, arguments, caller, cancellationToken);

    /// <summary>Lists what the vintages claimed.</summary>
    [Function("ScorecardClaims")]
    public Task<IResult> ListClaims(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ScorecardClaims)] HttpRequest request, CancellationToken cancellationToken)
        => AnswerAsync(request, ScorecardOperations.Claims, view => view.Claims, cancellationToken);

    /// <summary>Tells what would have made the intervals hold.</summary>
    [Function("ScorecardUncertainty")]
    public Task<IResult> JudgeUncertainty(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ScorecardUncertainty)] HttpRequest request, CancellationToken cancellationToken)
        => AnswerAsync(request, ScorecardOperations.Uncertainty, view => view.Uncertainty, cancellationToken);

    private Task<IResult> AnswerAsync(
        HttpRequest request, Operation operation, Func<ScorecardView, IReadOnlyList<object>> rows, CancellationToken cancellationToken)
        => TableResource.GetAsync(
            request, operation, arguments => TableOfAsync(scorecards, operation, rows, arguments, request.Caller(), cancellationToken));

    private static async Task<TableContent> TableOfAsync(
        ReadScorecard scorecards, Operation operation, Func<ScorecardView, IReadOnlyList<object>> rows, Arguments arguments, Caller caller,
        CancellationToken cancellationToken)
    {
        var view = await ViewAsync(scorecards, arguments, operation, caller, cancellationToken);
        return new TableContent(operation.Table!, rows(view), NameOf(view, operation), operation.Path, CacheOf(view, CachePolicy.Latest))
        {
            Query = view.Request.Query,
            Notes = ScorecardFacts.NotesOf(operation, view.Run.Specification),
            Variables = ScorecardFacts.Measured(view),
        };
    }

    private static async Task<ScorecardView> ViewAsync(
        ReadScorecard scorecards, Arguments arguments, Operation operation, Caller caller, CancellationToken cancellationToken)
    {
        var wanted = ScorecardRequest.Read(arguments, operation.Members);
        arguments.ThrowIfFaulty();
        return arguments.Take(await scorecards.ReadAsync(wanted, caller, cancellationToken));
    }

    /// <summary>The scores; pages go on by the scorecard's id, so that a vintage that appears meanwhile changes nothing.</summary>
    private static TableContent ScoresOf(ScorecardView view, string cacheControl) => new(
        ScorecardTables.Scores, view.Scores, NameOf(view, ScorecardOperations.Read),
        $"{ScorecardOperations.Read.Path}/{view.Run.Specification.RunId}", CacheOf(view, cacheControl))
    {
        Query = view.Request.Query,
        Facts = JsonSerializer.SerializeToElement(ScorecardFacts.Of(view), ScorecardJson.Default.ScorecardFacts),
        Notes = ScorecardFacts.NotesOf(ScorecardOperations.Read, view.Run.Specification),
        Variables = ScorecardFacts.Measured(view),
    };

    private static string CacheOf(ScorecardView view, string shared)
        => view.Run.Specification.Owner is null || string.Equals(shared, CachePolicy.Immutable, StringComparison.Ordinal)
            ? shared : CachePolicy.Revalidate;

    private static string NameOf(ScorecardView view, Operation operation)
        => $"{operation.Name} {view.Run.Specification.RunId} {string.Join('&', view.Request.Query)}";
}
