using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>
/// The worker's end at each step of a refresh. This test waits for processes more than it computes, so it has a storage of its
/// own.
/// </summary>
public sealed class RefreshDeathTests(RefreshFixture fixture) : IClassFixture<RefreshFixture>
{
    private const int MostSteps = 20;

    [Fact]
    public async Task Worker_KilledAtEachStepOfARefresh_LeavesAValidBaselineAndAReportThatIsTrue()
    {
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var gate = await StorageGate.StartAsync(fixture.ConnectionString);
        var prefix = fixture.NewTableNamePrefix();
        Task<Product> StartAsync() => Product.StartAsync(gate.ConnectionString, prefix, Market.Settings(upstream));

        var steps = new List<string>();
        var product = await StartAsync();
        for (var step = 0; step < MostSteps; step++)
        {
            var (old, versions, known) = (await product.Api.ValidCurrentAsync(), await product.Api.VersionsAsync(),
                await ReportsAsync(product.Api));
            var hold = new Hold();
            Market.TellMetaRevenue(upstream, years: step + 1);
            if (step == 0)
                upstream.On(Market.NvidiaRevenuePath, context => hold.WaitAsync(context.RequestAborted));
            else
                HoldWrite(gate, hold, (step + 1) / 2, isDone: step % 2 == 0);

            var refresh = product.Api.SendAsync(HttpMethod.Post, "/refreshes");
            if (await Task.WhenAny(hold.Reached, refresh) == refresh)
            {
                // It has no step more.
                Assert.Equal("changed", (await refresh).Ok().Json.Text("outcome"));
                break;
            }

            using (var worker = Process.GetProcessById(product.Host.WorkerProcessId))
                worker.Kill();
            Assert.Equal(HttpStatusCode.InternalServerError, (await refresh).Status);
            (gate.Before, gate.After) = (null, null);
            Market.Tell(upstream);
            await product.DisposeAsync();

            // Another one finds what was left.
            product = await StartAsync();
            var left = await product.Api.ValidCurrentAsync();
            var told = (await ReportsAsync(product.Api)).ExceptBy(known.Select(r => r.Text("id")), r => r.Text("id")).ToList();
            steps.Add($"{(left == old ? "old" : "new")} {string.Join(' ', told.Select(r => r.Text("outcome")))}".TrimEnd());
            if (left != old)
                Assert.Equal((old, left, true),
                    (told[0].Text("previousVersion"), told[0].Text("version"), told[0].GetProperty("isClean").GetBoolean()));

            // What was not done is done now; nothing that was known is lost, and what is told stays.
            var report = await product.Api.RefreshAsync();
            Assert.Equal(left == old ? "changed" : "unchanged", report.Text("outcome"));
            Assert.Equal(report.Text("version"), await product.Api.ValidCurrentAsync());
            Assert.Equal(versions.Append(report.Text("version")).Order(StringComparer.Ordinal), await product.Api.VersionsAsync());
            Assert.Equal(
                [report.GetRawText(), .. told.Concat(known).Select(r => r.GetRawText())],
                (await ReportsAsync(product.Api)).Select(r => r.GetRawText()));
        }

        await product.DisposeAsync();
        Assert.Equal(
            [
                "old unfinished", // while the sources answer
                "old", "old unfinished", // that it has begun: before the storage has it, and when it has
                "old unfinished", "old unfinished", // the snapshot
                "old unfinished", "old unfinished", // what it means to make current
                "old unfinished", "new changed", // the pointer
                "new changed", "new changed", // what it has done
            ],
            steps);
    }

    private static async Task<IReadOnlyList<JsonElement>> ReportsAsync(Api api) => (await api.GetAsync("/refreshes")).Ok().Rows;

    /// <summary>Holds the write of a number, before the storage has it or when it has.</summary>
    private static void HoldWrite(StorageGate gate, Hold hold, int number, bool isDone)
    {
        var writes = 0;
        bool IsTheOne(HttpRequest request) => StorageGate.WritesRow(request) && Interlocked.Increment(ref writes) == number;

        if (isDone)
            gate.After = context => IsTheOne(context.Request) ? hold.WaitAsync(context.RequestAborted) : Task.CompletedTask;
        else
            gate.Before = context => IsTheOne(context.Request) ? hold.WaitAsync(context.RequestAborted) : Task.CompletedTask;
    }
}
