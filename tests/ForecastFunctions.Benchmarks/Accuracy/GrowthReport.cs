using System.Globalization;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Statistics;
using Measures = ForecastFunctions.Core.Forecasting.Accuracy;

namespace ForecastFunctions.Benchmarks.Accuracy;

/// <summary>
/// The default combination on generated series of growing markets, next to a random walk with drift of the logarithm:
/// coverage over all steps and at the last, the mean interval score at 95 %, and MAPE of the median, both also by those
/// of the walk. And the same on revenue of the AI-compute market, from rolling origins.
/// </summary>
internal static class GrowthReport
{
    private static readonly double[] Levels = [0.8, 0.95];

    /// <summary>Writes the report.</summary>
    /// <param name="seed">The seed of the generated series.</param>
    /// <param name="count">How many series a family has; the score of walks differs by a tenth between seeds of 200.</param>
    public static void Write(int seed, int count)
    {
        Console.WriteLine(
            $"{"family",-18} {"season",6} {"series",6} {"80 %",5} {"95 %",5} {"95 % last",9} {"MIS by drift",12} {"MAPE",6} "
            + $"{"MAPE by drift",13}");
        foreach (var seasonLength in (int[])[1, 4])
        {
            foreach (var family in GrowthFamilies.Generate(count, seed, seasonLength).GroupBy(s => s.Set, StringComparer.Ordinal))
            {
                CompetitionSeries[] series = [.. family];
                var scores = new GrowthScore[series.Length];
                Parallel.For(0, series.Length, i => scores[i] = GrowthScore.Of(series[i].Observed, series[i].HeldBack));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{family.Key,-18} {seasonLength,6} {series.Length,6} {100 * scores.Average(s => s.Coverage80),5:F1} "
                    + $"{100 * scores.Average(s => s.Coverage95),5:F1} {100 * scores.Average(s => s.Last95),9:F1} "
                    + $"{scores.Sum(s => s.IntervalScore) / scores.Sum(s => s.DriftIntervalScore),12:F2} "
                    + $"{scores.Average(s => s.Mape),6:F2} {scores.Average(s => s.Mape) / scores.Average(s => s.DriftMape),13:F2}"));
            }
        }

        Console.WriteLine();
        Console.WriteLine(
            $"{"revenue",-22} {"ahead",5} {"origins",7} {"80 %",5} {"95 %",5} {"CRPS",6} {"CRPS of drift",13} {"MAPE",6} {"MAPE of drift",13}");
        foreach (var (name, first, quarters) in MarketRevenue.All)
        {
            foreach (var ahead in (int[])[2, 3, 4]) Market(name, quarters, MarketRevenue.FirstOrigin - first, ahead);
        }
    }

    private static void Market(string name, double[] quarters, int firstOrigin, int ahead)
    {
        var scores = Enumerable.Range(firstOrigin, quarters.Length - ahead - firstOrigin + 1)
            .Select(origin => GrowthScore.Of(
                new TimeSeries(quarters.Take(origin), 4), quarters[origin..(origin + ahead)]))
            .ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-22} {ahead,5} {scores.Count,7} {100 * scores.Average(s => s.Coverage80),5:F1} "
            + $"{100 * scores.Average(s => s.Coverage95),5:F1} {scores.Average(s => s.Crps),6:F3} {scores.Average(s => s.DriftCrps),13:F3} "
            + $"{scores.Average(s => s.Mape),6:F2} {scores.Average(s => s.DriftMape),13:F2}"));
    }

    private sealed record GrowthScore(
        double Coverage80,
        double Coverage95,
        double Last95,
        double IntervalScore,
        double DriftIntervalScore,
        double Mape,
        double DriftMape,
        double Crps,
        double DriftCrps)
    {
        public static GrowthScore Of(TimeSeries observed, double[] actual)
        {
            var forecast = ForecastMethods.Combination.Forecast(observed, actual.Length, Levels);
            var interval = forecast.Intervals[1];
            var last = new PredictionInterval(0.95, [interval.Lower[^1]], [interval.Upper[^1]]);
            var drift = new LogDrift(observed);
            double[] median = [.. forecast.Median];
            double[] line = [.. actual.Select((_, h) => drift.Quantile(h + 1, 0.5))];
            double[] lower = [.. actual.Select((_, h) => drift.Quantile(h + 1, 0.025))];
            double[] upper = [.. actual.Select((_, h) => drift.Quantile(h + 1, 0.975))];
            return new GrowthScore(
                Measures.Coverage(actual, forecast.Intervals[0]),
                Measures.Coverage(actual, interval),
                Measures.Coverage(actual.AsSpan(actual.Length - 1), last),
                Measures.Msis(observed, actual, interval),
                Measures.Msis(observed, actual, new PredictionInterval(0.95, lower, upper)),
                Measures.Mape(actual, median),
                Measures.Mape(actual, line),
                Measures.ScaledCrps(observed, actual, forecast),
                    CrpsOf(observed, actual, drift));
        }

        /// <summary>The score of the walk, over the same percentiles.</summary>
        private static double CrpsOf(TimeSeries observed, double[] actual, LogDrift drift)
        {
            var sum = 0.0;
            for (var percent = 1; percent < 100; percent++)
            {
                double[] quantile = [.. actual.Select((_, h) => drift.Quantile(h + 1, percent / 100.0))];
                sum += 2 * Measures.Pinball(actual, quantile, percent / 100.0) / 99;
            }

            return sum / Measures.SeasonalNaiveError(observed);
        }
    }

    /// <summary>
    /// A random walk with drift of the logarithm, with the drift and the deviation that its changes have, and the
    /// uncertainty of the drift.
    /// </summary>
    private sealed class LogDrift
    {
        private readonly double _last;
        private readonly double _drift;
        private readonly double _deviation;
        private readonly int _count;

        public LogDrift(TimeSeries series)
        {
            double[] z = [.. series.Values.Select(y => Math.Log(y))];
            _count = z.Length - 1;
            _last = z[^1];
            _drift = (z[^1] - z[0]) / _count;
            _deviation = Math.Sqrt(Enumerable.Range(1, _count).Sum(t => Math.Pow(z[t] - z[t - 1] - _drift, 2)) / (_count - 1));
        }

        public double Quantile(int step, double p) => Math.Exp(
            _last + step * _drift
            + StandardNormal.Quantile(p) * _deviation * Math.Sqrt(step * (1 + (double)step / _count)));
    }
}
