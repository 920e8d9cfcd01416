using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Partners;

/// <summary>A partner as it is stored.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Version">Names this state of it, for <see cref="IPartnerStore.ReplaceAsync"/>.</param>
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

    /// <summary>Adds a partner; false if there is one of its name.</summary>
    /// <exception cref="StorageUnavailableException">The storage does not answer.</exception>
    Task<bool> AddAsync(Partner partner, CancellationToken cancellationToken);

    /// <summary>Replaces a partner if it is still in the state that was read; false if it is not.</summary>
    /// <exception cref="StorageUnavailableException">The storage does not answer.</exception>
    Task<bool> ReplaceAsync(Partner partner, string version, CancellationToken cancellationToken);
}
