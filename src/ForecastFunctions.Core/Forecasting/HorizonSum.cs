using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The sum of a series over several steps of its forecast, such as a year of quarters, together with what of it is known.
/// Limits of sums are not sums of limits: they are percentiles of the sums of paths.
/// </summary>
public sealed record HorizonSum
{
    private const int Paths = 4_096;
    private const ulong Seed = 1;

    private HorizonSum(double median, double mean, IReadOnlyList<SumInterval> intervals) =>
        (Median, Mean, Intervals) = (median, mean, intervals);

    /// <summary>The middle of the distribution of the sum.</summary>
    public double Median { get; }

    /// <summary>Its mean: what is known, and the means of the steps.</summary>
    public double Mean { get; }

    /// <summary>The intervals at the levels that were asked for, in that order.</summary>
    public IReadOnlyList<SumInterval> Intervals { get; }

    /// <summary>The sum over the steps from the first to the last; always the same of the same forecast.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="first">The first step, from 1 on.</param>
    /// <param name="last">The last step, at most the horizon.</param>
    /// <param name="known">What is added to the sum: observations of the same year.</param>
    /// <param name="levels">The levels of the intervals, each between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The steps are not of the horizon, or a level is out of its range.</exception>
    public static HorizonSum Of(Forecast forecast, int first, int last, double known, IReadOnlyList<double> levels)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, forecast.Horizon);
        foreach (var level in levels) PredictionInterval.RequireLevel(level);

        var sums = new double[Paths];
        var paths = forecast.Paths(Paths, Seed);
        for (var i = 0; i < Paths; i++)
        {
            sums[i] = known;
            for (var step = first; step <= last; step++) sums[i] += paths[i][step - 1];
        }

        var mean = known;
        for (var step = first; step <= last; step++) mean += forecast.Mean[step - 1];
        return new HorizonSum(Percentiles.Of(sums, 50), mean, [.. levels.Select(level => Interval(sums, level))]);
    }

    private static SumInterval Interval(double[] sums, double level)
    {
        Span<double> limits = stackalloc double[2];
        Percentiles.Of(sums, [50 * (1 - level), 50 * (1 + level)], limits);
        return new SumInterval(level, limits[0], limits[1]);
    }
}

/// <summary>The limits that a sum falls between with a probability.</summary>
/// <param name="Level">The probability, between 0 and 1.</param>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
public sealed record SumInterval(double Level, double Lower, double Upper);
