using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.IntegrationTests.Jobs;

/// <summary>The process was killed here.</summary>
internal sealed class KilledException() : Exception("The process was killed.");

/// <summary>What can befall workers: each may be killed before or after any call, and the storage may refuse writes.</summary>
internal sealed class Hazards(int kills, double perCall)
{
    private readonly Random _random = new(11);
    private readonly Lock _lock = new();
    private int _left = kills;
    private int _killed;

    /// <summary>Whether writes are refused.</summary>
    public bool RefusesWrites { get; set; }

    /// <summary>How many workers were killed.</summary>
    public int Killed => Volatile.Read(ref _killed);

    public bool Strikes()
    {
        lock (_lock)
        {
            if (_left == 0 || _random.NextDouble() >= perCall)
                return false;
            _left--;
            _killed++;
            return true;
        }
    }
}

/// <summary>The storage and the queue as one process sees them; once it is killed it reaches nothing any more.</summary>
internal sealed class ProcessView(Hazards hazards, IJobStore jobs, IJobBlockStore blocks, IJobMessages queue) : IJobStore, IJobBlockStore, IJobMessages
{
    private volatile bool _isDead;

    public Task<StoredJob?> FindAsync(JobKey key, CancellationToken cancellationToken) => Read(() => jobs.FindAsync(key, cancellationToken));

    public Task<string?> FormOfAsync(JobKey key, CancellationToken cancellationToken) => Read(() => jobs.FormOfAsync(key, cancellationToken));

    public Task<IReadOnlyList<Job>> ListAsync(string owner, CancellationToken cancellationToken) => Read(() => jobs.ListAsync(owner, cancellationToken));

    public Task<bool> WriteAsync(Job job, string form, string? version, CancellationToken cancellationToken)
        => Write(() => jobs.WriteAsync(job, form, version, cancellationToken));

    public Task<bool> ChangeAsync(Job job, string version, long numbers, CancellationToken cancellationToken)
        => Write(() => jobs.ChangeAsync(job, version, numbers, cancellationToken));

    public Task RegisterAsync(JobKey key, DateTimeOffset now, CancellationToken cancellationToken)
        => Write(() => Done(jobs.RegisterAsync(key, now, cancellationToken)));

    public Task<IReadOnlyList<RegisteredJob>> ReadRegisterAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => Read(() => jobs.ReadRegisterAsync(now, cancellationToken));

    public Task SettleAsync(RegisteredJob entry, DateTimeOffset expiresAt, CancellationToken cancellationToken)
        => Write(() => Done(jobs.SettleAsync(entry, expiresAt, cancellationToken)));

    public Task RemoveAsync(RegisteredJob entry, string? version, CancellationToken cancellationToken)
        => Write(() => Done(jobs.RemoveAsync(entry, version, cancellationToken)));

    public Task<BlockTurn> TakeAsync(BlockKey key, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
        => Write(() => blocks.TakeAsync(key, now, until, cancellationToken));

    public Task ReleaseAsync(BlockKey key, CancellationToken cancellationToken) => Write(() => Done(blocks.ReleaseAsync(key, cancellationToken)));

    public Task SaveAsync(BlockKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => Write(() => Done(blocks.SaveAsync(key, content, cancellationToken)));

    public Task<ReadOnlyMemory<byte>> ReadAsync(BlockKey key, CancellationToken cancellationToken) => Read(() => blocks.ReadAsync(key, cancellationToken));

    public Task RemoveAsync(BlockKey key, CancellationToken cancellationToken) => Write(() => Done(blocks.RemoveAsync(key, cancellationToken)));

    public Task RemoveAsync(JobKey key, int attempt, CancellationToken cancellationToken)
        => Write(() => Done(blocks.RemoveAsync(key, attempt, cancellationToken)));

    public void RequireQueues() => queue.RequireQueues();

    public Task SendAsync(IEnumerable<JobMessage> messages, TimeSpan delay, CancellationToken cancellationToken)
        => Write(() => Done(queue.SendAsync(messages, delay, cancellationToken)));

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }

    private async Task<T> Read<T>(Func<Task<T>> call)
    {
        Strike();
        var answer = await call();
        Strike();
        return answer;
    }

    private Task<T> Write<T>(Func<Task<T>> call) => hazards.RefusesWrites && !_isDead
        ? throw new StorageUnavailableException("The storage refuses writes.", new TimeoutException())
        : Read(call);

    private void Strike()
    {
        if (_isDead || hazards.Strikes())
        {
            _isDead = true;
            throw new KilledException();
        }
    }
}
