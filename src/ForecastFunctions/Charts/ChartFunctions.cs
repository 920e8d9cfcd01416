using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Charts;

/// <summary><c>/charts</c>: pictures of runs, which never change.</summary>
/// <param name="runs">Read runs.</param>
/// <param name="gate">Gives drawing its turn.</param>
public sealed class ChartFunctions(RunLibrary runs, ComputeGate gate)
{
    /// <summary>May end an address, for what tells a picture by it.</summary>
    private const string Suffix = ".svg";

    /// <summary>Draws a run.</summary>
    public static readonly Operation Draw = new(
        "drawChart", "Charts", ["GET"], "/v1/charts/{kind}/{runId}", AccessScope.Read,
        "A run as a picture: fan, comparison, tornado, waterfall or scorecard", ChartMembers.All)
    {
        PathMembers = [ChartMembers.Kind, RunMembers.RunId],
        Answer = new OperationAnswer.File("image/svg+xml", "The picture"),
        Problems = [ProblemKind.RunExpired, .. ProblemKind.OfComputing],
        AsksRun = $"{ProjectionRuns.Kind.Ask.Path}?draws=128",
    };

    /// <summary>Draws it.</summary>
    [Function("Charts")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Charts)] HttpRequest request,
        string kind, string runId, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var arguments = HttpArguments.OfQuery(request);
            var asked = new ChartRequest(
                arguments.Read(ChartMembers.Variable), arguments.Read(ChartMembers.Scenario), arguments.Read(ChartMembers.Vintage),
                arguments.Read(ChartMembers.Width) ?? 760, arguments.Read(ChartMembers.Height) ?? 440);
            arguments.RefuseOthers(Draw.Members);
            arguments.ThrowIfFaulty();
            var id = runId.EndsWith(Suffix, StringComparison.Ordinal) ? runId[..^Suffix.Length] : runId;
            var svg = await DrawAsync(kind, id, asked, request.Caller(), cancellationToken);
            return new Document(svg, "image/svg+xml") { CacheControl = CachePolicy.Immutable }.Checked(request);
        });

    private async Task<byte[]> DrawAsync(string kind, string runId, ChartRequest asked, Caller caller, CancellationToken cancellationToken)
    {
        return kind switch
        {
            "fan" => await OfAsync<ProjectionSpecification, Projection>(RunCharts.Fan),
            "comparison" => await OfAsync<ComparisonSpecification, Comparison>(RunCharts.Comparison),
            "tornado" => await OfAsync<SensitivitySpecification, SensitivityResult>(RunCharts.Tornado),
            "scorecard" => await OfAsync<ScorecardSpecification, Scorecard>(RunCharts.Scorecard),
            "waterfall" => await OfAsync<AttributionSpecification, Attribution>(RunCharts.Waterfall),
            _ => throw ProblemException.NotFound(
                $"There is no picture '{kind}'.{Suggestion.DidYouMean(kind, ChartMembers.Kinds)} There are {string.Join(", ", ChartMembers.Kinds)}."),
        };

        async Task<byte[]> OfAsync<TSpecification, TResult>(Func<Run<TSpecification, TResult>, ChartRequest, byte[]> draw)
            where TSpecification : IRunSpecification<TSpecification, TResult>
            where TResult : IRunResult<TResult>
        {
            var run = await runs.ReadAsync<TSpecification, TResult>(runId, caller, cancellationToken);
            return await gate.WorkAsync(0, caller, _ => draw(run, asked), cancellationToken);
        }
    }
}
