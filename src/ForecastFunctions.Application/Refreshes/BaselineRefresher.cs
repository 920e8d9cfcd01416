using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Refreshes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Refreshes;

/// <summary>
/// Runs refreshes in this process, one at a time, and lets the one under way end before the process does: the platform
/// gives a stopping worker a few seconds, and tells the functions nothing of it.
/// </summary>
/// <param name="refresh">Does the work.</param>
/// <param name="baselines">Gives the current baseline, and forgets which one it was afterwards.</param>
/// <param name="lifetime">Tells that the process is stopping.</param>
/// <param name="scorecard">Is made again of a new vintage.</param>
/// <param name="measurements">Count how each refresh ended.</param>
/// <param name="logger">Is told how each refresh ended.</param>
public sealed class BaselineRefresher(
    BaselineRefresh refresh, BaselineLibrary baselines, ScorecardUpkeep scorecard, IHostApplicationLifetime lifetime,
    Measurements measurements, ILogger<BaselineRefresher> logger) : IHostedService, IDisposable
{
    /// <summary>What a stopping worker can wait before the platform ends it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _oneRuns = new(1, 1);

    /// <summary>Refreshes the baseline.</summary>
    /// <param name="trigger"><c>schedule</c> or <c>request</c>.</param>
    /// <param name="isDryRun">Whether to tell what it would do, and to change nothing.</param>
    /// <param name="cancellationToken">Ends it; the old baseline stays current.</param>
    public async Task<RefreshReport> RunAsync(string trigger, bool isDryRun, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await _oneRuns.WaitAsync(ending.Token);
        try
        {
            baselines.ForgetCurrent();
            var report = await refresh.RunAsync(await baselines.CurrentAsync(ending.Token), trigger, isDryRun, ending.Token);
            if (isDryRun)
                return report;
            measurements.CountRefresh(report.Outcome);
            if (report.Outcome is RefreshOutcome.Changed or RefreshOutcome.Pinned or RefreshOutcome.Overtaken)
                scorecard.VintageAppeared();
            if (report.Outcome == RefreshOutcome.Failed)
                logger.EverySourceFailed(report.Faults.Count, report.Version);
            else
                logger.BaselineRefreshed(
                    report.Outcome, report.Version, report.NewObservations, report.Faults.Count, report.Quarantines.Count);
            return report;
        }
        finally
        {
            // Also where it could not tell what it did: the pointer may have moved.
            baselines.ForgetCurrent();
            _oneRuns.Release();
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (await _oneRuns.WaitAsync(Grace, CancellationToken.None))
            _oneRuns.Release();
        else
            logger.RefreshCutShort();
    }

    /// <inheritdoc/>
    public void Dispose() => _oneRuns.Dispose();
}
