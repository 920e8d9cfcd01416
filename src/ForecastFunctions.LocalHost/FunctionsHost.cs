using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Http;
using ForecastFunctions.LocalHost.Logs;
using ForecastFunctions.LocalHost.Protocol;
using ForecastFunctions.LocalHost.Queues;
using ForecastFunctions.LocalHost.Timers;
using ForecastFunctions.LocalHost.Workers;

namespace ForecastFunctions.LocalHost;

/// <summary>
/// Runs a function app as the platform does: its unmodified worker as a process of its own, or several, requests forwarded to them,
/// timers fired, messages of queues handed over, and a worker that dies replaced.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private static readonly TimeSpan RequestGrace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimerGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MessageGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GivingBack = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WorkerGrace = TimeSpan.FromSeconds(5);

    private readonly WorkerGateway _gateway;
    private readonly WorkerPool _workers;
    private readonly QueueRunner _queues;
    private readonly int[] _workerProcessIds;
    private readonly TimerRunner _timers;
    private readonly HttpFrontOptions _frontOptions;
    private HttpFront? _front;
    private Task? _stop;

    private FunctionsHost(FunctionsHostOptions options, WorkerGateway gateway)
    {
        var app = AppDirectory.Read(options.AppDirectory);
        Logs = new LogBook(options.TimeProvider, options.OnLog);
        var settings = new HostSettings(options.Settings);
        var launcher = new WorkerLauncher(app, settings, gateway, new RouteTableBuilder(), Logs);
        _frontOptions = new HttpFrontOptions(
            options.Port, settings.MaxBodyBytes, app.MaxOutstandingRequests, new HomePage(app.RoutePrefix, settings.IsHomePageDisabled));

        _gateway = gateway;
        _workerProcessIds = new int[options.Workers];
        _workers = new WorkerPool([.. Enumerable.Range(0, options.Workers).Select(
            place => new WorkerSupervisor(launcher, worker => OnWorkerReady(place, worker), Logs, options.ReplacesAlways))]);
        _queues = new QueueRunner(_workers, QueueOptions.Read(app.Queues, settings), options.QueueLease, Logs);
        _timers = new TimerRunner(_workers, new TimerStatusStore(options.DataDirectory, Logs), Logs, options.TimeProvider);
    }

    /// <summary>Raised when a worker that replaces a dead one takes invocations.</summary>
    public event EventHandler<WorkerStartedEventArgs>? WorkerStarted;

    /// <summary>Where the host listens.</summary>
    public Uri BaseAddress => _front!.BaseAddress;

    /// <summary>The process id of the present first worker, or of the last one while it is being replaced.</summary>
    public int WorkerProcessId => WorkerProcessIds[0];

    /// <summary>The process id of each present worker, or of the last one in its place while it is being replaced.</summary>
    public IReadOnlyList<int> WorkerProcessIds => [.. Enumerable.Range(0, _workerProcessIds.Length).Select(place => Volatile.Read(ref _workerProcessIds[place]))];

    /// <summary>How many workers take requests and messages now.</summary>
    public int WorkersReady => _workers.All.Count(worker => worker.IsReady);

    /// <summary>What the host and its workers logged.</summary>
    public LogBook Logs { get; }

    /// <summary>Fails with a <see cref="LocalHostException"/> if the workers die too quickly one after the other.</summary>
    public Task GaveUp => _workers.GaveUp;

    /// <summary>Starts the host; when the task completes, requests are answered.</summary>
    /// <exception cref="LocalHostException">Something that the person at the console can mend.</exception>
    public static async Task<FunctionsHost> StartAsync(FunctionsHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var gateway = await WorkerGateway.StartAsync(cancellationToken);
        FunctionsHost? host = null;
        try
        {
            host = new FunctionsHost(options, gateway);
            await host.BeginAsync(cancellationToken);
            return host;
        }
        catch
        {
            await (host?.DisposeAsync() ?? gateway.DisposeAsync());
            throw;
        }
    }

    /// <summary>
    /// Ends gracefully: no new requests, timers or messages, those under way end within 30 and 10 seconds, then the workers are told
    /// to end within 5. Calling it again waits for the same end.
    /// </summary>
    public Task StopAsync() => _stop ??= StopOnceAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _workers.DisposeAsync();
        _timers.Dispose();
        _queues.Dispose();
        await _gateway.DisposeAsync();
    }

    private void OnWorkerReady(int place, Worker worker)
    {
        Volatile.Write(ref _workerProcessIds[place], worker.ProcessId);
        WorkerStarted?.Invoke(this, new WorkerStartedEventArgs(worker.ProcessId));
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        // The port comes first: it is the quickest to fail.
        _front = await HttpFront.StartAsync(_frontOptions, _workers, _timers, Logs, cancellationToken);
        await _workers.StartAsync(cancellationToken);

        var functions = (await _workers.GetWorkerAsync(cancellationToken)).Functions;
        foreach (var idle in functions.Where(function => !function.IsDisabled).Select(function => function.Trigger).OfType<IdleTrigger>())
            Logs.Host(idle.Gravity, idle.Reason);

        await _timers.StartAsync(functions);
        _queues.Start(functions);
    }

    private async Task StopOnceAsync()
    {
        var timers = Task.WhenAll(_timers.StopAsync(TimerGrace), _queues.StopAsync(MessageGrace));
        if (_front is not null) await _front.StopAsync(RequestGrace);
        await timers;
        await _workers.StopAsync(WorkerGrace);
        await _queues.EndedAsync(GivingBack);
        if (_front is not null) await _front.DisposeAsync();
    }
}
