using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using ForecastFunctions.EndToEndTests.Fixtures;
using Xunit.Abstractions;

namespace ForecastFunctions.EndToEndTests.Jobs;

/// <summary>
/// Operations on three workers with everything that can befall them: <c>SOAK_KILLS</c> says how many workers are killed, at random moments;
/// <c>.ci/soak</c> sets it to a hundred, and has the storage refuse writes for 20 s.
/// </summary>
[Collection(ProductTests.Name)]
public sealed class ScaleOutTests(ProductFixture fixture, ITestOutputHelper output)
{
    private const int MembersPerBlock = 500;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("SOAK_KILLS") ?? "3", CultureInfo.InvariantCulture);
    private static readonly bool IsSoak = Kills > 10;

    /// <summary>In a soak the operation has 198 blocks, so that it outlives the kills.</summary>
    private static readonly int Draws = IsSoak ? 33_000 : 1_000;

    private static readonly TimeSpan Refusal = TimeSpan.FromSeconds(IsSoak ? 20 : 1);
    private static readonly string Question = Ensembles.Body(Draws);

    [Fact]
    public async Task Operations_WithWorkersKilledMessagesTwiceAndWritesRefused_EndRightAndLeaveNothing()
    {
        var prefix = fixture.NewTableNamePrefix();
        await using var storage = await FaultyStorage.StartAsync(fixture.TableConnectionString, prefix);
        await using var product = await Product.StartAsync(
            storage.ConnectionString, prefix, workers: 3,
            ("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:00"), ("Operations__Rest", "00:00:01"),
            // Longer than the refusal, as the settings of the product have it: what is computed waits so long to be stored.
            ("Operations__Lease", (Refusal + TimeSpan.FromSeconds(2)).ToString("c", CultureInfo.InvariantCulture)));
        var clock = Stopwatch.StartNew();
        var id = await product.Api.AskAsync(Question);

        var killed = await KillAsync(product, storage, id, prefix);
        var ended = (await product.Api.EndedAsync(id)).Json;

        output.WriteLine(
            $"{killed} workers killed, {storage.Refused} writes refused in {Refusal.TotalSeconds} s, {3 * Draws} members in {BlocksOf(Draws)} blocks, "
                + $"taken up {storage.Takes} times, in {clock.Elapsed.TotalSeconds:0} s.");
        Assert.Equal("Succeeded", ended.GetProperty("status").GetString());
        Assert.Equal(3 * Draws, ended.GetProperty("unitsDone").GetInt32());
        Assert.Equal((Kills, true), (killed, storage.Refused > 0));
        Assert.InRange(storage.Takes, BlocksOf(Draws), BlocksOf(Draws) + killed);
        Assert.Equal(BlocksOf(Draws), await CountAsync($"{prefix}blocks"));
        Assert.Equal(ended.GetProperty("numbersCharged").GetInt64(), await ChargedAsync(prefix));
        var byThree = (await product.Api.GetAsync($"/ensembles/{id}.csv")).Ok();

        var canceled = await CancelInTheMiddleAsync(product);
        await SweptAsync(product, prefix);

        // What is left is the result, and of each operation what is told of it for 7 days.
        Assert.Equal(BlocksOf(Draws), await CountAsync($"{prefix}blocks"));
        Assert.Equal(
            ended.GetProperty("numbersCharged").GetInt64() + canceled.GetProperty("numbersCharged").GetInt64(), await ChargedAsync(prefix));
        foreach (var queue in (string[])["-plans", "-blocks", "-plans-poison", "-blocks-poison"])
            Assert.Equal(0, await WaitingAsync(prefix + queue));

        Assert.Equal(id, await fixture.Api.AskAsync(Question));
        await fixture.Api.EndedAsync(id);
        Assert.Equal((await fixture.Api.GetAsync($"/ensembles/{id}.csv")).Ok().Body, byThree.Body);
        await HasTheRowsOfRunsAsync(byThree.Records);
    }

    private static int BlocksOf(int draws) => ((3 * draws) + MembersPerBlock - 1) / MembersPerBlock;

    /// <summary>
    /// Kills one worker after the other at random moments while the operation goes on, and sends messages of blocks once more; halfway the
    /// storage refuses writes for a while.
    /// </summary>
    /// <returns>How many were killed.</returns>
    private async Task<int> KillAsync(Product product, FaultyStorage storage, string id, string prefix)
    {
        var queue = new QueueClient(
            fixture.TableConnectionString, prefix + "-blocks", new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_05_05));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        var (random, victims, refusal) = (new Random(22), new HashSet<int>(), Task.CompletedTask);
        while (victims.Count < Kills && await IsUnderWayAsync(product, id))
        {
            // A worker that dies answers nobody: the others may be asked while it is replaced.
            while (product.Host.WorkersReady < 2)
                await Task.Delay(20, patience.Token);
            await queue.CreateIfNotExistsAsync(cancellationToken: patience.Token);
            await queue.SendMessageAsync($"{id}/1/{random.Next(BlocksOf(Draws))}/local", patience.Token);
            if (victims.Count == Kills / 2)
                refusal = RefuseAsync(storage, patience.Token);
            await Task.Delay(random.Next(50, 700), patience.Token);
            var victim = product.Host.WorkerProcessIds[random.Next(3)];
            try
            {
                using var worker = Process.GetProcessById(victim);
                worker.Kill();
                victims.Add(victim);
            }
            catch (ArgumentException)
            {
                // It is being replaced just now.
            }
        }

        await refusal;
        while (product.Host.WorkerProcessIds.Any(victims.Contains))
            await Task.Delay(20, patience.Token);
        return victims.Count;
    }

    /// <summary>Refuses writes for a while, and until one was refused: all workers may be starting just then.</summary>
    private static async Task RefuseAsync(FaultyStorage storage, CancellationToken cancellationToken)
    {
        if (storage.Refused > 0)
            return;
        storage.RefusesWrites = true;
        await Task.Delay(Refusal, cancellationToken);
        while (storage.Refused == 0)
            await Task.Delay(20, cancellationToken);
        storage.RefusesWrites = false;
    }

    /// <summary>A worker that was killed a moment ago may have a request still, which fails with it.</summary>
    private static async Task<bool> IsUnderWayAsync(Product product, string id)
    {
        var answer = await product.Api.GetAsync($"/operations/{id}");
        return answer.Status != HttpStatusCode.OK || answer.Json.GetProperty("status").GetString() is "NotStarted" or "Running";
    }

    private static async Task<JsonElement> CancelInTheMiddleAsync(Product product)
    {
        var id = await product.Api.AskAsync(Ensembles.Body(IsSoak ? 33_000 : 5_000, "data-wall"));
        using var patience = new CancellationTokenSource(Api.Patience);
        while ((await product.Api.GetAsync($"/operations/{id}")).Ok().Json.GetProperty("unitsDone").GetInt32() == 0)
            await Task.Delay(50, patience.Token);
        Assert.Equal(HttpStatusCode.NoContent, (await product.Api.SendAsync(HttpMethod.Delete, $"/operations/{id}")).Status);

        var canceled = (await product.Api.EndedAsync(id)).Json;
        Assert.Equal("Canceled", canceled.GetProperty("status").GetString());
        Assert.InRange(canceled.GetProperty("unitsDone").GetInt32(), MembersPerBlock, canceled.GetProperty("units").GetInt32() - 1);
        Assert.Equal(HttpStatusCode.NotFound, (await product.Api.GetAsync($"/ensembles/{id}")).Status);
        return canceled;
    }

    /// <summary>Sweeps until every operation is settled, and every message done with.</summary>
    private async Task SweptAsync(Product product, string prefix)
    {
        using var patience = new CancellationTokenSource(Api.Patience);
        var register = new TableServiceClient(fixture.TableConnectionString).GetTableClient($"{prefix}operations");
        while (await WaitingAsync($"{prefix}-blocks") > 0 || await register.QueryAsync<TableEntity>("IsSettled eq false", cancellationToken: patience.Token).AnyAsync(patience.Token))
        {
            await product.Api.RunTimerAsync("SweepOperations");
            await Task.Delay(500, patience.Token);
        }
    }

    private async Task<int> CountAsync(string table)
        => await new TableServiceClient(fixture.TableConnectionString).GetTableClient(table).QueryAsync<TableEntity>(select: ["RowKey"]).CountAsync();

    private async Task<long?> ChargedAsync(string prefix)
        => (await new TableServiceClient(fixture.TableConnectionString).GetTableClient($"{prefix}operations").GetEntityAsync<TableEntity>("local|", "usage"))
            .Value.GetInt64("Compute");

    private async Task<int> WaitingAsync(string name)
    {
        var queue = new QueueClient(
            fixture.TableConnectionString, name, new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_05_05));
        return await queue.ExistsAsync() ? (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount : 0;
    }

    /// <summary>In a soak, twenty of the members are run one by one; elsewhere other tests do that.</summary>
    private async Task HasTheRowsOfRunsAsync(IReadOnlyList<IReadOnlyList<string>> records)
    {
        for (var i = 0; IsSoak && i < 20; i++)
        {
            var row = records[1 + (i * (records.Count - 2) / 19)];
            var run = (await fixture.Api.GetAsync("/projections.csv?scenario=asic-surge&baseline=2024-12&from=2028&to=2030"
                + $"&set.ratio.limit={row[1]}&set.price.asic.decline={row[2]}&variables=Electricity,Vendor%20Revenue|NVIDIA|Data%20Centre")).Ok();
            var values = run.Records.Skip(1).ToDictionary(r => $"{r[3]} {r[5]}", r => r[8], StringComparer.Ordinal);
            Assert.Equal(records[0].Skip(3).Take(4).Select(name => values[name]), row.Skip(3).Take(4));
            Assert.Equal(run.Records[1][11], row[^1]);
        }
    }
}
