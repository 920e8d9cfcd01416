using System.Diagnostics;
using ForecastFunctions.LocalHost.Logs;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Workers;

/// <summary>Keeps a worker running: one that dies is replaced, until they die too quickly one after the other.</summary>
internal sealed class WorkerSupervisor : IAsyncDisposable
{
    private readonly WorkerLauncher _launcher;
    private readonly Action<Worker> _onReady;
    private readonly LogBook _log;
    private readonly bool _replacesAlways;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource<Worker> _current = NewCurrent();
    private Task _supervision = Task.CompletedTask;

    /// <summary>
    /// Creates the supervisor; <paramref name="onReady"/> is told of each worker that became ready, and with
    /// <paramref name="replacesAlways"/> each that dies is replaced at once.
    /// </summary>
    public WorkerSupervisor(WorkerLauncher launcher, Action<Worker> onReady, LogBook log, bool replacesAlways = false)
    {
        _replacesAlways = replacesAlways;
        _launcher = launcher;
        _onReady = onReady;
        _log = log;
    }

    /// <summary>Fails with a <see cref="LocalHostException"/> when no more workers are started.</summary>
    public Task GaveUp => _gaveUp.Task;

    /// <summary>Whether there is a worker now.</summary>
    public bool IsReady => _current.Task.IsCompletedSuccessfully;

    /// <summary>Starts the first worker; its failure is the caller's.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var worker = await _launcher.LaunchAsync(cancellationToken);
        Announce(worker);
        _supervision = SuperviseAsync(worker);
    }

    /// <summary>The worker, as soon as there is one.</summary>
    public Task<Worker> GetWorkerAsync(CancellationToken cancellationToken) => _current.Task.WaitAsync(cancellationToken);

    /// <summary>Ends the worker, and starts no other.</summary>
    public async Task StopAsync(TimeSpan gracePeriod)
    {
        await _stopping.CancelAsync();
        await _supervision;
        if (_current.Task is { IsCompletedSuccessfully: true, Result: var worker }) await worker.EndAsync(gracePeriod);
        _current = NewCurrent();
        _current.SetCanceled();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _stopping.Dispose();
    }

    private async Task SuperviseAsync(Worker worker)
    {
        try
        {
            var deaths = new QuickDeaths();
            while (true)
            {
                var ready = Stopwatch.GetTimestamp();
                await worker.Lost.WaitAsync(_stopping.Token);

                // First, so that whoever sees an invocation of this worker fail finds the next worker to wait for.
                _current = NewCurrent();
                var processId = worker.ProcessId;
                var exitCode = await worker.BuryAsync();
                if (!_replacesAlways) deaths.NoteDeath(Stopwatch.GetElapsedTime(ready));
                _log.Host(LogLevel.Error, $"Worker {processId} ended with exit code {exitCode}; starting another.");
                worker = await ReplaceAsync(deaths);
                Announce(worker);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host ends; StopAsync ends the worker.
        }
        catch (LocalHostException exception)
        {
            _log.Host(LogLevel.Critical, exception.Message);
            _current.TrySetException(exception);
            _gaveUp.TrySetException(exception);
        }
    }

    private async Task<Worker> ReplaceAsync(QuickDeaths deaths)
    {
        while (!deaths.AreTooMany)
        {
            await Task.Delay(deaths.Pause, _stopping.Token);
            try
            {
                return await _launcher.LaunchAsync(_stopping.Token);
            }
            catch (LocalHostException exception)
            {
                deaths.NoteFailedStart();
                _log.Host(LogLevel.Error, exception.Message);
            }
        }

        throw deaths.GiveUp("The worker");
    }

    private void Announce(Worker worker)
    {
        _current.SetResult(worker);
        _onReady(worker);
    }

    private static TaskCompletionSource<Worker> NewCurrent() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
