namespace ForecastFunctions.LocalHost.Timers;

/// <summary>What is known of a timer's runs, in the platform's words.</summary>
/// <param name="Last">When it last ran on schedule; the smallest time if never.</param>
/// <param name="Next">When it is due next.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record TimerStatus(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated)
{
    /// <summary>The status of a timer that has not run yet.</summary>
    public static TimerStatus New(TimerSchedule schedule, DateTimeOffset now) => new(default, schedule.Next(now), default);

    /// <summary>The status after a run.</summary>
    public static TimerStatus After(TimerSchedule schedule, DateTimeOffset ran) => new(ran, schedule.Next(ran), ran);

    /// <summary>When the next run was due under today's schedule, which may not be the one the status was written under.</summary>
    public DateTimeOffset Due(TimerSchedule schedule) => Last == default ? Next : schedule.Next(Last);
}
