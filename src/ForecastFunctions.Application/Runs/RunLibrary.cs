using System.Collections.Concurrent;
using System.Threading.RateLimiting;
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

    /// <summary>The most stored runs that are read at once.</summary>
    private const int MaxLoads = 8;

    private readonly RunQuestions _questions = new(baselines, readers);

    /// <summary>
    /// Recently used runs, so that a spreadsheet that asks again costs no storage request; about 64 MiB. Each is
    /// remembered for a day of the calendar, so that the store learns of every day on which a run is read.
    /// </summary>
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024 });

    /// <summary>While it is read, a stored run takes a multiple of its numbers, so few are read at once.</summary>
    private readonly ConcurrencyLimiter _loads = new(new() { PermitLimit = MaxLoads, QueueLimit = int.MaxValue });

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
            return Count(await KeptAsync(recent, asked.IsKept, caller), caller);

        // Charged to whoever came first; where that caller's quota is used up, to the next.
        while (true)
        {
            var mine = new SharedWork<Run<TSpecification, TResult>>(end => FindOrComputeAsync<TSpecification, TResult>(asked, caller, end));
            var work = (SharedWork<Run<TSpecification, TResult>>)_underWay.GetOrAdd(runId, mine);
            try
            {
                if (work.TryJoin(cancellationToken, out var result))
                    return Count(await KeptAsync(await result, asked.IsKept, caller), caller);
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
        var (asked, run) = await LoadAsync<TSpecification, TResult>(runId, caller, cancellationToken);
        return run is not null ? Count(run, caller)
            : asked is not null ? await GetAsync<TSpecification, TResult>(asked, caller, cancellationToken)
            : null;
    }

    /// <summary>The question of a canonical form, with its baselines.</summary>
    /// <exception cref="FormatException">It is not one of this kind.</exception>
    /// <exception cref="ModelVersionGoneException">It says what cannot be said of the model today.</exception>
    public Task<Prepared<TSpecification>> AskedAsync<TSpecification, TResult>(string canonicalForm, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => _questions.PrepareAsync<TSpecification, TResult>(TSpecification.Parse(canonicalForm), cancellationToken);

    /// <summary>Whether the numbers of a run are stored.</summary>
    public async Task<bool> IsStoredAsync(RunId runId, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(runId.ToString(), cancellationToken) is { Result: not null };
        }
        catch (DamagedContentException)
        {
            return false; // whoever asks for it computes it again
        }
    }

    /// <summary>Stores a run that was computed elsewhere.</summary>
    /// <exception cref="StorageUnavailableException">It could not be stored.</exception>
    public async Task KeepAsync<TSpecification, TResult>(Prepared<TSpecification> asked, TResult result)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        await store.ReplaceAsync(
            new StoredRun(asked.Specification.RunId.ToString(), asked.Specification.CanonicalForm, result.ToBytes(), time.GetUtcNow()),
            CancellationToken.None);
        Remember(new Run<TSpecification, TResult>(asked, result, RunSource.Store));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _recent.Dispose();
        _loads.Dispose();
    }

    /// <summary>The only place where it is decided who may read a run.</summary>
    private static bool IsFor(Caller caller, IRunSpecification specification)
        => specification.Owner is not { } owner || string.Equals(owner, caller.Name, StringComparison.Ordinal);

    /// <summary>A run that is known or stored; where its result is gone, what was asked; neither where the caller has no such run.</summary>
    private async Task<(Prepared<TSpecification>? Asked, Run<TSpecification, TResult>? Run)> LoadAsync<TSpecification, TResult>(
        RunId runId, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (Known() is { } known)
            return known;
        using var load = await _loads.AcquireAsync(1, cancellationToken);
        if (Known() is { } meanwhile)
            return meanwhile;
        if (await store.FindAsync(runId.ToString(), cancellationToken) is not { } stored)
            return default;
        var (kind, any) = _questions.Parse(stored.Request);
        if (!IsFor(caller, any))
            return default;
        if (any is not TSpecification specification)
            throw ProblemException.NotFound($"Run {runId} is one of the {kind}; GET /api/v1/{kind}/{runId} reads it.");
        var asked = await _questions.PrepareAsync<TSpecification, TResult>(specification, cancellationToken);
        return (asked, RunOf<TSpecification, TResult>(asked, stored));

        (Prepared<TSpecification>?, Run<TSpecification, TResult>?)? Known()
            => Recent<TSpecification, TResult>(runId) is not { } recent ? null
                : IsFor(caller, recent.Specification) ? (recent.Asked, recent) : (null, null);
    }

    /// <summary>
    /// The run with its stored numbers; nothing where they were pruned, are damaged, or have other columns than the run would have
    /// today: then they are computed again.
    /// </summary>
    private Run<TSpecification, TResult>? RunOf<TSpecification, TResult>(Prepared<TSpecification> asked, StoredRun stored)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        try
        {
            if (stored.Result is not { } bytes)
                return null;
            var result = TResult.FromBytes(bytes);
            return asked.Specification.Fits(result)
                ? Remember(new Run<TSpecification, TResult>(asked, result, RunSource.Store))
                : throw new FormatException("The stored numbers are not those of this run.");
        }
        catch (FormatException e)
        {
            logger.RunUnreadable(e, stored.RunId);
            return null;
        }
    }

    private async Task<Run<TSpecification, TResult>> FindOrComputeAsync<TSpecification, TResult>(
        Prepared<TSpecification> asked, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (!asked.IsKept)
            return Remember(await ComputeAsync<TSpecification, TResult>(asked, caller, cancellationToken) with { Source = RunSource.NotKept });
        var runId = asked.Specification.RunId.ToString();
        var isReadable = true;
        try
        {
            using var load = await _loads.AcquireAsync(1, cancellationToken);
            if (await store.FindAsync(runId, cancellationToken) is { } stored)
            {
                if (RunOf<TSpecification, TResult>(asked, stored) is { } run)
                    return run;
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
        if (!RunLimits.For(caller).Admit(specification))
        {
            throw new ProblemException(
                ProblemKind.RunExpired,
                $"The numbers of run {specification.RunId} are not stored any more, and it is larger than a request: ask it again of /api/v1/{TSpecification.Kind}, with the header Prefer: respond-async.");
        }

        var result = await gate.ComputeAsync(asked.IsKept ? specification.Numbers : ChargeOfLook(specification), caller, specification.Compute, cancellationToken);
        Interlocked.Increment(ref _computed);
        measurements.CountComputed(TSpecification.Kind, specification.DrawsEvaluated);
        logger.RunComputed(specification.RunId, specification.Label);
        return new Run<TSpecification, TResult>(asked, result, RunSource.Computed);
    }

    /// <summary>What a run costs that is not kept; who keeps it afterwards pays the rest.</summary>
    private static long ChargeOfLook(IRunSpecification specification) => specification.Numbers / 4;

    /// <summary>The run, stored if that is wanted and was not done, or could not be done, before.</summary>
    private async Task<Run<TSpecification, TResult>> KeptAsync<TSpecification, TResult>(
        Run<TSpecification, TResult> run, bool isKept, Caller caller)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (!isKept || run.IsStored)
            return run;
        if (run.Source == RunSource.NotKept)
            caller.Meter?.TakeCompute(run.Specification.Numbers - ChargeOfLook(run.Specification));
        return await SaveAsync(run, replace: true); // perhaps of a damaged one
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

    /// <summary>Counts a run that is answered, and its memory as its caller's: it is held until the answer is sent.</summary>
    private Run<TSpecification, TResult> Count<TSpecification, TResult>(Run<TSpecification, TResult> run, Caller caller)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        caller.Hold?.Take(run.Result.ByteCount);
        Interlocked.Increment(ref _served);
        measurements.CountServed(TSpecification.Kind);
        return run;
    }
}
