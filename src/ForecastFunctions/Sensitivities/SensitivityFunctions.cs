using ForecastFunctions.Application.Sensitivities;
using ForecastFunctions.Http;
using ForecastFunctions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Sensitivities;

/// <summary><c>/sensitivities</c>: what drives an output.</summary>
/// <param name="analysis">The use case.</param>
/// <param name="runs">Answers runs.</param>
public sealed class SensitivityFunctions(AnalyseSensitivity analysis, RunResource runs)
{
    /// <summary>Analyses what drives outputs.</summary>
    [Function("Sensitivities")]
    public Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Sensitivities)] HttpRequest request, CancellationToken cancellationToken)
        => runs.AskAsync(request, SensitivityRuns.Kind, analysis.PrepareAsync, cancellationToken);

    /// <summary>Reads an analysis again.</summary>
    [Function("Sensitivity")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Sensitivity)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => runs.ReadAsync(request, SensitivityRuns.Kind, runId, cancellationToken);
}
