using Azure.Data.Tables;
using ForecastFunctions.Application.Health;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Asks for the pointer's row: the smallest read, and one that needs no right beyond those of the stores.</summary>
internal sealed class TableProbe(TableServiceClient service, string namePrefix, ILogger<TableProbe> logger) : IStorageProbe
{
    private readonly StorageTable _table = new(service, namePrefix + TableKeys.BaselineTable, logger);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        _table.FindAsync(TableKeys.CurrentPointer, cancellationToken);
}
