using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Backups;

/// <summary>Writes the rows of a backup back.</summary>
public static class RestoreBackup
{
    /// <summary>Reads the whole backup, and only then writes.</summary>
    /// <param name="text">The backup.</param>
    /// <param name="rows">Where its rows go.</param>
    /// <param name="replaces">Whether rows that are there may be replaced. Such that the backup does not have stay.</param>
    /// <param name="cancellationToken">Ends it; it can be done again then, with <paramref name="replaces"/>.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="DamagedContentException">The backup is not whole; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">There are rows already, and they may not be replaced; nothing was written.</exception>
    /// <exception cref="StorageUnavailableException">The storage cannot be reached.</exception>
    public static async Task<int> RunAsync(ReadOnlyMemory<byte> text, IBackupRows rows, bool replaces, CancellationToken cancellationToken)
    {
        var all = BackupText.Read(text.Span);
        if (!replaces && !await rows.IsEmptyAsync(cancellationToken))
            throw new InvalidOperationException("The tables are not empty. Restore into empty ones, or replace rows that are there by --replace.");
        await rows.WriteAsync(all, cancellationToken);
        return all.Count;
    }
}
