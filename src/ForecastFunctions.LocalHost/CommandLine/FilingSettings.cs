using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>The arguments of the examination of a filing.</summary>
internal sealed class FilingSettings : CommandSettings
{
    [CommandOption("-f|--filing <FILE>", isRequired: true)]
    [Description("An instance (…_htm.xml) of a 10-Q or 10-K, or an exhibit 99.1 (.htm) of Broadcom's, as it was filed.")]
    public string Filing { get; init; } = "";

    [CommandOption("--form <FORM>")]
    [Description("The form of the filing, such as 10-Q or 10-K/A; by default what the document says.")]
    public string? Form { get; init; }

    [CommandOption("--filed <DAY>")]
    [Description("The day of the filing, such as 2025-11-19; by default today.")]
    public string? Filed { get; init; }

    /// <summary>The day, where one is stated.</summary>
    public DateOnly? Day =>
        DateOnly.TryParseExact(Filed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public override ValidationResult Validate() =>
        !File.Exists(Filing) ? ValidationResult.Error($"--filing takes a file; there is none at '{Filing}'.")
        : Filed is not null && Day is null ? ValidationResult.Error($"--filed takes a day such as 2025-11-19, not '{Filed}'.")
        : ValidationResult.Success();
}
