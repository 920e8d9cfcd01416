using ForecastFunctions.Application.Backups;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Backups;

/// <summary>The schedule that writes what cannot be made again into a blob.</summary>
/// <param name="backup">Writes it.</param>
public sealed class BackupFunctions(KeepBackup backup)
{
    /// <summary>The schedule. A backup that fails is told by its absence; the next one holds all that it would have held.</summary>
    [Function("BackUpTables")]
    public async Task BackUpOnSchedule(
        [TimerTrigger("%BackupSchedule%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken)
        => await backup.RunAsync(cancellationToken);
}
