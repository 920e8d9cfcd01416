using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Partners;

/// <summary>A partner as it is stored.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Version">
/// Names this state of it and no other, in letters and digits; it tells nothing of the partner.
/// </param>
public sealed record StoredPartner(Partner Partner, string Version);

/// <summary>Keeps partners with the hashes of their keys.</summary>
public interface IPartnerStore
{
    /// <summary>The partner of a name, or <see langword="null"/>.</summary>
    /// <exception cref="StorageUnavailableException">The storage does not answer.</exception>
    Task<StoredPartner?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Every partner, in order of name.</summary>
    /// <exception cref="StorageUnavailableException">The storage does not answer.</exception>
    Task<IReadOnlyList<Partner>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes a partner if the store has what the caller takes it to have.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="version">The state that it takes the place of; <see langword="null"/> where there must be none.</param>
    /// <param name="cancellationToken">Ends it before or after it is written, never within.</param>
    /// <returns>What is stored now; <see langword="null"/>, and nothing is changed, where the store has something else.</returns>
    /// <exception cref="StorageUnavailableException">The storage does not answer; it may have been written.</exception>
    Task<StoredPartner?> WriteAsync(Partner partner, string? version, CancellationToken cancellationToken);
}
