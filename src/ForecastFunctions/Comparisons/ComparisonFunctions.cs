using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Http;
using ForecastFunctions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Comparisons;

/// <summary><c>/comparisons</c>: scenarios side by side, each against a reference.</summary>
/// <param name="comparison">The use case.</param>
/// <param name="runs">Answers runs.</param>
public sealed class ComparisonFunctions(CompareScenarios comparison, RunResource runs)
{
    /// <summary>Compares scenarios.</summary>
    [Function("Comparisons")]
    public Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Comparisons)] HttpRequest request, CancellationToken cancellationToken)
        => runs.AskAsync(request, ComparisonRuns.Kind, comparison.PrepareAsync, cancellationToken);

    /// <summary>Reads a comparison again.</summary>
    [Function("Comparison")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Comparison)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => runs.ReadAsync(request, ComparisonRuns.Kind, runId, cancellationToken);
}
