namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>The app settings that a local run needs and a function app in Azure has from its deployment.</summary>
internal static class LocalSettings
{
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "2621440", // as in Azure
        ["BlockQueue"] = "forecast-blocks",
        ["Keys__Mode"] = "open",
        ["PlanQueue"] = "forecast-plans",
        ["PruneSchedule"] = "0 0 4 * * 0",
        ["RefreshSchedule"] = "0 0 5 * * *",
        ["SweepSchedule"] = "0 */5 * * * *",
    };

    /// <summary>What settings were called before; where one is set so, its default is left away.</summary>
    private static readonly Dictionary<string, string> FormerNames = new(StringComparer.Ordinal)
    {
        ["PruneSchedule"] = "Runs__PruneSchedule",
        ["RefreshSchedule"] = "Baselines__RefreshSchedule",
    };

    /// <summary>Whether the environment already names the storage of the tables.</summary>
    public static bool NamesStorage() => IsSet("Tables__ConnectionString") || IsSet("Tables__ServiceUri");

    /// <summary>The defaults that the environment leaves open, and the storage account if there is one to give.</summary>
    public static IReadOnlyDictionary<string, string?> For(string? storage)
    {
        var settings = Defaults
            .Where(setting => !IsSet(setting.Key) && !(FormerNames.TryGetValue(setting.Key, out var former) && IsSet(former)))
            .ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal);
        if (storage is not null)
        {
            settings["AzureWebJobsStorage"] = storage;
            settings["Queues__ConnectionString"] = storage;
            settings["Tables__ConnectionString"] = storage;
        }

        return settings;
    }

    private static bool IsSet(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
}
