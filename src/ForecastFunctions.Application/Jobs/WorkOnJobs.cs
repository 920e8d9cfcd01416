using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Jobs;

/// <summary>
/// Does the work of operations, message by message. Every message may come twice, late or after the end of its operation, and a worker
/// may be killed at any moment: a block is stored in its place before its bit is set, and the bit is set and charged in one
/// transaction, so nothing is lost, and nothing is charged or counted twice.
/// </summary>
/// <param name="jobs">Keep operations.</param>
/// <param name="blocks">Keep the results of blocks.</param>
/// <param name="queue">Asks for blocks.</param>
/// <param name="kinds">Compute blocks, each those of a kind.</param>
/// <param name="settings">The patience.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told of what ended.</param>
public sealed class WorkOnJobs(
    IJobStore jobs, IJobBlockStore blocks, IJobMessages queue, IEnumerable<IJobKind> kinds, JobSettings settings, TimeProvider time,
    ILogger<WorkOnJobs> logger)
{
    /// <summary>How often a block is taken up before its operation fails.</summary>
    public const int MaxTakes = 10;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, IJobKind> _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);
    private long _computed;

    /// <summary>How many blocks this process has computed.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    /// <summary>Asks for every block of an operation that is not done.</summary>
    /// <exception cref="StorageUnavailableException">The message is to be delivered again.</exception>
    public async Task PlanAsync(JobMessage message, CancellationToken cancellationToken)
    {
        var planned = await ChangeAsync(
            message, job => job with { Status = JobStatus.Running, StartedAt = job.StartedAt ?? time.GetUtcNow(), TouchedAt = time.GetUtcNow() },
            cancellationToken);
        if (planned is not null)
            await queue.SendAsync(planned.Done.Missing.Select(block => message with { Block = block }), TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Computes a block, unless that is done, is being done, or is not wanted any more.</summary>
    /// <exception cref="Exception">The message is to be delivered again: what went wrong is noted with the operation.</exception>
    public async Task ComputeAsync(JobMessage message, CancellationToken cancellationToken)
    {
        var block = message.Block ?? throw new FormatException($"'{message}' names no block.");
        if (await FindOpenAsync(message, cancellationToken) is not { Job: var job } || job.Done.Contains(block))
            return;
        var key = new BlockKey(job.Key, job.Attempt, block);
        var now = time.GetUtcNow();
        var turn = await blocks.TakeAsync(key, now, now + settings.Lease, cancellationToken);
        switch (turn)
        {
            case BlockTurn.Busy(var until):
                // Should that one be killed, this message is what the block is left with.
                await queue.SendAsync([message], until - now, cancellationToken);
                return;
            case BlockTurn.Taken(> MaxTakes):
                await FailAsync(message, cancellationToken);
                return;
        }

        try
        {
            if (turn is BlockTurn.Taken)
                await ComputeAndStoreAsync(job, key, cancellationToken);
            await SetBitAsync(message, key, cancellationToken);
        }
        catch (Exception e)
        {
            await NoteAsync(message, key, e);
            throw;
        }
    }

    /// <summary>Ends an operation one of whose messages never came to an end, with what is known of why.</summary>
    public async Task FailAsync(JobMessage message, CancellationToken cancellationToken)
    {
        var what = message.Block is { } block ? $"Block {block}" : "The plan";
        var failed = await ChangeAsync(
            message,
            job => job.Ended(JobStatus.Failed, time.GetUtcNow(), job.Trouble is { } trouble
                ? trouble with { Detail = $"{what} was tried {MaxTakes} times, and at last: {trouble.Detail}" }
                : new JobProblem(ProblemKind.Internal.Code, $"{what} was taken up {MaxTakes} times, and never came to an end.")),
            cancellationToken);
        if (failed is not null)
            logger.OperationFailed(message.Key.Id, failed.Problem!.Detail);
    }

    private async Task ComputeAndStoreAsync(Job job, BlockKey key, CancellationToken cancellationToken)
    {
        var (kind, form) = await QuestionOfAsync(job, cancellationToken);
        var content = await kind.ComputeAsync(
            form, key.Block * job.Size.UnitsPerBlock, job.Size.UnitsOf(key.Block), job.Key.Owner, cancellationToken);
        Interlocked.Increment(ref _computed);
        logger.BlockComputed(key.Block, job.Key.Id);
        await SaveAsync(key, content, cancellationToken);
    }

    /// <summary>Has the result put where it is read, once every block is stored.</summary>
    private async Task ConcludeAsync(Job job, CancellationToken cancellationToken)
    {
        var (kind, form) = await QuestionOfAsync(job, cancellationToken);
        await kind.ConcludeAsync(form, job.Key.Owner, ResultsAsync, cancellationToken);

        async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ResultsAsync()
        {
            var contents = new List<ReadOnlyMemory<byte>>();
            for (var block = 0; block < job.Size.Blocks; block++)
                contents.Add(await blocks.ReadAsync(new BlockKey(job.Key, job.Attempt, block), cancellationToken));
            return contents;
        }
    }

    private async Task<(IJobKind Kind, string Form)> QuestionOfAsync(Job job, CancellationToken cancellationToken)
    {
        var form = await jobs.FormOfAsync(job.Key, cancellationToken)
            ?? throw new DamagedContentException($"operation {job.Key.Id}", "what it asks is gone");
        return (_kinds.GetValueOrDefault(job.Kind) ?? throw new FormatException($"There is no kind of operation '{job.Kind}'."), form);
    }

    /// <summary>Stores a result; what was computed is not given up because the storage is away for a while.</summary>
    private async Task SaveAsync(BlockKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        for (var begun = time.GetTimestamp(); ;)
        {
            try
            {
                await blocks.SaveAsync(key, content, cancellationToken);
                return;
            }
            catch (StorageUnavailableException) when (time.GetElapsedTime(begun) < settings.Patience)
            {
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }
    }

    /// <summary>Sets the bit of a block that is stored; where the operation goes on no more, what was stored is taken away again.</summary>
    private async Task SetBitAsync(JobMessage message, BlockKey key, CancellationToken cancellationToken)
    {
        while (await FindOpenAsync(message, cancellationToken) is { } stored)
        {
            if (stored.Job.Done.Contains(key.Block))
                return;
            var changed = stored.Job.With(key.Block, time.GetUtcNow());
            if (changed.Status == JobStatus.Succeeded)
                await ConcludeAsync(stored.Job, cancellationToken);
            var numbers = stored.Job.Size.UnitsOf(key.Block) * stored.Job.Size.NumbersPerUnit;
            if (!await jobs.ChangeAsync(changed, stored.Version, numbers, cancellationToken))
                continue;
            if (changed.Status == JobStatus.Succeeded)
                logger.OperationSucceeded(message.Key.Id);
            return;
        }

        var job = (await jobs.FindAsync(message.Key, cancellationToken))?.Job;
        if (job is not { Status: JobStatus.Succeeded } || job.Attempt != message.Attempt)
            await blocks.RemoveAsync(key, cancellationToken);
    }

    /// <summary>Notes what went wrong with a block, or with what all of them come to, and lets another try it.</summary>
    private async Task NoteAsync(JobMessage message, BlockKey key, Exception e)
    {
        try
        {
            await blocks.ReleaseAsync(key, CancellationToken.None);
            if (e is not OperationCanceledException)
                await ChangeAsync(message, job => job with { Trouble = TroubleOf(e) }, CancellationToken.None);
        }
        catch (StorageUnavailableException unavailable)
        {
            logger.TroubleNotNoted(unavailable, message.Key.Id);
        }
    }

    private static JobProblem TroubleOf(Exception e) => e switch
    {
        ProblemException problem => new(problem.Kind.Code, problem.Message),
        ModelVersionGoneException gone => new(ProblemKind.RunExpired.Code, gone.Message),
        StorageUnavailableException => new(ProblemKind.StorageUnavailable.Code, "The storage could not be reached."),
        _ => new(ProblemKind.Internal.Code, "There is a defect in the service, which its logs tell of."),
    };

    private async Task<StoredJob?> FindOpenAsync(JobMessage message, CancellationToken cancellationToken)
        => await jobs.FindAsync(message.Key, cancellationToken) is { Job.IsOpen: true } stored && stored.Job.Attempt == message.Attempt ? stored : null;

    /// <summary>Changes an attempt that goes on; nothing where it does not.</summary>
    private async Task<Job?> ChangeAsync(JobMessage message, Func<Job, Job> change, CancellationToken cancellationToken)
    {
        while (await FindOpenAsync(message, cancellationToken) is { } stored)
        {
            var changed = change(stored.Job);
            if (await jobs.ChangeAsync(changed, stored.Version, numbers: 0, cancellationToken))
                return changed;
        }

        return null;
    }
}
