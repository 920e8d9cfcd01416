using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using Microsoft.Extensions.Caching.Memory;

namespace ForecastFunctions.Runs;

/// <summary>
/// What was written of runs lately, about 64 MiB of it: a run never changes, so neither does a page of it. Of a page that is too long
/// to be kept the digest is.
/// </summary>
public sealed class RenderedRuns : IDisposable
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private const int BytesOfDigest = 512;

    private readonly MemoryCache _written = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>A page of a run, written before or now.</summary>
    /// <param name="run">The run.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="page">The page.</param>
    /// <param name="write">Writes it; given its digest where it is long and was written before.</param>
    public async Task<Document> GetAsync<TSpecification, TResult>(
        Run<TSpecification, TResult> run, string kind, RunPage page, Func<TextDigest?, Task<Document>> write)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (!run.IsStored || page.Addition is not null)
            return await write(null);
        var key = (run.Specification.RunId, kind, page.Form, page.Page, string.Join('&', page.Query));
        var known = _written.Get(key);
        if (known is Document before)
            return before;
        var document = await write(known as TextDigest);
        if (document.LongDigest is { } digest)
            _written.Set(key, digest, new MemoryCacheEntryOptions { Size = BytesOfDigest });
        else
            _written.Set(key, document, new MemoryCacheEntryOptions { Size = 2 * document.Length });
        return document;
    }

    /// <inheritdoc/>
    public void Dispose() => _written.Dispose();
}
