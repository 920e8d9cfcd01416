using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Http;
using ForecastFunctions.LocalHost.Protocol;

namespace ForecastFunctions.LocalHost.Workers;

/// <summary>A worker that has loaded its functions and takes invocations.</summary>
internal sealed class Worker
{
    private readonly WorkerProcess _process;
    private readonly WorkerChannel _channel;

    internal Worker(WorkerProcess process, WorkerChannel channel, WorkerIntroduction introduction, RouteTable routes)
    {
        _process = process;
        _channel = channel;
        HttpUri = introduction.HttpUri;
        Functions = introduction.Functions;
        Routes = routes;
    }

    /// <summary>The worker's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Where the worker takes HTTP requests.</summary>
    public Uri HttpUri { get; }

    /// <summary>The app's functions.</summary>
    public IReadOnlyList<FunctionDefinition> Functions { get; }

    /// <summary>Which function answers which request.</summary>
    public RouteTable Routes { get; }

    /// <summary>Completes when the worker can take no more: its stream or its process has ended.</summary>
    public Task Lost => Task.WhenAny(_channel.Ended, _process.Exited);

    /// <summary>Runs a function to its end; see <see cref="WorkerChannel.InvokeAsync"/>.</summary>
    public Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellationToken) =>
        _channel.InvokeAsync(request, cancellationToken);

    /// <summary>Fails all running invocations and makes sure that the process is gone. Returns its exit code.</summary>
    public async Task<int> BuryAsync()
    {
        _channel.Close();
        if (!_process.Exited.IsCompleted) _process.Kill();
        var exitCode = await _process.Exited;
        _process.Dispose();
        return exitCode;
    }

    /// <summary>Ends the worker in the platform's way: it is told, has the grace period, and is then killed.</summary>
    public async Task EndAsync(TimeSpan gracePeriod)
    {
        _channel.Terminate(gracePeriod);
        await _process.EndAsync(gracePeriod);
        _channel.Close();
        _process.Dispose();
    }
}
