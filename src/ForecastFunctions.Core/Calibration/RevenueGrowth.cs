using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Calibration;

/// <summary>
/// Growth of quarterly revenue from the base year to the year after it: the sum of that year's four quarters over the sum
/// of the base year's. Quarters that are known count as they are; the others are forecast by the default combination.
/// </summary>
/// <remarks>
/// The series is told without season: in so few quarters of such growth none can be seen. Growth is that of the
/// combination, of which methods that take trends for rates are a part. What is forecast is the sum of the vendors, and not
/// each of them: their parts of it are no output of this. The uncertainty is that of the simulated paths,
/// which have the calibrated distribution of the forecast at every step, and of which each is summed over the year.
/// </remarks>
/// <param name="P5">The 5th percentile of the log growth.</param>
/// <param name="P50">The 50th percentile.</param>
/// <param name="P95">The 95th percentile.</param>
/// <param name="Method">How it was forecast; <see langword="null"/> where the whole year is known.</param>
public sealed record RevenueGrowth(double P5, double P50, double P95, string? Method)
{
    /// <summary>The fewest quarters that are forecast from: from fewer than two years, no range means anything.</summary>
    public const int FewestQuarters = 8;

    private const int QuartersOfAYear = 4;
    private const int Paths = 4_096;
    private const ulong Seed = 1;

    /// <summary>The growth, always the same of the same quarters.</summary>
    /// <param name="quarters">
    /// The revenue, positive, the earliest first and without gaps: up to the end of the base year, and what is known of
    /// the year after.
    /// </param>
    /// <param name="ahead">How many quarters of the year after the base year are not known, 0 to 4.</param>
    /// <exception cref="ArgumentException">A quarter is not positive.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The quarters are not as many as wanted, or those ahead not 0 to 4.</exception>
    /// <exception cref="InvalidSeriesException">No method can forecast them.</exception>
    public static RevenueGrowth Of(IReadOnlyList<double> quarters, int ahead)
    {
        ArgumentNullException.ThrowIfNull(quarters);
        ArgumentOutOfRangeException.ThrowIfNegative(ahead);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ahead, QuartersOfAYear);
        var known = QuartersOfAYear - ahead;
        ArgumentOutOfRangeException.ThrowIfLessThan(quarters.Count, FewestQuarters, nameof(quarters));
        if (quarters.Any(q => !(q > 0)))
            throw new ArgumentException("Every quarter must be positive.", nameof(quarters));

        var baseYear = quarters.SkipLast(known).TakeLast(QuartersOfAYear).Sum();
        var soFar = quarters.TakeLast(known).Sum();
        if (ahead == 0)
        {
            var growth = Math.Log(soFar / baseYear);
            return new(growth, growth, growth, null);
        }

        var forecast = ForecastMethods.Combination.Forecast(new TimeSeries(quarters), ahead);

        // A path may come down to nothing, whose logarithm would not be a number.
        double[] growths = [.. forecast.Paths(Paths, Seed).Select(
            path => Math.Log(Math.Max(soFar + path.Sum(), double.Epsilon) / baseYear))];
        Span<double> percentiles = stackalloc double[3];
        Percentiles.Of(growths, [5, 50, 95], percentiles);
        return new(percentiles[0], percentiles[1], percentiles[2], forecast.Description);
    }
}
