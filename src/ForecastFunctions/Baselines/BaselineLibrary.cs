using System.Collections.Concurrent;
using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
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
    private int _forgotten;

    /// <summary>Everything in the current baseline was known by this day; nothing as long as this process has not read it.</summary>
    public DateOnly? CurrentAsOf => _pointer is { } pointer && _read.TryGetValue(pointer.Version, out var current) ? current.AsOf : null;

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

    /// <summary>Asks anew which baseline is current when that is next wanted.</summary>
    /// <remarks>Should the storage not answer then, the last answer still serves.</remarks>
    public void ForgetCurrent() => Interlocked.Increment(ref _forgotten);

    /// <summary>
    /// Reads which baseline a request wants: <c>baseline</c>, a version or <c>latest</c>, or <c>asOf</c>, a day, for the
    /// latest vintage of what was known by then. Without either it is the current one.
    /// </summary>
    /// <returns>The baseline; the current one where the request's is not one, which is recorded as a fault.</returns>
    public async Task<Baseline> ReadAsync(RequestReader reader, CancellationToken cancellationToken)
    {
        if (reader.Find("asOf") is null)
            return await ReadAsync(reader, "baseline", cancellationToken);

        if (reader.Find("baseline") is not null)
            reader.AddFault("asOf", FaultCode.Conflict, "baseline and asOf both name a vintage; one of them is wanted.");
        if (reader.Read("asOf", m => AsDay(m.AsText()), "a day such as 2025-06-30") is not { } day)
            return await CurrentAsync(cancellationToken);
        var (summaries, _) = await ListAsync(cancellationToken);
        if (summaries.Where(s => s.AsOf <= day).OrderBy(s => s.AsOf).ThenBy(s => s.StoredAt).LastOrDefault() is { } vintage)
            return (await FindAsync(vintage.Version, cancellationToken))!;
        reader.AddFault("asOf", FaultCode.NotFound,
            $"No baseline holds only what was known by {day:yyyy-MM-dd}; the first is of {summaries.Min(s => s.AsOf):yyyy-MM-dd}.");
        return await CurrentAsync(cancellationToken);
    }

    /// <summary>Reads a version of a baseline, or <c>latest</c>, from a member of a request.</summary>
    /// <returns>The baseline; the current one where the request's is not one, which is recorded as a fault.</returns>
    public async Task<Baseline> ReadAsync(RequestReader reader, string member, CancellationToken cancellationToken)
    {
        var version = reader.Read(member, m => m.AsText(), "the version of a baseline, or latest") ?? Latest;
        if (await FindAsync(version, cancellationToken) is { } baseline)
            return baseline;
        reader.AddFault(member, FaultCode.NotFound, $"There is no baseline '{version}'. GET /api/v1/baselines lists them.");
        return await CurrentAsync(cancellationToken);
    }

    /// <summary>The day by which everything was known that a run rests on.</summary>
    /// <exception cref="DamagedContentException">The baseline that the run names is not stored.</exception>
    public async Task<DateOnly> AsOfAsync(IRunSpecification run, CancellationToken cancellationToken)
        => (await FindAsync(run.BaselineVersion, cancellationToken))?.AsOf
            ?? throw new DamagedContentException($"baseline {run.BaselineVersion}", $"run {run.RunId} names it, but it is not stored");

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

    /// <summary>Reads a day such as <c>2025-06-30</c>; nothing else.</summary>
    public static DateOnly? AsDay(string? text)
        => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private string? Fresh()
        => _pointer is { } pointer && pointer.Forgotten == Volatile.Read(ref _forgotten)
            && time.GetElapsedTime(pointer.AskedAt) < PointerLifetime
            ? pointer.Version
            : null;

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

    /// <summary>Which version was current, since when that is known, and how often it had been forgotten by then.</summary>
    private sealed record Pointer(string Version, long AskedAt, int Forgotten);
}
