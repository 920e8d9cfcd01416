using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure;

internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Warning, "Table {Table} is unavailable: the attempt to {Intent} failed.")]
    public static partial void StorageUnavailable(this ILogger logger, string table, string intent, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Stored baseline {Version} with {Observations} observations (content {ContentHash}).")]
    public static partial void BaselineStored(this ILogger logger, string version, int observations, string contentHash);

    [LoggerMessage(3, LogLevel.Information, "The current baseline is {Version} now; it was {Previous}.")]
    public static partial void CurrentBaselineChanged(this ILogger logger, string version, string? previous);
}
