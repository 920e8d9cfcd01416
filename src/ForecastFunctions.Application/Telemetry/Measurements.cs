using System.Diagnostics.Metrics;
using ForecastFunctions.Core.Refreshes;

namespace ForecastFunctions.Application.Telemetry;

/// <summary>
/// Everything that the app measures, under one meter. Unlike traces and logs, measurements are never sampled, so alerts
/// are built on them.
/// </summary>
public sealed class Measurements
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "ForecastFunctions";

    /// <summary>The counter that tells how each refresh ended, by its <c>outcome</c>; the alert for missing refreshes reads it.</summary>
    public const string Refreshes = "forecast.refreshes";

    /// <summary>The gauge of how old the weakest required series of the current baseline is, in days; the alert for an old baseline reads it.</summary>
    public const string BaselineAge = "forecast.baseline.age";

    /// <summary>The counter of backups that were kept; the alert for missing backups reads it.</summary>
    public const string Backups = "forecast.backups";

    /// <summary>The counter of requests by their <c>caller</c>, the name of a partner; the workbook shows it.</summary>
    public const string Requests = "forecast.requests";

    /// <summary>The counter of messages of operations that came too often and were put aside, by <c>queue</c>; the alert for them reads it.</summary>
    public const string PoisonMessages = "forecast.queue.poison";

    /// <summary>The gauge of how long the oldest message of a <c>queue</c> has waited, in seconds; the alert for old messages reads it.</summary>
    public const string QueueAge = "forecast.queue.age";

    private readonly Meter _meter;
    private readonly Counter<long> _runsComputed;
    private readonly Counter<long> _runsServed;
    private readonly Counter<long> _draws;
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _backups;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _poisonMessages;
    private readonly Gauge<long> _queueAge;

    /// <summary>Creates the instruments.</summary>
    public Measurements(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _runsComputed = _meter.CreateCounter<long>("forecast.runs.computed", "{run}", "Runs computed.");
        _runsServed = _meter.CreateCounter<long>("forecast.runs.served", "{run}", "Runs answered, computed or stored.");
        _draws = _meter.CreateCounter<long>("forecast.draws", "{draw}", "Draws evaluated; a deterministic run has one.");
        _refreshes = _meter.CreateCounter<long>(Refreshes, "{refresh}", "Refreshes that ended, by outcome.");
        _backups = _meter.CreateCounter<long>(Backups, "{backup}", "Backups that were kept.");
        _poisonMessages = _meter.CreateCounter<long>(PoisonMessages, "{message}", "Messages that came too often and were put aside.");
        _queueAge = _meter.CreateGauge<long>(QueueAge, "s", "How long the oldest message of a queue has waited.");
        _requests = _meter.CreateCounter<long>(Requests, "{request}", "Requests that were admitted, by their caller.");
    }

    /// <summary>Counts a run that was computed.</summary>
    /// <param name="kind">The kind of run: <c>projections</c>.</param>
    /// <param name="draws">The draws that were evaluated for it.</param>
    public void CountComputed(string kind, long draws)
    {
        _runsComputed.Add(1, Tag("kind", kind));
        _draws.Add(draws, Tag("kind", kind));
    }

    /// <summary>Counts a run that was answered, computed or stored.</summary>
    /// <param name="kind">The kind of run: <c>projections</c>.</param>
    public void CountServed(string kind) => _runsServed.Add(1, Tag("kind", kind));

    /// <summary>Counts a refresh that has ended.</summary>
    public void CountRefresh(RefreshOutcome outcome)
        => _refreshes.Add(1, Tag("outcome", outcome.ToString()));

    /// <summary>Counts a backup that was kept.</summary>
    public void CountBackup() => _backups.Add(1);

    /// <summary>Counts a message that came too often and was put aside.</summary>
    /// <param name="queue">What it asked for: <c>plans</c> or <c>blocks</c>.</param>
    public void CountPoison(string queue) => _poisonMessages.Add(1, Tag("queue", queue));

    /// <summary>Notes how long the oldest message of a queue has waited.</summary>
    /// <param name="queue">What its messages ask for: <c>plans</c> or <c>blocks</c>.</param>
    /// <param name="age">How long; zero where none waits.</param>
    public void RecordQueueAge(string queue, TimeSpan age) => _queueAge.Record((long)age.TotalSeconds, Tag("queue", queue));

    /// <summary>Counts a request that was admitted.</summary>
    /// <param name="caller">The name of the partner.</param>
    public void CountRequest(string caller) => _requests.Add(1, Tag("caller", caller));

    /// <summary>Watches how many computations wait for their turn.</summary>
    public void WatchQueue(Func<long> waiting)
        => _meter.CreateObservableGauge("forecast.gate.waiting", waiting, "{run}", "Computations that wait for their turn.");

    /// <summary>Watches how old the current baseline is.</summary>
    /// <param name="days">Its age in days, or nothing as long as this process has not read it.</param>
    public void WatchBaselineAge(Func<int?> days)
        => _meter.CreateObservableGauge(
            BaselineAge, () => days() is { } age ? [new Measurement<int>(age)] : Array.Empty<Measurement<int>>(),
            "d", "Days since the last known period of the weakest required series of the current baseline ended.");

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
