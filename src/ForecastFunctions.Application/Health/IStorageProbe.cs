using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Health;

/// <summary>Tells whether the storage answers, for readiness.</summary>
public interface IStorageProbe
{
    /// <summary>Returns once the storage has answered one small read.</summary>
    /// <exception cref="StorageUnavailableException">It did not.</exception>
    Task PingAsync(CancellationToken cancellationToken);
}
