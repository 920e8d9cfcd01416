using ForecastFunctions.Core.Forecasting;
using MathNet.Numerics.Distributions;

namespace ForecastFunctions.Benchmarks.Accuracy;

/// <summary>
/// Generated quarterly series of growing markets, 28 quarters long and 8 ahead: growth at a steady rate with noise about
/// it, random walks of the logarithm, and logistic curves, whose growth fades.
/// </summary>
internal static class GrowthFamilies
{
    public const int Observed = 28;
    public const int Ahead = 8;

    private const double Noise = 0.06;

    private static readonly double[] Rates = [0, 0.03, 0.08, 0.15, 0.25];
    private static readonly (double Drift, double Deviation)[] Walks = [(0.08, 0.08), (0.08, 0.1), (0.2, 0.08), (0.2, 0.1)];

    /// <summary>The families, each with so many series.</summary>
    /// <param name="count">The number of series of a family.</param>
    /// <param name="seed">The seed: the same one gives the same series.</param>
    /// <param name="seasonLength">The season that the series are told with; they have none.</param>
    public static IEnumerable<CompetitionSeries> Generate(int count, int seed, int seasonLength)
    {
        foreach (var rate in Rates)
            foreach (var s in Family($"trend {100 * rate:F0} %", r => Trend(r, rate))) yield return s;
        foreach (var (drift, deviation) in Walks)
            foreach (var s in Family($"walk {100 * drift:F0} ± {100 * deviation:F0} %", r => Walk(r, drift, deviation))) yield return s;
        foreach (var s in Family("logistic", Logistic)) yield return s;

        IEnumerable<CompetitionSeries> Family(string name, Func<Random, double[]> draw)
        {
            for (var i = 0; i < count; i++)
            {
                var random = new Random(unchecked(seed * 1_000_003 + i));
                var y = draw(random);
                yield return new CompetitionSeries(
                    $"{name}-{i + 1}", name, "QUARTERLY", new TimeSeries(y.Take(Observed), seasonLength), y[Observed..]);
            }
        }
    }

    private static double[] Trend(Random random, double rate) =>
        [.. Enumerable.Range(0, Observed + Ahead).Select(t => 100 * Math.Pow(1 + rate, t) * Math.Exp(Noise * Normal.Sample(random, 0, 1)))];

    private static double[] Walk(Random random, double drift, double deviation)
    {
        var level = Math.Log(100);
        return [.. Enumerable.Range(0, Observed + Ahead).Select(_ => Math.Exp(level += Normal.Sample(random, Math.Log(1 + drift), deviation)))];
    }

    private static double[] Logistic(Random random)
    {
        var inflection = 8 + 22 * random.NextDouble();
        var speed = 0.15 + 0.25 * random.NextDouble();
        return [.. Enumerable.Range(0, Observed + Ahead).Select(
            t => 1000 / (1 + Math.Exp(-speed * (t - inflection))) * Math.Exp(Noise * Normal.Sample(random, 0, 1)))];
    }
}
