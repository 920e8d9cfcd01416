using ForecastFunctions.Infrastructure.Sources.SecFilings;
using Spectre.Console.Cli;

namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>Shows what a refresh would read from one document of a filing, and why.</summary>
internal sealed class FilingCommand : AsyncCommand<FilingSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, FilingSettings settings, CancellationToken cancellationToken)
    {
        var document = await File.ReadAllBytesAsync(settings.Filing, cancellationToken);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var examination = FilingExamination.Of(document, Path.GetFileName(settings.Filing), settings.Form, settings.Day ?? today);
        foreach (var line in examination.Lines)
            await Console.Out.WriteLineAsync(line);
        return examination.IsReadable ? 0 : 1;
    }
}
