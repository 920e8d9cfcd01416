using System.Diagnostics;
using System.Globalization;
using System.Net;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Jobs;

/// <summary>
/// One operation on one worker and on three, of which some are killed: <c>SOAK_KILLS</c> says how many; <c>.ci/soak</c> sets it to a
/// hundred.
/// </summary>
[Collection(ProductTests.Name)]
public sealed class ScaleOutTests(ProductFixture fixture)
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("SOAK_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private static readonly int Draws = Math.Clamp(400 * Kills, 1_000, 33_000);

    private static readonly string Question = Ensembles.Body(Draws);

    [Fact]
    public async Task Operation_OnThreeWorkersThatAreKilledAndMessagesThatComeTwice_HasTheBytesThatOneWorkerGives()
    {
        var prefix = fixture.NewTableNamePrefix();
        await using var product = await Product.StartAsync(
            fixture.TableConnectionString, prefix, workers: 3,
            ("Operations__Lease", "00:00:03"), ("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:00"));
        var id = await product.Api.AskAsync(Question);
        await KillAsync(product, id, prefix);

        var ended = (await product.Api.EndedAsync(id)).Json;

        Assert.Equal("Succeeded", ended.GetProperty("status").GetString());
        Assert.Equal(3 * Draws, ended.GetProperty("unitsDone").GetInt32());
        var tables = new TableServiceClient(fixture.TableConnectionString);
        Assert.Equal((3 * Draws + 499) / 500, await tables.GetTableClient(prefix + "blocks").QueryAsync<TableEntity>().CountAsync());
        var usage = (await tables.GetTableClient(prefix + "operations").GetEntityAsync<TableEntity>("local|", "usage")).Value;
        Assert.Equal(ended.GetProperty("numbersCharged").GetInt64(), usage.GetInt64("Compute"));

        var byThree = (await product.Api.GetAsync($"/ensembles/{id}.csv")).Ok();
        Assert.Equal(id, await fixture.Api.AskAsync(Question));
        await fixture.Api.EndedAsync(id);
        Assert.Equal((await fixture.Api.GetAsync($"/ensembles/{id}.csv")).Ok().Body, byThree.Body);
    }

    /// <summary>Kills one worker after the other while the operation goes on, and sends messages of blocks once more.</summary>
    private async Task KillAsync(Product product, string id, string prefix)
    {
        var queue = new QueueClient(
            fixture.TableConnectionString, prefix + "-blocks", new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_05_05));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        var victims = new HashSet<int>();
        for (var kill = 0; kill < Kills && await IsUnderWayAsync(product, id); kill++)
        {
            // A worker that dies answers nobody: the others may be asked while it is replaced.
            while (product.Host.WorkersReady < 2)
                await Task.Delay(20, patience.Token);
            await queue.CreateIfNotExistsAsync(cancellationToken: patience.Token);
            await queue.SendMessageAsync($"{id}/1/{kill}/local", patience.Token);
            await Task.Delay(50 + (kill * 130 % 700), patience.Token);
            var victim = product.Host.WorkerProcessIds[kill % 3];
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

        while (product.Host.WorkerProcessIds.Any(victims.Contains))
            await Task.Delay(20, patience.Token);
    }

    /// <summary>A worker that was killed a moment ago may have a request still, which fails with it.</summary>
    private static async Task<bool> IsUnderWayAsync(Product product, string id)
    {
        var answer = await product.Api.GetAsync($"/operations/{id}");
        return answer.Status != HttpStatusCode.OK || answer.Json.GetProperty("status").GetString() is "NotStarted" or "Running";
    }
}
