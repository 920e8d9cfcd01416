using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>The arguments of the local host.</summary>
internal sealed class RunSettings : CommandSettings
{
    [CommandOption("-p|--port <PORT>")]
    [Description("The port at 127.0.0.1; 0 takes a free one.")]
    [DefaultValue(7071)]
    public int Port { get; init; }

    [CommandOption("-d|--data <DIR>")]
    [Description("Where storage and timers keep their state.")]
    [DefaultValue(".local")]
    public string Data { get; init; } = ".local";

    [CommandOption("-s|--storage <CONNECTIONSTRING>")]
    [Description("A storage account to use instead of a local Azurite.")]
    public string? Storage { get; init; }

    [CommandOption("--inMemoryPersistence")]
    [Description("Azurite forgets its data when it ends.")]
    public bool InMemoryPersistence { get; init; }

    [CommandOption("-a|--app <DIR>")]
    [Description("The function app's build or publish folder; by default the one built with this host.")]
    public string? App { get; init; }

    [CommandOption("-w|--workers <COUNT>")]
    [Description("How many worker processes share requests and messages.")]
    [DefaultValue(1)]
    public int Workers { get; init; } = 1;

    [CommandOption("-o|--open")]
    [Description("Opens the explorer in a browser once it can answer.")]
    public bool Open { get; init; }

    public override ValidationResult Validate() => Port is < 0 or > 65535
        ? ValidationResult.Error("--port takes a number from 0 to 65535.")
        : Workers is < 1 or > 32
            ? ValidationResult.Error("--workers takes a number from 1 to 32.")
            : ValidationResult.Success();
}
