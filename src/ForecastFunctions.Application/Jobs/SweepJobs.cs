using ForecastFunctions.Application.Contract;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Jobs;

/// <summary>
/// Looks after operations that nobody else looks after: those whose messages were lost are put in the queue again, what ended ones have
/// left is cleaned up, and those whose time is over are forgotten. It may be ended at any moment; the next sweep goes on.
/// </summary>
/// <param name="jobs">Keep operations.</param>
/// <param name="blocks">Keep the results of blocks.</param>
/// <param name="queue">Asks for operations to be planned.</param>
/// <param name="settings">The patience.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told of what was put in the queue again.</param>
public sealed class SweepJobs(
    IJobStore jobs, IJobBlockStore blocks, IJobMessages queue, JobSettings settings, TimeProvider time, ILogger<SweepJobs> logger)
{
    /// <summary>Looks at every operation that has not been settled, or has expired.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await jobs.ReadRegisterAsync(time.GetUtcNow(), cancellationToken))
            await SweepAsync(entry, cancellationToken);
    }

    private async Task SweepAsync(RegisteredJob entry, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (await jobs.FindAsync(entry.Key, cancellationToken))
        {
            case null:
                // Registered, and perhaps about to be written.
                if (now - entry.RegisteredAt > settings.Rest)
                    await jobs.RemoveAsync(entry, version: null, cancellationToken);
                break;
            case { Job.IsOpen: true } stored when now - stored.Job.CreatedAt > Job.Kept:
                await jobs.ChangeAsync(
                    stored.Job.Ended(JobStatus.Failed, now, new JobProblem(ProblemKind.TookTooLong.Code, "It did not end within 7 days.")),
                    stored.Version, numbers: 0, cancellationToken);
                break;
            case { Job.IsOpen: true } stored when now - stored.Job.TouchedAt > settings.Idle * (1 + stored.Job.Sweeps):
                await QueueAgainAsync(stored, now, cancellationToken);
                break;
            case { Job: { IsOpen: false } job, Version: var version } when now > job.ExpiresAt:
                await RemoveBlocksAsync(job, job.Attempt, cancellationToken);
                await jobs.RemoveAsync(entry, version, cancellationToken);
                break;
            case { Job: { IsOpen: false } job } when !entry.IsSettled && now - job.EndedAt > settings.Rest:
                await RemoveBlocksAsync(job, job.Status == JobStatus.Succeeded ? job.Attempt - 1 : job.Attempt, cancellationToken);
                await jobs.SettleAsync(entry, job.ExpiresAt!.Value, cancellationToken);
                break;
        }
    }

    private async Task QueueAgainAsync(StoredJob stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var job = stored.Job;
        logger.OperationQueuedAgain(job.Key.Id, now - job.TouchedAt);
        await queue.SendAsync([new JobMessage(job.Key, job.Attempt)], TimeSpan.Zero, cancellationToken);
        await jobs.ChangeAsync(job with { TouchedAt = now, Sweeps = job.Sweeps + 1 }, stored.Version, numbers: 0, cancellationToken);
    }

    private async Task RemoveBlocksAsync(Job job, int lastAttempt, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= lastAttempt; attempt++)
            await blocks.RemoveAsync(job.Key, attempt, cancellationToken);
    }
}
