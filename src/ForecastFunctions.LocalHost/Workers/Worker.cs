using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Http;
using ForecastFunctions.LocalHost.Logs;
using ForecastFunctions.LocalHost.Protocol;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Workers;

/// <summary>A worker that has loaded its functions and takes invocations.</summary>
internal sealed class Worker
{
    private readonly WorkerProcess _process;
    private readonly WorkerChannel _channel;
    private readonly TimeSpan _timeout;
    private readonly LogBook _log;

    internal Worker(
        WorkerProcess process, WorkerChannel channel, WorkerIntroduction introduction, RouteTable routes, TimeSpan timeout, LogBook log)
    {
        _timeout = timeout;
        _log = log;
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

    /// <summary>
    /// Runs a function to its end; see <see cref="WorkerChannel.InvokeAsync"/>. Where it takes longer than it may, the worker is killed, and
    /// with it all that it runs.
    /// </summary>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellationToken)
    {
        var invocation = _channel.InvokeAsync(request, cancellationToken);
        try
        {
            await invocation.WaitAsync(_timeout, CancellationToken.None);
        }
        catch (TimeoutException) when (!invocation.IsCompleted)
        {
            var name = Functions.FirstOrDefault(f => string.Equals(f.Metadata.FunctionId, request.FunctionId, StringComparison.Ordinal))?.Name;
            _log.Host(LogLevel.Error, $"Timeout value of {_timeout:c} was exceeded by function: Functions.{name}. Its worker is ended.");
            _process.Kill();
        }

        return await invocation;
    }

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
