using System.Diagnostics;
using System.Globalization;
using ForecastFunctions.LocalHost;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.Benchmarks;

/// <summary>
/// What a cold start costs, compiled just in time and ahead of time: whole worker processes of the two published
/// folders, started in turn on one storage. Processor time is compared, since other work on the machine adds nothing
/// to it.
/// </summary>
internal static class Startup
{
    private const int Rounds = 7;

    private static readonly (string Name, string Property)[] Builds =
        [("just in time", "-p:PublishReadyToRun=false"), ("ahead of time", "-p:PublishReadyToRun=true")];

    /// <summary>Publishes both, starts each several times, and prints the medians.</summary>
    public static async Task ReportAsync()
    {
        var folder = Directory.CreateTempSubdirectory("forecast-startup-");
        try
        {
            var measured = new List<Start>[Builds.Length];
            for (var i = 0; i < Builds.Length; i++)
            {
                await PublishAsync(FolderOf(folder, i), Builds[i].Property);
                measured[i] = [];
            }

            await using var storage = await Azurite.StartAsync();
            for (var round = 0; round <= Rounds; round++)
            {
                for (var i = 0; i < Builds.Length; i++)
                {
                    // The first round warms the disk's cache, and seeds the storage, for both.
                    var start = await StartAsync(FolderOf(folder, i), storage.TableConnectionString);
                    if (round > 0)
                        measured[i].Add(start);
                }
            }

            Console.WriteLine($"{Rounds} starts of each in turn; medians");
            for (var i = 0; i < Builds.Length; i++)
            {
                var size = new DirectoryInfo(FolderOf(folder, i)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Builds[i].Name,-14} {size,5:0.0} MB   "
                    + $"ready: {Median(i, s => s.CpuReady),5:0} ms CPU, {Median(i, s => s.WallReady),5:0} ms   "
                    + $"first answer: {Median(i, s => s.CpuAnswer),5:0} ms CPU, {Median(i, s => s.WallAnswer),5:0} ms   "
                    + $"{Median(i, s => s.Megabytes),4:0} MB of memory"));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  ahead of time over just in time, CPU: ready {Median(1, s => s.CpuReady) / Median(0, s => s.CpuReady):0.00} ×, "
                + $"first answer {Median(1, s => s.CpuAnswer) / Median(0, s => s.CpuAnswer):0.00} ×"));

            double Median(int build, Func<Start, double> of) => measured[build].Select(of).Order().ElementAt(Rounds / 2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Start> StartAsync(string folder, string tables)
    {
        var clock = Stopwatch.StartNew();
        await using var host = await FunctionsHost.StartAsync(new FunctionsHostOptions
        {
            AppDirectory = folder,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Tables__ConnectionString"] = tables,
                ["Tables__ServiceUri"] = null,
                ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
                ["RefreshSchedule"] = "0 0 0 1 1 *",
                ["PruneSchedule"] = "0 0 0 1 1 *",
                ["BackupSchedule"] = "0 0 0 1 1 *",
            },
        });
        var wallReady = clock.Elapsed;
        using var worker = Process.GetProcessById(host.WorkerProcessId);
        var cpuReady = worker.TotalProcessorTime;

        using var client = new HttpClient { BaseAddress = host.BaseAddress };
        clock.Restart();
        using var answer = await client.GetAsync(new Uri("/api/v1/projections?scenario=asic-surge", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        var wallAnswer = wallReady + clock.Elapsed;
        worker.Refresh();
        return new Start(
            cpuReady.TotalMilliseconds, wallReady.TotalMilliseconds, worker.TotalProcessorTime.TotalMilliseconds,
            wallAnswer.TotalMilliseconds,
            worker.WorkingSet64 / 1e6);
    }

    private static async Task PublishAsync(string folder, string property)
    {
        using var publish = Process.Start(
            "dotnet", ["publish", AppProject(), "--configuration", "Release", "--output", folder, property, "-v", "quiet"]);
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException($"Publishing ended with {publish.ExitCode}.");
    }

    private static string AppProject()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var project = Path.Combine(folder.FullName, "src", "ForecastFunctions");
            if (File.Exists(Path.Combine(folder.FullName, "ForecastFunctions.sln")))
                return project;
        }

        throw new InvalidOperationException("The benchmarks are not run from within the repository.");
    }

    private static string FolderOf(DirectoryInfo folder, int build)
        => Path.Combine(folder.FullName, build.ToString(CultureInfo.InvariantCulture));

    private sealed record Start(double CpuReady, double WallReady, double CpuAnswer, double WallAnswer, double Megabytes);
}
