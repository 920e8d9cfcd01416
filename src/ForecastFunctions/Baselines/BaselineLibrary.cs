using System.Collections.Concurrent;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Http;
using ForecastFunctions.Infrastructure.Sources.Curated;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Baselines;

/// <summary>
/// Baselines as requests use them: stored ones are read once and kept, since they never change; which one is current
/// is asked again after a while; and where none is stored yet, the article's vintage is stored first, so that a fresh
/// installation answers.
/// </summary>
/// <param name="store">Keeps the baselines.</param>
/// <param name="time">Tells when to ask again.</param>
/// <param name="logger">Is told of the seed, and of a pointer that had to be used for longer.</param>
public sealed class BaselineLibrary(IBaselineStore store, TimeProvider time, ILogger<BaselineLibrary> logger) : IDisposable
{
    /// <summary>The name under which a request asks for the current baseline.</summary>
    public const string Latest = "latest";

    private static readonly TimeSpan PointerLifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Baseline> _read = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _oneAsks = new(1, 1);
    private volatile Pointer? _pointer;

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
        return await store.FindAsync(version, cancellationToken) is { } baseline ? _read.GetOrAdd(version, baseline) : null;
    }

    /// <summary>Reads the parameter <c>baseline</c> of a request: a version, or <c>latest</c>, which holds where none is given.</summary>
    /// <returns>The baseline; the current one where the request's is not one, which is recorded as a fault.</returns>
    public async Task<Baseline> ReadAsync(RequestReader reader, CancellationToken cancellationToken)
    {
        var version = reader.Read("baseline", m => m.AsText(), "the version of a baseline, or latest") ?? Latest;
        if (await FindAsync(version, cancellationToken) is { } baseline)
            return baseline;
        reader.AddFault("baseline", FaultCode.NotFound, $"There is no baseline '{version}'. GET /api/v1/baselines lists them.");
        return await CurrentAsync(cancellationToken);
    }

    /// <summary>Every stored baseline, and the version that is current.</summary>
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
            var version = await store.CurrentVersionAsync(cancellationToken) ?? await SeedAsync(cancellationToken);
            _pointer = new Pointer(version, time.GetTimestamp());
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
        => _pointer is { } pointer && time.GetElapsedTime(pointer.AskedAt) < PointerLifetime ? pointer.Version : null;

    private async Task<string> SeedAsync(CancellationToken cancellationToken)
    {
        var article = ArticleBaseline.From(CuratedObservations.Read());
        try
        {
            await store.SaveAsync(article, cancellationToken);
        }
        catch (BaselineConflictException)
        {
            // An earlier release stored its edition of the vintage; what is stored stays, and becomes current.
        }

        if (await store.PointCurrentToAsync(article.Version, expectedCurrent: null, cancellationToken))
        {
            logger.BaselineSeeded(article.Version);
            return article.Version;
        }

        return await store.CurrentVersionAsync(cancellationToken) ?? article.Version;
    }

    private sealed record Pointer(string Version, long AskedAt);
}
