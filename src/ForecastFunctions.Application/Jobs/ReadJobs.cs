using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;

namespace ForecastFunctions.Application.Jobs;

/// <summary>Tells owners of their operations, cancels them, and gives what they have come to.</summary>
/// <param name="jobs">Keep operations.</param>
/// <param name="blocks">Keep their results.</param>
/// <param name="time">The clock.</param>
public sealed class ReadJobs(IJobStore jobs, IJobBlockStore blocks, TimeProvider time)
{
    /// <summary>The caller's operations, the latest first.</summary>
    public async Task<IReadOnlyList<Job>> ListAsync(Caller caller, CancellationToken cancellationToken)
        => [.. (await jobs.ListAsync(caller.Name, cancellationToken)).OrderByDescending(j => j.CreatedAt).ThenBy(j => j.Key.Id, StringComparer.Ordinal)];

    /// <summary>One of the caller's operations.</summary>
    /// <exception cref="ProblemException">404: the caller has none of that id.</exception>
    public async Task<Job> FindAsync(string id, Caller caller, CancellationToken cancellationToken)
        => (await FindStoredAsync(id, caller, cancellationToken)).Job;

    /// <summary>Ends an operation; one that has ended stays as it is.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="condition">What is demanded of the state that it is in.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends it before it is written.</param>
    /// <exception cref="ProblemException">404: the caller has none of that id; 412: the condition does not hold.</exception>
    public async Task<Job> CancelAsync(string id, RevisionCondition condition, Caller caller, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (job, version) = await FindStoredAsync(id, caller, cancellationToken);
            condition.Check(job.Revision, $"Operation {id}");
            if (!job.IsOpen)
                return job;
            var canceled = job.Ended(JobStatus.Canceled, time.GetUtcNow());
            if (await jobs.ChangeAsync(canceled, version, numbers: 0, cancellationToken))
                return canceled;
        }
    }

    /// <summary>An operation of a kind that has succeeded, with the form of what was asked.</summary>
    /// <exception cref="ProblemException">404: there is none, or it came to nothing; 503: it goes on.</exception>
    public async Task<(Job Job, string Form)> SucceededAsync(string id, string kind, Caller caller, CancellationToken cancellationToken)
    {
        var job = await FindAsync(id, caller, cancellationToken);
        if (!string.Equals(job.Kind, kind, StringComparison.Ordinal))
            throw ProblemException.NotFound($"Operation {id} is one of the {job.Kind}; GET /api/v1/{job.Kind}/{id} reads what it has come to.");
        if (job.IsOpen)
        {
            throw new ProblemException(
                ProblemKind.NotReady, $"{job.UnitsDone} of {job.Size.Units} are done; GET /api/v1/operations/{id} tells how far it has come.")
            {
                RetryAfter = JobTable.RetryAfter(job, time.GetUtcNow()),
            };
        }

        return job.Status == JobStatus.Succeeded && await jobs.FormOfAsync(job.Key, cancellationToken) is { } form
            ? (job, form)
            : throw ProblemException.NotFound(
                $"Operation {id} has {(job.Status == JobStatus.Canceled ? "been canceled" : "failed")}, so there is nothing to read; ask the question again.");
    }

    /// <summary>The results of the blocks that some units are in.</summary>
    /// <param name="job">An operation that has succeeded.</param>
    /// <param name="first">The first unit, from 0.</param>
    /// <param name="count">How many units.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The results in order, and the unit that the first of them begins with.</returns>
    public async Task<(IReadOnlyList<ReadOnlyMemory<byte>> Contents, int FirstUnit)> ReadAsync(
        Job job, int first, int count, CancellationToken cancellationToken)
    {
        var (from, to) = (first / job.Size.UnitsPerBlock, (first + Math.Max(count, 1) - 1) / job.Size.UnitsPerBlock);
        var contents = new ReadOnlyMemory<byte>[to - from + 1];
        await Parallel.ForEachAsync(
            Enumerable.Range(from, contents.Length), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (block, end) => contents[block - from] = await blocks.ReadAsync(new BlockKey(job.Key, job.Attempt, block), end));
        return (contents, from * job.Size.UnitsPerBlock);
    }

    private async Task<StoredJob> FindStoredAsync(string id, Caller caller, CancellationToken cancellationToken)
        => Core.Projections.RunId.IsRunId(id) && await jobs.FindAsync(new JobKey(caller.Name, id), cancellationToken) is { } stored
            ? stored
            : throw ProblemException.NotFound($"You have no operation '{id}' (any more); they are kept for 7 days. GET /api/v1/operations lists yours.");
}
