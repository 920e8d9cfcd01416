using ForecastFunctions.Application.Attributions;
using ForecastFunctions.Http;
using ForecastFunctions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Attributions;

/// <summary><c>/attributions</c>: what explains a change.</summary>
/// <param name="explanation">The use case.</param>
/// <param name="runs">Answers runs.</param>
public sealed class AttributionFunctions(ExplainChange explanation, RunResource runs)
{
    /// <summary>Explains a change or a difference.</summary>
    [Function("Attributions")]
    public Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Attributions)] HttpRequest request, CancellationToken cancellationToken)
        => runs.AskAsync(request, AttributionRuns.Kind, explanation.PrepareAsync, cancellationToken);

    /// <summary>Reads an attribution again.</summary>
    [Function("Attribution")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Attribution)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => runs.ReadAsync(request, AttributionRuns.Kind, runId, cancellationToken);
}
