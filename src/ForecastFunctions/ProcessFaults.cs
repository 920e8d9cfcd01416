using System.Text.RegularExpressions;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Tables;
using ForecastFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ForecastFunctions;

/// <summary>
/// Says in a line each what keeps the app from starting, which setting, what it is, and what would be right; or what has ended it.
/// </summary>
internal static partial class ProcessFaults
{
    /// <summary>The settings that can't be read at all; what is read is checked when the host starts.</summary>
    public static IReadOnlyList<string> Of(IConfiguration settings) =>
    [
        .. Unreadable<RunSettings>(settings, RunSettings.Section),
        .. Unreadable<UncertaintySettings>(settings, UncertaintySettings.Section),
        .. Unreadable<ServiceSettings>(settings, ServiceSettings.Section),
        .. Unreadable<KeySettings>(settings, KeySettings.Section),
        .. Unreadable<TableSettings>(settings, TableSettings.Section),
        .. Unreadable<SourceSettings>(settings, SourceSettings.Section),
        .. TelemetryExport.FaultsOf(settings),
    ];

    /// <summary>What a service that was to run as long as the process has ended with; nothing where the process was asked to end.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<IHostedService> services)
        => [.. services.OfType<BackgroundService>().Where(s => s.ExecuteTask is { IsFaulted: true })
            .SelectMany(s => Of(s.ExecuteTask!.Exception!.GetBaseException()))];

    /// <summary>What a failure at the start says: of settings a line each, of anything else a line before its traces.</summary>
    public static IReadOnlyList<string> Of(Exception exception) => exception is OptionsValidationException { Failures: var failures }
        ? [.. failures.Select(NamesOfEnvironment)]
        : [$"The app ends: {exception.GetType().Name}, {exception.Message.ReplaceLineEndings(" ")}", exception.ToString()];

    private static IEnumerable<string> Unreadable<T>(IConfiguration settings, string section)
    {
        try
        {
            settings.GetSection(section).Get<T>();
            return [];
        }
        catch (InvalidOperationException e) when (Unconverted().Match(e.Message) is { Success: true } fault)
        {
            var name = fault.Groups["name"].Value;
            return [$"{name.Replace(":", "__", StringComparison.Ordinal)} is '{fault.Groups["value"].Value}'; it is {Wanted(fault.Groups["type"].Value)}."];
        }
    }

    /// <summary>The names as they are set, <c>Keys__Mode</c>, rather than as .NET has them.</summary>
    private static string NamesOfEnvironment(string fault) => SettingName().Replace(fault, name => name.Value.Replace(":", "__", StringComparison.Ordinal));

    private static string Wanted(string type) => type switch
    {
        _ when type.Contains("Int", StringComparison.Ordinal) => "a whole number, such as 90",
        _ when type.Contains("Double", StringComparison.Ordinal) => "a number, such as 1.6",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("Uri", StringComparison.Ordinal) => "an address, such as https://forecast.example.com/api",
        _ when type.Contains("DateTimeOffset", StringComparison.Ordinal) => "a moment, such as 2027-03-15T06:00:00Z",
        _ when type.Contains("TimeSpan", StringComparison.Ordinal) => "a time, such as 00:00:15",
        _ => $"a {type}",
    };

    [GeneratedRegex("value '(?<value>.*)' at '(?<name>[^']*)' to type '(?<type>[^']*)'",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Unconverted();

    [GeneratedRegex(@"\b(Runs|Uncertainty|Service|Keys|Tables|Sources)(:[A-Za-z]+)+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingName();
}
