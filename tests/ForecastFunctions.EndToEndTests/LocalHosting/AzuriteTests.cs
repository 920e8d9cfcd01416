using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Data.Tables;
using ForecastFunctions.LocalHost;
using ForecastFunctions.LocalHost.Logs;
using ForecastFunctions.LocalHost.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

public sealed class AzuriteTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("azurite-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Data_InAFolder_IsThereAtTheNextStart()
    {
        await using (var first = await Azurite.StartAsync(new AzuriteOptions { DataDirectory = _data }))
        {
            await WriteAsync(first);
        }

        await using var second = await Azurite.StartAsync(new AzuriteOptions { DataDirectory = _data });

        Assert.Equal(42, await ReadAsync(second));
    }

    [Fact]
    public async Task Two_InMemory_ShareNothing()
    {
        await using var first = await Azurite.StartAsync();
        await using var second = await Azurite.StartAsync();

        await WriteAsync(first);

        Assert.Equal(42, await ReadAsync(first));
        Assert.Null(await ReadAsync(second));
    }

    [Fact]
    public async Task Azurite_ThatDies_IsStartedAgainAtItsAddressAndSaysSo()
    {
        var log = new ConcurrentQueue<WorkerLog>();
        await using var azurite = await Azurite.StartAsync(new AzuriteOptions { DataDirectory = _data, OnLog = log.Enqueue });
        await WriteAsync(azurite);
        var address = azurite.ConnectionString;
        var victim = azurite.ProcessId;
        await StoredAsync();

        using (var process = Process.GetProcessById(victim)) process.Kill();

        await UntilAsync(() => azurite.ProcessId != victim);
        Assert.Equal(address, azurite.ConnectionString);
        Assert.Equal(42, await ReadAsync(azurite));
        var line = Assert.Single(log);
        Assert.Equal((LogLevel.Error, "Azurite ended with exit code 137; starting it again."), (line.Level, line.Message));
    }

    [Fact]
    public async Task Azurite_ThatDiesAfterEachStart_IsGivenUp()
    {
        await using var azurite = await Azurite.StartAsync();
        for (var deaths = 0; deaths < 4; deaths++)
        {
            var victim = azurite.ProcessId;
            using (var process = Process.GetProcessById(victim)) process.Kill();
            await UntilAsync(() => azurite.ProcessId != victim || azurite.GaveUp.IsFaulted);
        }

        var fault = await Assert.ThrowsAsync<LocalHostException>(() => azurite.GaveUp.WaitAsync(ProbeHost.Patience));
        Assert.Equal("Azurite died 4 times, each within 30 s: see its log above; no other is started.", fault.Message);
    }

    [Fact]
    public async Task Disk_ThatFillsUp_EndsAzuriteUntilThereIsRoom()
    {
        var free = 1_000L;
        var log = new ConcurrentQueue<string>();
        await using var azurite = await Azurite.StartAsync(new AzuriteOptions
        {
            DataDirectory = _data,
            LeastFreeBytes = 1_000,
            FreeBytes = _ => Volatile.Read(ref free),
            OnLog = line => log.Enqueue(line.Message),
        });
        await WriteAsync(azurite);
        var first = azurite.ProcessId;

        Volatile.Write(ref free, 999);
        await UntilAsync(() => !Directory.Exists($"/proc/{first}"));
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(azurite));
        Volatile.Write(ref free, 1_000);
        await UntilAsync(() => azurite.ProcessId != first);

        Assert.Equal(42, await ReadAsync(azurite));
        Assert.Equal(
            [
                $"The disk of {_data} has 0 MiB left and needs 0 MiB: storage is ended until there is room, so that no write is lost.",
                "There is room on the disk again: storage is started.",
            ],
            log);
    }

    [Fact]
    public async Task Disk_ThatIsFull_IsSaidAtStart()
    {
        var fault = await Assert.ThrowsAsync<LocalHostException>(() => Azurite.StartAsync(
            new AzuriteOptions { DataDirectory = _data, LeastFreeBytes = long.MaxValue }));

        Assert.Matches(
            @"^The disk of \S+ has [0-9]+ MiB left and needs [0-9]+ MiB, or Azurite would acknowledge writes and lose them: "
            + "make room, or name another folder with --data[.]$", fault.Message);
    }

    /// <summary>Waits until Azurite has written its tables to the disk, which it does every five seconds.</summary>
    private Task StoredAsync() => UntilAsync(() =>
        Directory.EnumerateFiles(_data, "__azurite_db_table__.json")
            .Any(file => File.ReadAllText(file).Contains("Answer", StringComparison.Ordinal)));

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var overdue = new CancellationTokenSource(ProbeHost.Patience);
        while (!condition()) await Task.Delay(20, overdue.Token);
    }

    private static async Task WriteAsync(Azurite azurite)
    {
        var table = new TableClient(azurite.TableConnectionString, "probe");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("a", "b") { ["Answer"] = 42 });
    }

    private static async Task<int?> ReadAsync(Azurite azurite)
    {
        var table = new TableClient(azurite.ConnectionString, "probe");
        await table.CreateIfNotExistsAsync();
        var found = await table.GetEntityIfExistsAsync<TableEntity>("a", "b");
        return found.HasValue ? found.Value!.GetInt32("Answer") : null;
    }
}
