using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Core.Baselines;

/// <summary>What saving a baseline did.</summary>
public enum SaveOutcome
{
    /// <summary>The version was new and is stored now.</summary>
    Stored,

    /// <summary>The version was stored before, with the same content; nothing was written.</summary>
    AlreadyStored,
}

/// <summary>
/// Keeps baselines, which never change once they are stored, and the pointer to the current one. Every member throws
/// <see cref="StorageUnavailableException"/> when the storage cannot be reached.
/// </summary>
public interface IBaselineStore
{
    /// <summary>The baseline of a version, or null where there is none.</summary>
    /// <exception cref="DamagedContentException">What is stored is not what was saved.</exception>
    Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken);

    /// <summary>The version that is current, or null before the first one was made so.</summary>
    Task<string?> CurrentVersionAsync(CancellationToken cancellationToken);

    /// <summary>All stored baselines, in ordinal order of their versions.</summary>
    Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Stores a baseline. Saving the same content again does nothing.</summary>
    /// <exception cref="BaselineConflictException">The version is stored with a different content.</exception>
    Task<SaveOutcome> SaveAsync(Baseline baseline, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a stored version current if <paramref name="expectedCurrent"/> (null for none) still is. Of several
    /// concurrent changes from one version to different ones exactly one succeeds.
    /// </summary>
    /// <returns>Whether the version is current now; false when another change came first.</returns>
    /// <exception cref="ArgumentException">The version is not stored.</exception>
    Task<bool> PointCurrentToAsync(string version, string? expectedCurrent, CancellationToken cancellationToken);
}

/// <summary>A version is stored already, and its content is another one.</summary>
/// <param name="version">The version.</param>
public sealed class BaselineConflictException(string version)
    : Exception($"Baseline {version} is stored already, with a different content; a stored baseline never changes.")
{
    /// <summary>The version.</summary>
    public string Version { get; } = version;
}
