using System.Globalization;
using Azure.Data.Tables;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Counts what each caller asks for in Table Storage: one row for each, which begins anew every day.</summary>
internal sealed class TableUsageStore(TableServiceClient service, string namePrefix, ILogger<TableUsageStore> logger) : IUsageStore
{
    private const string Day = "Day";

    /// <summary>Names the addition that made the row, so that one whose answer was lost is not made twice.</summary>
    private const string Addition = "Addition";

    /// <summary>Far more than instances meet at one row in one moment.</summary>
    private const int MaxTries = 20;

    private readonly StorageTable _table = new(service, namePrefix + TableKeys.KeyTable, logger);

    /// <inheritdoc/>
    public async Task<Usage> FindAsync(string caller, DateOnly day, CancellationToken cancellationToken) =>
        await _table.FindAsync(TableKeys.Usage(caller), cancellationToken) is { } row && DayOf(row) == day ? Read(row) : default;

    /// <inheritdoc/>
    public async Task<Usage> AddAsync(string caller, DateOnly day, Usage more, CancellationToken cancellationToken)
    {
        var addition = Guid.NewGuid().ToString("N");
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var stored = await _table.FindAsync(TableKeys.Usage(caller), cancellationToken);
            if (stored is not null && string.Equals(stored[Addition] as string, addition, StringComparison.Ordinal))
                return Read(stored);
            if (stored is not null && DayOf(stored) > day)
                return more;
            var total = (stored is not null && DayOf(stored) == day ? Read(stored) : default) + more;
            var row = Write(caller, day, total, addition);
            var isWritten = stored is null
                ? await _table.AddAsync(row, cancellationToken)
                : await _table.ReplaceAsync(row, stored.ETag, cancellationToken);
            if (isWritten)
                return total;
        }

        throw new StorageUnavailableException(
            $"The usage of a caller changed {MaxTries} times while it was to be written.",
            new InvalidOperationException("Too many writers."));
    }

    private static TableEntity Write(string caller, DateOnly day, Usage usage, string addition)
    {
        var (partition, name) = TableKeys.Usage(caller);
        return new TableEntity(partition, name)
        {
            [Day] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [nameof(Usage.Requests)] = usage.Requests,
            [nameof(Usage.Compute)] = usage.Compute,
            [Addition] = addition,
        };
    }

    private static DateOnly DayOf(TableEntity row) =>
        DateOnly.TryParseExact(row[Day] as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : default;

    private static Usage Read(TableEntity row) => new(row[nameof(Usage.Requests)] as long? ?? 0, row[nameof(Usage.Compute)] as long? ?? 0);
}
