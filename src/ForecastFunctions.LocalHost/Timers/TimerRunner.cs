using System.Collections.Concurrent;
using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Logs;
using ForecastFunctions.LocalHost.Protocol;
using ForecastFunctions.LocalHost.Workers;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Timers;

/// <summary>Fires the timers: on schedule, at start when a run was missed or asked for, and by hand.</summary>
internal sealed class TimerRunner(WorkerPool workers, TimerStatusStore store, LogBook log, TimeProvider time) : IDisposable
{
    // Timers of the runtime count at most about 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();

    /// <summary>Begins the schedules of all timers that are not disabled.</summary>
    public async Task StartAsync(IEnumerable<FunctionDefinition> functions)
    {
        foreach (var function in functions)
        {
            if (function is not { Trigger: TimerTrigger trigger, IsDisabled: false }) continue;
            var isPastDue = IsMonitored(trigger) && await IsPastDueAsync(function.Name, trigger.Schedule);
            Track(FollowAsync(function.Name, trigger, isPastDue));
        }
    }

    /// <summary>Runs a timer by hand, after the run that may be under way; disabled ones too, as on the platform.</summary>
    public void RunOnce(FunctionDefinition function) =>
        Track(RunAsync(function.Name, (TimerTrigger)function.Trigger, isPastDue: false));

    /// <summary>Fires no more, and lets runs under way end within the period.</summary>
    public async Task StopAsync(TimeSpan gracePeriod)
    {
        await _stopping.CancelAsync();
        try
        {
            await Task.WhenAll(_underWay.Keys).WaitAsync(gracePeriod);
        }
        catch (TimeoutException)
        {
            log.Host(LogLevel.Warning, $"A timer still ran after {gracePeriod.TotalSeconds:0} s; the worker ends it.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    private bool IsMonitored(TimerTrigger trigger) => trigger.UseMonitor && trigger.Schedule.CanBeMonitored(time.GetUtcNow());

    private async Task FollowAsync(string function, TimerTrigger trigger, bool isPastDue)
    {
        if (isPastDue || trigger.RunOnStartup) await RunOnScheduleAsync(function, trigger, isPastDue);

        while (true)
        {
            await WaitUntilAsync(trigger.Schedule.Next(time.GetUtcNow()));
            await RunOnScheduleAsync(function, trigger, isPastDue: false);
        }
    }

    private async Task<bool> IsPastDueAsync(string function, TimerSchedule schedule)
    {
        var now = time.GetUtcNow();
        var status = await store.ReadAsync(function, _stopping.Token);
        if (status is null) await store.WriteAsync(function, TimerStatus.New(schedule, now));
        return status?.Due(schedule) < now;
    }

    private async Task WaitUntilAsync(DateTimeOffset due)
    {
        for (var left = due - time.GetUtcNow(); left > TimeSpan.Zero; left = due - time.GetUtcNow())
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, time, _stopping.Token);
        }
    }

    private async Task RunOnScheduleAsync(string function, TimerTrigger trigger, bool isPastDue)
    {
        var started = time.GetUtcNow();
        var hasEnded = await RunAsync(function, trigger, isPastDue);

        // A run that was cut off keeps the old status, so that it is past due at the next start.
        if (hasEnded && IsMonitored(trigger)) await store.WriteAsync(function, TimerStatus.After(trigger.Schedule, started));
    }

    /// <summary>Runs the function when it is its turn; tells whether it came to its end, well or not.</summary>
    private async Task<bool> RunAsync(string function, TimerTrigger trigger, bool isPastDue)
    {
        var turn = _turns.GetOrAdd(function, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(_stopping.Token);
        try
        {
            var worker = await workers.GetWorkerAsync(_stopping.Token);
            var definition = worker.Functions.Single(candidate => string.Equals(candidate.Name, function, StringComparison.Ordinal));
            var status = IsMonitored(trigger) ? await store.ReadAsync(function, _stopping.Token) : null;
            var response = await worker.InvokeAsync(
                Invocations.ForTimer(definition, TimerInput.Write(trigger.Schedule, status, isPastDue)),
                CancellationToken.None);
            Report(function, response.Result);
            return true;
        }
        catch (WorkerLostException exception)
        {
            log.Host(LogLevel.Error, $"{function} was cut off: {exception.Message}");
            return false;
        }
        finally
        {
            turn.Release();
        }
    }

    private void Report(string function, StatusResult result)
    {
        if (result.Status == StatusResult.Types.Status.Success) return;
        log.Add(
            LogLevel.Error, "Host", $"{function} failed: {result.Exception?.Message}",
            exception: $"{result.Exception?.Type}{Environment.NewLine}{result.Exception?.StackTrace}");
    }

    private void Track(Task run)
    {
        var guarded = GuardAsync(run);
        _underWay[guarded] = 0;
        _ = guarded.ContinueWith(ended => _underWay.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task GuardAsync(Task run)
    {
        try
        {
            await run;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The end of a schedule.
        }
        catch (LocalHostException)
        {
            // No worker will come any more; the supervisor has said so.
        }
        catch (Exception exception)
        {
            // Nobody awaits a schedule before the end: one that breaks must say so now.
            log.Host(LogLevel.Critical, $"A timer fires no more: {exception}");
        }
    }
}
