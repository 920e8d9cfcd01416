using System.Globalization;
using NCrontab;

namespace ForecastFunctions.LocalHost.Timers;

/// <summary>When a timer fires, in UTC: a cron expression of six fields (or five), or a constant interval.</summary>
internal abstract class TimerSchedule
{
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    /// <summary>Reads a schedule of the named function.</summary>
    public static TimerSchedule Parse(string expression, string function)
    {
        var fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields is 5 or 6
            && CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 }) is { } cron)
            return new Cron(cron);
        if (fields == 1
            && TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval)
            && interval > TimeSpan.Zero)
            return new Constant(interval);

        throw new LocalHostException(
            $"The schedule of {function}, '{expression}', is neither a cron expression of six fields "
            + "(such as '0 30 5 * * *') nor an interval (such as '01:00:00').");
    }

    /// <summary>What the platform tells the function as <c>Schedule.AdjustForDST</c>.</summary>
    public abstract bool AdjustForDst { get; }

    /// <summary>The first time after the given one.</summary>
    public abstract DateTimeOffset Next(DateTimeOffset after);

    /// <summary>Whether missed runs are noticed: the platform keeps no status for schedules under a minute.</summary>
    public bool CanBeMonitored(DateTimeOffset now)
    {
        var first = Next(now);
        return Next(first) - first >= ShortestMonitored;
    }

    private sealed class Cron(CrontabSchedule schedule) : TimerSchedule
    {
        public override bool AdjustForDst => true;

        public override DateTimeOffset Next(DateTimeOffset after) =>
            new(schedule.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);
    }

    private sealed class Constant(TimeSpan interval) : TimerSchedule
    {
        public override bool AdjustForDst => false;

        public override DateTimeOffset Next(DateTimeOffset after) => after + interval;
    }
}
