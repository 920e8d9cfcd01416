using System.Text;
using Azure.Data.Tables;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Keeps runs in Table Storage: the result as a content, and the request in a column of its head, so that a run whose result is
/// damaged can be computed again; of a pruned run the request alone. Only a run with its result has a day on which it was last read,
/// so a query for old days finds no pruned ones.
/// </summary>
/// <remarks>
/// Runs of the first release have the request before the result in one content; they are read still, and are rewritten when they are
/// pruned or replaced.
/// </remarks>
internal sealed class TableRunStore : IRunStore
{
    private const string RequestLength = "RequestLength";
    private const string Request = "Request";
    private const string CreatedAt = "CreatedAt";
    private const string LastReadOn = "LastReadOn";
    private const string PrunedAt = "PrunedAt";

    /// <summary>How long a reader waits at most for the day to be noted; the next one notes it as well.</summary>
    private static readonly TimeSpan PatienceOfReaders = TimeSpan.FromSeconds(2);

    private readonly StorageTable _table;
    private readonly ContentTable _contents;
    private readonly TimeProvider _time;
    private readonly ILogger<TableRunStore> _logger;

    public TableRunStore(TableServiceClient service, string namePrefix, TimeProvider time, ILogger<TableRunStore> logger)
    {
        _table = new StorageTable(service, namePrefix + TableKeys.RunTable, logger);
        _contents = new ContentTable(_table);
        _time = time;
        _logger = logger;
    }

    private DateTimeOffset Today => DayOf(_time.GetUtcNow());

    /// <inheritdoc/>
    public async Task<StoredRun?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        if (!RunId.IsRunId(runId) || await FindRowAsync(runId, cancellationToken) is not var (head, run))
            return null;
        if (run.Result is not null && !(head[LastReadOn] is DateTimeOffset day && day >= Today))
            await NoteReadAsync(head, cancellationToken);
        return run;
    }

    /// <inheritdoc/>
    public Task SaveAsync(StoredRun run, CancellationToken cancellationToken) => SaveAsync(run, replacesResult: false, cancellationToken);

    /// <inheritdoc/>
    public Task ReplaceAsync(StoredRun run, CancellationToken cancellationToken) => SaveAsync(run, replacesResult: true, cancellationToken);

    private async Task SaveAsync(StoredRun run, bool replacesResult, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Result is not { } result)
            throw new ArgumentException($"Run {run.RunId} is to be saved without its result.", nameof(run));
        while (!await _contents.AddAsync(Head(), result, cancellationToken))
        {
            // Where the run is stored, its result is there, or was pruned and is put back; refused, look again.
            var stored = await _table.FindAsync(TableKeys.Run(run.RunId), cancellationToken);
            if (stored is not null && ((!replacesResult && !IsPruned(stored))
                || await _contents.ReplaceAsync(stored, Head(), result, cancellationToken)))
                return;
        }

        TableEntity Head()
        {
            var head = NewHead(run);
            head[LastReadOn] = Today;
            return head;
        }
    }

    /// <inheritdoc/>
    public async Task<int> PruneAsync(DateTimeOffset unreadSince, CancellationToken cancellationToken)
    {
        var day = DayOf(unreadSince);
        var condition = TableClient.CreateQueryFilter($"LastReadOn lt {day}") + $" or {ContentTable.HasReplacedPartsCondition}";
        var pruned = 0;
        foreach (var partition in TableKeys.RunPartitions)
        {
            await foreach (var row in _table.ReadPartitionAsync(partition, condition, [nameof(TableEntity.RowKey)], cancellationToken))
                pruned += await PruneAsync(row.RowKey, day, cancellationToken) ? 1 : 0;
        }

        return pruned;
    }

    /// <summary>
    /// Removes the result of a run that is still unread, and what an earlier prune that was torn off has left; tells
    /// whether a result was removed.
    /// </summary>
    private async Task<bool> PruneAsync(string runId, DateTimeOffset day, CancellationToken cancellationToken)
    {
        try
        {
            // Read and verified as a whole: a request that cannot be read back would be worth nothing without its result.
            if (await FindRowAsync(runId, cancellationToken) is not var (head, run))
                return false;
            if (run.IsDamaged)
                throw new DamagedContentException($"run {runId}", "its result can't be read");
            var isPruned = head[LastReadOn] is DateTimeOffset lastRead && lastRead < day && await PruneAsync(head, run, cancellationToken);
            if (ContentTable.LeavesParts(head))
                await _contents.RemoveReplacedPartsAsync(TableKeys.Run(runId), cancellationToken);
            return isPruned;
        }
        catch (DamagedContentException exception)
        {
            _logger.RunNotPruned(runId, exception);
            return false;
        }
    }

    private async Task<bool> PruneAsync(TableEntity found, StoredRun run, CancellationToken cancellationToken)
    {
        var head = NewHead(run);
        head[PrunedAt] = _time.GetUtcNow();
        return await _contents.ReplaceAsync(found, head, ReadOnlyMemory<byte>.Empty, cancellationToken);
    }

    private async Task<(TableEntity Head, StoredRun Run)?> FindRowAsync(string runId, CancellationToken cancellationToken)
    {
        var name = $"run {runId}";
        try
        {
            return await _contents.FindAsync(TableKeys.Run(runId), name, cancellationToken) is var (head, content)
                ? (head, ReadRun(runId, name, head, content))
                : null;
        }
        catch (DamagedContentException e)
        {
            // The request stands apart, and gives the result again.
            if (await _table.FindAsync(TableKeys.Run(runId), cancellationToken) is not { } head
                || (head[Request], head[CreatedAt]) is not (byte[] request, DateTimeOffset createdAt))
                throw;
            _logger.ResultDamaged(runId, e);
            return (head, new StoredRun(runId, PackedContent.Unpack(request, name), null, createdAt) { IsDamaged = true });
        }
    }

    private static StoredRun ReadRun(string runId, string name, TableEntity head, ReadOnlyMemory<byte> content)
    {
        if (head[CreatedAt] is not DateTimeOffset createdAt)
            throw new DamagedContentException(name, "its head row is incomplete");
        string request;
        if (head[Request] is byte[] packed)
        {
            request = PackedContent.Unpack(packed, name);
        }
        else
        {
            if (head[RequestLength] is not (int length and > 0) || length > content.Length)
                throw new DamagedContentException(name, "its head row is incomplete");
            request = Encoding.UTF8.GetString(content.Span[..length]);
            content = content[length..];
        }

        // A bare null would be converted to an empty memory.
        return new StoredRun(runId, request, IsPruned(head) ? default(ReadOnlyMemory<byte>?) : content, createdAt);
    }

    /// <summary>Notes that a run was read today. If its row has changed, another reader has noted it, or it was pruned.</summary>
    private async Task NoteReadAsync(TableEntity head, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(PatienceOfReaders);
        try
        {
            var columns = new TableEntity(head.PartitionKey, head.RowKey) { [LastReadOn] = Today };
            await _table.MergeAsync(columns, head.ETag, patience.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.ReadNotNoted(head.RowKey, exception);
        }
    }

    private static TableEntity NewHead(StoredRun run)
    {
        var (partition, row) = TableKeys.Run(run.RunId);
        return new TableEntity(partition, row)
        {
            [Request] = PackedContent.PackText(run.Request),
            [CreatedAt] = run.CreatedAt.ToUniversalTime(),
        };
    }

    private static bool IsPruned(TableEntity head) => head[PrunedAt] is not null;

    private static DateTimeOffset DayOf(DateTimeOffset moment) => new(moment.UtcDateTime.Date, TimeSpan.Zero);
}
