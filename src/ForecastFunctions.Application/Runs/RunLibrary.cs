using System.Collections.Concurrent;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
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
    private readonly RunQuestions _questions = new(baselines, readers);
    private readonly KeptRuns _kept = new(store, time, logger);
    private readonly ConcurrentDictionary<RunId, object> _underWay = new();
    private long _computed;
    private long _served;

    /// <summary>How many runs this process has computed.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    /// <summary>How many runs this process has answered.</summary>
    public long Served => Interlocked.Read(ref _served);

    /// <summary>The run of a question, from the store or computed and stored.</summary>
    /// <exception cref="ProblemException">503: too much is under way; 429: the caller's quota is used up.</exception>
    public async Task<Run<TSpecification, TResult>> GetAsync<TSpecification, TResult>(
        Prepared<TSpecification> asked, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var runId = asked.Specification.RunId;
        if (_kept.Recent<TSpecification, TResult>(runId) is { } recent)
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
        var (asked, run) = await _kept.FindAsync<TSpecification, TResult>(runId, _questions, caller, cancellationToken);
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
    public Task<bool> IsStoredAsync(RunId runId, CancellationToken cancellationToken) => _kept.HasAsync(runId, cancellationToken);

    /// <summary>Stores a run that was computed elsewhere.</summary>
    /// <exception cref="StorageUnavailableException">It could not be stored.</exception>
    public Task KeepAsync<TSpecification, TResult>(Prepared<TSpecification> asked, TResult result)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => _kept.AddAsync(asked, result);

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private async Task<Run<TSpecification, TResult>> FindOrComputeAsync<TSpecification, TResult>(
        Prepared<TSpecification> asked, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (!asked.IsKept)
            return _kept.Remember(await ComputeAsync<TSpecification, TResult>(asked, caller, cancellationToken) with { Source = RunSource.NotKept });
        var (run, isReadable) = await _kept.FindAsync<TSpecification, TResult>(asked, cancellationToken);
        return run ?? await _kept.SaveAsync(
            await ComputeAsync<TSpecification, TResult>(asked, caller, cancellationToken), replace: !isReadable);
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
                $"The numbers of run {specification.RunId} are not stored any more, and it is larger than a request: "
                + $"ask the question again of /api/v1/{TSpecification.Kind}, with the header Prefer: respond-async.");
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
        return await _kept.SaveAsync(run, replace: true); // perhaps of a damaged one
    }

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
