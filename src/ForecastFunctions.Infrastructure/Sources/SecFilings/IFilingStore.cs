using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>
/// Remembers what was read of filings, so that none is asked for twice. Every member throws
/// <see cref="StorageUnavailableException"/> when the storage cannot be reached.
/// </summary>
internal interface IFilingStore
{
    /// <summary>What this version of the readers has read of a company's filings.</summary>
    Task<IReadOnlyList<ReadFiling>> FindAsync(int cik, string version, CancellationToken cancellationToken);

    /// <summary>Remembers what this version has read of a filing, in place of what an older one has.</summary>
    Task SaveAsync(int cik, string version, ReadFiling filing, CancellationToken cancellationToken);
}
