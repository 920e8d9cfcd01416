using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Core.Projections;

/// <summary>A computed run, kept under the hash of its request.</summary>
public sealed record StoredRun
{
    /// <summary>Creates a run to store.</summary>
    /// <exception cref="ArgumentException">The id is not one, or the request is blank.</exception>
    public StoredRun(string runId, string request, ReadOnlyMemory<byte> result, DateTimeOffset createdAt)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(request);
        RunId = IsRunId(runId)
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

    /// <summary>The result as the engine's writer wrote it.</summary>
    public ReadOnlyMemory<byte> Result { get; }

    /// <summary>When the run was computed.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Whether a text is a run id: 32 lower-case hex digits.</summary>
    public static bool IsRunId(string? text) =>
        text is { Length: 32 } && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');

    /// <summary>Two runs are equal when all their parts are, the results byte for byte.</summary>
    public bool Equals(StoredRun? other) =>
        other is not null
        && (RunId, Request, CreatedAt) == (other.RunId, other.Request, other.CreatedAt)
        && Result.Span.SequenceEqual(other.Result.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RunId, Request, CreatedAt, Result.Length);
}

/// <summary>
/// Keeps runs by their ids. Every member throws <see cref="StorageUnavailableException"/> when the storage cannot be
/// reached.
/// </summary>
public interface IRunStore
{
    /// <summary>The run of an id, or null where there is none.</summary>
    /// <exception cref="DamagedContentException">What is stored is not what was saved.</exception>
    Task<StoredRun?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Stores a run. The first write of an id wins; saving the id again does nothing.</summary>
    Task SaveAsync(StoredRun run, CancellationToken cancellationToken);
}
