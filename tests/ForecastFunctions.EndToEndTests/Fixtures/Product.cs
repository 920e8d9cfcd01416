using ForecastFunctions.EndToEndTests.LocalHosting;
using ForecastFunctions.LocalHost;

namespace ForecastFunctions.EndToEndTests.Fixtures;

/// <summary>The product's worker on a host of the test process, with a client of it.</summary>
public sealed class Product : IAsyncDisposable
{
    private Product(FunctionsHost host)
    {
        Host = host;
        Api = new Api(host.BaseAddress);
    }

    public FunctionsHost Host { get; }

    public Api Api { get; }

    /// <summary>Starts it on the storage of a connection string, with tables of that prefix and further settings.</summary>
    public static async Task<Product> StartAsync(
        string tableConnectionString, string tableNamePrefix, params IEnumerable<(string Name, string? Value)> settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["Keys__Mode"] = "open",
            ["Tables__ConnectionString"] = tableConnectionString,
            ["Tables__ServiceUri"] = null,
            ["Tables__NamePrefix"] = tableNamePrefix,
            ["RefreshSchedule"] = "0 0 5 * * *",
            ["PruneSchedule"] = "0 0 4 * * 0",
            ["BackupSchedule"] = "0 30 3 * * *",
        };
        foreach (var (name, value) in settings)
            all[name] = value;
        return new(await FunctionsHost.StartAsync(new FunctionsHostOptions { AppDirectory = AppDirectories.FunctionApp, Settings = all }));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
    }
}
