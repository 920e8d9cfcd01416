using CsCheck;
using ForecastFunctions.Core.Forecasting;
using MathNet.Numerics.Distributions;
using Sample = ForecastFunctions.Core.Forecasting.TimeSeries;

namespace ForecastFunctions.UnitTests.Forecasting;

public class GrowthCurvesTests
{
    private const int Observed = 28;
    private const int Ahead = 8;

    [Fact]
    public void Coverage_OfWalksThatGrowTwentyPercentAQuarter_IsThatOfTheLevelAtEveryStep()
    {
        var held = Share(Walk, 150, 0.95, step: null);
        Assert.InRange(held, 0.92, 0.98);
        Assert.InRange(Share(Walk, 150, 0.95, step: Ahead), 0.88, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public void Coverage_OfNoiseAboutSteadyGrowth_IsNoMoreThanThatOfTheLevel(double rate)
    {
        var held = Share(random => Trend(random, rate), 150, 0.95, step: null);
        Assert.InRange(held, 0.92, 0.983);
        Assert.InRange(Share(random => Trend(random, rate), 150, 0.8, step: null), 0.75, 0.88);
    }

    [Fact]
    public void Members_OfASeriesWithASeason_AreWithoutGrowthCurves()
    {
        Assert.DoesNotContain(ForecastMethods.Combination.Forecast(Samples.AirPassengers, Ahead).Members, m => m.Method is "growth");
        Assert.Contains(Forecast(Walk(new Random(1))).Members, m => m.Method is "growth" && m.Weight > 0.9);
    }

    [Fact]
    public void Width_OnWalks_IsThatOfAWalkWithDrift()
    {
        var ratios = Enumerable.Range(0, 60).Select(i =>
        {
            var y = Walk(new Random(i));
            double[] changes = [.. Enumerable.Range(1, Observed - 1).Select(t => Math.Log(y[t] / y[t - 1]))];
            var deviation = Math.Sqrt(changes.Sum(c => Math.Pow(c - changes.Average(), 2)) / (changes.Length - 1));
            var interval = Forecast(y).Interval(0.95);
            var width = Math.Log(interval.Upper[^1] / interval.Lower[^1]);
            return width / (2 * 1.96 * deviation * Math.Sqrt(Ahead * (1 + (double)Ahead / changes.Length)));
        });
        Assert.InRange(ratios.Average(), 0.9, 1.2);
    }

    [Fact]
    public void Limits_OfWalksWhoseGrowthMayFade_LieBelowAndAboveByOtherRatios()
    {
        var asymmetric = Enumerable.Range(0, 40).Count(i =>
        {
            var forecast = Forecast(Walk(new Random(i)));
            var (lower, upper) = (forecast.Interval(0.95).Lower[^1], forecast.Interval(0.95).Upper[^1]);
            var (below, above) = (Math.Log(forecast.Median[^1] / lower), Math.Log(upper / forecast.Median[^1]));
            return Math.Abs(below - above) > 0.01 * above;
        });
        Assert.InRange(asymmetric, 20, 40);
    }

    [Fact]
    public void Median_OfALogisticCurve_DoesNotGrowForEver()
    {
        double[] y = [.. Enumerable.Range(0, Observed).Select(
            t => 1000 / (1 + Math.Exp(-0.3 * (t - 16))) * (1 + 0.02 * Math.Sin(5 * t)))];
        var forecast = ForecastMethods.Combination.Forecast(new Sample(y, 4), Ahead);
        Assert.InRange(forecast.Median[^1], 930, 1070);
    }

    [Fact]
    public void Forecast_OfAnyPositiveSeries_IsFiniteAndOrdered() =>
        Gen.Double[1e-6, 1e6].Array[3, 40].Sample(y =>
        {
            var forecast = new GrowthCurves().Forecast(new Sample(y, 1), Ahead);
            Assert.All(forecast.Median, value => Assert.True(double.IsFinite(value) && value >= 0));
            for (var h = 0; h < Ahead; h++)
            {
                double[] ordered = [.. ((double[])[0.01, 0.1, 0.5, 0.9, 0.99]).Select(p => forecast.Quantile(p)[h])];
                Assert.Equal(ordered.Order(), ordered);
            }
        }, iter: 200);

    private static double[] Trend(Random random, double rate) => [.. Enumerable.Range(0, Observed + Ahead).Select(
        t => 100 * Math.Pow(1 + rate, t) * Math.Exp(0.06 * Normal.Sample(random, 0, 1)))];

    private static double[] Walk(Random random)
    {
        var level = Math.Log(100);
        return [.. Enumerable.Range(0, Observed + Ahead).Select(_ => Math.Exp(level += Normal.Sample(random, Math.Log(1.2), 0.09)))];
    }

    private static Forecast Forecast(double[] y) =>
        ForecastMethods.Combination.Forecast(new Sample(y.Take(Observed), 4), Ahead);

    /// <summary>The share of what came that lies in the intervals, at one step or at all.</summary>
    private static double Share(Func<Random, double[]> draw, int count, double level, int? step)
    {
        double held = 0;
        for (var i = 0; i < count; i++)
        {
            var y = draw(new Random(1000 + i));
            var interval = Forecast(y).Interval(level);
            var steps = step is { } one ? [one - 1] : Enumerable.Range(0, Ahead).ToArray();
            held += steps.Average(h => y[Observed + h] >= interval.Lower[h] && y[Observed + h] <= interval.Upper[h] ? 1.0 : 0);
        }

        return held / count;
    }
}
