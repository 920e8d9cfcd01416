using System.Collections;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ForecastFunctions.LocalHost;

/// <summary>The app settings: the environment of this process with what the options add or take away.</summary>
internal sealed partial class HostSettings
{
    private readonly IConfiguration _configuration;

    /// <summary>Merges the process's environment and the given settings; a null value takes a setting away.</summary>
    public HostSettings(IReadOnlyDictionary<string, string?> overrides)
    {
        Environment = overrides;
        var merged = System.Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);
        foreach (var (name, value) in overrides) merged[name] = value;

        _configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(merged.Select(setting => KeyValuePair.Create(
                setting.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), setting.Value)))
            .Build();
    }

    /// <summary>What is set for the worker beyond this process's environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>Whether a function is switched off by <c>AzureWebJobs.{name}.Disabled</c>.</summary>
    public bool IsDisabled(string function) =>
        IsTrue(_configuration[$"AzureWebJobs.{function}.Disabled"]) || IsTrue(_configuration[$"AzureWebJobs:{function}:Disabled"]);

    /// <summary>Puts the settings' values in place of each <c>%Name%</c>.</summary>
    public string Resolve(string text, string where) =>
        SettingName().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            return _configuration[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)]
                ?? throw new LocalHostException(
                    $"The {where} names the setting {name}, which is not set: "
                    + $"set {name.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal)} in the environment.");
        });

    private static bool IsTrue(string? value) =>
        value is "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingName();
}
