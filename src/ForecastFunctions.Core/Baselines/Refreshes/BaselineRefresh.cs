using System.Globalization;
using ForecastFunctions.Core.Baselines.Calibration;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Core.Baselines.Refreshes;

/// <summary>
/// Brings in what the sources have: read, guard, merge, calibrate, store, and only then point to it. Killed at any
/// moment, it leaves a pointer that is valid; run twice, it changes nothing the second time; run at the same time as
/// another, one of them loses the pointer cleanly. It says that it has begun before it asks any source, and which
/// baseline it means to make current before it does, so that <see cref="RefreshHistory"/> can tell what it was killed at.
/// </summary>
/// <param name="sources">Where figures come from; each can fail without the others.</param>
/// <param name="store">Keeps the baselines.</param>
/// <param name="reports">Keeps the reports.</param>
/// <param name="time">Tells the day.</param>
public sealed class BaselineRefresh(
    IEnumerable<IBaselineSource> sources, IBaselineStore store, IRefreshReportStore reports, TimeProvider time)
{
    /// <summary>Refreshes the current baseline.</summary>
    /// <param name="current">The baseline that is current.</param>
    /// <param name="trigger">What asked for it.</param>
    /// <param name="cancellationToken">Ends the refresh before the pointer is moved; the old baseline stays current.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="StorageUnavailableException">The baseline or the report could not be stored.</exception>
    public async Task<RefreshReport> RunAsync(Baseline current, string trigger, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var start = time.GetTimestamp();
        var id = string.Create(
            CultureInfo.InvariantCulture, $"{startedAt:yyyyMMdd'T'HHmmssfff}-{Guid.CreateVersion7(startedAt).ToString("N")[^8..]}");
        var begun = new RefreshReport(
            id, startedAt, TimeSpan.Zero, trigger, RefreshOutcome.Unfinished, current.Version, current.Version, 0, [], [], [], []);

        // A storage that takes no report would take no baseline either: then no source is asked in vain.
        await reports.SaveAsync(begun, cancellationToken);
        var readings = await Task.WhenAll(sources.Select(s => s.ReadAsync(cancellationToken)));
        var (believed, quarantines, notices) = Guard(current, readings, DateOnly.FromDateTime(startedAt.UtcDateTime));
        var observations = ObservationMerge.Of(current.Observations, believed);
        var read = begun with
        {
            NewObservations = observations.Count - current.Observations.Count,
            Sources = [.. readings.Select(
                r => new RefreshedSource(r.Source, r.Observations.Count, r.Cost.Requests, r.Cost.Bytes, r.Cost.Duration)
                {
                    Companies = r.Companies,
                })],
            Faults = [.. readings.SelectMany(r => r.Faults)],
            Quarantines = quarantines,
            Notices = [.. readings.SelectMany(r => r.Notices), .. notices],
        };

        var refreshed = observations.Count == current.Observations.Count && current.Observations.SequenceEqual(observations)
            ? current
            : BaselineCalibration.Calibrate(observations);
        var done = refreshed is null ? read with { Outcome = RefreshOutcome.Incomplete }
            : Array.TrueForAll(readings, HasFailed) ? read with { Outcome = RefreshOutcome.Failed }
            : string.Equals(refreshed.ContentHash, current.ContentHash, StringComparison.Ordinal)
                ? read with { Outcome = RefreshOutcome.Unchanged }
            : await PublishAsync(current, refreshed, read with { Duration = time.GetElapsedTime(start) }, cancellationToken);

        // What has happened is told, also by a process that is asked to end.
        var report = done with { Duration = time.GetElapsedTime(start) };
        await reports.SaveAsync(report, CancellationToken.None);
        return report;
    }

    private static bool HasFailed(SourceReading reading)
        => reading.Observations.Count == 0 && reading.Faults.Any(f => !RefreshReport.IsNoMatter(f.Code));

    /// <summary>Parts what is believed from what is not, series by series.</summary>
    private static (List<Observation> Believed, List<Quarantine> Quarantines, List<Notice> Notices) Guard(
        Baseline current, SourceReading[] readings, DateOnly today)
    {
        var known = current.Observations.ToLookup(o => o.SeriesId, StringComparer.Ordinal);
        var unstated = readings.SelectMany(r => r.Unstated).ToLookup(u => u.SeriesId, u => u.PeriodEnd, StringComparer.Ordinal);
        var believed = new List<Observation>();
        var quarantines = new List<Quarantine>();
        var notices = new List<Notice>();
        var observations = ObservationMerge.Of([], readings.SelectMany(r => r.Observations));
        foreach (var series in observations.GroupBy(o => o.SeriesId, StringComparer.Ordinal))
        {
            var arrived = series.ToList();
            var before = known[series.Key].ToList();
            if (SeriesGuard.Check(before, arrived, today, [.. unstated[series.Key]]) is { } quarantine)
            {
                quarantines.Add(quarantine);
                continue;
            }

            believed.AddRange(arrived.Where(o => IsNews(o, before.Concat(arrived))));
            notices.AddRange(SeriesGuard.Notices(before, arrived));
        }

        return (believed, quarantines, notices);
    }

    /// <summary>
    /// Whether a figure tells more than the vintage before it. A source that states no dates gives its figures anew with
    /// every reading, and another one may repeat what a filing said.
    /// </summary>
    private static bool IsNews(Observation arrived, IEnumerable<Observation> vintages)
        => vintages.Where(v => v.PeriodEnd == arrived.PeriodEnd && v.KnownSince < arrived.KnownSince)
            .MaxBy(v => v.KnownSince) is not { } before
            || before.Value != arrived.Value || before.Status > arrived.Status;

    private async Task<RefreshReport> PublishAsync(
        Baseline current, Baseline refreshed, RefreshReport read, CancellationToken cancellationToken)
    {
        await store.SaveAsync(refreshed, cancellationToken);
        var intent = read with { Version = refreshed.Version, MovedParameters = Moved(current, refreshed) };
        await reports.SaveAsync(intent, cancellationToken);
        return await store.PointCurrentToAsync(refreshed.Version, current.Version, cancellationToken)
            ? intent with { Outcome = RefreshOutcome.Changed }
            : intent with { Outcome = RefreshOutcome.Overtaken, MovedParameters = [] };
    }

    private static List<MovedParameter> Moved(Baseline before, Baseline after)
        => [.. after.Parameters
            .Select(p => new MovedParameter(p.Id, before.FindParameter(p.Id)?.Value, p.Value))
            .Where(p => p.Before != p.After)];
}
