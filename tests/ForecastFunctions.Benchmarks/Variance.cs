using System.Globalization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Benchmarks;

/// <summary>
/// How much each sampling scatters from seed to seed, and whether the standard errors that runs report say so: NVIDIA's
/// revenue of 2028 over 40 seeds.
/// </summary>
internal static class Variance
{
    private const int Seeds = 40;

    private static readonly string[] Statistics = ["mean", "p5", "p50", "p95"];

    public static void Report()
    {
        Console.WriteLine("NVIDIA's revenue of 2028, bn USD: spread over 40 seeds (root mean square of the standard errors reported)");
        var plain = Scatter(Sampling.Plain, Workload.Draws);
        var sobol = Scatter(Sampling.Sobol, Workload.Draws);
        Scatter(Sampling.LatinHypercube, Workload.Draws);
        var plainOf65536 = Scatter(Sampling.Plain, 65_536);
        Write($"Sobol' at {Workload.Draws} over plain at 65536, standard deviation of the mean: {sobol[0] / plainOf65536[0]:0.00}");
        foreach (var (s, statistic) in Statistics.Index())
        {
            var ratio = sobol[s] * sobol[s] / (plain[s] * plain[s]);
            Write($"Sobol' over plain at {Workload.Draws}, variance of {statistic}: {ratio:0.000}");
        }
    }

    private static double[] Scatter(Sampling sampling, int draws)
    {
        var runs = Enumerable.Range(1, Seeds)
            .Select(seed => ProjectionEngine.Run(Workload.Specification(draws, (ulong)seed, sampling, Step.Year), threads: 2)).ToList();
        var period = 2028 - runs[0].Range.From.Year;
        var places = Statistics.Select(s => runs[0].Statistics.ToList().IndexOf(s)).ToList();
        var spread = places
            .Select(s => DrawStatistics.StandardDeviation([.. runs.Select(r => r.Value(period, Variables.NvidiaRevenue, s))])).ToArray();
        var reported = places
            .Select(s => Math.Sqrt(runs.Average(r => Math.Pow(r.StandardError(period, Variables.NvidiaRevenue, s)!.Value, 2)))).ToArray();
        var numbers = Statistics.Select(
            (s, i) => string.Create(CultureInfo.InvariantCulture, $"{s} {spread[i]:0.0000} ({reported[i]:0.0000})"));
        Write($"  {sampling,-15} {draws,6}: {string.Join("   ", numbers)}");
        return spread;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
