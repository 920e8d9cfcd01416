using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Xunit.Abstractions;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>
/// Kills worker, host and Azurite in turns while the product is written to. <c>SOAK_KILLS</c> says how often; <c>.ci/soak</c>
/// sets it to a hundred.
/// </summary>
[SupportedOSPlatform("linux")] // signals and /proc
public sealed class KillTests : IDisposable
{
    private const string Worker = "worker";
    private const string Host = "host";
    private const string Storage = "Azurite";
    private const int Writers = 4;
    private const int WritesBetweenKills = 40;

    /// <summary>Azurite writes its tables to the disk every five seconds; what it acknowledged since is lost if it is killed.</summary>
    private static readonly TimeSpan LossOfAzurite = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _data = Directory.CreateTempSubdirectory("kills-").FullName;
    private readonly int _port = FreePort();
    private readonly ITestOutputHelper _output;

    public KillTests(ITestOutputHelper output) => _output = output;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Kills_OfAnyProcess_LoseNothingThatWasAcknowledged()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("SOAK_KILLS") ?? "3", CultureInfo.InvariantCulture);
        var killsOfStorage = new List<DateTimeOffset>();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}"), Timeout = Patience };
        var acknowledged = new Acknowledgements(client, TimeProvider.System);
        using var enough = new CancellationTokenSource();

        var host = await StartAsync();
        try
        {
            var writers = Enumerable.Range(0, Writers).Select(writer => acknowledged.WriteAsync(writer, enough.Token)).ToList();
            foreach (var victim in Victims().Take(kills))
            {
                await MoreAsync(acknowledged, writers);
                Kill(ProcessOf(victim, host.Id));
                if (victim == Storage) killsOfStorage.Add(TimeProvider.System.GetUtcNow());
                if (victim != Host) continue;
                await host.DisposeAsync();
                host = await StartAsync();
            }

            await MoreAsync(acknowledged, writers);
            await enough.CancelAsync();
            await Task.WhenAll(writers);
            Check(await acknowledged.LostAsync(), acknowledged.Count, killsOfStorage);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private void Check(IReadOnlyList<DateTimeOffset> lost, int acknowledged, List<DateTimeOffset> killsOfStorage)
    {
        var ages = lost.Select(at => AgeAtKill(at, killsOfStorage)).ToList();
        _output.WriteLine($"{acknowledged} writes were acknowledged. Of the objects read at the end, Azurite had lost {lost.Count} in "
            + $"{killsOfStorage.Count} kills of it, the oldest sent {ages.Max()?.TotalSeconds ?? 0:0.0} s before.");
        Assert.All(ages, age => Assert.True(age < LossOfAzurite, $"lost, and sent {age} before a kill of Azurite"));
    }

    /// <summary>Each in every round, so that none dies so often in a row that it is given up.</summary>
    private static IEnumerable<string> Victims()
    {
        var random = new Random(20261128);
        string[] round = [Worker, Host, Storage];
        while (true)
        {
            random.Shuffle(round);
            foreach (var victim in round) yield return victim;
        }
    }

    /// <summary>How old a write was when Azurite was first killed after it; null if it was not.</summary>
    private static TimeSpan? AgeAtKill(DateTimeOffset written, List<DateTimeOffset> kills) =>
        kills.Where(kill => kill >= written).Select(kill => (TimeSpan?)(kill - written)).FirstOrDefault();

    private async Task<HostProcess> StartAsync()
    {
        var host = HostProcess.Start(
            ["--app", AppDirectories.FunctionApp, "--data", _data, "--port", $"{_port}"], ("Tables__ConnectionString", null));
        using var client = await host.ListeningAsync();
        return host;
    }

    /// <summary>Waits until some more writes are acknowledged.</summary>
    private static async Task MoreAsync(Acknowledgements acknowledged, List<Task> writers)
    {
        var goal = acknowledged.Count + WritesBetweenKills;
        using var overdue = new CancellationTokenSource(Patience);
        while (acknowledged.Count < goal)
        {
            await Task.Delay(20, overdue.Token);
            if (writers.Find(writer => writer.IsFaulted) is { } failed) await failed;
        }
    }

    private static int ProcessOf(string victim, int host) => victim switch
    {
        Host => host,
        Worker => Descendants.Of(host).Single(id => CommandOf(id) == "dotnet"),
        _ => Descendants.Of(host).Single(id => CommandOf(id) == "node"),
    };

    private static string CommandOf(int processId) =>
        Path.GetFileName(File.ReadAllText($"/proc/{processId}/cmdline").Split('\0')[0]);

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        process.WaitForExit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
