using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Runs;

/// <summary>
/// A computed run, kept under the hash of its request. Its result may have been pruned since; the request is kept for
/// good.
/// </summary>
public sealed record StoredRun
{
    /// <summary>Creates a run to store.</summary>
    /// <exception cref="ArgumentException">The id is not one, or the request is blank.</exception>
    public StoredRun(string runId, string request, ReadOnlyMemory<byte>? result, DateTimeOffset createdAt)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(request);
        RunId = Core.Projections.RunId.IsRunId(runId)
            ? runId
            : throw new ArgumentException($"'{runId}' is not a run id: 32 lower-case hex digits.", nameof(runId));
        Request = request;
        Result = result;
        CreatedAt = createdAt;
    }

    /// <summary>The id: 32 lower-case hex digits.</summary>
    public string RunId { get; }

    /// <summary>The canonical request (JSON), from which the run can be computed again.</summary>
    public string Request { get; }

    /// <summary>The result as the engine's writer wrote it, or <see langword="null"/> where it was pruned.</summary>
    public ReadOnlyMemory<byte>? Result { get; }

    /// <summary>Whether the result is stored, and can't be read.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>When the result was computed.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Two runs are equal when all their parts are, the results byte for byte.</summary>
    public bool Equals(StoredRun? other) =>
        other is not null
        && (RunId, Request, CreatedAt) == (other.RunId, other.Request, other.CreatedAt)
        && (Result, other.Result) switch
        {
            ({ } one, { } another) => one.Span.SequenceEqual(another.Span),
            var (one, another) => one is null && another is null,
        };

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RunId, Request, CreatedAt, Result?.Length);
}

/// <summary>
/// Keeps runs by their ids, and the day on which each was last found. Every member throws
/// <see cref="StorageUnavailableException"/> when the storage cannot be reached.
/// </summary>
public interface IRunStore
{
    /// <summary>The run of an id, without its result where that was pruned, or null where there is none.</summary>
    /// <exception cref="DamagedContentException">What is stored is not what was saved.</exception>
    Task<StoredRun?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a run with its result. The first write of an id wins: saving the id again does nothing, unless its result
    /// was pruned; then it is put back.
    /// </summary>
    /// <exception cref="ArgumentException">The run has no result.</exception>
    Task SaveAsync(StoredRun run, CancellationToken cancellationToken);

    /// <summary>Stores a run with its result in place of what is stored under its id and can't be read.</summary>
    /// <exception cref="ArgumentException">The run has no result.</exception>
    Task ReplaceAsync(StoredRun run, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the results that were neither saved nor found since the beginning of a day (UTC), and keeps their
    /// requests. It may run beside any other use of the store, and be ended at any moment; the next call goes on.
    /// </summary>
    /// <param name="unreadSince">A moment of that day.</param>
    /// <param name="cancellationToken">Ends it between two runs or within one.</param>
    /// <returns>How many results were removed.</returns>
    Task<int> PruneAsync(DateTimeOffset unreadSince, CancellationToken cancellationToken);
}
