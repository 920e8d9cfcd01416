using System.Diagnostics;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.IntegrationTests.Sources;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>The worker's end at each step of a refresh. These tests wait for processes more than they compute, so they have a storage of their own.</summary>
public sealed class RefreshDeathTests(RefreshFixture fixture) : IClassFixture<RefreshFixture>
{
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
