using System.Diagnostics;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.IntegrationTests.Sources;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>The worker's end at each step of a refresh. It waits for processes more than it computes, so it has a storage of its own.</summary>
public sealed class RefreshDeathTests(RefreshFixture fixture) : IClassFixture<RefreshFixture>
{
    /// <summary>What the platform grants a stopping worker, and the local host: 10 s to a timer's run, then 5 s to the process.</summary>
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(20);

    public static TheoryData<string, bool> Steps => new()
    {
        { "sources answer", false },
        { "snapshot, before the storage has it", false },
        { "snapshot, when the storage has it", false },
        { "pointer, before it is moved", false },
        { "pointer, when it is moved", true },
        { "report, before the storage has it", true },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Worker_KilledAtAStep_LeavesAValidBaselineAndTheNextRefreshCompletes(string step, bool isMoved)
    {
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var gate = await StorageGate.StartAsync(fixture.ConnectionString);
        await using var product = await Product.StartAsync(gate.ConnectionString, fixture.NewTableNamePrefix(), Market.Settings(upstream));
        Assert.Equal(RefreshApi.FirstVersion, await product.Api.ValidCurrentAsync());
        var hold = new Hold();
        HoldAt(step, hold, upstream, gate);

        var refresh = product.Api.SendAsync(HttpMethod.Post, "/refreshes");
        await hold.Reached;
        using (var worker = Process.GetProcessById(product.Host.WorkerProcessId))
            worker.Kill();

        Assert.Equal(HttpStatusCode.InternalServerError, (await refresh).Status);
        Market.Tell(upstream);
        (gate.Before, gate.After) = (null, null);
        var left = await product.Api.ValidCurrentAsync();
        Assert.Equal(isMoved, left != RefreshApi.FirstVersion);

        var report = await product.Api.RefreshAsync();
        Assert.Equal(isMoved ? "unchanged" : "changed", report.Text("outcome"));
        Assert.Equal(report.Text("version"), await product.Api.ValidCurrentAsync());
        Assert.Equal([RefreshApi.FirstVersion, report.Text("version")], await product.Api.VersionsAsync());
    }

    [Fact]
    public async Task Worker_AskedToEndDuringARefresh_EndsSoonAndLeavesTheOldBaseline()
    {
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var product = await Product.StartAsync(fixture.ConnectionString, fixture.NewTableNamePrefix(), Market.Settings(upstream));
        Assert.Equal(RefreshApi.FirstVersion, await product.Api.ValidCurrentAsync());
        var hold = new Hold();
        upstream.Everywhere = context => hold.WaitAsync(context.RequestAborted);
        var refresh = product.Api.SendAsync(HttpMethod.Post, "/refreshes");
        await hold.Reached;

        using var worker = Process.GetProcessById(product.Host.WorkerProcessId);
        using (var kill = Process.Start("kill", ["-s", "TERM", $"{worker.Id}"]))
            await kill.WaitForExitAsync();
        using var overdue = new CancellationTokenSource(StopBound);
        await worker.WaitForExitAsync(overdue.Token);

        Assert.NotEqual(HttpStatusCode.OK, (await refresh).Status);
        Market.Tell(upstream);
        Assert.Equal(RefreshApi.FirstVersion, await product.Api.ValidCurrentAsync());
        Assert.Equal("changed", (await product.Api.RefreshAsync()).Text("outcome"));
    }

    [Fact]
    public async Task Host_StoppedDuringAScheduledRefresh_EndsSoonAndLeavesTheOldBaseline()
    {
        var prefix = fixture.NewTableNamePrefix();
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var product = await Product.StartAsync(fixture.ConnectionString, prefix, Market.Settings(upstream));
        Assert.Equal(RefreshApi.FirstVersion, await product.Api.ValidCurrentAsync());
        var hold = new Hold();
        upstream.Everywhere = context => hold.WaitAsync(context.RequestAborted);
        await product.Api.RunTimerAsync("RefreshBaselines");
        await hold.Reached;

        await product.Host.StopAsync().WaitAsync(StopBound);

        Market.Tell(upstream);
        await using var next = await Product.StartAsync(fixture.ConnectionString, prefix, Market.Settings(upstream));
        Assert.Equal(RefreshApi.FirstVersion, await next.Api.ValidCurrentAsync());
        Assert.Equal("changed", (await next.Api.RefreshAsync()).Text("outcome"));
    }

    private static void HoldAt(string step, Hold hold, Upstream upstream, StorageGate gate)
    {
        Func<HttpContext, Task> IfIs(Func<HttpRequest, bool> which)
            => context => which(context.Request) ? hold.WaitAsync(context.RequestAborted) : Task.CompletedTask;

        switch (step)
        {
            case "sources answer":
                upstream.On(Market.NvidiaRevenuePath, context => hold.WaitAsync(context.RequestAborted));
                break;
            case "snapshot, before the storage has it":
                gate.Before = IfIs(request => StorageGate.Adds(request, "baselines"));
                break;
            case "snapshot, when the storage has it":
                gate.After = IfIs(request => StorageGate.Adds(request, "baselines"));
                break;
            case "pointer, before it is moved":
                gate.Before = IfIs(StorageGate.MovesPointer);
                break;
            case "pointer, when it is moved":
                gate.After = IfIs(StorageGate.MovesPointer);
                break;
            case "report, before the storage has it":
                gate.Before = IfIs(request => StorageGate.Adds(request, "refreshes"));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, null);
        }
    }
}
