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

    /// <summary>Which baseline is current, or null before the first one was made so.</summary>
    Task<CurrentBaseline?> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>The version that is current, or null before the first one was made so.</summary>
    async Task<string?> CurrentVersionAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken))?.Version;

    /// <summary>The stored baselines that are listed, in ordinal order of their versions.</summary>
    Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Stores a baseline. Saving the same content again does nothing, or lists what was not listed so far.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="isListed">Whether lists show it: not what was made only to answer a request for a day in the past.</param>
    /// <param name="cancellationToken">Ends it before or after it is stored, never within.</param>
    /// <exception cref="BaselineConflictException">The version is stored with a different content.</exception>
    Task<SaveOutcome> SaveAsync(Baseline baseline, bool isListed, CancellationToken cancellationToken);

    /// <summary>Stores a baseline, and lists it.</summary>
    /// <inheritdoc cref="SaveAsync(Baseline, bool, CancellationToken)" path="/*[not(self::summary)]"/>
    Task<SaveOutcome> SaveAsync(Baseline baseline, CancellationToken cancellationToken)
        => SaveAsync(baseline, isListed: true, cancellationToken);

    /// <summary>
    /// Makes a stored version current if what is expected (null for none) still is, pin and all. Of several concurrent
    /// changes from one state to different ones exactly one succeeds.
    /// </summary>
    /// <returns>Whether the version is current now; false when another change came first.</returns>
    /// <exception cref="ArgumentException">The version is not stored.</exception>
    Task<bool> PointCurrentToAsync(CurrentBaseline next, CurrentBaseline? expected, CancellationToken cancellationToken);

    /// <summary>Makes a stored version current, not pinned, if another one, not pinned either, still is.</summary>
    /// <inheritdoc cref="PointCurrentToAsync(CurrentBaseline, CurrentBaseline, CancellationToken)" path="/*[not(self::summary)]"/>
    Task<bool> PointCurrentToAsync(string version, string? expectedCurrent, CancellationToken cancellationToken)
        => PointCurrentToAsync(
            new CurrentBaseline(version, IsPinned: false), expectedCurrent is null ? null : new(expectedCurrent, IsPinned: false),
            cancellationToken);
}

/// <summary>Which baseline is current.</summary>
/// <param name="Version">Its version.</param>
/// <param name="IsPinned">Whether an operator keeps it, so that refreshes store new baselines without making them current.</param>
public sealed record CurrentBaseline(string Version, bool IsPinned);

/// <summary>A version is stored already, and its content is another one.</summary>
/// <param name="version">The version.</param>
public sealed class BaselineConflictException(string version)
    : Exception($"Baseline {version} is stored already, with a different content; a stored baseline never changes.")
{
    /// <summary>The version.</summary>
    public string Version { get; } = version;
}
