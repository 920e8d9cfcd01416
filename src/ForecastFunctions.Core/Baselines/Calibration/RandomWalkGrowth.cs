using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Baselines.Calibration;

/// <summary>
/// Growth of the year after the base year by a random walk with drift in logs: the growth of the last two years goes on,
/// with the spread that it had. The drift's own error counts too, since it is a mean of few quarters.
/// </summary>
public static class RandomWalkGrowth
{
    private const int MostQuarters = 8;
    private const int Paths = 4_096;
    private const ulong Seed = 1;

    /// <inheritdoc cref="GrowthForecast"/>
    /// <exception cref="ArgumentException">There are fewer than three quarters, or one is not positive.</exception>
    public static (double P5, double P50, double P95) Forecast(IReadOnlyList<double> quarters, int ahead, double baseYear)
    {
        if (quarters.Count < 3 || quarters.Any(q => !(q > 0)))
            throw new ArgumentException("At least three positive quarters are wanted.", nameof(quarters));
        var steps = quarters.Zip(quarters.Skip(1), (a, b) => Math.Log(b / a)).TakeLast(MostQuarters).ToArray();
        var (drift, spread) = DrawStatistics.MeanAndStandardDeviation(steps);

        // The part of the year that is known already is the same on every path.
        var known = quarters.TakeLast(4 - ahead).Sum();
        var growth = new double[Paths];
        var columns = Enumerable.Range(0, ahead + 1).Select(Scores).ToList();
        for (var path = 0; path < Paths; path++)
        {
            var (sum, level) = (known, Math.Log(quarters[^1]));
            var pathDrift = drift + spread / Math.Sqrt(steps.Length) * columns[0][path];
            for (var h = 1; h <= ahead; h++)
            {
                level += pathDrift + spread * columns[h][path];
                sum += Math.Exp(level);
            }

            growth[path] = Math.Log(sum / baseYear);
        }

        Span<double> percentiles = stackalloc double[3];
        Percentiles.Of(growth, [5, 50, 95], percentiles);
        return (percentiles[0], percentiles[1], percentiles[2]);
    }

    private static double[] Scores(int step)
    {
        var scores = new double[Paths];
        UniformColumn.Create(Sampling.Sobol, Seed, $"growth {step}", step + 1, Paths).Fill(scores, 0);
        StandardNormal.Quantile(scores, scores);
        return scores;
    }
}
