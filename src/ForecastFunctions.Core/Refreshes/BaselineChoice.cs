using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Core.Refreshes;

/// <summary>Makes a stored baseline current because an operator says so, and reports it like a refresh.</summary>
/// <param name="store">Keeps the baselines.</param>
/// <param name="reports">Keeps the reports.</param>
/// <param name="time">Tells the day.</param>
public sealed class BaselineChoice(IBaselineStore store, IRefreshReportStore reports, TimeProvider time)
{
    /// <summary>What the report says has asked for it.</summary>
    public const string Trigger = "operator";

    /// <summary>Makes a baseline current, or pins or unpins the one that is.</summary>
    /// <param name="next">The stored baseline, and whether it is kept against refreshes.</param>
    /// <param name="expected">What the operator knows to be current.</param>
    /// <param name="cancellationToken">Ends it before the pointer is moved.</param>
    /// <returns>
    /// The report, <see cref="RefreshOutcome.Overtaken"/> where something else is current by now; <see langword="null"/>
    /// where there is no such baseline.
    /// </returns>
    /// <exception cref="StorageUnavailableException">The pointer or the report could not be written.</exception>
    public async Task<RefreshReport?> MakeCurrentAsync(CurrentBaseline next, CurrentBaseline expected, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var start = time.GetTimestamp();
        if (await store.FindAsync(next.Version, cancellationToken) is not { } chosen
            || await store.FindAsync(expected.Version, cancellationToken) is not { } before)
            return null;
        var id = RefreshReport.NewId(startedAt);
        var moved = BaselineRefresh.Moved(before, chosen);
        var intent = new RefreshReport(
            id, startedAt, TimeSpan.Zero, Trigger, RefreshOutcome.Unfinished, before.Version, chosen.Version, 0, moved, [], [], [])
        {
            IsPinned = next.IsPinned,
        };
        await reports.SaveAsync(intent, cancellationToken);
        var isDone = await store.PointCurrentToAsync(next, expected, cancellationToken);
        if (isDone)
            await store.SaveAsync(chosen, CancellationToken.None); // one that was made for a day in the past is listed from now on
        var report = intent with
        {
            Outcome = !isDone ? RefreshOutcome.Overtaken
                : string.Equals(next.Version, expected.Version, StringComparison.Ordinal) ? RefreshOutcome.Unchanged
                : RefreshOutcome.Changed,
            MovedParameters = isDone ? moved : [],
            Duration = time.GetElapsedTime(start),
        };
        await reports.SaveAsync(report, CancellationToken.None);
        return report;
    }
}
