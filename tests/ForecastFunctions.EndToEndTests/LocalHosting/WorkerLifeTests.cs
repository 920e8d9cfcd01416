using System.Diagnostics;
using System.Net;
using ForecastFunctions.LocalHost;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

public sealed class WorkerLifeTests
{
    [Fact]
    public async Task Worker_KilledMidRequest_FailsThatRequestAndTheNextIsAnswered()
    {
        await using var probe = await ProbeHost.StartAsync(ProbeHost.Options());
        var first = probe.Host.WorkerProcessId;
        var replacement = new TaskCompletionSource<int>();
        probe.Host.WorkerStarted += (_, worker) => replacement.TrySetResult(worker.ProcessId);
        var cutOff = probe.Client.GetAsync(new Uri("/probe/wait/30000?id=victim", UriKind.Relative));
        await probe.LoggedAsync("Waiting victim");

        Kill(first);

        using var failed = await cutOff;
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Empty(await failed.Content.ReadAsByteArrayAsync());

        // Sent while there is no worker: it waits for the next one.
        Assert.Equal("AnyItem next", await probe.GetAsync("/probe/items/next"));
        Assert.Equal(probe.Host.WorkerProcessId, await replacement.Task.WaitAsync(ProbeHost.Patience));
        Assert.NotEqual(first, probe.Host.WorkerProcessId);
    }

    [Fact]
    public async Task Workers_ThatDieQuicklyOneAfterTheOther_AreGivenUp()
    {
        await using var probe = await ProbeHost.StartAsync(ProbeHost.Options());
        probe.Host.WorkerStarted += (_, worker) => Kill(worker.ProcessId);

        Kill(probe.Host.WorkerProcessId);

        var fault = await Assert.ThrowsAsync<LocalHostException>(() => probe.Host.GaveUp.WaitAsync(ProbeHost.Patience));
        Assert.StartsWith("The worker died 4 times, each within 30 s: ", fault.Message, StringComparison.Ordinal);
        using var refused = await probe.Client.GetAsync(new Uri("/probe/items/1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }

    [Fact]
    public async Task Stop_WhileARequestRuns_LetsItEnd()
    {
        await using var probe = await ProbeHost.StartAsync(ProbeHost.Options());
        var workerId = probe.Host.WorkerProcessId;
        var underWay = probe.GetAsync("/probe/wait/1500?id=last");
        await probe.LoggedAsync("Waiting last");

        await probe.Host.StopAsync().WaitAsync(ProbeHost.Patience);

        Assert.Equal("waited", await underWay);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(workerId));
    }

    private static void Kill(int processId)
    {
        using var worker = Process.GetProcessById(processId);
        worker.Kill();
    }
}
