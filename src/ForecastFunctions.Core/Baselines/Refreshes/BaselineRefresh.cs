using System.Globalization;
using ForecastFunctions.Core.Baselines.Calibration;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Core.Baselines.Refreshes;

/// <summary>
/// Brings in what the sources have: read, guard, merge, calibrate, store, and only then point to it. Killed at any
/// moment, it leaves the old pointer, which is valid; run twice, it changes nothing the second time; run at the same
/// time as another, one of them loses the pointer cleanly.
/// </summary>
/// <param name="sources">Where figures come from; each can fail without the others.</param>
/// <param name="store">Keeps the baselines.</param>
/// <param name="reports">Keeps the reports.</param>
/// <param name="growth">Forecasts the growth that spend starts from.</param>
/// <param name="time">Tells the day.</param>
public sealed class BaselineRefresh(
    IEnumerable<IBaselineSource> sources, IBaselineStore store, IRefreshReportStore reports, GrowthForecast growth, TimeProvider time)
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
        var readings = await Task.WhenAll(sources.Select(s => s.ReadAsync(cancellationToken)));
        var (believed, quarantines) = Guard(current, readings, DateOnly.FromDateTime(startedAt.UtcDateTime));

        var observations = ObservationMerge.Of(current.Observations, believed);
        var refreshed = observations.Count == current.Observations.Count && current.Observations.SequenceEqual(observations)
            ? current
            : BaselineCalibration.Calibrate(observations, growth);
        var outcome = await KeepAsync(current, refreshed, cancellationToken);

        var report = new RefreshReport(
            string.Create(CultureInfo.InvariantCulture, $"{startedAt:yyyyMMdd'T'HHmmssfff}-{Guid.CreateVersion7(startedAt).ToString("N")[^8..]}"),
            startedAt,
            time.GetElapsedTime(start),
            trigger,
            outcome,
            current.Version,
            refreshed?.Version ?? current.Version,
            observations.Count - current.Observations.Count,
            outcome == RefreshOutcome.Changed ? Moved(current, refreshed!) : [],
            [.. readings.Select(r => new RefreshedSource(r.Source, r.Observations.Count, r.Cost.Requests, r.Cost.Bytes, r.Cost.Duration))],
            [.. readings.SelectMany(r => r.Faults)],
            quarantines);
        await reports.SaveAsync(report, cancellationToken);
        return report;
    }

    /// <summary>Parts what is believed from what is not, series by series.</summary>
    private static (List<Observation> Believed, List<Quarantine> Quarantines) Guard(Baseline current, SourceReading[] readings, DateOnly today)
    {
        var known = current.Observations.ToLookup(o => o.SeriesId, StringComparer.Ordinal);
        var believed = new List<Observation>();
        var quarantines = new List<Quarantine>();
        foreach (var series in ObservationMerge.Of([], readings.SelectMany(r => r.Observations)).GroupBy(o => o.SeriesId, StringComparer.Ordinal))
        {
            var arrived = series.ToList();
            if (SeriesGuard.Check([.. known[series.Key]], arrived, today) is { } quarantine)
                quarantines.Add(quarantine);
            else
                believed.AddRange(arrived.Where(o => IsNews(o, known[series.Key])));
        }

        return (believed, quarantines);
    }

    /// <summary>
    /// Whether a figure tells more than what was known when it came out. A source that states no dates gives its figures
    /// anew with every reading, and another one may repeat what a filing said.
    /// </summary>
    private static bool IsNews(Observation arrived, IEnumerable<Observation> known)
    {
        var before = known.Where(k => k.PeriodEnd == arrived.PeriodEnd && k.KnownSince <= arrived.KnownSince).ToList();
        return before.Count == 0 || (Observation.Holding(before) is var held && (held.Value != arrived.Value || held.Status > arrived.Status));
    }

    private async Task<RefreshOutcome> KeepAsync(Baseline current, Baseline? refreshed, CancellationToken cancellationToken)
    {
        if (refreshed is null)
            return RefreshOutcome.Incomplete;
        if (string.Equals(refreshed.ContentHash, current.ContentHash, StringComparison.Ordinal))
            return RefreshOutcome.Unchanged;

        await store.SaveAsync(refreshed, cancellationToken);
        return await store.PointCurrentToAsync(refreshed.Version, current.Version, cancellationToken) ? RefreshOutcome.Changed : RefreshOutcome.Overtaken;
    }

    private static List<MovedParameter> Moved(Baseline before, Baseline after)
        => [.. after.Parameters
            .Select(p => new MovedParameter(p.Id, before.FindParameter(p.Id)?.Value, p.Value))
            .Where(p => p.Before != p.After)];
}
