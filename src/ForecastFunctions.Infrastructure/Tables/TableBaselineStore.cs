using Azure;
using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Keeps baselines in Table Storage.</summary>
internal sealed class TableBaselineStore : IBaselineStore
{
    private const string Version = "Version";
    private const string IsPinned = "IsPinned";

    private readonly StorageTable _table;
    private readonly ContentTable _contents;
    private readonly TimeProvider _time;
    private readonly ILogger<TableBaselineStore> _logger;

    public TableBaselineStore(
        TableServiceClient service, string namePrefix, TimeProvider time, ILogger<TableBaselineStore> logger)
    {
        _table = new StorageTable(service, namePrefix + TableKeys.BaselineTable, logger);
        _contents = new ContentTable(_table);
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public async Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken)
    {
        if (!Baseline.IsVersion(version))
            return null;

        var name = $"baseline {version}";
        return await _contents.FindAsync(TableKeys.Snapshot(version), name, cancellationToken) is var (head, content)
            ? BaselineJson.Read(content.Span, name, BaselineRow.ContentHashOf(head))
            : null;
    }

    /// <inheritdoc/>
    public async Task<CurrentBaseline?> CurrentAsync(CancellationToken cancellationToken) =>
        CurrentOf(await _table.FindAsync(TableKeys.CurrentPointer, cancellationToken));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await _table.ReadPartitionAsync(TableKeys.SnapshotPartition, BaselineRow.SummaryColumns, cancellationToken);
        return [.. rows.Where(BaselineRow.IsListed).Select(BaselineRow.Summary).OrderBy(summary => summary.Version, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<SaveOutcome> SaveAsync(Baseline baseline, bool isListed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        if (await IsStoredAsync(baseline, isListed, cancellationToken))
            return SaveOutcome.AlreadyStored;

        var head = BaselineRow.Head(baseline, isListed, _time.GetUtcNow());
        if (await _contents.AddAsync(head, BaselineJson.Write(baseline), cancellationToken))
        {
            _logger.BaselineStored(baseline.Version, baseline.Observations.Count, baseline.ContentHash);
            return SaveOutcome.Stored;
        }

        // Another writer was faster, or an earlier try of this one, whose answer was lost, had succeeded.
        return await IsStoredAsync(baseline, isListed, cancellationToken)
            ? SaveOutcome.AlreadyStored
            : throw new InvalidOperationException($"Baseline {baseline.Version} was there a moment ago, and is not any more.");
    }

    /// <inheritdoc/>
    public async Task<bool> PointCurrentToAsync(CurrentBaseline next, CurrentBaseline? expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);

        // Reads all of it, so that the pointer can never move to a snapshot that is torn or damaged.
        if (await FindAsync(next.Version, cancellationToken) is null)
            throw new ArgumentException($"There is no baseline {next.Version}.", nameof(next));

        var pointer = await _table.FindAsync(TableKeys.CurrentPointer, cancellationToken);
        var current = CurrentOf(pointer);
        if (current == next)
            return true;
        if (current != expected)
            return false;

        var (partition, row) = TableKeys.CurrentPointer;
        var moved = new TableEntity(partition, row)
        {
            [Version] = next.Version,
            [IsPinned] = next.IsPinned,
            ["ChangedAt"] = _time.GetUtcNow(),
        };
        var isMoved = pointer is null
            ? await _table.AddAsync(moved, cancellationToken)
            : await _table.ReplaceAsync(moved, pointer.ETag, cancellationToken);
        if (isMoved)
        {
            _logger.CurrentBaselineChanged(next.Version, current?.Version);
            return true;
        }

        // Refused: another change came first, or an earlier try of this one, whose answer was lost, had succeeded.
        return await CurrentAsync(cancellationToken) == next;
    }

    /// <summary>Whether the version is stored with this content; with another one is an error. Lists it where that is wanted.</summary>
    private async Task<bool> IsStoredAsync(Baseline baseline, bool isListed, CancellationToken cancellationToken)
    {
        var head = await _table.FindAsync(TableKeys.Snapshot(baseline.Version), BaselineRow.IdentityColumns, cancellationToken);
        if (head is null)
            return false;
        if (!Same(BaselineRow.ContentHashOf(head), baseline.ContentHash))
            throw new BaselineConflictException(baseline.Version);

        // Nothing takes it off the list again, so that the writes of several say the same.
        if (isListed && !BaselineRow.IsListed(head))
            await _table.MergeAsync(BaselineRow.Listing(baseline.Version, _time.GetUtcNow()), ETag.All, cancellationToken);
        return true;
    }

    private static CurrentBaseline? CurrentOf(TableEntity? pointer) =>
        pointer is null
            ? null
            : new(
                pointer[Version] as string ?? throw new DamagedContentException("pointer to the current baseline", "it names no version"),
                pointer.GetBoolean(IsPinned) ?? false);

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);
}
