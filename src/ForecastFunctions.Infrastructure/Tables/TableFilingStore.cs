using Azure.Data.Tables;
using ForecastFunctions.Infrastructure.Sources.SecFilings;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Remembers what was read of filings in Table Storage: a partition for each company, a row for each filing.</summary>
internal sealed class TableFilingStore(TableServiceClient service, string namePrefix, ILogger<TableFilingStore> logger) : IFilingStore
{
    private const string Version = "Version";
    private const string Content = "Content";

    private readonly StorageTable _table = new(service, namePrefix + TableKeys.FilingTable, logger);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadFiling>> FindAsync(int cik, string version, CancellationToken cancellationToken)
    {
        var where = TableClient.CreateQueryFilter($"Version eq {version}");
        var rows = await _table.ReadPartitionAsync(TableKeys.Filing(cik, "").Partition, where, [Content], cancellationToken)
            .ToListAsync(cancellationToken);

        // What cannot be understood any more was not read: the filing is read again, and the row written anew.
        return [.. rows.Select(row => row[Content]).OfType<byte[]>().Select(json => ReadFilingJson.Read(json)).OfType<ReadFiling>()];
    }

    /// <inheritdoc/>
    public async Task SaveAsync(int cik, string version, ReadFiling filing, CancellationToken cancellationToken)
    {
        var content = ReadFilingJson.Write(filing);

        // More than a row holds is more than a filing has of these series; then it is read each time.
        if (content.Length > TableLimits.MaxBinaryBytes)
            return;
        var (partition, row) = TableKeys.Filing(cik, filing.Accession);
        await _table.UpsertAsync(new TableEntity(partition, row) { [Version] = version, [Content] = content }, cancellationToken);
    }
}
