using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Jobs;

/// <summary>Takes questions that are too large for a request.</summary>
/// <param name="jobs">Keep operations.</param>
/// <param name="queue">Asks for them to be planned.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told where the queue could not be reached.</param>
public sealed class SubmitJob(IJobStore jobs, IJobMessages queue, TimeProvider time, ILogger<SubmitJob> logger)
{
    /// <summary>The most operations of one owner that go on at once.</summary>
    public const int MaxOpen = 20;

    /// <summary>
    /// The operation of a question: the one that there is, or where that failed or was canceled, or there is none, a new attempt. It is
    /// written down before anybody is asked to begin it; where that can't be asked, the sweep does.
    /// </summary>
    /// <exception cref="ProblemException">
    /// 409: as many go on as one owner can have; 501: there are no queues for it; 429: it costs more than remains of the owner's quota of today.
    /// </exception>
    public async Task<Job> SubmitAsync(JobDraft draft, Caller caller, CancellationToken cancellationToken)
    {
        queue.RequireQueues();
        var key = JobKey.Of(caller.Name, draft.Question);
        while (true)
        {
            var stored = await jobs.FindAsync(key, cancellationToken);
            if (stored is { Job.Status: JobStatus.Running or JobStatus.Succeeded })
                return stored.Job;
            if (stored is { Job.Status: JobStatus.NotStarted })
                return await BegunAsync(stored.Job, cancellationToken);
            await CheckAsync(draft, caller, cancellationToken);
            var now = time.GetUtcNow();
            var job = Job.New(draft, key, (stored?.Job.Attempt ?? 0) + 1, now);
            await jobs.RegisterAsync(key, now, cancellationToken);
            if (await jobs.WriteAsync(job, draft.Form, stored?.Version, cancellationToken))
                return await BegunAsync(job, cancellationToken);
        }
    }

    private async Task<Job> BegunAsync(Job job, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendAsync([new JobMessage(job.Key, job.Attempt)], TimeSpan.Zero, cancellationToken);
        }
        catch (StorageUnavailableException e)
        {
            logger.OperationNotQueued(e, job.Key.Id);
        }

        return job;
    }

    /// <summary>
    /// What is charged while the work is done is not refused any more, so that no work is lost: it must fit into what remains of the day
    /// beside everything that goes on already.
    /// </summary>
    private async Task CheckAsync(JobDraft draft, Caller caller, CancellationToken cancellationToken)
    {
        var open = (await jobs.ListAsync(caller.Name, cancellationToken)).Where(j => j.IsOpen).ToList();
        if (open.Count >= MaxOpen)
        {
            throw new ProblemException(
                ProblemKind.TooManyOperations,
                $"{open.Count} of your operations go on, which is as many as one partner can have; wait for one to end, or cancel one.");
        }

        var promised = open.Sum(j => j.Size.Numbers - j.NumbersCharged);
        if (caller.Meter is { } meter && draft.Size.Numbers > meter.ComputeLeftToday - promised)
        {
            throw ProblemException.QuotaExhausted(
                string.Create(CultureInfo.InvariantCulture, $"The operation costs {draft.Size.Numbers} numbers, ")
                + string.Create(CultureInfo.InvariantCulture, $"and {Math.Max(0, meter.ComputeLeftToday - promised)} remain of today's quota")
                + (promised > 0 ? " beside those of operations that go on; " : "; ") + "at midnight UTC there are more.",
                TimeSpan.FromMinutes(2));
        }
    }
}
