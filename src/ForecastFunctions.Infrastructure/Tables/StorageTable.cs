using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// One table: point reads, guarded writes and reads of a single partition, which is all that is ever asked of it.
/// It is created by its first write; a table that is absent reads as empty.
/// </summary>
internal sealed class StorageTable(TableServiceClient service, string name, ILogger logger)
{
    private readonly TableClient _client = service.GetTableClient(name);
    private readonly Lock _creating = new();
    private Task? _creation;

    public Task<TableEntity?> FindAsync(TableKey key, CancellationToken cancellationToken) =>
        FindAsync(key, select: null, cancellationToken);

    public Task<TableEntity?> FindAsync(TableKey key, IReadOnlyList<string>? select, CancellationToken cancellationToken) =>
        AskAsync("read a row", async () =>
        {
            var answer = await _client.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, select, cancellationToken);
            return answer.HasValue ? answer.Value : null;
        }, cancellationToken);

    public Task<IReadOnlyList<TableEntity>> ReadPartitionAsync(
        string partition, IReadOnlyList<string> select, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<TableEntity>>("read a partition", async () =>
        {
            try
            {
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
                return await _client.QueryAsync<TableEntity>(filter, select: select, cancellationToken: cancellationToken)
                    .ToListAsync(cancellationToken);
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.TableNotFound)
            {
                return [];
            }
        }, cancellationToken);

    /// <summary>Adds a row; false if there is one with its key.</summary>
    public Task<bool> AddAsync(TableEntity entity, CancellationToken cancellationToken) =>
        WriteAsync("add a row", entity, async () =>
        {
            try
            {
                await _client.AddEntityAsync(entity, cancellationToken);
                return true;
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.EntityAlreadyExists)
            {
                return false;
            }
        }, cancellationToken);

    /// <summary>Writes a row, whatever stood there.</summary>
    public Task UpsertAsync(TableEntity entity, CancellationToken cancellationToken) =>
        WriteAsync("write a row", entity, async () =>
        {
            await _client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
            return true;
        }, cancellationToken);

    /// <summary>Replaces a row if it is still the one that was read; false if it changed or went.</summary>
    public Task<bool> ReplaceAsync(TableEntity entity, ETag read, CancellationToken cancellationToken) =>
        WriteAsync("replace a row", entity, async () =>
        {
            try
            {
                await _client.UpdateEntityAsync(entity, read, TableUpdateMode.Replace, cancellationToken);
                return true;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 412)
            {
                return false;
            }
        }, cancellationToken);

    private async Task<bool> WriteAsync(
        string intent, TableEntity entity, Func<Task<bool>> write, CancellationToken cancellationToken)
    {
        TableLimits.Check(entity);
        return await AskAsync(intent, async () =>
        {
            await EnsureCreatedAsync(cancellationToken);
            return await write();
        }, cancellationToken);
    }

    private Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        lock (_creating)
        {
            // Writers share one creation, so no single writer's token may cancel it; a failed one is tried again.
            if (_creation is null or { IsFaulted: true } or { IsCanceled: true })
                _creation = _client.CreateIfNotExistsAsync(CancellationToken.None);
            return _creation.WaitAsync(cancellationToken);
        }
    }

    private async Task<T> AskAsync<T>(string intent, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (Unavailability.Explains(exception, cancellationToken))
        {
            logger.StorageUnavailable(name, intent, exception);
            throw Unavailability.Of(name, intent, exception);
        }
    }
}
