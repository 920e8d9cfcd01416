using Microsoft.Extensions.Logging;

namespace ForecastFunctions;

/// <summary>Every line that the app logs.</summary>
internal static partial class Logs
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Function} failed. ({Untold} more were not told.)")]
    public static partial void FunctionFailed(this ILogger logger, Exception exception, string function, int untold);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Function} could not reach the storage: {Reason} ({Untold} more were not told.)")]
    public static partial void StorageUnavailable(this ILogger logger, string function, string reason, int untold);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "The caller of {Function} left before the answer.")]
    public static partial void CallerLeft(this ILogger logger, string function);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "{Function} was ended because it took too long. ({Untold} more were not told.)")]
    public static partial void TookTooLong(this ILogger logger, string function, int untold);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "The timer {Timer} does not run: {Why}.")]
    public static partial void TimerDoesNotRun(this ILogger logger, string timer, string why);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning,
        Message = "The setting {Old} is called {Name} now. Rename it: the next version reads the new name only.")]
    public static partial void SettingRenamed(this ILogger logger, string old, string name);

    [LoggerMessage(EventId = 12, Level = LogLevel.Information,
        Message = "Pruned {Results} results that nobody has read since {UnreadSince:yyyy-MM-dd}.")]
    public static partial void ResultsPruned(this ILogger logger, int results, DateTimeOffset unreadSince);

    [LoggerMessage(EventId = 42, Level = LogLevel.Warning,
        Message = "Neither Keys__AdminHash nor Keys__Entra__TenantId is set: nobody can issue keys until one of them is.")]
    public static partial void NobodyIssuesKeys(this ILogger logger);
}
