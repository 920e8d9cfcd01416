using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using Microsoft.Extensions.Caching.Memory;

namespace ForecastFunctions.Runs;

/// <summary>
/// What was written of runs lately, about 64 MiB of it: a run never changes, so neither does a page of it. What is larger than a
/// sixteenth of that is written anew each time.
/// </summary>
public sealed class RenderedRuns : IDisposable
{
    private const int MaxBytes = 64 * 1024 * 1024;

    private readonly MemoryCache _written = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>A page of a run, written before or now.</summary>
    public Document Get<TSpecification, TResult>(
        Run<TSpecification, TResult> run, string kind, RunPage page, Func<Document> write)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (run.Source == RunSource.NotStored)
            return write();
        var key = (run.Specification.RunId, kind, page.Form, page.Page, string.Join('&', page.Query));
        if (_written.TryGetValue(key, out Document? known))
            return known!;
        var document = write();
        if (document.Length <= MaxBytes / 16)
            _written.Set(key, document, new MemoryCacheEntryOptions { Size = 2 * document.Length });
        return document;
    }

    /// <inheritdoc/>
    public void Dispose() => _written.Dispose();
}
