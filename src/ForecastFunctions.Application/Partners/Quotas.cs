using System.Collections.Concurrent;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Partners;

/// <summary>
/// Keeps a meter for each caller, and tells the store every ten seconds what they counted. So a caller costs each
/// instance one small write in ten seconds at most, the day's count survives restarts but for what a killed process had
/// counted in the last ten seconds, and while the store is away the minute's quotas alone hold.
/// </summary>
/// <remarks>
/// An instance learns of the others by what it stores. The day's quota can therefore be exceeded by what the other
/// instances admit between two of their writes: the minute's quota once (a full bucket) and a sixth (its refill), for
/// each instance but one.
/// </remarks>
/// <param name="store">Keeps the day's counts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when the store could not be told.</param>
public sealed class Quotas(IUsageStore store, TimeProvider time, ILogger<Quotas> logger) : BackgroundService
{
    /// <summary>How often the store is told.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>A caller who asks for nothing for so long is forgotten here; its minute's quotas are whole again by then.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    /// <summary>What a stopping worker can wait before the platform ends it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>How long the first request of a caller waits at most for what the day has had so far.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Lazy<Task<CallerMeter>>> _meters = new(StringComparer.Ordinal);

    /// <summary>The meter of a caller who has a quota.</summary>
    public async Task<CallerMeter> MeterOfAsync(string caller, Quota quota)
    {
        while (true)
        {
            var lazy = _meters.GetOrAdd(caller, name => new Lazy<Task<CallerMeter>>(() => OpenAsync(name, quota)));
            CallerMeter meter;
            try
            {
                meter = await lazy.Value;
            }
            catch
            {
                _meters.TryRemove(KeyValuePair.Create(caller, lazy));
                throw;
            }

            if (meter.TryUse() && meter.Quota == quota)
                return meter;

            // It was closed, or the quota was changed: what was counted is stored first, and a new meter goes on from there.
            if (_meters.TryRemove(KeyValuePair.Create(caller, lazy)))
                await SaveAsync(caller, meter, CancellationToken.None);
        }
    }

    /// <summary>How many callers have a meter now.</summary>
    public int Count => _meters.Count;

    /// <summary>Tells the store what every meter has counted since it was last told, and drops those that nobody uses any more.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        foreach (var (caller, lazy) in _meters)
        {
            if (lazy is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                continue;
            var meter = await lazy.Value;
            await SaveAsync(caller, meter, cancellationToken);
            if (meter.TryClose(Idle))
                _meters.TryRemove(KeyValuePair.Create(caller, lazy));
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var grace = new CancellationTokenSource(Grace, time);
        try
        {
            await SaveAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            // The platform waits no longer.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SaveAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, the next round tries again: what ends the rounds would end the process.
                logger.UsageNotKept(exception, "everybody");
            }
        }
    }

    private async Task<CallerMeter> OpenAsync(string caller, Quota quota)
    {
        var meter = new CallerMeter(quota, time);
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var day = meter.Today;
            meter.Saved(day, default, await store.FindAsync(caller, day, patience.Token));
        }
        catch (Exception exception) when (exception is StorageUnavailableException or OperationCanceledException)
        {
            logger.UsageNotKept(exception, caller);
        }

        return meter;
    }

    private async Task SaveAsync(string caller, CallerMeter meter, CancellationToken cancellationToken)
    {
        var (day, pending) = meter.Unsaved();
        if (pending == default)
            return;
        try
        {
            meter.Saved(day, pending, await store.AddAsync(caller, day, pending, cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It is tried again with the next round, and keeps nobody else's from being stored.
            logger.UsageNotKept(exception, caller);
        }
    }
}
