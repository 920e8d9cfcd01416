using System.Text.Json;
using System.Text.Json.Serialization;

namespace ForecastFunctions.LocalHost.Timers;

/// <summary>What a timer function is given, as the platform writes it.</summary>
internal sealed record TimerInput(TimerInput.ScheduleInfo Schedule, TimerStatus? ScheduleStatus, bool IsPastDue)
{
    /// <summary>The input as JSON.</summary>
    public static string Write(TimerSchedule schedule, TimerStatus? status, bool isPastDue) =>
        JsonSerializer.Serialize(new TimerInput(new ScheduleInfo(schedule.AdjustForDst), status, isPastDue));

    internal sealed record ScheduleInfo([property: JsonPropertyName("AdjustForDST")] bool AdjustForDst);
}
