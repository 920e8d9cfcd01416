using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Partners;

/// <summary>What a caller has asked for.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Compute">Numbers: draws × periods × variables.</param>
public readonly record struct Usage(long Requests, long Compute)
{
    /// <summary>Both together.</summary>
    public static Usage operator +(Usage one, Usage other) => new(one.Requests + other.Requests, one.Compute + other.Compute);

    /// <summary>The larger of both, each number by itself.</summary>
    public static Usage Larger(Usage one, Usage other) => new(Math.Max(one.Requests, other.Requests), Math.Max(one.Compute, other.Compute));

    /// <summary>What is left of the one without the other.</summary>
    public static Usage operator -(Usage one, Usage other) => new(one.Requests - other.Requests, one.Compute - other.Compute);
}

/// <summary>Keeps what each caller has asked for today, over all instances and restarts.</summary>
public interface IUsageStore
{
    /// <summary>What the caller has asked for on a day.</summary>
    /// <exception cref="StorageUnavailableException">The storage does not answer.</exception>
    Task<Usage> FindAsync(string caller, DateOnly day, CancellationToken cancellationToken);

    /// <summary>
    /// Adds to a day, and gives what the day has with it. Kept are the latest day and the one before it, since the clocks of
    /// instances differ; of an earlier one, nothing is known any more.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The storage does not answer, or others write all the time.</exception>
    Task<Usage> AddAsync(string caller, DateOnly day, Usage more, CancellationToken cancellationToken);
}
