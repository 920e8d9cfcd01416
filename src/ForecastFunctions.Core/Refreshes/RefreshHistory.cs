using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Core.Refreshes;

/// <summary>Tells what became of refreshes, also of those whose process was killed before they could say it.</summary>
/// <param name="reports">Keeps what they said.</param>
/// <param name="store">Knows which baseline is current.</param>
public sealed class RefreshHistory(IRefreshReportStore reports, IBaselineStore store)
{
    /// <summary>The latest reports, the newest first.</summary>
    /// <param name="most">How many at the most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StorageUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<RefreshReport>> ListAsync(int most, CancellationToken cancellationToken)
    {
        // The pointer first: whoever moves it after that has said so before, in a report that is listed.
        var current = await store.CurrentVersionAsync(cancellationToken);
        var latest = await reports.ListAsync(most, cancellationToken);
        return [.. latest.Select(
            (report, i) => HasPublished(report, [.. latest.Take(i)], current) ? report with { Outcome = RefreshOutcome.Changed } : report)];
    }

    /// <summary>
    /// Whether an unfinished refresh had made its baseline current: that is current, or was when a later one began, and
    /// no later one has made the same of the same.
    /// </summary>
    private static bool HasPublished(RefreshReport report, IReadOnlyList<RefreshReport> later, string? current)
        => report.Outcome == RefreshOutcome.Unfinished
            && !Same(report.Version, report.PreviousVersion)
            && (Same(report.Version, current) || later.Any(l => Same(l.PreviousVersion, report.Version)))
            && !later.Any(l => Same(l.Version, report.Version) && Same(l.PreviousVersion, report.PreviousVersion));

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);
}
