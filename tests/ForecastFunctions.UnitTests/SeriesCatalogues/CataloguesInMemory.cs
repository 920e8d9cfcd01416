using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.UnitTests.SeriesCatalogues;

/// <summary>Catalogues and contents to be read.</summary>
internal sealed class CataloguesInMemory : ICatalogueStore
{
    public List<SeriesCatalogue> Catalogues { get; } = [];

    public Dictionary<string, SeriesContent> Contents { get; } = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<SeriesCatalogue>> ListAsync(string owner, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<SeriesCatalogue>>(Catalogues);

    public Task<StoredCatalogue?> FindAsync(string owner, string name, CancellationToken cancellationToken)
        => Task.FromResult(Catalogues.Find(c => c.Name == name) is { } catalogue ? new StoredCatalogue(catalogue, "1") : null);

    public Task<SeriesContent> ReadAsync(string owner, string hash, CancellationToken cancellationToken) => Task.FromResult(Contents[hash]);

    public Task<CatalogueWrite> WriteAsync(string owner, SeriesCatalogue catalogue, string? version, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    public Task<bool> RemoveAsync(string owner, string name, string version, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SaveAsync(CatalogueUpload upload, SeriesContent content, DateTimeOffset dueAt, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    public Task<ReadOnlyMemory<byte>> ReadFingerprintsAsync(string owner, string uploadId, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    public Task<IReadOnlyList<CatalogueUpload>> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task PostponeAsync(CatalogueUpload upload, DateTimeOffset dueAt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveAsync(CatalogueUpload upload, CancellationToken cancellationToken) => throw new NotSupportedException();
}
