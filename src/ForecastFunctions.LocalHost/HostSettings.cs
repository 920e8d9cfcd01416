using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ForecastFunctions.LocalHost;

/// <summary>The app settings: the environment of this process with what the options add or take away.</summary>
internal sealed partial class HostSettings
{
    private const string BodyLimit = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";
    private const long DefaultMaxBodyBytes = 100 * 1024 * 1024; // the platform's

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

    /// <summary>The most bytes of a request's body.</summary>
    public long MaxBodyBytes => _configuration[BodyLimit] switch
    {
        null or "" => DefaultMaxBodyBytes,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) => bytes,
        var text => throw new LocalHostException($"{BodyLimit} is '{text}'; it is a number of bytes, such as 2621440."),
    };

    /// <summary>Whether the host keeps its page at <c>/</c> to itself.</summary>
    public bool IsHomePageDisabled => IsTrue(_configuration["AzureWebJobsDisableHomepage"]);

    /// <summary>Whether a function is switched off by <c>AzureWebJobs.{name}.Disabled</c>.</summary>
    public bool IsDisabled(string function) =>
        IsTrue(_configuration[$"AzureWebJobs.{function}.Disabled"]) || IsTrue(_configuration[$"AzureWebJobs:{function}:Disabled"]);

    /// <summary>The value of a setting; nothing where it is not set, or empty.</summary>
    public string? Find(string name) =>
        _configuration[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] is { Length: > 0 } value ? value : null;

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
