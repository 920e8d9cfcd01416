using System.Diagnostics;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>A refresh that is under way when its worker, or the host, is asked to end.</summary>
public sealed class RefreshEndTests(RefreshFixture fixture) : IClassFixture<RefreshFixture>
{
    /// <summary>What the platform grants a stopping worker, and the local host: 10 s to a timer's run, then 5 s to the process.</summary>
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Worker_AskedToEndDuringARefresh_EndsSoonAndLeavesTheOldBaseline()
    {
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var product = await Product.StartAsync(
            fixture.ConnectionString, fixture.NewTableNamePrefix(), Market.Settings(upstream));
        var first = await product.Api.ValidCurrentAsync();
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
        Assert.Equal(first, await product.Api.ValidCurrentAsync());
        Assert.Equal("changed", (await product.Api.RefreshAsync()).Text("outcome"));
    }

    [Fact]
    public async Task Host_StoppedDuringAScheduledRefresh_EndsSoonAndLeavesTheOldBaseline()
    {
        var prefix = fixture.NewTableNamePrefix();
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var product = await Product.StartAsync(fixture.ConnectionString, prefix, Market.Settings(upstream));
        var first = await product.Api.ValidCurrentAsync();
        var hold = new Hold();
        upstream.Everywhere = context => hold.WaitAsync(context.RequestAborted);
        await product.Api.RunTimerAsync("RefreshBaselines");
        await hold.Reached;

        await product.Host.StopAsync().WaitAsync(StopBound);

        Market.Tell(upstream);
        await using var next = await Product.StartAsync(fixture.ConnectionString, prefix, Market.Settings(upstream));
        Assert.Equal(first, await next.Api.ValidCurrentAsync());
        Assert.Equal("changed", (await next.Api.RefreshAsync()).Text("outcome"));
    }
}
