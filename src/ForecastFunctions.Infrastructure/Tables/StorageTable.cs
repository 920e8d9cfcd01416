using System.Runtime.CompilerServices;
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
        AskAsync("read a row", async bounded =>
        {
            var answer = await _client.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, select, bounded);
            return answer.HasValue ? answer.Value : null;
        }, cancellationToken);

    public async Task<IReadOnlyList<TableEntity>> ReadPartitionAsync(
        string partition, IReadOnlyList<string> select, CancellationToken cancellationToken) =>
        await ReadPartitionAsync(partition, where: null, select, cancellationToken).ToListAsync(cancellationToken);

    /// <summary>The rows of a partition that meet a condition (OData), page by page.</summary>
    public async IAsyncEnumerable<TableEntity> ReadPartitionAsync(
        string partition, string? where, IReadOnlyList<string> select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}") + (where is null ? "" : $" and ({where})");
        string? continuation = null;
        do
        {
            var page = await ReadPageAsync(filter, select, continuation, cancellationToken);
            foreach (var row in page?.Values ?? [])
                yield return row;
            continuation = page?.ContinuationToken;
        }
        while (continuation is not null);
    }

    /// <summary>Adds a row; false if there is one with its key.</summary>
    public Task<bool> AddAsync(TableEntity entity, CancellationToken cancellationToken) =>
        WriteAsync("add a row", entity, async bounded =>
        {
            try
            {
                await _client.AddEntityAsync(entity, bounded);
                return true;
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.EntityAlreadyExists)
            {
                return false;
            }
        }, cancellationToken);

    /// <summary>Writes a row, whatever stood there.</summary>
    public Task UpsertAsync(TableEntity entity, CancellationToken cancellationToken) =>
        WriteAsync("write a row", entity, async bounded =>
        {
            await _client.UpsertEntityAsync(entity, TableUpdateMode.Replace, bounded);
            return true;
        }, cancellationToken);

    /// <summary>Replaces a row if it is still the one that was read; false if it changed or went.</summary>
    public Task<bool> ReplaceAsync(TableEntity entity, ETag read, CancellationToken cancellationToken) =>
        UpdateAsync("replace a row", entity, read, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Sets some columns of a row if it is still the one that was read; false if it changed or went.</summary>
    public Task<bool> MergeAsync(TableEntity columns, ETag read, CancellationToken cancellationToken) =>
        UpdateAsync("change a row", columns, read, TableUpdateMode.Merge, cancellationToken);

    /// <summary>Removes a row, if it is there.</summary>
    public Task DeleteAsync(TableKey key, CancellationToken cancellationToken) =>
        AskAsync(
            "remove a row", bounded => _client.DeleteEntityAsync(key.Partition, key.Row, ETag.All, bounded), cancellationToken);

    /// <summary>
    /// Writes rows of one partition, all or none; false, and nothing is changed, if one is no longer as it was read, or
    /// one to add is there.
    /// </summary>
    public async Task<bool> SubmitAsync(IReadOnlyList<TableTransactionAction> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
            TableLimits.Check((TableEntity)write.Entity);
        return await AskAsync("write rows", bounded => InTableAsync(async () =>
        {
            try
            {
                await _client.SubmitTransactionAsync(writes, bounded);
                return true;
            }
            catch (RequestFailedException exception)
                when (exception.Status is 404 or 409 or 412 && exception.ErrorCode != TableErrorCode.TableNotFound)
            {
                return false;
            }
        }, bounded), cancellationToken);
    }

    private Task<Page<TableEntity>?> ReadPageAsync(
        string filter, IReadOnlyList<string> select, string? continuation, CancellationToken cancellationToken) =>
        AskAsync("read a partition", async bounded =>
        {
            try
            {
                var rows = _client.QueryAsync<TableEntity>(filter, select: select, cancellationToken: bounded);
                return await rows.AsPages(continuation).FirstOrDefaultAsync(bounded);
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.TableNotFound)
            {
                return null;
            }
        }, cancellationToken);

    /// <summary>A row that was read stands in a table that exists, so none is created.</summary>
    private Task<bool> UpdateAsync(string intent, TableEntity entity, ETag read, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        TableLimits.Check(entity);
        return AskAsync(intent, async bounded =>
        {
            try
            {
                await _client.UpdateEntityAsync(entity, read, mode, bounded);
                return true;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 412)
            {
                return false;
            }
        }, cancellationToken);
    }

    private async Task<bool> WriteAsync(
        string intent, TableEntity entity, Func<CancellationToken, Task<bool>> write, CancellationToken cancellationToken)
    {
        TableLimits.Check(entity);
        return await AskAsync(intent, bounded => InTableAsync(() => write(bounded), bounded), cancellationToken);
    }

    /// <summary>Writes into the table, which is created first; also once more if it has gone since.</summary>
    private async Task<bool> InTableAsync(Func<Task<bool>> write, CancellationToken cancellationToken)
    {
        var creation = EnsureCreated();
        await creation.WaitAsync(cancellationToken);
        try
        {
            return await write();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.TableNotFound)
        {
            // Somebody has removed it, or an emulator that died had not yet kept it.
            Forget(creation);
            await EnsureCreated().WaitAsync(cancellationToken);
            return await write();
        }
    }

    private Task EnsureCreated()
    {
        lock (_creating)
        {
            // Writers share one creation, so no single writer's token may cancel it; a failed one is tried again.
            if (_creation is null or { IsFaulted: true } or { IsCanceled: true })
                _creation = _client.CreateIfNotExistsAsync(CancellationToken.None);
            return _creation;
        }
    }

    private void Forget(Task creation)
    {
        lock (_creating)
        {
            if (_creation == creation)
                _creation = null;
        }
    }

    /// <summary>Asks within the time of a call, also where the storage takes requests and does not answer.</summary>
    private async Task<T> AskAsync<T>(string intent, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(StoragePatience.Call);
        try
        {
            return await ask(bounded.Token);
        }
        catch (Exception exception) when (Unavailability.Explains(exception, cancellationToken))
        {
            // That the storage is left alone has been said once.
            var cause = Unavailability.Cause(exception);
            if (cause is not StorageLeftAloneException)
                logger.StorageUnavailable(name, intent, Unavailability.Reason(cause));
            throw Unavailability.Of(name, intent, cause);
        }
    }
}
