using Azure.Data.Tables;
using ForecastFunctions.Core.Refreshes;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Keeps the reports of refreshes in Table Storage, a partition for each month.</summary>
internal sealed class TableRefreshReportStore : IRefreshReportStore
{
    /// <summary>How far back a list looks: a refresh that has not run for so long is found by its alert, not by a list.</summary>
    private const int MonthsBack = 12;

    private readonly StorageTable _table;
    private readonly ContentTable _contents;
    private readonly TimeProvider _time;

    public TableRefreshReportStore(
        TableServiceClient service, string namePrefix, TimeProvider time, ILogger<TableRefreshReportStore> logger)
    {
        _table = new StorageTable(service, namePrefix + TableKeys.RefreshTable, logger);
        _contents = new ContentTable(_table);
        _time = time;
    }

    /// <inheritdoc/>
    public async Task SaveAsync(RefreshReport report, CancellationToken cancellationToken)
    {
        var key = TableKeys.Refresh(report.StartedAt, report.Id);
        var name = $"refresh {report.Id}";
        var content = RefreshReportJson.Write(report);
        while (true)
        {
            var head = new TableEntity(key.Partition, key.Row);
            if (await _contents.FindAsync(key, name, cancellationToken) is not var (found, stored))
            {
                if (await _contents.AddAsync(head, content, cancellationToken))
                    return;
            }
            else if (stored.Span.SequenceEqual(content) || RefreshReportJson.Read(stored.Span, name).Outcome != RefreshOutcome.Unfinished)
            {
                return;
            }
            else if (await _contents.ReplaceAsync(found, head, content, cancellationToken))
            {
                if (ContentTable.LeavesParts(found))
                    await _contents.RemoveReplacedPartsAsync(key, cancellationToken);
                return;
            }

            // Refused: an earlier try, whose answer was lost, had succeeded. What is stored is looked at again.
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RefreshReport>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var reports = new List<RefreshReport>();
        var now = _time.GetUtcNow();

        // The clock of another instance may have begun the next month already.
        for (var month = -1; month < MonthsBack && reports.Count < most; month++)
        {
            var partition = TableKeys.Refresh(now.AddMonths(-month), "").Partition;
            var rows = await _table.ReadPartitionAsync(partition, [nameof(TableEntity.RowKey)], cancellationToken);
            foreach (var id in rows.Select(r => r.RowKey).OrderDescending(StringComparer.Ordinal).Take(most - reports.Count))
            {
                if (await _contents.FindAsync(new TableKey(partition, id), $"refresh {id}", cancellationToken) is var (_, content))
                    reports.Add(RefreshReportJson.Read(content.Span, $"refresh {id}"));
            }
        }

        return reports;
    }
}
