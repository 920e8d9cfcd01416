using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines.Refreshes;
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

    public TableRefreshReportStore(TableServiceClient service, string namePrefix, TimeProvider time, ILogger<TableRefreshReportStore> logger)
    {
        _table = new StorageTable(service, namePrefix + TableKeys.RefreshTable, logger);
        _contents = new ContentTable(_table);
        _time = time;
    }

    /// <inheritdoc/>
    public async Task SaveAsync(RefreshReport report, CancellationToken cancellationToken)
    {
        var (partition, row) = TableKeys.Refresh(report.StartedAt, report.Id);
        await _contents.AddAsync(new TableEntity(partition, row), RefreshReportJson.Write(report), cancellationToken);
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
