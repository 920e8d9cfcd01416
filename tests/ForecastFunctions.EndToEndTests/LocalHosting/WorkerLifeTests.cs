using System.Diagnostics;
using System.Net;

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

        using (var worker = Process.GetProcessById(first)) worker.Kill();

        using var failed = await cutOff;
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Empty(await failed.Content.ReadAsByteArrayAsync());

        // Sent while there is no worker: it waits for the next one.
        Assert.Equal("AnyItem next", await probe.GetAsync("/probe/items/next"));
        Assert.Equal(probe.Host.WorkerProcessId, await replacement.Task.WaitAsync(ProbeHost.Patience));
        Assert.NotEqual(first, probe.Host.WorkerProcessId);
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
}
