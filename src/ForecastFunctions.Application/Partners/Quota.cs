namespace ForecastFunctions.Application.Partners;

/// <summary>
/// What a partner may ask for. Compute counts the numbers that runs are made of: draws × periods × variables.
/// </summary>
public sealed record Quota
{
    /// <summary>The most requests a minute that can be granted.</summary>
    public const int MaxRequestsPerMinute = 100_000;

    /// <summary>The least compute a minute that can be granted: as much as the largest run takes.</summary>
    public const long MinComputePerMinute = 100_000_000;

    /// <summary>The most compute a minute that can be granted.</summary>
    public const long MaxComputePerMinute = 1_000_000_000_000;

    /// <summary>The most requests a day that can be granted.</summary>
    public const long MaxRequestsPerDay = 100_000_000;

    /// <summary>The most compute a day that can be granted.</summary>
    public const long MaxComputePerDay = 1_000_000_000_000_000;

    /// <summary>A quota.</summary>
    /// <param name="requestsPerMinute">Requests a minute, on each instance: 1 to <see cref="MaxRequestsPerMinute"/>.</param>
    /// <param name="computePerMinute">
    /// Numbers a minute, on each instance: <see cref="MinComputePerMinute"/> to <see cref="MaxComputePerMinute"/>.
    /// </param>
    /// <param name="requestsPerDay">Requests a day (UTC), over all instances: 1 to <see cref="MaxRequestsPerDay"/>.</param>
    /// <param name="computePerDay">
    /// Numbers a day (UTC), over all instances: <see cref="MinComputePerMinute"/> to <see cref="MaxComputePerDay"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Quota(int requestsPerMinute, long computePerMinute, long requestsPerDay, long computePerDay)
    {
        RequestsPerMinute = (int)Within(requestsPerMinute, 1, MaxRequestsPerMinute, nameof(requestsPerMinute));
        ComputePerMinute = Within(computePerMinute, MinComputePerMinute, MaxComputePerMinute, nameof(computePerMinute));
        RequestsPerDay = Within(requestsPerDay, 1, MaxRequestsPerDay, nameof(requestsPerDay));
        ComputePerDay = Within(computePerDay, MinComputePerMinute, MaxComputePerDay, nameof(computePerDay));
    }

    /// <summary>The quota of a partner for whom nothing else is said.</summary>
    public static Quota Default { get; } = new(120, 1_000_000_000, 20_000, 50_000_000_000);

    /// <summary>Requests a minute, on each instance.</summary>
    public int RequestsPerMinute { get; }

    /// <summary>Numbers a minute, on each instance.</summary>
    public long ComputePerMinute { get; }

    /// <summary>Requests a day (UTC), over all instances.</summary>
    public long RequestsPerDay { get; }

    /// <summary>Numbers a day (UTC), over all instances.</summary>
    public long ComputePerDay { get; }

    private static long Within(long value, long min, long max, string name)
        => value >= min && value <= max
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"It lies from {min} to {max}.");
}
