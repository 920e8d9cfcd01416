using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>A catalogue as it is stored.</summary>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="Version">Changes with every write.</param>
public sealed record StoredCatalogue(SeriesCatalogue Catalogue, string Version);

/// <summary>A content that somebody has uploaded, which some catalogue names, has named, or was about to name.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Hash">The hash of the content.</param>
/// <param name="UploadId">The upload.</param>
/// <param name="HasLeft">Whether no catalogue named it when it was last looked at.</param>
public sealed record CatalogueUpload(string Owner, string Hash, string UploadId, bool HasLeft);

/// <summary>What became of a write.</summary>
public enum CatalogueWrite
{
    /// <summary>It is written.</summary>
    Done,

    /// <summary>Nothing is changed: another write came first.</summary>
    Outrun,

    /// <summary>Nothing is changed: the owner has as many catalogues as one can.</summary>
    TooMany,
}

/// <summary>
/// Keeps catalogues, those of one owner apart from others', and the contents of their parts. A catalogue names contents that are there: each
/// is stored whole before a catalogue names it, and stays for a while after none does. Every member throws
/// <see cref="StorageUnavailableException"/> when the storage cannot be reached, and <see cref="DamagedContentException"/> when what is
/// stored is not what was saved.
/// </summary>
public interface ICatalogueStore
{
    /// <summary>The catalogues of an owner, by name.</summary>
    Task<IReadOnlyList<SeriesCatalogue>> ListAsync(string owner, CancellationToken cancellationToken);

    /// <summary>A catalogue, or <see langword="null"/>.</summary>
    Task<StoredCatalogue?> FindAsync(string owner, string name, CancellationToken cancellationToken);

    /// <summary>Writes a catalogue.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="version">The version that it replaces; <see langword="null"/> where there is none.</param>
    /// <param name="cancellationToken">Ends it before it is written.</param>
    Task<CatalogueWrite> WriteAsync(string owner, SeriesCatalogue catalogue, string? version, CancellationToken cancellationToken);

    /// <summary>Removes a catalogue.</summary>
    /// <returns>False, and nothing is changed, where another write came first.</returns>
    Task<bool> RemoveAsync(string owner, string name, string version, CancellationToken cancellationToken);

    /// <summary>Stores a content, and registers the upload before anything of it is stored.</summary>
    /// <param name="upload">The upload, which is new.</param>
    /// <param name="content">The content.</param>
    /// <param name="dueAt">When the sweep is to look at it.</param>
    /// <param name="cancellationToken">Ends it; what was stored is removed by the sweep.</param>
    Task SaveAsync(CatalogueUpload upload, SeriesContent content, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>A content, by whichever upload.</summary>
    /// <exception cref="DamagedContentException">It is not there.</exception>
    Task<SeriesContent> ReadAsync(string owner, string hash, CancellationToken cancellationToken);

    /// <summary>The fingerprints of the ids in an upload.</summary>
    /// <exception cref="DamagedContentException">They are not there.</exception>
    Task<ReadOnlyMemory<byte>> ReadFingerprintsAsync(string owner, string uploadId, CancellationToken cancellationToken);

    /// <summary>The uploads of all owners that are to be looked at.</summary>
    Task<IReadOnlyList<CatalogueUpload>> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Has an upload looked at again later.</summary>
    Task PostponeAsync(CatalogueUpload upload, DateTimeOffset dueAt, CancellationToken cancellationToken);

    /// <summary>Removes what an upload has stored, and then forgets it.</summary>
    Task RemoveAsync(CatalogueUpload upload, CancellationToken cancellationToken);
}
