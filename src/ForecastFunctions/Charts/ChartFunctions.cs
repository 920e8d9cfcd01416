using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Charts;

/// <summary><c>/charts</c>: pictures of runs, which never change.</summary>
/// <param name="runs">Read runs.</param>
public sealed class ChartFunctions(RunLibrary runs)
{
    private const string Suffix = ".svg";

    /// <summary>Draws a run.</summary>
    public static readonly Operation Draw = new(
        "drawChart", "Charts", ["GET"], "/v1/charts/{kind}/{runId}.svg", AccessScope.Read,
        "A run as a picture: fan, comparison, tornado or waterfall", ChartMembers.All);

    private static readonly string[] Kinds = ["comparison", "fan", "tornado", "waterfall"];

    /// <summary>Draws it.</summary>
    [Function("Charts")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Charts)] HttpRequest request,
        string kind, string file, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var arguments = HttpArguments.OfQuery(request);
            var asked = new ChartRequest(
                arguments.Read(ChartMembers.Variable), arguments.Read(ChartMembers.Scenario),
                arguments.Read(ChartMembers.Width) ?? 760, arguments.Read(ChartMembers.Height) ?? 440);
            arguments.RefuseOthers(Draw.Members);
            arguments.ThrowIfFaulty();
            if (!file.EndsWith(Suffix, StringComparison.Ordinal))
                throw ProblemException.NotFound($"A picture's name is a run's id and {Suffix}: /api/v1/charts/fan/{{runId}}{Suffix}.");
            var svg = await DrawAsync(kind, file[..^Suffix.Length], asked, request.Caller(), cancellationToken);
            return new Document(svg, "image/svg+xml") { CacheControl = CachePolicy.Immutable }.Checked(request);
        });

    private async Task<byte[]> DrawAsync(string kind, string runId, ChartRequest asked, Caller caller, CancellationToken cancellationToken)
        => kind switch
        {
            "fan" => RunCharts.Fan(await runs.ReadAsync<ProjectionSpecification, Projection>(runId, caller, cancellationToken), asked),
            "comparison" => RunCharts.Comparison(
                await runs.ReadAsync<ComparisonSpecification, Comparison>(runId, caller, cancellationToken), asked),
            "tornado" => RunCharts.Tornado(
                await runs.ReadAsync<SensitivitySpecification, SensitivityResult>(runId, caller, cancellationToken), asked),
            "waterfall" => RunCharts.Waterfall(
                await runs.ReadAsync<AttributionSpecification, Attribution>(runId, caller, cancellationToken), asked),
            _ => throw ProblemException.NotFound(
                $"There is no picture '{kind}'.{Suggestion.DidYouMean(kind, Kinds)} There are {string.Join(", ", Kinds)}."),
        };
}
