using System.Threading.RateLimiting;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Runs;

/// <summary>Runs that were computed before: those that are stored, and of all kinds those that were used lately.</summary>
/// <param name="store">Keeps runs.</param>
/// <param name="time">Tells the day.</param>
/// <param name="logger">Is told of what can't be read, or stored.</param>
internal sealed class KeptRuns(IRunStore store, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>A parsed specification takes about so many times the length of its form.</summary>
    private const int BytesPerCharacterOfForm = 4;

    /// <summary>The most stored runs that are read at once.</summary>
    private const int MaxLoads = 8;

    /// <summary>
    /// Recently used runs, so that a spreadsheet that asks again costs no storage request; about 64 MiB. Each is
    /// remembered for a day of the calendar, so that the store learns of every day on which a run is read.
    /// </summary>
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024 });

    /// <summary>While it is read, a stored run takes a multiple of its numbers, so few are read at once.</summary>
    private readonly ConcurrencyLimiter _loads = new(new() { PermitLimit = MaxLoads, QueueLimit = int.MaxValue });

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>A run that was used today, whoever's it is; <see langword="null"/> where it is not remembered.</summary>
    public Run<TSpecification, TResult>? Recent<TSpecification, TResult>(RunId runId)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => _recent.Get((runId, Today)) as Run<TSpecification, TResult>;

    /// <summary>The run, remembered.</summary>
    public Run<TSpecification, TResult> Remember<TSpecification, TResult>(Run<TSpecification, TResult> run)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => _recent.Set((run.Specification.RunId, Today), run, new MemoryCacheEntryOptions
        {
            Size = run.Result.ByteCount + BytesPerCharacterOfForm * run.Specification.CanonicalForm.Length,
        });

    /// <summary>A run that is known or stored; where its result is gone, what was asked; neither where the caller has no such run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="questions">Read stored questions.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ProblemException">404: the run is of another kind.</exception>
    public async Task<(Prepared<TSpecification>? Asked, Run<TSpecification, TResult>? Run)> FindAsync<TSpecification, TResult>(
        RunId runId, RunQuestions questions, Caller caller, CancellationToken cancellationToken)
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
        var (kind, any) = questions.Parse(stored.Request);
        if (!IsFor(caller, any))
            return default;
        if (any is not TSpecification specification)
            throw ProblemException.NotFound($"Run {runId} is one of the {kind}; GET /api/v1/{kind}/{runId} reads it.");
        var asked = await questions.PrepareAsync<TSpecification, TResult>(specification, cancellationToken);
        return (asked, RunOf<TSpecification, TResult>(asked, stored));

        (Prepared<TSpecification>?, Run<TSpecification, TResult>?)? Known()
            => Recent<TSpecification, TResult>(runId) is not { } recent ? null
                : IsFor(caller, recent.Specification) ? (recent.Asked, recent) : (null, null);
    }

    /// <summary>The run of a question, where it is stored; and where it is not, whether what is stored of it, if anything, can be read.</summary>
    public async Task<(Run<TSpecification, TResult>? Run, bool IsReadable)> FindAsync<TSpecification, TResult>(
        Prepared<TSpecification> asked, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var runId = asked.Specification.RunId.ToString();
        try
        {
            using var load = await _loads.AcquireAsync(1, cancellationToken);
            return await store.FindAsync(runId, cancellationToken) is { } stored
                ? (RunOf<TSpecification, TResult>(asked, stored), stored is { Result: null, IsDamaged: false })
                : (null, true);
        }
        catch (DamagedContentException e)
        {
            logger.RunUnreadable(e, runId);
            return (null, false);
        }
    }

    /// <summary>Stores a run that was computed and paid for; where the storage refuses it, it is answered and remembered all the same.</summary>
    public async Task<Run<TSpecification, TResult>> SaveAsync<TSpecification, TResult>(Run<TSpecification, TResult> run, bool replace)
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

    /// <summary>Whether the numbers of a run are stored.</summary>
    public async Task<bool> HasAsync(RunId runId, CancellationToken cancellationToken)
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
    public async Task AddAsync<TSpecification, TResult>(Prepared<TSpecification> asked, TResult result)
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

    /// <summary>The only place where it is decided who may read a run.</summary>
    private static bool IsFor(Caller caller, IRunSpecification specification)
        => specification.Owner is not { } owner || string.Equals(owner, caller.Name, StringComparison.Ordinal);
}
