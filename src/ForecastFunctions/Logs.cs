using ForecastFunctions.Core.Baselines.Refreshes;
using ForecastFunctions.Core.Projections;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions;

/// <summary>Every line that the app logs.</summary>
internal static partial class Logs
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Function} failed.")]
    public static partial void FunctionFailed(this ILogger logger, Exception exception, string function);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Function} could not reach the storage.")]
    public static partial void StorageUnavailable(this ILogger logger, Exception exception, string function);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "The caller of {Function} left before the answer.")]
    public static partial void CallerLeft(this ILogger logger, string function);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "{Function} was ended because it took too long.")]
    public static partial void TookTooLong(this ILogger logger, string function);

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Run {RunId} of {Scenario} computed.")]
    public static partial void RunComputed(this ILogger logger, RunId runId, string scenario);

    [LoggerMessage(
        EventId = 11, Level = LogLevel.Error, Message = "Run {RunId} is stored but cannot be read; it is computed for this request.")]
    public static partial void RunUnreadable(this ILogger logger, Exception exception, RunId runId);

    [LoggerMessage(EventId = 12, Level = LogLevel.Information,
        Message = "Pruned {Results} results that nobody has read since {UnreadSince:yyyy-MM-dd}.")]
    public static partial void ResultsPruned(this ILogger logger, int results, DateTimeOffset unreadSince);

    [LoggerMessage(EventId = 13, Level = LogLevel.Information, Message = "Sensitivity analysis of {Scenario}: {Share:P0} done.")]
    public static partial void SensitivityUnderWay(this ILogger logger, string scenario, double share);

    [LoggerMessage(EventId = 20, Level = LogLevel.Information, Message = "No baseline was stored; baseline {Version} is current now.")]
    public static partial void BaselineSeeded(this ILogger logger, string version);

    [LoggerMessage(EventId = 30, Level = LogLevel.Information,
        Message = "Refresh {Outcome}: baseline {Version}, {NewObservations} new figures, {Faults} faults, "
            + "{Quarantines} quarantined series.")]
    public static partial void BaselineRefreshed(
        this ILogger logger, RefreshOutcome outcome, string version, int newObservations, int faults, int quarantines);

    [LoggerMessage(EventId = 32, Level = LogLevel.Error,
        Message = "Refresh Failed: no source could be read, with {Faults} faults; baseline {Version} stays.")]
    public static partial void EverySourceFailed(this ILogger logger, int faults, string version);

    [LoggerMessage(
        EventId = 31, Level = LogLevel.Warning, Message = "The process ends during a refresh; the baseline that is current stays so.")]
    public static partial void RefreshCutShort(this ILogger logger);

    [LoggerMessage(
        EventId = 21, Level = LogLevel.Warning, Message = "The storage does not answer; baseline {Version} is taken to be current still.")]
    public static partial void StaleBaselinePointer(this ILogger logger, Exception exception, string version);

    [LoggerMessage(EventId = 40, Level = LogLevel.Warning,
        Message = "What {Caller} has asked for today could not be read or stored; its quota of the minute holds.")]
    public static partial void UsageNotKept(this ILogger logger, Exception exception, string caller);

    [LoggerMessage(EventId = 41, Level = LogLevel.Information, Message = "{Admin} has changed the keys of {Partner}: {Change}.")]
    public static partial void KeysChanged(this ILogger logger, string admin, string partner, string change);

    [LoggerMessage(EventId = 42, Level = LogLevel.Warning,
        Message = "Neither Keys__AdminHash nor Keys__Entra__TenantId is set: nobody can issue keys until one of them is.")]
    public static partial void NobodyIssuesKeys(this ILogger logger);
}
