using System.Globalization;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Backups;

/// <summary>Writes what cannot be made again into the vault.</summary>
/// <param name="rows">What cannot be made again.</param>
/// <param name="vault">Where it is kept.</param>
/// <param name="time">Names the backup.</param>
/// <param name="measurements">Count backups; an alert is raised where they stop.</param>
/// <param name="logger">Is told.</param>
public sealed class KeepBackup(
    IBackupRows rows, IBackupVault vault, TimeProvider time, Measurements measurements, ILogger<KeepBackup> logger)
{
    /// <summary>Keeps a backup; where no vault is set up, it says so and does nothing.</summary>
    /// <returns>The name under which it is kept, such as <c>2026/11/backup-20261128T033000Z.jsonl</c>, or <see langword="null"/>.</returns>
    /// <exception cref="StorageUnavailableException">Rows cannot be read, or the backup cannot be written.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        if (!vault.IsThere)
        {
            logger.NoVault();
            return null;
        }

        var now = time.GetUtcNow();
        var all = await rows.ReadAsync(cancellationToken).ToListAsync(cancellationToken);
        var name = now.ToString("yyyy'/'MM'/backup-'yyyyMMdd'T'HHmmss'Z.jsonl'", CultureInfo.InvariantCulture);
        var text = BackupText.Write(all, now);
        await vault.KeepAsync(name, text, cancellationToken);
        measurements.CountBackup();
        logger.BackupKept(name, all.Count, text.Length);
        return name;
    }
}
