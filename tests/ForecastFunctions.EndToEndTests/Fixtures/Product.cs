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
    public static Task<Product> StartAsync(
        string tableConnectionString, string tableNamePrefix, params IEnumerable<(string Name, string? Value)> settings)
        => StartAsync(tableConnectionString, tableNamePrefix, workers: 1, settings);

    /// <summary>
    /// The same on several workers, which may be killed as often as one likes. Where the connection string has queues, operations are worked
    /// on; their queues begin with the prefix too.
    /// </summary>
    public static async Task<Product> StartAsync(
        string tableConnectionString, string tableNamePrefix, int workers, params IEnumerable<(string Name, string? Value)> settings)
    {
        var storage = tableConnectionString.Contains("QueueEndpoint", StringComparison.Ordinal) ? tableConnectionString : null;
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["Keys__Mode"] = "open",
            ["Tables__ConnectionString"] = tableConnectionString,
            ["Tables__ServiceUri"] = null,
            ["Tables__NamePrefix"] = tableNamePrefix,
            ["RefreshSchedule"] = "0 0 5 * * *",
            ["PruneSchedule"] = "0 0 4 * * 0",
            ["SweepSchedule"] = "0 0 0 1 1 *",
            ["AzureWebJobsStorage"] = storage,
            ["Queues__ConnectionString"] = storage,
            ["PlanQueue"] = tableNamePrefix + "-plans",
            ["BlockQueue"] = tableNamePrefix + "-blocks",
        };
        foreach (var (name, value) in settings)
            all[name] = value;
        return new(await FunctionsHost.StartAsync(new FunctionsHostOptions
        {
            AppDirectory = AppDirectories.FunctionApp,
            Settings = all,
            Workers = workers,
            ReplacesAlways = workers > 1,
            QueueLease = TimeSpan.FromSeconds(10),
        }));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
    }
}
