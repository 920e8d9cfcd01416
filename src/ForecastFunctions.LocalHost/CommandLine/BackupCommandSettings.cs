using System.ComponentModel;
using ForecastFunctions.Infrastructure.Backups;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>Which tables a backup is of.</summary>
internal abstract class BackupCommandSettings : CommandSettings
{
    [CommandOption("-s|--storage <CONNECTIONSTRING>")]
    [Description("The storage account, by a connection string, as of an emulator.")]
    public string? Storage { get; init; }

    [CommandOption("-t|--tables <ADDRESS>")]
    [Description("Or its table endpoint, such as https://example.table.core.windows.net, reached as who is signed in to the Azure CLI.")]
    public Uri? Address { get; init; }

    [CommandOption("--prefix <PREFIX>")]
    [Description("What the names of the tables begin with.")]
    [DefaultValue("forecast")]
    public string Prefix { get; init; } = "forecast";

    /// <summary>The tables.</summary>
    public BackupTables Tables() => Storage is not null ? BackupTables.Of(Storage, Prefix) : BackupTables.Of(Address!, Prefix);

    public override ValidationResult Validate() =>
        (Storage is null) == (Address is null) ? ValidationResult.Error("Name the tables by --storage or by --tables, one of them.")
        : Address is not null and not { IsAbsoluteUri: true, Scheme: "https" } ? ValidationResult.Error("--tables takes an https address.")
        : ValidationResult.Success();
}

/// <summary>Where a backup goes.</summary>
internal sealed class SaveBackupSettings : BackupCommandSettings
{
    [CommandOption("--to <FILE>", isRequired: true)]
    [Description("The file to write.")]
    public string File { get; init; } = "";
}

/// <summary>Where a backup comes from.</summary>
internal sealed class RestoreBackupSettings : BackupCommandSettings
{
    [CommandOption("--from <FILE>", isRequired: true)]
    [Description("The backup.")]
    public string File { get; init; } = "";

    [CommandOption("--replace")]
    [Description("Replace rows that are there. Such that the backup does not have stay.")]
    public bool Replace { get; init; }

    public override ValidationResult Validate() =>
        System.IO.File.Exists(File) ? base.Validate() : ValidationResult.Error($"--from takes a file; there is none at '{File}'.");
}
