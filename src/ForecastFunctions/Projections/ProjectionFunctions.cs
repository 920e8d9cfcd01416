using ForecastFunctions.Application.Explanations;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Explanations;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Projections;

/// <summary><c>/projections</c>: runs of the model.</summary>
/// <param name="projection">The use case.</param>
/// <param name="explain">Explains numbers of runs.</param>
/// <param name="runs">Answers runs.</param>
public sealed class ProjectionFunctions(RunProjection projection, ExplainNumber explain, RunResource runs)
{
    /// <summary>Runs a scenario.</summary>
    [Function("Projections")]
    public Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Projections)] HttpRequest request, CancellationToken cancellationToken)
        => runs.AskAsync(request, ExplainedRuns.Kind, projection.PrepareAsync, cancellationToken);

    /// <summary>Reads a run again.</summary>
    [Function("Projection")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Projection)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => runs.ReadAsync(
            request, ExplainedRuns.Kind, runId, cancellationToken,
            arguments => ExplanationFunctions.AdditionOf(explain, arguments, request.Caller()));
}
