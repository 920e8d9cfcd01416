using ForecastFunctions.Application.Backups;
using ForecastFunctions.Core.Storage;
using Spectre.Console.Cli;

namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>Writes the keys, scenarios and baselines of a storage account into a file.</summary>
internal sealed class SaveBackupCommand : AsyncCommand<SaveBackupSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, SaveBackupSettings settings, CancellationToken cancellationToken)
    {
        var rows = await settings.Tables().ReadAsync(cancellationToken).ToListAsync(cancellationToken);
        await File.WriteAllBytesAsync(settings.File, BackupText.Write(rows, TimeProvider.System.GetUtcNow()), cancellationToken);
        await Console.Out.WriteLineAsync($"{rows.Count} rows are in {settings.File}.");
        return 0;
    }
}

/// <summary>Writes the rows of a backup into the tables of a storage account.</summary>
internal sealed class RestoreBackupCommand : AsyncCommand<RestoreBackupSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RestoreBackupSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllBytesAsync(settings.File, cancellationToken);
            var rows = await RestoreBackup.RunAsync(text, settings.Tables(), settings.Replace, cancellationToken);
            await Console.Out.WriteLineAsync($"{rows} rows are restored.");
            return 0;
        }
        catch (Exception exception) when (exception is DamagedContentException or InvalidOperationException or StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
