namespace ForecastFunctions.Benchmarks.Accuracy;

/// <summary>
/// Quarterly revenue in bn USD, as filed or said in calls (what the curated observations of the service hold, with their
/// sources), by the calendar quarter that holds a fiscal quarter's middle.
/// </summary>
internal static class MarketRevenue
{
    /// <summary>The quarter that an origin is after at the earliest, the first of 2024, counted from the first of 2022.</summary>
    public const int FirstOrigin = 9;

    /// <summary>The name, the first quarter, counted from the first of 2022, and the quarters.</summary>
    public static readonly (string Name, int First, double[] Quarters)[] All =
    [
        ("NVIDIA, data centre", 0,
        [
            3.75, 3.81, 3.83, 3.62, 4.28, 10.32, 14.51, 18.4, 22.6, 26.3, 30.8, 35.6, 39.112, 41.1, 51.2, 62.3, 75.246,
        ]),
        ("Broadcom, AI", 3, [0.8, 1.0, 1.0, 1.5, 2.3, 3.1, 3.2, 3.7, 4.1, 4.4, 5.2, 6.5, 8.4, 10.8]),
    ];
}
