using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>
/// Keeps the scenarios of partners. All changes of one partner's scenarios are in one order: each is decided on what the
/// one before has left. Every member throws <see cref="StorageUnavailableException"/> when the storage cannot be
/// reached, and <see cref="DamagedContentException"/> when what is stored is not what was saved.
/// </summary>
public interface IScenarioStore
{
    /// <summary>All scenarios of an owner.</summary>
    Task<PartnerScenarios> ReadAsync(string owner, CancellationToken cancellationToken);

    /// <summary>A scenario of an owner, where it is there, and those that it extends; a point read for each.</summary>
    Task<PartnerScenarios> ReadChainAsync(string owner, string name, CancellationToken cancellationToken);

    /// <summary>Changes one scenario of an owner, whole or not at all.</summary>
    /// <param name="owner">The partner.</param>
    /// <param name="name">The scenario's name.</param>
    /// <param name="decide">
    /// Tells from all scenarios of the owner what the name stands for from now on, or <see langword="null"/> to remove it;
    /// what it throws ends the change. Asked again where another change came first.
    /// </param>
    /// <param name="cancellationToken">Ends it before or after it is written, never within.</param>
    /// <returns>What is kept now.</returns>
    Task<StoredScenario?> ChangeAsync(
        string owner, string name, Func<PartnerScenarios, SavedScenario?> decide, CancellationToken cancellationToken);
}
