using ForecastFunctions.Application.Runs;
using System.Text;
using Azure.Data.Tables;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Keeps runs in Table Storage: the request and, right after it, the result, as one content; of a pruned run the request
/// alone. Only a run with its result has a day on which it was last read, so a query for old days finds no pruned ones.
/// </summary>
internal sealed class TableRunStore : IRunStore
{
    private const string RequestLength = "RequestLength";
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
        var content = new byte[Encoding.UTF8.GetByteCount(run.Request) + result.Length];
        var requestLength = Encoding.UTF8.GetBytes(run.Request, content);
        result.CopyTo(content.AsMemory(requestLength));

        while (!await _contents.AddAsync(Head(), content, cancellationToken))
        {
            // Where the run is stored, its result is there, or was pruned and is put back; refused, look again.
            var stored = await _table.FindAsync(TableKeys.Run(run.RunId), cancellationToken);
            if (stored is not null && ((!replacesResult && !IsPruned(stored)) || await _contents.ReplaceAsync(stored, Head(), content, cancellationToken)))
                return;
        }

        TableEntity Head()
        {
            var head = NewHead(run, requestLength);
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
        var request = Encoding.UTF8.GetBytes(run.Request);
        var head = NewHead(run, request.Length);
        head[PrunedAt] = _time.GetUtcNow();
        return await _contents.ReplaceAsync(found, head, request, cancellationToken);
    }

    private async Task<(TableEntity Head, StoredRun Run)?> FindRowAsync(string runId, CancellationToken cancellationToken)
    {
        var name = $"run {runId}";
        if (await _contents.FindAsync(TableKeys.Run(runId), name, cancellationToken) is not var (head, content))
            return null;
        if ((head[RequestLength], head[CreatedAt]) is not (int requestLength and > 0, DateTimeOffset createdAt)
            || requestLength > content.Length || (IsPruned(head) && requestLength < content.Length))
            throw new DamagedContentException(name, "its head row is incomplete");
        var request = Encoding.UTF8.GetString(content.Span[..requestLength]);
        // A bare null would be converted to an empty memory.
        ReadOnlyMemory<byte>? result = IsPruned(head) ? default(ReadOnlyMemory<byte>?) : content[requestLength..];
        return (head, new StoredRun(runId, request, result, createdAt));
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

    private static TableEntity NewHead(StoredRun run, int requestLength)
    {
        var (partition, row) = TableKeys.Run(run.RunId);
        return new TableEntity(partition, row) { [RequestLength] = requestLength, [CreatedAt] = run.CreatedAt.ToUniversalTime() };
    }

    private static bool IsPruned(TableEntity head) => head[PrunedAt] is not null;

    private static DateTimeOffset DayOf(DateTimeOffset moment) => new(moment.UtcDateTime.Date, TimeSpan.Zero);
}
