using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Backups;

/// <summary>
/// What cannot be made again: the hashes of partners' keys, scenarios and baselines. Runs are left out, since their requests
/// give them again, and so are the day's usage and reports of refreshes. Every member throws
/// <see cref="StorageUnavailableException"/> when the storage cannot be reached.
/// </summary>
public interface IBackupRows
{
    /// <summary>Every row. What is named by another row comes after it, so that a reading beside writers is whole.</summary>
    IAsyncEnumerable<BackupRow> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Whether there is no row at all.</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancellationToken);

    /// <summary>Writes rows, whatever stood at their keys; what others name first, so that no row names one that is not there yet.</summary>
    Task WriteAsync(IReadOnlyList<BackupRow> rows, CancellationToken cancellationToken);
}

/// <summary>Where backups are kept.</summary>
public interface IBackupVault
{
    /// <summary>Whether one is set up.</summary>
    bool IsThere { get; }

    /// <summary>Keeps a backup under a name that is new, whole or not at all.</summary>
    /// <exception cref="StorageUnavailableException">The storage cannot be reached.</exception>
    Task KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
