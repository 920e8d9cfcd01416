using ForecastFunctions.Application.GoalSeeks;
using ForecastFunctions.Http;
using ForecastFunctions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.GoalSeeks;

/// <summary><c>/goal-seeks</c>: what a parameter would have to be.</summary>
/// <param name="search">The use case.</param>
/// <param name="runs">Answers runs.</param>
public sealed class GoalSeekFunctions(SeekGoal search, RunResource runs)
{
    /// <summary>Seeks.</summary>
    [Function("GoalSeeks")]
    public Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.GoalSeeks)] HttpRequest request, CancellationToken cancellationToken)
        => runs.AskAsync(request, GoalSeekRuns.Kind, search.PrepareAsync, cancellationToken);

    /// <summary>Reads a goal seek again.</summary>
    [Function("GoalSeek")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.GoalSeek)] HttpRequest request,
        string runId, CancellationToken cancellationToken)
        => runs.ReadAsync(request, GoalSeekRuns.Kind, runId, cancellationToken);
}
