using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Refreshes;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application;

/// <summary>Every line that the use cases log.</summary>
internal static partial class Logs
{
    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Run {RunId} of {Scenario} computed.")]
    public static partial void RunComputed(this ILogger logger, RunId runId, string scenario);

    [LoggerMessage(EventId = 11, Level = LogLevel.Error, Message = "Run {RunId} is stored but can't be read; it is computed again.")]
    public static partial void RunUnreadable(this ILogger logger, Exception exception, string runId);

    [LoggerMessage(EventId = 14, Level = LogLevel.Warning, Message = "Run {RunId} was computed, and could not be stored.")]
    public static partial void RunNotStored(this ILogger logger, Exception exception, RunId runId);

    [LoggerMessage(EventId = 15, Level = LogLevel.Warning, Message = "The track record could not be made for the new vintage; it is tried again.")]
    public static partial void ScorecardNotMade(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 13, Level = LogLevel.Information, Message = "Sensitivity analysis of {Scenario}: {Share:P0} done.")]
    public static partial void SensitivityUnderWay(this ILogger logger, string scenario, double share);

    [LoggerMessage(EventId = 20, Level = LogLevel.Information, Message = "No baseline was stored; baseline {Version} is current now.")]
    public static partial void BaselineSeeded(this ILogger logger, string version);

    [LoggerMessage(
        EventId = 21, Level = LogLevel.Warning, Message = "The storage does not answer; baseline {Version} is taken to be current still.")]
    public static partial void StaleBaselinePointer(this ILogger logger, Exception exception, string version);

    [LoggerMessage(EventId = 30, Level = LogLevel.Information,
        Message = "Refresh {Outcome}: baseline {Version}, {NewObservations} new figures, {Faults} faults, "
            + "{Quarantines} quarantined series.")]
    public static partial void BaselineRefreshed(
        this ILogger logger, RefreshOutcome outcome, string version, int newObservations, int faults, int quarantines);

    [LoggerMessage(
        EventId = 31, Level = LogLevel.Warning, Message = "The process ends during a refresh; the baseline that is current stays so.")]
    public static partial void RefreshCutShort(this ILogger logger);

    [LoggerMessage(EventId = 32, Level = LogLevel.Error,
        Message = "Refresh Failed: no source could be read, with {Faults} faults; baseline {Version} stays.")]
    public static partial void EverySourceFailed(this ILogger logger, int faults, string version);

    [LoggerMessage(EventId = 40, Level = LogLevel.Warning,
        Message = "What {Caller} has asked for today could not be read or stored; its quota of the minute holds.")]
    public static partial void UsageNotKept(this ILogger logger, Exception exception, string caller);

    [LoggerMessage(EventId = 41, Level = LogLevel.Information, Message = "{Admin} has changed the keys of {Partner}: {Change}.")]
    public static partial void KeysChanged(this ILogger logger, string admin, string partner, string change);

    [LoggerMessage(EventId = 50, Level = LogLevel.Debug, Message = "Block {Block} of operation {Operation} computed.")]
    public static partial void BlockComputed(this ILogger logger, int block, string operation);

    [LoggerMessage(EventId = 51, Level = LogLevel.Information, Message = "Operation {Operation} succeeded.")]
    public static partial void OperationSucceeded(this ILogger logger, string operation);

    [LoggerMessage(EventId = 52, Level = LogLevel.Error, Message = "Operation {Operation} failed: {Reason}")]
    public static partial void OperationFailed(this ILogger logger, string operation, string reason);

    [LoggerMessage(
        EventId = 53, Level = LogLevel.Warning, Message = "Operation {Operation} is written down, and could not be put in the queue; the sweep does that.")]
    public static partial void OperationNotQueued(this ILogger logger, Exception exception, string operation);

    [LoggerMessage(EventId = 54, Level = LogLevel.Warning, Message = "Operation {Operation} has not moved for {Time}; it is put in the queue again.")]
    public static partial void OperationQueuedAgain(this ILogger logger, string operation, TimeSpan time);

    [LoggerMessage(EventId = 55, Level = LogLevel.Warning, Message = "What went wrong with operation {Operation} could not be noted.")]
    public static partial void TroubleNotNoted(this ILogger logger, Exception exception, string operation);
}
