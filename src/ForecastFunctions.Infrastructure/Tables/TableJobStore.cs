using Azure.Data.Tables;
using ForecastFunctions.Application.Jobs;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Keeps operations in Table Storage: those of an owner in one partition, beside what they have cost, so that how far one has come and
/// its price are written in one transaction.
/// </summary>
internal sealed class TableJobStore(TableServiceClient service, string namePrefix, TimeProvider time, ILogger<TableJobStore> logger) : IJobStore
{
    private const string Owner = "Owner";
    private const string RegisteredAt = "RegisteredAt";
    private const string DueAt = "DueAt";
    private const string IsSettled = "IsSettled";

    private readonly StorageTable _table = new(service, namePrefix + TableKeys.OperationTable, logger);

    /// <inheritdoc/>
    public async Task<StoredJob?> FindAsync(JobKey key, CancellationToken cancellationToken)
        => await _table.FindAsync(TableKeys.Operation(key.Owner, key.Id), JobRow.Columns, cancellationToken) is { } row
            ? new StoredJob(JobRow.Read(row), row.ETag.ToString()) : null;

    /// <inheritdoc/>
    public async Task<string?> FormOfAsync(JobKey key, CancellationToken cancellationToken)
        => await _table.FindAsync(TableKeys.Operation(key.Owner, key.Id), [JobRow.Form], cancellationToken) is { } row
            && row[JobRow.Form] is byte[] form ? PackedContent.Unpack(form, $"operation {key.Id}") : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Job>> ListAsync(string owner, CancellationToken cancellationToken)
    {
        var (from, to) = TableKeys.Operations(owner);
        var range = TableClient.CreateQueryFilter($"RowKey ge {from.Row} and RowKey lt {to}");
        return [.. (await _table.ReadPartitionAsync(from.Partition, range, JobRow.Columns, cancellationToken).ToListAsync(cancellationToken)).Select(JobRow.Read)];
    }

    /// <inheritdoc/>
    public Task<bool> WriteAsync(Job job, string form, string? version, CancellationToken cancellationToken)
        => version is null
            ? _table.AddAsync(JobRow.Write(job, form), cancellationToken)
            : _table.ReplaceAsync(JobRow.Write(job, form), new Azure.ETag(version), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> ChangeAsync(Job job, string version, long numbers, CancellationToken cancellationToken)
    {
        var (state, read) = (JobRow.WriteState(job), new Azure.ETag(version));
        if (numbers == 0)
            return await _table.MergeAsync(state, read, cancellationToken);
        var usage = await _table.FindAsync(TableKeys.OperationUsage(job.Key.Owner), cancellationToken);
        return await _table.SubmitAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpdateMerge, state, read),
                OperationUsage.Add(usage, job.Key.Owner, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), numbers),
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RegisterAsync(JobKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (partition, row) = TableKeys.RegisteredOperation(key.Id);
        return _table.UpsertAsync(
            new TableEntity(partition, row)
            {
                [Owner] = key.Owner,
                [RegisteredAt] = now.ToUniversalTime(),
                [DueAt] = now.ToUniversalTime(),
                [IsSettled] = false,
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RegisteredJob>> ReadRegisterAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = TableClient.CreateQueryFilter($"DueAt le {now.ToUniversalTime()}");
        var rows = await _table.ReadPartitionAsync(
            TableKeys.OperationRegister, due, [nameof(TableEntity.RowKey), "Timestamp", Owner, RegisteredAt, IsSettled], cancellationToken)
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(row => row[Owner] is string && row[RegisteredAt] is DateTimeOffset).Select(row => new RegisteredJob(
                new JobKey((string)row[Owner], row.RowKey), (DateTimeOffset)row[RegisteredAt], row[IsSettled] is true, row.ETag.ToString())),
        ];
    }

    /// <inheritdoc/>
    public Task SettleAsync(RegisteredJob entry, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var (partition, row) = TableKeys.RegisteredOperation(entry.Key.Id);
        return _table.MergeAsync(
            new TableEntity(partition, row) { [DueAt] = expiresAt.ToUniversalTime(), [IsSettled] = true }, new Azure.ETag(entry.Version),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(RegisteredJob entry, string? version, CancellationToken cancellationToken)
    {
        if (version is null || await DeleteAsync(TableKeys.Operation(entry.Key.Owner, entry.Key.Id), version, cancellationToken))
            await DeleteAsync(TableKeys.RegisteredOperation(entry.Key.Id), entry.Version, cancellationToken);
    }

    private Task<bool> DeleteAsync(TableKey key, string version, CancellationToken cancellationToken) => _table.SubmitAsync(
        [new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(key.Partition, key.Row), new Azure.ETag(version))],
        cancellationToken);
}
