using System.Diagnostics;
using Azure.Storage.Queues;
using ForecastFunctions.LocalHost;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>Messages of queues, as the platform hands them to functions.</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    private Azurite? _storage;

    public async Task InitializeAsync() => _storage = await Azurite.StartAsync();

    public async Task DisposeAsync() => await _storage!.DisposeAsync();

    [Fact]
    public async Task Messages_ThatFailLastLongOrLoseTheirWorker_ArePoisonedKeptAndDeliveredAgain()
    {
        await using var probe = await StartAsync(workers: 2);
        var (queue, poison) = (Queue("probe"), Queue("probe-poison"));
        await queue.CreateAsync();
        await queue.SendMessageAsync("throw");
        await queue.SendMessageAsync("wait 9000");
        await probe.LoggedAsync("Work began wait 9000");

        // Tried as often as may be, and then put aside with its text.
        await probe.LoggedAsync("Work began throw 3");
        await probe.LoggedAsync("it went to probe-poison");
        Assert.Equal("throw", (await poison.PeekMessageAsync()).Value.Body.ToString());
        Assert.Equal(3, probe.Logged("Work began throw"));

        // Longer than a lease, and nobody else's meanwhile, though another worker listens too.
        await probe.LoggedAsync("Work ended wait 9000");
        await UntilAsync(() => IsEmptyAsync(queue));
        Assert.Equal(1, probe.Logged("Work began wait 9000"));

        await queue.SendMessageAsync("wait 60000 once");
        await probe.LoggedAsync("Work began wait 60000 once 1");
        foreach (var victim in probe.Host.WorkerProcessIds)
        {
            using var worker = Process.GetProcessById(victim);
            worker.Kill();
        }

        // The second one may have had it for a moment before it was killed too.
        await probe.LoggedAsync("Work ended wait 60000 once");
        await UntilAsync(() => IsEmptyAsync(queue));
    }

    [Fact]
    public async Task Stop_WhileAMessageIsWorkedOn_LetsItEndAndTakesNoOther()
    {
        var queue = Queue("probe");
        await using var probe = await StartAsync(workers: 1);
        await queue.CreateAsync();
        await queue.SendMessageAsync("wait 1500");
        await probe.LoggedAsync("Work began wait 1500");

        var stop = probe.Host.StopAsync();
        await queue.SendMessageAsync("wait 1");
        await stop.WaitAsync(ProbeHost.Patience);

        Assert.Equal(1, probe.Logged("Work ended wait 1500"));
        Assert.Equal("wait 1", (await queue.PeekMessagesAsync(10)).Value.Single().Body.ToString());
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Message_WorkedOnForLongerThanAFunctionMayRun_LosesItsWorkerAndIsDeliveredAgain()
    {
        var queue = Queue("probe");
        await queue.CreateAsync();
        await queue.SendMessageAsync("wait 60000 once");
        await using var probe = await StartAsync(workers: 1, ("AzureFunctionsJobHost__functionTimeout", "00:00:02"));
        var first = probe.Host.WorkerProcessId;

        await probe.LoggedAsync("Timeout value of 00:00:02 was exceeded by function: Functions.Work.");

        await probe.LoggedAsync("Work ended wait 60000 once 2");
        await UntilAsync(() => IsEmptyAsync(queue));
        Assert.NotEqual(first, probe.Host.WorkerProcessId);
        var refused = await Assert.ThrowsAsync<LocalHostException>(() => StartAsync(workers: 1, ("AzureFunctionsJobHost__functionTimeout", "soon")));
        Assert.Contains("functionTimeout of host.json is 'soon'", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> IsEmptyAsync(QueueClient queue) => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var overdue = new CancellationTokenSource(ProbeHost.Patience);
        while (!await holds()) await Task.Delay(50, overdue.Token);
    }

    private Task<ProbeHost> StartAsync(int workers, params IEnumerable<(string Name, string? Value)> settings) => ProbeHost.StartAsync(ProbeHost.Options(
        [("AzureWebJobsStorage", _storage!.ConnectionString), ("Probe__Queue", "probe"), ("AzureWebJobs.Work.Disabled", null), .. settings]) with
    {
        Workers = workers,
        QueueLease = Lease,
    });

    private QueueClient Queue(string name) => new(
        _storage!.ConnectionString, name,
        new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_05_05) { MessageEncoding = QueueMessageEncoding.Base64 });
}
