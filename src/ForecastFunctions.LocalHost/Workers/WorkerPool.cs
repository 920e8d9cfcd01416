namespace ForecastFunctions.LocalHost.Workers;

/// <summary>The workers of an app: one, or several that share its requests and messages as instances on the platform do.</summary>
/// <param name="workers">The workers, each kept running by itself.</param>
internal sealed class WorkerPool(IReadOnlyList<WorkerSupervisor> workers) : IAsyncDisposable
{
    private int _turn = -1;

    /// <summary>Each of them.</summary>
    public IReadOnlyList<WorkerSupervisor> All => workers;

    /// <summary>Fails with a <see cref="LocalHostException"/> when no more workers are started in one place.</summary>
    public Task GaveUp { get; } = Task.WhenAny(workers.Select(worker => worker.GaveUp)).Unwrap();

    /// <summary>Starts the first worker of each; a failure is the caller's.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(workers.Select(worker => worker.StartAsync(cancellationToken)));

    /// <summary>The next worker in turn that is ready; where none is, the one whose turn it is, as soon as it is.</summary>
    public Task<Worker> GetWorkerAsync(CancellationToken cancellationToken)
    {
        var turn = (int)((uint)Interlocked.Increment(ref _turn) % (uint)workers.Count);
        var ready = workers.Skip(turn).Concat(workers.Take(turn)).FirstOrDefault(worker => worker.IsReady);
        return (ready ?? workers[turn]).GetWorkerAsync(cancellationToken);
    }

    /// <summary>Ends the workers, and starts no others.</summary>
    public Task StopAsync(TimeSpan gracePeriod) => Task.WhenAll(workers.Select(worker => worker.StopAsync(gracePeriod)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers) await worker.DisposeAsync();
    }
}
