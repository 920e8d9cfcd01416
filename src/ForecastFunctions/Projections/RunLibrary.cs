using System.Collections.Concurrent;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Projections;

/// <summary>A run with its numbers.</summary>
/// <param name="Specification">What was asked.</param>
/// <param name="Result">The numbers.</param>
/// <param name="IsStored">Whether it was read from the store; otherwise it was computed for this request.</param>
public sealed record Run<TSpecification, TResult>(TSpecification Specification, TResult Result, bool IsStored)
    where TSpecification : IRunSpecification<TSpecification, TResult>
    where TResult : IRunResult<TResult>;

/// <summary>
/// Computes each run once, of whatever kind it is: what was computed is stored under its id, and read from there by every
/// later request; a run whose result was pruned is computed again. Requests that arrive together wait for one computation.
/// </summary>
public sealed class RunLibrary : IDisposable
{
    /// <summary>A parsed specification takes about so many times the length of its form.</summary>
    private const int BytesPerCharacterOfForm = 4;

    /// <summary>
    /// Recently used runs, so that a spreadsheet that asks again costs no storage request; about 64 MiB. Each is
    /// remembered for a day of the calendar, so that the store learns of every day on which a run is read.
    /// </summary>
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024 });

    private readonly ConcurrentDictionary<RunId, Lazy<Task>> _underWay = new();
    private readonly IRunStore _store;
    private readonly ComputeGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger<RunLibrary> _logger;
    private readonly Measurements _measurements;
    private long _computed;
    private long _served;

    /// <summary>Runs in a store.</summary>
    public RunLibrary(IRunStore store, ComputeGate gate, TimeProvider time, Measurements measurements, ILogger<RunLibrary> logger)
    {
        _store = store;
        _gate = gate;
        _time = time;
        _logger = logger;
        _measurements = measurements;
    }

    /// <summary>How many runs this process has computed.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    /// <summary>How many runs this process has answered.</summary>
    public long Served => Interlocked.Read(ref _served);

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <summary>The run, from the store or computed and stored.</summary>
    public async Task<Run<TSpecification, TResult>> GetAsync<TSpecification, TResult>(
        IRunSpecification<TSpecification, TResult> specification, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (Recent<TSpecification, TResult>(specification.RunId) is { } recent)
            return Count(recent);

        // The work belongs to everyone who waits for it, so no single caller's leaving ends it. It is charged to whoever
        // came first; where that caller's quota is used up, to the next.
        var meter = MeterOfRequest.Current;
        while (true)
        {
            var mine = new Lazy<Task>(() => FindOrComputeAsync<TSpecification, TResult>((TSpecification)specification, meter));
            var work = _underWay.GetOrAdd(specification.RunId, mine);
            try
            {
                return Count(await ((Task<Run<TSpecification, TResult>>)work.Value).WaitAsync(cancellationToken));
            }
            catch (ProblemException e) when (e.Status == StatusCodes.Status429TooManyRequests && !ReferenceEquals(work, mine))
            {
                _underWay.TryRemove(KeyValuePair.Create(specification.RunId, work));
            }
        }
    }

    /// <summary>The run of a kind that the path names.</summary>
    /// <param name="name">What the path names.</param>
    /// <param name="caller">Who asks: a run that has an owner is there for no one else.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ProblemException">404: there is no such run of this kind for the caller.</exception>
    /// <exception cref="ModelVersionGoneException">Another version of the model computed it.</exception>
    public async Task<Run<TSpecification, TResult>> ReadAsync<TSpecification, TResult>(
        string name, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => RunId.TryParse(name, out var runId) && await FindAsync<TSpecification, TResult>(runId, caller, cancellationToken) is { } run
            ? run
            : throw ProblemException.NotFound($"There is no run '{name}'; "
                + $"a run id is 32 lower-case hex digits, as an answer of /api/v1/{TSpecification.Kind} gives it.");

    /// <summary>The stored run of an id, computed again where its result was pruned, or <see langword="null"/>.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    /// <exception cref="ProblemException">404: the run is of another kind.</exception>
    public async Task<Run<TSpecification, TResult>?> FindAsync<TSpecification, TResult>(
        RunId runId, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (Recent<TSpecification, TResult>(runId) is { } recent)
            return IsFor(caller, recent.Specification) ? Count(recent) : null;
        if (await _store.FindAsync(runId.ToString(), cancellationToken) is not { } stored)
            return null;
        var (kind, any) = RunKinds.Parse(stored.Request);
        if (!IsFor(caller, any))
            return null;
        if (any is not TSpecification specification)
            throw ProblemException.NotFound($"Run {runId} is one of the {kind}; GET /api/v1/{kind}/{runId} reads it.");
        return stored.Result is { } result
            ? Count(Remember(new Run<TSpecification, TResult>(specification, TResult.FromBytes(result), IsStored: true)))
            : await GetAsync(specification, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _recent.Dispose();

    /// <summary>The only place where it is decided who may read a run.</summary>
    private static bool IsFor(Caller caller, IRunSpecification specification)
        => specification.Owner is not { } owner || string.Equals(owner, caller.Name, StringComparison.Ordinal);

    private async Task<Run<TSpecification, TResult>> FindOrComputeAsync<TSpecification, TResult>(
        TSpecification specification, CallerMeter? meter)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var runId = specification.RunId;
        try
        {
            // Leave the caller's turn before any work, so that the dictionary's entry is in place when it ends.
            await Task.Yield();
            try
            {
                if (await _store.FindAsync(runId.ToString(), CancellationToken.None) is { Result: { } result })
                    return Remember(new Run<TSpecification, TResult>(specification, TResult.FromBytes(result), IsStored: true));
            }
            catch (Exception e) when (e is DamagedContentException or FormatException)
            {
                // A run can always be computed again; what is stored stays for whoever looks into the damage.
                _logger.RunUnreadable(e, runId);
                return await ComputeAsync<TSpecification, TResult>(specification, meter);
            }

            var run = await ComputeAsync<TSpecification, TResult>(specification, meter);
            await _store.SaveAsync(
                new StoredRun(runId.ToString(), specification.CanonicalForm, run.Result.ToBytes(), _time.GetUtcNow()),
                CancellationToken.None);
            Remember(run with { IsStored = true });
            return run;
        }
        finally
        {
            _underWay.TryRemove(runId, out _);
        }
    }

    private async Task<Run<TSpecification, TResult>> ComputeAsync<TSpecification, TResult>(TSpecification specification, CallerMeter? meter)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var result = await _gate.ComputeAsync(
            specification.Numbers, meter, end => specification.Compute(Environment.ProcessorCount, end), CancellationToken.None);
        Interlocked.Increment(ref _computed);
        _measurements.CountComputed(TSpecification.Kind, specification.DrawsEvaluated);
        _logger.RunComputed(specification.RunId, specification.Label);
        return new Run<TSpecification, TResult>(specification, result, IsStored: false);
    }

    private Run<TSpecification, TResult>? Recent<TSpecification, TResult>(RunId runId)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => _recent.Get((runId, Today)) as Run<TSpecification, TResult>;

    private Run<TSpecification, TResult> Remember<TSpecification, TResult>(Run<TSpecification, TResult> run)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => _recent.Set((run.Specification.RunId, Today), run, new MemoryCacheEntryOptions
        {
            Size = run.Result.ByteCount + BytesPerCharacterOfForm * run.Specification.CanonicalForm.Length,
        });

    private Run<TSpecification, TResult> Count<TSpecification, TResult>(Run<TSpecification, TResult> run)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        Interlocked.Increment(ref _served);
        _measurements.CountServed(TSpecification.Kind);
        return run;
    }
}
