using System.Collections.Concurrent;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Runs;

/// <summary>
/// Computes each run once, of whatever kind it is: what was computed is stored under its id, and read from there by every
/// later request; a run whose result was pruned, or can't be read any more, is computed again. Requests that arrive together wait
/// for one computation.
/// </summary>
/// <param name="store">Keeps runs.</param>
/// <param name="gate">Computes.</param>
/// <param name="baselines">Give the baselines of stored runs.</param>
/// <param name="readers">Read the stored questions, each those of a kind.</param>
/// <param name="time">Tells the day.</param>
/// <param name="measurements">Count runs.</param>
/// <param name="logger">Is told of what is computed, and of what can't be read.</param>
public sealed class RunLibrary(
    IRunStore store, ComputeGate gate, BaselineLibrary baselines, IEnumerable<RunReader> readers, TimeProvider time,
    Measurements measurements, ILogger<RunLibrary> logger) : IDisposable
{
    /// <summary>A parsed specification takes about so many times the length of its form.</summary>
    private const int BytesPerCharacterOfForm = 4;

    private readonly Dictionary<string, Func<string, IRunSpecification>> _readers
        = readers.ToDictionary(r => r.Kind, r => r.Parse, StringComparer.Ordinal);

    /// <summary>
    /// Recently used runs, so that a spreadsheet that asks again costs no storage request; about 64 MiB. Each is
    /// remembered for a day of the calendar, so that the store learns of every day on which a run is read.
    /// </summary>
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024 });

    private readonly ConcurrentDictionary<RunId, object> _underWay = new();
    private long _computed;
    private long _served;

    /// <summary>How many runs this process has computed.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    /// <summary>How many runs this process has answered.</summary>
    public long Served => Interlocked.Read(ref _served);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The run of a question, from the store or computed and stored.</summary>
    /// <exception cref="ProblemException">503: too much is under way; 429: the caller's quota is used up.</exception>
    public async Task<Run<TSpecification, TResult>> GetAsync<TSpecification, TResult>(
        Prepared<TSpecification> asked, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var runId = asked.Specification.RunId;
        if (Recent<TSpecification, TResult>(runId) is { } recent)
            return Count(recent.Source == RunSource.NotStored ? await SaveAsync(recent, replace: true) : recent); // perhaps of a damaged one

        // Charged to whoever came first; where that caller's quota is used up, to the next.
        while (true)
        {
            var mine = new SharedWork<Run<TSpecification, TResult>>(end => FindOrComputeAsync<TSpecification, TResult>(asked, caller, end));
            var work = (SharedWork<Run<TSpecification, TResult>>)_underWay.GetOrAdd(runId, mine);
            try
            {
                if (work.TryJoin(cancellationToken, out var result))
                    return Count(await result);
            }
            catch (ProblemException e) when (e.Kind == ProblemKind.QuotaExhausted && !ReferenceEquals(work, mine))
            {
                // Somebody else's quota.
            }
            finally
            {
                if (work.IsOver)
                    _underWay.TryRemove(KeyValuePair.Create(runId, (object)work));
            }
        }
    }

    /// <summary>The run of a kind that a path names.</summary>
    /// <param name="name">What the path names.</param>
    /// <param name="caller">Who asks: a run that has an owner is there for no one else.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ProblemException">404: there is no such run of this kind for the caller.</exception>
    /// <exception cref="ModelVersionGoneException">
    /// Its result was pruned or can't be read, and its version of the model is not live.
    /// </exception>
    public async Task<Run<TSpecification, TResult>> ReadAsync<TSpecification, TResult>(
        string name, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => RunId.TryParse(name, out var runId) && await FindAsync<TSpecification, TResult>(runId, caller, cancellationToken) is { } run
            ? run
            : throw ProblemException.NotFound($"There is no run '{name}'; "
                + $"a run id is 32 lower-case hex digits, as an answer of /api/v1/{TSpecification.Kind} gives it.");

    /// <summary>The stored run of an id, computed again where its result was pruned or can't be read, or <see langword="null"/>.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    /// <exception cref="ProblemException">404: the run is of another kind.</exception>
    public async Task<Run<TSpecification, TResult>?> FindAsync<TSpecification, TResult>(
        RunId runId, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (Recent<TSpecification, TResult>(runId) is { } recent)
            return IsFor(caller, recent.Specification) ? Count(recent) : null;
        if (await store.FindAsync(runId.ToString(), cancellationToken) is not { } stored)
            return null;
        var (kind, any) = Parse(stored.Request);
        if (!IsFor(caller, any))
            return null;
        if (any is not TSpecification specification)
            throw ProblemException.NotFound($"Run {runId} is one of the {kind}; GET /api/v1/{kind}/{runId} reads it.");
        var baseline = await BaselineOfAsync(specification, cancellationToken);
        var asked = new Prepared<TSpecification>(specification.On(baseline), baseline);
        return ResultOf<TSpecification, TResult>(specification, stored) is { } result
            ? Count(Remember(new Run<TSpecification, TResult>(specification, asked.Baseline, result, RunSource.Store)))
            : await GetAsync<TSpecification, TResult>(asked, caller, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _recent.Dispose();

    /// <summary>The only place where it is decided who may read a run.</summary>
    private static bool IsFor(Caller caller, IRunSpecification specification)
        => specification.Owner is not { } owner || string.Equals(owner, caller.Name, StringComparison.Ordinal);

    private async Task<Core.Baselines.Baseline> BaselineOfAsync(IRunSpecification run, CancellationToken cancellationToken)
        => await baselines.FindAsync(run.BaselineVersion, cancellationToken)
            ?? throw new DamagedContentException($"baseline {run.BaselineVersion}", $"run {run.RunId} names it, but it is not stored");

    private (string Kind, IRunSpecification Specification) Parse(string canonicalForm)
    {
        var kind = IRunSpecification.KindOf(canonicalForm);
        return _readers.TryGetValue(kind, out var parse)
            ? (kind, parse(canonicalForm))
            : throw new FormatException($"There is no kind of run '{kind}'.");
    }

    /// <summary>
    /// The stored numbers; nothing where they were pruned, are damaged, or have other columns than the run would have today:
    /// then they are computed again.
    /// </summary>
    private TResult? ResultOf<TSpecification, TResult>(TSpecification specification, StoredRun stored)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        try
        {
            if (stored.Result is not { } bytes)
                return default;
            var result = TResult.FromBytes(bytes);
            return specification.Fits(result) ? result : throw new FormatException("The stored numbers are not those of this run.");
        }
        catch (FormatException e)
        {
            logger.RunUnreadable(e, stored.RunId);
            return default;
        }
    }

    private async Task<Run<TSpecification, TResult>> FindOrComputeAsync<TSpecification, TResult>(
        Prepared<TSpecification> asked, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var runId = asked.Specification.RunId.ToString();
        var isReadable = true;
        try
        {
            if (await store.FindAsync(runId, cancellationToken) is { } stored)
            {
                if (ResultOf<TSpecification, TResult>(asked.Specification, stored) is { } result)
                    return Remember(new Run<TSpecification, TResult>(asked.Specification, asked.Baseline, result, RunSource.Store));
                isReadable = stored is { Result: null, IsDamaged: false };
            }
        }
        catch (DamagedContentException e)
        {
            logger.RunUnreadable(e, runId);
            isReadable = false;
        }

        return await SaveAsync(await ComputeAsync<TSpecification, TResult>(asked, caller, cancellationToken), replace: !isReadable);
    }

    private async Task<Run<TSpecification, TResult>> ComputeAsync<TSpecification, TResult>(
        Prepared<TSpecification> asked, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var specification = asked.Specification;
        ModelVersion.RequireLive(specification.ModelVersion); // before anything is charged
        var result = await gate.ComputeAsync(specification.Numbers, caller, specification.Compute, cancellationToken);
        Interlocked.Increment(ref _computed);
        measurements.CountComputed(TSpecification.Kind, specification.DrawsEvaluated);
        logger.RunComputed(specification.RunId, specification.Label);
        return new Run<TSpecification, TResult>(specification, asked.Baseline, result, RunSource.Computed);
    }

    /// <summary>Stores a run that was computed and paid for; where the storage refuses it, it is answered and remembered all the same.</summary>
    private async Task<Run<TSpecification, TResult>> SaveAsync<TSpecification, TResult>(Run<TSpecification, TResult> run, bool replace)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var (specification, _, result, source) = run;
        try
        {
            var stored = new StoredRun(specification.RunId.ToString(), specification.CanonicalForm, result.ToBytes(), time.GetUtcNow());
            await (replace ? store.ReplaceAsync(stored, CancellationToken.None) : store.SaveAsync(stored, CancellationToken.None));
            var kept = Remember(run with { Source = RunSource.Store });
            return source == RunSource.Computed ? run : kept;
        }
        catch (StorageUnavailableException e)
        {
            logger.RunNotStored(e, specification.RunId);
            return Remember(run with { Source = RunSource.NotStored });
        }
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
        measurements.CountServed(TSpecification.Kind);
        return run;
    }
}
