using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Http;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Projections;

/// <summary>A run with its numbers.</summary>
/// <param name="Specification">What was asked.</param>
/// <param name="Projection">The numbers.</param>
/// <param name="IsStored">Whether it was read from the store; otherwise it was computed for this request.</param>
public sealed record ProjectionRun(ProjectionSpecification Specification, Projection Projection, bool IsStored);

/// <summary>
/// Computes each run once: what was computed is stored under its id, and read from there by every later request; a run
/// whose result was pruned is computed again. Requests that arrive together wait for one computation.
/// </summary>
public sealed class ProjectionRuns : IDisposable
{
    /// <summary>Far beyond what the limits of a request allow; a run that takes longer has met a machine in trouble.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private const int SizeOfSpecification = 16 * 1024;

    /// <summary>
    /// Recently used runs, so that a spreadsheet that asks again costs no storage request; about 64 MiB. Each is
    /// remembered for a day of the calendar, so that the store learns of every day on which a run is read.
    /// </summary>
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024 });

    /// <summary>
    /// One run already uses every core, so few are computed at once, some wait, and more are turned away: a caller who
    /// is told to come back is served better than one who waits without an end.
    /// </summary>
    private readonly ConcurrencyLimiter _gate = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = 8 * Environment.ProcessorCount,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly ConcurrentDictionary<RunId, Lazy<Task<ProjectionRun>>> _underWay = new();
    private readonly IRunStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<ProjectionRuns> _logger;
    private readonly Counter<long> _computedCounter;
    private readonly Counter<long> _servedCounter;
    private long _computed;
    private long _served;

    /// <summary>Runs in a store.</summary>
    public ProjectionRuns(IRunStore store, TimeProvider time, IMeterFactory meters, ILogger<ProjectionRuns> logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        var meter = meters.Create("ForecastFunctions");
        _computedCounter = meter.CreateCounter<long>("forecast.runs.computed", "{run}", "Runs computed.");
        _servedCounter = meter.CreateCounter<long>("forecast.runs.served", "{run}", "Runs answered, computed or stored.");
    }

    /// <summary>How many runs this process has computed.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    /// <summary>How many runs this process has answered.</summary>
    public long Served => Interlocked.Read(ref _served);

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <summary>The run, from the store or computed and stored.</summary>
    public async Task<ProjectionRun> GetAsync(ProjectionSpecification specification, CancellationToken cancellationToken)
    {
        if (Recent(specification.RunId) is { } recent)
            return Count(recent);

        // The work belongs to everyone who waits for it, so no single caller's leaving ends it.
        var work = _underWay.GetOrAdd(specification.RunId, id => new Lazy<Task<ProjectionRun>>(() => FindOrComputeAsync(specification, id)));
        return Count(await work.Value.WaitAsync(cancellationToken));
    }

    /// <summary>The stored run of an id, computed again where its result was pruned, or <see langword="null"/>.</summary>
    /// <exception cref="ModelVersionGoneException">Another version of the model computed it.</exception>
    public async Task<ProjectionRun?> FindAsync(RunId runId, CancellationToken cancellationToken)
    {
        if (Recent(runId) is { } recent)
            return Count(recent);
        if (await _store.FindAsync(runId.ToString(), cancellationToken) is not { } stored)
            return null;
        var specification = ProjectionSpecification.Parse(stored.Request);
        return stored.Result is { } result
            ? Count(Remember(new ProjectionRun(specification, Projection.FromBytes(result), IsStored: true)))
            : await GetAsync(specification, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _recent.Dispose();
        _gate.Dispose();
    }

    private async Task<ProjectionRun> FindOrComputeAsync(ProjectionSpecification specification, RunId runId)
    {
        try
        {
            // Leave the caller's turn before any work, so that the dictionary's entry is in place when it ends.
            await Task.Yield();
            try
            {
                if (await _store.FindAsync(runId.ToString(), CancellationToken.None) is { Result: { } result })
                    return Remember(new ProjectionRun(specification, Projection.FromBytes(result), IsStored: true));
            }
            catch (Exception e) when (e is DamagedContentException or FormatException)
            {
                // A run can always be computed again; what is stored stays for whoever looks into the damage.
                _logger.RunUnreadable(e, runId);
                return await ComputeAsync(specification);
            }

            var run = await ComputeAsync(specification);
            await _store.SaveAsync(
                new StoredRun(runId.ToString(), specification.CanonicalForm, run.Projection.ToBytes(), _time.GetUtcNow()), CancellationToken.None);
            Remember(run with { IsStored = true });
            return run;
        }
        finally
        {
            _underWay.TryRemove(runId, out _);
        }
    }

    private async Task<ProjectionRun> ComputeAsync(ProjectionSpecification specification)
    {
        using var turn = await _gate.AcquireAsync();
        if (!turn.IsAcquired)
            throw ProblemException.Busy();
        using var deadline = new CancellationTokenSource(Deadline, _time);
        var projection = ProjectionEngine.Run(specification, Environment.ProcessorCount, deadline.Token);
        Interlocked.Increment(ref _computed);
        _computedCounter.Add(1);
        _logger.RunComputed(specification.RunId, specification.Scenario.Label);
        return new ProjectionRun(specification, projection, IsStored: false);
    }

    private ProjectionRun? Recent(RunId runId) => _recent.Get<ProjectionRun>((runId, Today));

    private ProjectionRun Remember(ProjectionRun run)
        => _recent.Set((run.Specification.RunId, Today), run, new MemoryCacheEntryOptions { Size = run.Projection.ByteCount + SizeOfSpecification });

    private ProjectionRun Count(ProjectionRun run)
    {
        Interlocked.Increment(ref _served);
        _servedCounter.Add(1);
        return run;
    }
}
