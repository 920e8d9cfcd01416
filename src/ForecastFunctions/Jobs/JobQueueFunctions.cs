using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Application.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Jobs;

/// <summary>
/// The work of operations: messages that plan one and that compute a block, those of them that never came to an end, and the sweep. The
/// platform starts as many instances as there are messages for.
/// </summary>
/// <param name="work">The use case.</param>
/// <param name="sweep">Looks after what nobody else does.</param>
/// <param name="catalogues">Removes what operations on catalogues needed.</param>
/// <param name="queues">Tell how long messages have waited.</param>
/// <param name="measurements">Take what alerts are made of.</param>
/// <param name="time">The clock.</param>
public sealed class JobQueueFunctions(
    WorkOnJobs work, SweepJobs sweep, SweepCatalogues catalogues, IJobQueues queues, Measurements measurements, TimeProvider time)
{
    /// <summary>Asks for the blocks of an operation.</summary>
    [Function("PlanOperation")]
    public Task Plan([QueueTrigger("%PlanQueue%")] string message, CancellationToken cancellationToken)
        => work.PlanAsync(JobMessage.Parse(message), cancellationToken);

    /// <summary>Computes a block.</summary>
    [Function("ComputeBlock")]
    public Task Compute([QueueTrigger("%BlockQueue%")] string message, CancellationToken cancellationToken)
        => work.ComputeAsync(JobMessage.Parse(message), cancellationToken);

    /// <summary>Ends an operation that could not be planned.</summary>
    [Function("FailPlan")]
    public Task FailPlan([QueueTrigger("%PlanQueue%-poison")] string message, CancellationToken cancellationToken)
        => FailAsync("plans", message, cancellationToken);

    /// <summary>Ends an operation a block of which could not be computed.</summary>
    [Function("FailBlock")]
    public Task FailBlock([QueueTrigger("%BlockQueue%-poison")] string message, CancellationToken cancellationToken)
        => FailAsync("blocks", message, cancellationToken);

    /// <summary>
    /// Looks after operations whose messages were lost, after what ended ones and former catalogues have left, and how long messages have
    /// waited.
    /// </summary>
    [Function("SweepOperations")]
    public async Task Sweep([TimerTrigger("%SweepSchedule%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        foreach (var (queue, age) in await queues.AgesAsync(time.GetUtcNow(), cancellationToken))
            measurements.RecordQueueAge(queue, age);
        await sweep.SweepAsync(cancellationToken);
        await catalogues.SweepAsync(cancellationToken);
    }

    private Task FailAsync(string queue, string message, CancellationToken cancellationToken)
    {
        measurements.CountPoison(queue);
        return work.FailAsync(JobMessage.Parse(message), cancellationToken);
    }
}
