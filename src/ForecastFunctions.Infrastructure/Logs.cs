using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure;

internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Warning, "Table {Table} is unavailable: the attempt to {Intent} failed. {Reason}")]
    public static partial void StorageUnavailable(this ILogger logger, string table, string intent, string reason);

    [LoggerMessage(19, LogLevel.Warning, "Queue {Queue} is unavailable: the attempt to send a message failed. {Reason}")]
    public static partial void QueueUnavailable(this ILogger logger, string queue, string reason);

    [LoggerMessage(2, LogLevel.Information, "Stored baseline {Version} with {Observations} observations (content {ContentHash}).")]
    public static partial void BaselineStored(this ILogger logger, string version, int observations, string contentHash);

    [LoggerMessage(3, LogLevel.Information, "The current baseline is {Version} now; it was {Previous}.")]
    public static partial void CurrentBaselineChanged(this ILogger logger, string version, string? previous);

    [LoggerMessage(4, LogLevel.Warning, "Run {RunId} was read, but the day could not be noted.")]
    public static partial void ReadNotNoted(this ILogger logger, string runId, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "Run {RunId} is stored but cannot be read; its result is not pruned.")]
    public static partial void RunNotPruned(this ILogger logger, string runId, Exception exception);

    [LoggerMessage(6, LogLevel.Error, "The result of run {RunId} is damaged; its request is there, and gives it again.")]
    public static partial void ResultDamaged(this ILogger logger, string runId, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The storage does not answer and is left alone for {Duration}.")]
    public static partial void StorageLeftAlone(this ILogger logger, TimeSpan duration);

    [LoggerMessage(7, LogLevel.Information, "The storage answers again.")]
    public static partial void StorageAskedAgain(this ILogger logger);

    [LoggerMessage(10, LogLevel.Warning, "{Source} failed with {Outcome}; repetition {Attempt} follows in {Wait}.")]
    public static partial void RequestRepeated(
        this ILogger logger, string source, string outcome, int attempt, TimeSpan wait, Exception? exception);

    [LoggerMessage(11, LogLevel.Warning, "{Source} failed too often and is left alone for {Duration}.")]
    public static partial void SourceLeftAlone(this ILogger logger, string source, TimeSpan duration);

    [LoggerMessage(12, LogLevel.Information, "{Source} is asked again.")]
    public static partial void SourceAskedAgain(this ILogger logger, string source);

    [LoggerMessage(13, LogLevel.Warning, "{Source}, {Subject}: {Code}. {Message}")]
    public static partial void SourceFault(
        this ILogger logger, string source, string subject, string code, string message, Exception? exception);

    [LoggerMessage(14, LogLevel.Error, "{Source}, {Subject}: an error of this program.")]
    public static partial void SourceError(this ILogger logger, string source, string subject, Exception exception);

    [LoggerMessage(15, LogLevel.Information,
        "Read {Source}: {Observations} observations, {Faults} faults, {Requests} requests, {Bytes} bytes in {Duration}.")]
    public static partial void SourceRead(
        this ILogger logger, string source, int observations, int faults, int requests, long bytes, TimeSpan duration);

    [LoggerMessage(16, LogLevel.Warning, "The SEC refuses this client with a page that says '{Words}'; it is left alone for {Duration}.")]
    public static partial void SecRefuses(this ILogger logger, string words, TimeSpan duration);

    [LoggerMessage(17, LogLevel.Warning, "What was read of the filings of company {Cik} before cannot be had; they are read again.")]
    public static partial void FilingsForgotten(this ILogger logger, int cik, Exception exception);

    [LoggerMessage(18, LogLevel.Warning, "What was read of filing {Accession} could not be kept; it will be read again.")]
    public static partial void FilingNotKept(this ILogger logger, string accession, Exception exception);
}
