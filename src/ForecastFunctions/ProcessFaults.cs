using System.Text.RegularExpressions;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Cors;
using ForecastFunctions.Http;
using ForecastFunctions.Infrastructure.Backups;
using ForecastFunctions.Infrastructure.Queues;
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
    /// <summary>The sections of the configuration, each with how it is read.</summary>
    private static readonly Dictionary<string, Func<IConfiguration, object?>> Sections =
        new(StringComparer.Ordinal)
        {
            [RunSettings.Section] = section => section.Get<RunSettings>(),
            [JobSettings.Section] = section => section.Get<JobSettings>(),
            [UncertaintySettings.Section] = section => section.Get<UncertaintySettings>(),
            [ServiceSettings.Section] = section => section.Get<ServiceSettings>(),
            [CorsSettings.Section] = section => section.Get<CorsSettings>(),
            [KeySettings.Section] = section => section.Get<KeySettings>(),
            [TableSettings.Section] = section => section.Get<TableSettings>(),
            [QueueSettings.Section] = section => section.Get<QueueSettings>(),
            [BackupSettings.Section] = section => section.Get<BackupSettings>(),
            [SourceSettings.Section] = section => section.Get<SourceSettings>(),
        };

    /// <summary>The settings that can't be read at all; what is read is checked when the host starts.</summary>
    public static IReadOnlyList<string> Of(IConfiguration settings) =>
    [
        .. Sections.SelectMany(section => Unreadable(settings.GetSection(section.Key), section.Value)),
        .. new[] { QueueSettings.PlanQueue, QueueSettings.BlockQueue }.SelectMany(setting => QueueName(settings, setting)),
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

    private static IEnumerable<string> Unreadable(IConfigurationSection section, Func<IConfiguration, object?> read)
    {
        try
        {
            read(section);
            return [];
        }
        catch (InvalidOperationException e) when (Unconverted().Match(e.Message) is { Success: true } fault)
        {
            var name = fault.Groups["name"].Value;
            return [$"{name.Replace(":", "__", StringComparison.Ordinal)} is '{fault.Groups["value"].Value}'; it is {Wanted(fault.Groups["type"].Value)}."];
        }
    }

    /// <summary>The name of a queue that no storage has; the platform appends <c>-poison</c> to it.</summary>
    private static IEnumerable<string> QueueName(IConfiguration settings, string setting)
        => settings[setting] is { Length: > 0 } name && !(name.Length is >= 3 and <= 56 && NameOfAQueue().IsMatch(name))
            ? [$"{setting} is '{name}'; it is 3 to 56 lower-case letters, digits and single hyphens between them, such as forecast-plans."]
            : [];

    /// <summary>The names as they are set, <c>Keys__Mode</c>, rather than as .NET has them.</summary>
    private static string NamesOfEnvironment(string fault) => SettingName().Replace(
        fault, name => Sections.ContainsKey(name.Groups["section"].Value) ? name.Value.Replace(":", "__", StringComparison.Ordinal) : name.Value);

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

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NameOfAQueue();

    [GeneratedRegex(@"\b(?<section>[A-Z][A-Za-z]+)(:[A-Za-z]+)+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingName();
}
