using ForecastFunctions.LocalHost;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>The probe app on a host of the test process, with a client of it.</summary>
public sealed class ProbeHost : IAsyncDisposable
{
    /// <summary>Bounds every wait of these tests.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ProbeHost(FunctionsHost host)
    {
        Host = host;
        Client = new HttpClient { BaseAddress = host.BaseAddress, Timeout = Patience };
    }

    public FunctionsHost Host { get; }

    public HttpClient Client { get; }

    public static FunctionsHostOptions Options(params (string Name, string? Value)[] settings) => new()
    {
        AppDirectory = AppDirectories.ProbeApp,
        Settings = settings
            .Prepend(("Probe__Schedule", "0 0 0 1 1 *")) // no test runs at the turn of the year
            .Prepend(("AzureWebJobs.Work.Disabled", "true")) // there is no storage, unless a test brings one
            .GroupBy(setting => setting.Item1, setting => setting.Item2, StringComparer.Ordinal)
            .ToDictionary(setting => setting.Key, setting => setting.Last(), StringComparer.Ordinal),
    };

    public static async Task<ProbeHost> StartAsync(FunctionsHostOptions options) => new(await FunctionsHost.StartAsync(options));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    public Task<string> GetAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> RunTimerAsync(string name) =>
        Client.PostAsync(
            new Uri($"/admin/functions/{name}", UriKind.Relative), new StringContent("{}", mediaType: new("application/json")));

    /// <summary>Waits for a log line that holds the words.</summary>
    public async Task<string> LoggedAsync(string words)
    {
        using var overdue = new CancellationTokenSource(Patience);
        return (await Host.Logs.WaitForAsync(line => line.Message.Contains(words, StringComparison.Ordinal), overdue.Token)).Message;
    }

    /// <summary>Waits until so many log lines hold the words.</summary>
    public async Task LoggedAsync(string words, int times)
    {
        using var overdue = new CancellationTokenSource(Patience);
        while (Logged(words) < times) await Task.Delay(20, overdue.Token);
    }

    /// <summary>How many log lines so far hold the words.</summary>
    public int Logged(string words) => Host.Logs.Lines.Count(line => line.Message.Contains(words, StringComparison.Ordinal));
}
