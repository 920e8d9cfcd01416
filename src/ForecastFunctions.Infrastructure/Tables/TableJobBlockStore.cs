using Azure.Data.Tables;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Keeps the blocks of operations in Table Storage: a partition for each attempt, and a row for each block that was taken up, which first
/// says until when it is somebody's, and later holds its result.
/// </summary>
internal sealed class TableJobBlockStore(TableServiceClient service, string namePrefix, ILogger<TableJobBlockStore> logger) : IJobBlockStore
{
    /// <summary>The most bytes of a result: what a row holds.</summary>
    public const int MaxBytes = ContentTable.RowBytes;

    private const string TakenUntil = "TakenUntil";
    private const string Takes = "Takes";
    private const string IsStored = "IsStored";

    private static readonly string[] Columns = [nameof(TableEntity.RowKey), "Timestamp", TakenUntil, Takes, IsStored];

    private readonly StorageTable _table = new(service, namePrefix + TableKeys.BlockTable, logger);

    private ContentTable Contents => new(_table);

    /// <inheritdoc/>
    public async Task<BlockTurn> TakeAsync(BlockKey key, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _table.FindAsync(KeyOf(key), Columns, cancellationToken) is not { } row)
            {
                if (await _table.AddAsync(TakenRow(key, until, takes: 1), cancellationToken))
                    return new BlockTurn.Taken(1);
                continue;
            }

            if (row[IsStored] is true)
                return new BlockTurn.Stored();
            if (row[TakenUntil] is DateTimeOffset taken && taken > now)
                return new BlockTurn.Busy(taken);
            var takes = (row[Takes] as int? ?? 0) + 1;
            if (await _table.ReplaceAsync(TakenRow(key, until, takes), row.ETag, cancellationToken))
                return new BlockTurn.Taken(takes);
        }
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(BlockKey key, CancellationToken cancellationToken)
    {
        if (await _table.FindAsync(KeyOf(key), Columns, cancellationToken) is { } row && row[IsStored] is not true)
        {
            var (partition, name) = KeyOf(key);
            await _table.MergeAsync(
                new TableEntity(partition, name) { [TakenUntil] = DateTimeOffset.UnixEpoch }, row.ETag, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task SaveAsync(BlockKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > MaxBytes)
            throw new ArgumentException($"A block of {content.Length} bytes is larger than {MaxBytes}.", nameof(content));
        var (partition, row) = KeyOf(key);
        await Contents.WriteWholeAsync(new TableEntity(partition, row) { [IsStored] = true }, content, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(BlockKey key, CancellationToken cancellationToken)
    {
        var name = $"block {key.Block} of operation {key.Job.Id}";
        return await Contents.FindAsync(KeyOf(key), name, cancellationToken) is { Head: var head, Content: var content } && head[IsStored] is true
            ? content
            : throw new DamagedContentException(name, "it is missing");
    }

    /// <inheritdoc/>
    public Task RemoveAsync(BlockKey key, CancellationToken cancellationToken) => _table.DeleteAsync(KeyOf(key), cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAsync(JobKey key, int attempt, CancellationToken cancellationToken)
    {
        var partition = TableKeys.BlockPartition(key.Id, attempt);
        foreach (var row in await _table.ReadPartitionAsync(partition, [nameof(TableEntity.RowKey)], cancellationToken))
            await _table.DeleteAsync(new TableKey(partition, row.RowKey), cancellationToken);
    }

    private static TableEntity TakenRow(BlockKey key, DateTimeOffset until, int takes)
    {
        var (partition, row) = KeyOf(key);
        return new TableEntity(partition, row) { [TakenUntil] = until.ToUniversalTime(), [Takes] = takes };
    }

    private static TableKey KeyOf(BlockKey key) => TableKeys.Block(key.Job.Id, key.Attempt, key.Block);
}
