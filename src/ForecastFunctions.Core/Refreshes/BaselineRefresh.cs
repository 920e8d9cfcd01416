using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Core.Refreshes;

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
    /// <summary>What calls itself the source of faults that are of no source.</summary>
    public const string OwnName = "refresh";

    /// <summary>
    /// So many reports tell what sources gave before; each says what its refresh still missed, so that nothing is forgotten.
    /// </summary>
    private const int RememberedReports = 10;

    /// <summary>So many are looked through where none of these has read a source: an operator's, or of refreshes that were killed.</summary>
    private const int MostReports = 100;

    /// <summary>Refreshes the current baseline.</summary>
    /// <param name="current">The baseline that is current.</param>
    /// <param name="trigger">What asked for it.</param>
    /// <param name="isDryRun">Whether to tell what it would do, and to store nothing.</param>
    /// <param name="cancellationToken">Ends the refresh before the pointer is moved; the old baseline stays current.</param>
    /// <returns>What happened, or would happen.</returns>
    /// <exception cref="StorageUnavailableException">The baseline or the report could not be stored.</exception>
    public async Task<RefreshReport> RunAsync(
        Baseline current, string trigger, bool isDryRun = false, CancellationToken cancellationToken = default)
    {
        var startedAt = time.GetUtcNow();
        var start = time.GetTimestamp();
        var id = RefreshReport.NewId(startedAt);
        var begun = new RefreshReport(
            id, startedAt, TimeSpan.Zero, trigger, RefreshOutcome.Unfinished, current.Version, current.Version, 0, [], [], [], [])
        {
            IsDryRun = isDryRun,
        };

        // A storage that takes no report would take no baseline either: then no source is asked in vain.
        var (given, unread) = await GivenBeforeAsync(cancellationToken);
        if (!isDryRun)
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
                    Series = SeriesOf(r),
                    Missing = Missing(given, r),
                    Companies = r.Companies,
                })],
            Faults = [.. readings.SelectMany(r => FaultsOf(r, Missing(given, r))), .. unread],
            Quarantines = quarantines,
            Notices = [.. readings.SelectMany(r => r.Notices), .. notices],
        };

        var calibrated = observations.Count == current.Observations.Count && current.Observations.SequenceEqual(observations)
            ? null
            : BaselineCalibration.Calibrate(observations);
        var done = calibrated?.Fault is { } fault
            ? read with
            {
                Outcome = RefreshOutcome.Incomplete,
                Faults = [.. read.Faults, new SourceFault(OwnName, fault.Subject, fault.Code, fault.Message)],
            }
            : Array.TrueForAll(readings, HasFailed) ? read with { Outcome = RefreshOutcome.Failed }
            : calibrated?.Baseline is not { } refreshed
                || string.Equals(refreshed.ContentHash, current.ContentHash, StringComparison.Ordinal)
                ? read with { Outcome = RefreshOutcome.Unchanged }
            : isDryRun
                ? read with { Outcome = RefreshOutcome.Changed, Version = refreshed.Version, MovedParameters = Moved(current, refreshed) }
            : await PublishAsync(current, refreshed, read with { Duration = time.GetElapsedTime(start) }, cancellationToken);

        // What has happened is told, also by a process that is asked to end.
        var report = done with { Duration = time.GetElapsedTime(start) };
        if (!isDryRun)
            await reports.SaveAsync(report, CancellationToken.None);
        return report;
    }

    /// <summary>The series that each source gave in its last refreshes, and a fault where the reports cannot be read.</summary>
    private async Task<(ILookup<string, string> Series, IReadOnlyList<SourceFault> Faults)> GivenBeforeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var latest = await reports.ListAsync(RememberedReports, cancellationToken);
            if (sources.Any(source => !latest.Any(r => r.Sources.Any(read => string.Equals(read.Name, source.Name, StringComparison.Ordinal)))))
                latest = await reports.ListAsync(MostReports, cancellationToken);
            var missed = latest.SelectMany(r => r.Sources).DistinctBy(s => s.Name, StringComparer.Ordinal)
                .SelectMany(s => s.Missing, (source, series) => (source.Name, series));
            return (latest.SelectMany(r => r.Sources).SelectMany(s => s.Series, (source, series) => (source.Name, series)).Concat(missed)
                .Distinct().ToLookup(s => s.Name, s => s.series, StringComparer.Ordinal), []);
        }
        catch (DamagedContentException e)
        {
            return (Array.Empty<string>().ToLookup(s => s, StringComparer.Ordinal),
                [new SourceFault(OwnName, "reports", SourceFaultCodes.Unexpected, $"What sources gave before cannot be compared: {e.Message}")]);
        }
    }

    /// <summary>What a source gave before, is not told to leave out, and does not give now.</summary>
    private static List<string> Missing(ILookup<string, string> given, SourceReading reading)
        => [.. given[reading.Source].Except(SeriesOf(reading), StringComparer.Ordinal).Except(reading.Excluded, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// The faults of a reading. A series that is missing is held back by the fault that names it, else by those that name none; and
    /// where there is no such fault, it has vanished.
    /// </summary>
    private static IEnumerable<SourceFault> FaultsOf(SourceReading reading, List<string> missing)
    {
        var named = reading.Faults.SelectMany(f => f.Series).ToList();
        List<string> unexplained = [.. missing.Where(series => !named.Any(name => IsOf(series, name)))];
        bool IsUnnamed(SourceFault fault) => fault.Series.Count == 0 && !RefreshReport.IsNoMatter(fault.Code);

        var faults = reading.Faults.Select(fault => IsUnnamed(fault) ? fault with { Series = unexplained } : fault);
        return reading.Faults.Any(IsUnnamed) ? faults : faults.Concat(unexplained.Select(series => new SourceFault(
            reading.Source, series, SourceFaultCodes.Vanished,
            $"{reading.Source} gave {series} in an earlier refresh, and no longer does. Its old figures stay.")
        {
            Series = [series],
        }));
    }

    /// <summary>Whether a series has the name, or the name is what a company's quarters and years have in common.</summary>
    private static bool IsOf(string series, string name)
        => series.StartsWith(name, StringComparison.Ordinal) && (series.Length == name.Length || series[name.Length] == '.');

    private static List<string> SeriesOf(SourceReading reading)
        => [.. reading.Observations.Select(o => o.SeriesId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

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
        var observations = ObservationMerge.AlignedTo(
            current.Observations, ObservationMerge.Of([], readings.SelectMany(r => r.Observations)));
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
    /// every reading, and another one may repeat what a filing said, perhaps rounded.
    /// </summary>
    private static bool IsNews(Observation arrived, IEnumerable<Observation> vintages)
        => vintages.Where(v => v.PeriodEnd == arrived.PeriodEnd && v.KnownSince < arrived.KnownSince)
            .MaxBy(v => v.KnownSince) is not { } before
            || before.Status > arrived.Status
            || (before.Value != arrived.Value && !Rounding.IsRounded(arrived.Value, before.Value));

    private async Task<RefreshReport> PublishAsync(
        Baseline current, Baseline refreshed, RefreshReport read, CancellationToken cancellationToken)
    {
        await store.SaveAsync(refreshed, cancellationToken);
        read = read with { StoredVersion = refreshed.Version };
        if (await store.CurrentAsync(cancellationToken) is { IsPinned: true } pinned
            && string.Equals(pinned.Version, current.Version, StringComparison.Ordinal))
            return read with { Outcome = RefreshOutcome.Pinned, Version = current.Version };
        var intent = read with { Version = refreshed.Version, MovedParameters = Moved(current, refreshed) };
        await reports.SaveAsync(intent, cancellationToken);
        return await store.PointCurrentToAsync(refreshed.Version, current.Version, cancellationToken)
            ? intent with { Outcome = RefreshOutcome.Changed }
            : intent with { Outcome = RefreshOutcome.Overtaken, MovedParameters = [] };
    }

    /// <summary>The parameters whose value differs between two baselines.</summary>
    internal static List<MovedParameter> Moved(Baseline before, Baseline after)
        => [.. after.Parameters
            .Select(p => new MovedParameter(p.Id, before.FindParameter(p.Id)?.Value, p.Value))
            .Where(p => p.Before != p.After)];
}
