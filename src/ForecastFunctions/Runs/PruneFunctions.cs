using ForecastFunctions.Application.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Runs;

/// <summary>The schedule that prunes results which nobody reads; their requests stay, so they can be computed again.</summary>
/// <param name="store">Keeps the runs.</param>
/// <param name="settings">Say after how many days.</param>
/// <param name="time">Tells the day.</param>
/// <param name="logger">Is told how many were pruned.</param>
public sealed class PruneFunctions(IRunStore store, IOptions<RunSettings> settings, TimeProvider time, ILogger<PruneFunctions> logger)
{
    /// <summary>The schedule. A run that is cut short has lost nothing: the next one goes on.</summary>
    [Function("PruneRuns")]
    public async Task PruneOnSchedule(
        [TimerTrigger("%PruneSchedule%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        var unreadSince = time.GetUtcNow().AddDays(-settings.Value.PruneAfterDays);
        var results = await store.PruneAsync(unreadSince, cancellationToken);
        logger.ResultsPruned(results, unreadSince);
    }
}
