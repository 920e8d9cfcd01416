using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Identity;
using ForecastFunctions.Application.Backups;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.Infrastructure.Backups;

/// <summary>The rows of the tables that hold what cannot be made again.</summary>
public sealed class BackupTables : IBackupRows
{
    private const string UsagePartition = "usage";

    private static readonly string[] Names = [TableKeys.KeyTable, TableKeys.ScenarioTable, TableKeys.BaselineTable];

    private readonly TableServiceClient _service;
    private readonly string _namePrefix;

    /// <summary>The tables of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="namePrefix">What their names begin with.</param>
    public BackupTables(TableServiceClient service, string namePrefix)
    {
        _service = service;
        _namePrefix = namePrefix;
    }

    /// <summary>The tables of a connection string.</summary>
    public static BackupTables Of(string connectionString, string namePrefix) => new(new TableServiceClient(connectionString), namePrefix);

    /// <summary>The tables of an account, such as <c>https://example.table.core.windows.net</c>, as who is signed in to the Azure CLI.</summary>
    public static BackupTables Of(Uri account, string namePrefix)
        => new(new TableServiceClient(account, new AzureCliCredential()), namePrefix);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BackupRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in Names)
        {
            string? continuation = null;
            do
            {
                var page = await PageAsync(name, continuation, size: null, cancellationToken);
                foreach (var row in page?.Values ?? [])
                    yield return RowOf(name, row);
                continuation = page?.ContinuationToken;
            }
            while (continuation is not null);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Names)
        {
            string? continuation = null;
            do
            {
                var page = await PageAsync(name, continuation, size: 1, cancellationToken);
                if (page?.Values.Count > 0)
                    return false;
                continuation = page?.ContinuationToken;
            }
            while (continuation is not null);
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<BackupRow> rows, CancellationToken cancellationToken)
    {
        if (rows.FirstOrDefault(row => !Names.Contains(row.Table, StringComparer.Ordinal)) is { } stranger)
            throw new InvalidOperationException($"The backup has rows of the table {stranger.Table}, which this release does not have.");
        foreach (var name in Names)
            await AskAsync(name, "create the table", () => _service.GetTableClient(_namePrefix + name).CreateIfNotExistsAsync(cancellationToken), cancellationToken);
        foreach (var row in rows.OrderBy(Rank))
        {
            var table = _service.GetTableClient(_namePrefix + row.Table);
            var entity = new TableEntity(row.Columns.ToDictionary(StringComparer.Ordinal)) { PartitionKey = row.Partition, RowKey = row.Row };
            await AskAsync(row.Table, "write a row", () => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Parts before the rows that they belong to, and the pointer to the current baseline at last.</summary>
    private static int Rank(BackupRow row)
        => row.Partition.EndsWith("|part", StringComparison.Ordinal) ? 0
            : row.Partition.Equals(TableKeys.CurrentPointer.Partition, StringComparison.Ordinal) ? 2
            : 1;

    private Task<Page<TableEntity>?> PageAsync(string name, string? continuation, int? size, CancellationToken cancellationToken)
        => AskAsync(name, "read rows", async () =>
        {
            try
            {
                var rows = _service.GetTableClient(_namePrefix + name)
                    .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ne {UsagePartition}"), cancellationToken: cancellationToken);
                return await rows.AsPages(continuation, size).FirstOrDefaultAsync(cancellationToken);
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.TableNotFound)
            {
                return null;
            }
        }, cancellationToken);

    private static BackupRow RowOf(string table, TableEntity row) => new(
        table, row.PartitionKey, row.RowKey,
        row.Where(column => column.Value is not null && !IsOfTheService(column.Key))
            .ToDictionary(column => column.Key, column => column.Value!, StringComparer.Ordinal));

    private static bool IsOfTheService(string column)
        => column is nameof(TableEntity.PartitionKey) or nameof(TableEntity.RowKey) or nameof(TableEntity.Timestamp) or "odata.etag";

    private static async Task<T> AskAsync<T>(string name, string intent, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (Unavailability.Explains(exception, cancellationToken))
        {
            throw Unavailability.Of(name, intent, Unavailability.Cause(exception));
        }
    }
}
