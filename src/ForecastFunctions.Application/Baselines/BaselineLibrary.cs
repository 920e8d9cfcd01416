using System.Collections.Concurrent;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Baselines;

/// <summary>
/// Baselines as requests use them: stored ones are read once and kept, since they never change; which one is current
/// is asked again after a while; what a day in the past would have known is made and stored when it is first asked for;
/// and where none is stored yet, those are stored first that a fresh installation knows.
/// </summary>
/// <param name="store">Keeps the baselines.</param>
/// <param name="seed">Gives what a fresh installation knows.</param>
/// <param name="time">Tells when to ask again.</param>
/// <param name="logger">Is told of the seed, and of a pointer that had to be used for longer.</param>
public sealed class BaselineLibrary(
    IBaselineStore store, SeedObservations seed, TimeProvider time, ILogger<BaselineLibrary> logger) : IDisposable
{
    /// <summary>The name under which a request asks for the current baseline.</summary>
    public const string Latest = "latest";

    /// <summary>For so many days in the past it is kept which vintage they have.</summary>
    private const int MaxDays = 4_096;

    private static readonly TimeSpan PointerLifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Baseline> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Newest, DateOnly Day), string> _versionsOfDays = [];
    private readonly SemaphoreSlim _oneAsks = new(1, 1);
    private volatile Pointer? _pointer;
    private int _forgotten;

    /// <summary>The day of the clock, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>How old the current baseline is; nothing as long as this process has not read it.</summary>
    public BaselineFreshness? CurrentFreshness
        => _pointer is { } pointer && _read.TryGetValue(pointer.Version, out var current) ? BaselineFreshness.Of(current, Today) : null;

    /// <summary>The current baseline.</summary>
    /// <exception cref="StorageUnavailableException">The storage has not answered yet.</exception>
    public async Task<Baseline> CurrentAsync(CancellationToken cancellationToken)
    {
        var version = await CurrentVersionAsync(cancellationToken);
        return await FindAsync(version, cancellationToken)
            ?? throw new DamagedContentException($"baseline {version}", "the pointer names it, but it is not stored");
    }

    /// <summary>The baseline of a version or of <c>latest</c>, or <see langword="null"/> where there is none.</summary>
    public async Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken)
    {
        if (string.Equals(version, Latest, StringComparison.Ordinal))
            return await CurrentAsync(cancellationToken);
        if (!Baseline.IsVersion(version))
            return null;
        if (_read.TryGetValue(version, out var known))
            return known;

        // The very first request may name a vintage that a fresh installation has still to store.
        if (_pointer is null)
            await CurrentVersionAsync(cancellationToken);
        return await store.FindAsync(version, cancellationToken) is { } baseline ? _read.GetOrAdd(version, baseline) : null;
    }

    /// <summary>Asks anew which baseline is current when that is next wanted.</summary>
    /// <remarks>Should the storage not answer then, the last answer still serves.</remarks>
    public void ForgetCurrent() => Interlocked.Increment(ref _forgotten);

    /// <summary>The baseline that a request means.</summary>
    /// <param name="selector">How the request names it.</param>
    /// <param name="faults">Is told where there is no such baseline.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The baseline; the current one where the request's is not one.</returns>
    public async Task<Baseline> FindAsync(BaselineSelector selector, Faults faults, CancellationToken cancellationToken)
    {
        if (selector.AsOf is not { } day)
        {
            if (await FindAsync(selector.Version, cancellationToken) is { } baseline)
                return baseline;
            faults.Add(selector.Member, FaultCode.NotFound,
                $"There is no baseline '{selector.Version}'."
                + (selector.Version is ChooseBaseline.Current ? $" The current one is named {Latest} here." : "")
                + " GET /api/v1/baselines lists them.");
            return await CurrentAsync(cancellationToken);
        }

        if (VintageAsOf.WhyNot(day, Today) is not { } why)
            return await AsOfAsync(day, cancellationToken);
        faults.Add(selector.Member, FaultCode.OutOfRange, why);
        return await CurrentAsync(cancellationToken);
    }

    /// <summary>The listed baseline that knows most: the last one, whether it is current or another one is pinned.</summary>
    public async Task<Baseline> NewestAsync(CancellationToken cancellationToken)
    {
        var (summaries, _) = await ListAsync(cancellationToken);
        return (await FindAsync(summaries.OrderBy(s => s.AsOf).ThenBy(s => s.StoredAt).Last().Version, cancellationToken))!;
    }

    /// <summary>Every listed baseline, and the version that is current.</summary>
    public async Task<(IReadOnlyList<BaselineSummary> Baselines, string Current)> ListAsync(CancellationToken cancellationToken)
    {
        var current = await CurrentVersionAsync(cancellationToken);
        return (await store.ListAsync(cancellationToken), current);
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAsks.Dispose();

    private async Task<string> CurrentVersionAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } fresh)
            return fresh;

        await _oneAsks.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } meanwhile)
                return meanwhile;
            // An answer that was under way when the pointer was forgotten may be of before.
            var forgotten = Volatile.Read(ref _forgotten);
            var version = await store.CurrentVersionAsync(cancellationToken) ?? await SeedAsync(cancellationToken);
            _pointer = new Pointer(version, time.GetTimestamp(), forgotten);
            return version;
        }
        catch (StorageUnavailableException e) when (_pointer is { } stale)
        {
            // An old answer, which names its version, serves callers better than none.
            logger.StaleBaselinePointer(e, stale.Version);
            return stale.Version;
        }
        finally
        {
            _oneAsks.Release();
        }
    }

    private string? Fresh()
        => _pointer is { } pointer && pointer.Forgotten == Volatile.Read(ref _forgotten)
            && time.GetElapsedTime(pointer.AskedAt) < PointerLifetime
            ? pointer.Version
            : null;

    /// <summary>The vintage that could have been made on a day, of what the newest one knows.</summary>
    private async Task<Baseline> AsOfAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(cancellationToken);
        if (_versionsOfDays.TryGetValue((newest.Version, day), out var version))
            return (await FindAsync(version, cancellationToken))!;

        var made = VintageAsOf.Of(newest.Observations, day);
        var stored = await FindAsync(made.Version, cancellationToken);
        if (stored is null)
        {
            await store.SaveAsync(made, isListed: false, cancellationToken);
            stored = _read.GetOrAdd(made.Version, made);
        }

        if (_versionsOfDays.Count >= MaxDays)
            _versionsOfDays.Clear();
        _versionsOfDays[(newest.Version, day)] = stored.Version;
        return stored;
    }

    private async Task<string> SeedAsync(CancellationToken cancellationToken)
    {
        var first = VintageAsOf.ForAFreshInstallation(seed.Read(), Today);
        foreach (var baseline in first)
        {
            // What an earlier release stored under the version stays.
            if (await store.FindAsync(baseline.Version, cancellationToken) is null)
                await store.SaveAsync(baseline, cancellationToken);
        }

        var current = first[^1].Version;
        if (!await store.PointCurrentToAsync(current, expectedCurrent: null, cancellationToken))
            return await store.CurrentVersionAsync(cancellationToken) ?? current;
        logger.BaselineSeeded(current);
        return current;
    }

    /// <summary>Which version was current, since when that is known, and how often it had been forgotten by then.</summary>
    private sealed record Pointer(string Version, long AskedAt, int Forgotten);
}

/// <summary>The observations that come with the product: what a fresh installation knows.</summary>
/// <param name="Read">Reads them.</param>
public sealed record SeedObservations(Func<IReadOnlyList<Observation>> Read);
