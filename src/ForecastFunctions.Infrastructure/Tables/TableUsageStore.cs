using System.Globalization;
using Azure.Data.Tables;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Counts what each caller asks for in Table Storage: one row for each, with the latest day and the one before it. What a day's operations
/// have cost stands beside them, where it is written together with what they have done, and is told with the rest.
/// </summary>
internal sealed class TableUsageStore(TableServiceClient service, string namePrefix, ILogger<TableUsageStore> logger) : IUsageStore
{
    private const string Day = "Day";

    /// <summary>What the names of the columns of the day before begin with.</summary>
    private const string Before = "Before";

    /// <summary>Names the addition that made the row, so that one whose answer was lost is not made twice.</summary>
    private const string Addition = "Addition";

    /// <summary>Far more than instances meet at one row in one moment.</summary>
    private const int MaxTries = 20;

    private readonly StorageTable _table = new(service, namePrefix + TableKeys.KeyTable, logger);
    private readonly StorageTable _operations = new(service, namePrefix + TableKeys.OperationTable, logger);

    /// <inheritdoc/>
    public async Task<Usage> FindAsync(string caller, DateOnly day, CancellationToken cancellationToken) =>
        (await _table.FindAsync(TableKeys.Usage(caller), cancellationToken) is { } row ? Read(row).Of(day) : default)
        + new Usage(0, OperationUsage.Of(await _operations.FindAsync(TableKeys.OperationUsage(caller), cancellationToken), day));

    /// <inheritdoc/>
    public async Task<Usage> AddAsync(string caller, DateOnly day, Usage more, CancellationToken cancellationToken) =>
        await AddToRowAsync(caller, day, more, cancellationToken)
        + new Usage(0, OperationUsage.Of(await _operations.FindAsync(TableKeys.OperationUsage(caller), cancellationToken), day));

    private async Task<Usage> AddToRowAsync(string caller, DateOnly day, Usage more, CancellationToken cancellationToken)
    {
        var addition = Guid.NewGuid().ToString("N");
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var stored = await _table.FindAsync(TableKeys.Usage(caller), cancellationToken);
            var days = stored is null ? new LastDays(day, default, default) : Read(stored);
            if (stored is not null && string.Equals(stored[Addition] as string, addition, StringComparison.Ordinal))
                return days.Of(day);
            if (days.Day.AddDays(-1) > day)
                return more;
            days = days.With(day, more);
            var row = Write(caller, days, addition);
            var isWritten = stored is null
                ? await _table.AddAsync(row, cancellationToken)
                : await _table.ReplaceAsync(row, stored.ETag, cancellationToken);
            if (isWritten)
                return days.Of(day);
        }

        throw new StorageUnavailableException(
            $"The usage of a caller changed {MaxTries} times while it was to be written.",
            new InvalidOperationException("Too many writers."));
    }

    private static TableEntity Write(string caller, LastDays days, string addition)
    {
        var (partition, name) = TableKeys.Usage(caller);
        return new TableEntity(partition, name)
        {
            [Day] = days.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [nameof(Usage.Requests)] = days.Latest.Requests,
            [nameof(Usage.Compute)] = days.Latest.Compute,
            [Before + nameof(Usage.Requests)] = days.Before.Requests,
            [Before + nameof(Usage.Compute)] = days.Before.Compute,
            [Addition] = addition,
        };
    }

    private static LastDays Read(TableEntity row)
        => DateOnly.TryParseExact(row[Day] as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new LastDays(day, UsageOf(row, ""), UsageOf(row, Before))
            : new LastDays(DateOnly.MinValue.AddDays(1), default, default);

    private static Usage UsageOf(TableEntity row, string prefix)
        => new(row[prefix + nameof(Usage.Requests)] as long? ?? 0, row[prefix + nameof(Usage.Compute)] as long? ?? 0);

    /// <summary>What was asked for on the latest day that anybody has told of, and on the day before it.</summary>
    private sealed record LastDays(DateOnly Day, Usage Latest, Usage Before)
    {
        public Usage Of(DateOnly day) => day == Day ? Latest : day == Day.AddDays(-1) ? Before : default;

        public LastDays With(DateOnly day, Usage more)
            => day == Day ? this with { Latest = Latest + more }
                : day < Day ? this with { Before = Before + more }
                : new LastDays(day, more, Of(day.AddDays(-1)));
    }
}
