using System.Globalization;
using ForecastFunctions.Core.Refreshes;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace ForecastFunctions.Health;

/// <summary>A timer of the app, by the names of its function and of the setting that has its schedule.</summary>
/// <param name="Function">The function.</param>
/// <param name="Setting">The setting; flat, since the platform doesn't wake an app for a schedule under a nested name.</param>
/// <param name="FormerSetting">What the setting was called before, where it was called otherwise; read for one more version.</param>
public sealed record AppTimer(string Function, string Setting, string? FormerSetting)
{
    /// <summary>The refresh of baselines.</summary>
    public static readonly AppTimer Refresh = new("RefreshBaselines", "RefreshSchedule", "Baselines:RefreshSchedule");

    /// <summary>The pruning of results that nobody reads.</summary>
    public static readonly AppTimer Prune = new("PruneRuns", "PruneSchedule", "Runs:PruneSchedule");

    /// <summary>The sweep of operations.</summary>
    public static readonly AppTimer Sweep = new("SweepOperations", "SweepSchedule", null);

    /// <summary>Every timer.</summary>
    public static IReadOnlyList<AppTimer> All { get; } = [Refresh, Prune, Sweep];

    /// <summary>Whether only the former setting has a schedule.</summary>
    public bool IsUnderFormerName(IConfiguration settings)
        => FormerSetting is not null && string.IsNullOrEmpty(settings[Setting]) && !string.IsNullOrEmpty(settings[FormerSetting]);

    /// <summary>The schedule that is set, or <see langword="null"/>.</summary>
    public string? ScheduleIn(IConfiguration settings) => settings[IsUnderFormerName(settings) ? FormerSetting! : Setting] is { Length: > 0 } set ? set : null;

    /// <summary>Whether the platform is told not to run it.</summary>
    public bool IsDisabledIn(IConfiguration settings)
        => IsTrue(settings[$"AzureWebJobs.{Function}.Disabled"]) || IsTrue(settings[$"AzureWebJobs:{Function}:Disabled"]);

    private static bool IsTrue(string? value) => value is "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What is known of a timer.</summary>
/// <param name="Function">The function that it runs.</param>
/// <param name="State"><c>on</c>, or <c>late</c>, <c>disabled</c>, or <c>unscheduled</c> where no schedule that can be read is set.</param>
/// <param name="Schedule">The schedule as it is set.</param>
/// <param name="LastRunAt">When it last ran on schedule, of a timer that leaves reports.</param>
/// <param name="DueAt">When it is to run after that.</param>
public sealed record TimerState(string Function, string State, string? Schedule, DateTimeOffset? LastRunAt, DateTimeOffset? DueAt)
{
    /// <summary>It runs by its schedule.</summary>
    public const string On = "on";

    /// <summary>It has not run when it was due.</summary>
    public const string Late = "late";

    /// <summary>A setting of the platform switches it off.</summary>
    public const string Disabled = "disabled";

    /// <summary>Its schedule is not set, or is none.</summary>
    public const string Unscheduled = "unscheduled";
}

/// <summary>
/// Tells of each timer whether it runs. The platform switches a timer off without a word where its schedule can't be read, and
/// wakes nothing where a setting disables it.
/// </summary>
/// <param name="settings">Have the schedules.</param>
/// <param name="store">Has the reports of refreshes.</param>
/// <param name="time">The clock.</param>
public sealed class TimerWatch(IConfiguration settings, IRefreshReportStore store, TimeProvider time)
{
    /// <summary>How long after its time a timer is late: an instance may have to be started, and another refresh to end.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>How long what the reports said is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private const int Reports = 50;

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private volatile Look? _look;

    /// <summary>The timers, each in its state.</summary>
    /// <exception cref="Core.Storage.StorageUnavailableException">The reports can't be read.</exception>
    public async Task<IReadOnlyList<TimerState>> StatesAsync(CancellationToken cancellationToken)
    {
        if (_look is not { } look || time.GetElapsedTime(look.At) >= Memory)
        {
            var reports = await store.ListAsync(Reports, cancellationToken);
            _look = look = new Look(reports.FirstOrDefault(r => r.Trigger is "schedule")?.StartedAt, time.GetTimestamp());
        }

        return [.. AppTimer.All.Select(timer => StateOf(timer, timer == AppTimer.Refresh ? look : null))];
    }

    /// <summary>Reads a schedule: a cron expression of six fields, or five, in UTC, or an interval; nothing where it is none.</summary>
    public static Func<DateTimeOffset, DateTimeOffset>? NextOf(string? schedule)
    {
        var fields = (schedule ??= "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields is 5 or 6
            && CrontabSchedule.TryParse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 }) is { } cron)
            return after => new DateTimeOffset(cron.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);
        return fields == 1 && TimeSpan.TryParse(schedule, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? after => after + interval
            : null;
    }

    private TimerState StateOf(AppTimer timer, Look? look)
    {
        var schedule = timer.ScheduleIn(settings);
        if (timer.IsDisabledIn(settings))
            return new TimerState(timer.Function, TimerState.Disabled, schedule, look?.LastRunAt, null);
        if (NextOf(schedule) is not { } next)
            return new TimerState(timer.Function, TimerState.Unscheduled, schedule, look?.LastRunAt, null);
        if (look is null)
            return new TimerState(timer.Function, TimerState.On, schedule, null, next(time.GetUtcNow()));

        // An instance that has only just begun knows of no run that it should have seen.
        var due = next(look.LastRunAt ?? _startedAt);
        return new TimerState(
            timer.Function, time.GetUtcNow() > due + Tolerance ? TimerState.Late : TimerState.On, schedule, look.LastRunAt, due);
    }

    private sealed record Look(DateTimeOffset? LastRunAt, long At);
}
