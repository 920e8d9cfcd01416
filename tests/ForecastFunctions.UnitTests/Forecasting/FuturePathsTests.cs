using ForecastFunctions.Core.Forecasting;
using MathNet.Numerics.Statistics;

namespace ForecastFunctions.UnitTests.Forecasting;

public sealed class FuturePathsTests
{
    private static readonly Forecast Forecast = ForecastMethods.DynamicTheta.Forecast(Samples.AirPassengers, 18);

    [Fact]
    public void Paths_AtEveryStep_HaveTheQuantilesOfTheForecast()
    {
        var paths = Forecast.Paths(20_000, seed: 5);
        foreach (var p in (double[])[0.05, 0.25, 0.5, 0.9, 0.975])
        {
            for (var h = 0; h < 18; h++)
            {
                var quantile = Forecast.Quantile(p)[h];
                var share = paths.Count(path => path[h] <= quantile) / 20_000.0;
                Assert.Equal(p, share, 4 * Math.Sqrt(p * (1 - p) / 20_000));
            }
        }
    }

    [Fact]
    public void Paths_FromOneStepToTheNext_KeepTheirErrors()
    {
        var paths = Forecast.Paths(2_000, seed: 5);
        Assert.True(Correlation.Spearman(paths.Select(p => p[16]), paths.Select(p => p[17])) > 0.9);
        Assert.True(Correlation.Spearman(paths.Select(p => p[0]), paths.Select(p => p[17])) < 0.8);
    }

    [Fact]
    public void Paths_OfTheSameSeed_AreTheSameWhateverTheirCount()
    {
        Assert.Equal(Forecast.Paths(3, seed: 9), Forecast.Paths(10, seed: 9).Take(3));
        Assert.NotEqual(Forecast.Paths(1, seed: 9), Forecast.Paths(1, seed: 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Forecast.Paths(0, seed: 1));
    }

    [Fact]
    public void Paths_OnAverage_AreTheMean()
    {
        var paths = Forecast.Paths(20_000, seed: 5);
        for (var h = 0; h < 18; h++)
        {
            double[] values = [.. paths.Select(path => path[h])];
            Assert.Equal(Forecast.Mean[h], values.Average(), 4 * values.StandardDeviation() / Math.Sqrt(20_000));
            Assert.True(Forecast.Mean[h] > Forecast.Median[h]);
        }
    }

    [Fact]
    public void Sum_OverAYear_HasThePercentilesOfSummedPaths()
    {
        var sum = HorizonSum.Of(Forecast, 7, 18, known: 1000, [0.8]);
        double[] sums = [.. Forecast.Paths(4_096, seed: 1).Select(path => 1000 + path.Skip(6).Sum())];
        Assert.Equal(1000 + Forecast.Mean.Skip(6).Sum(), sum.Mean, 1e-9);
        Assert.Equal(0.1, sums.Count(s => s <= sum.Intervals[0].Lower) / 4_096.0, 1e-3);
        Assert.Equal(0.5, sums.Count(s => s <= sum.Median) / 4_096.0, 1e-3);
        Assert.Equal(0.9, sums.Count(s => s <= sum.Intervals[0].Upper) / 4_096.0, 1e-3);
        // Errors of single steps cancel out in part.
        var limits = Forecast.Interval(0.8);
        Assert.True(sum.Intervals[0].Upper < 1000 + limits.Upper.Skip(6).Sum());
        Assert.Throws<ArgumentOutOfRangeException>(() => HorizonSum.Of(Forecast, 7, 19, 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => HorizonSum.Of(Forecast, 3, 2, 0, []));
    }

    [Fact]
    public void Paths_OfAConstantSeries_AreConstant()
    {
        var constant = ForecastMethods.Combination.Forecast(new TimeSeries([4.0, 4, 4, 4]), 3);
        Assert.All(constant.Paths(5, seed: 1), path => Assert.Equal([4.0, 4, 4], path));
    }

    [Fact]
    public void Factors_BetweenTheLevelsOfTheTable_Increase()
    {
        foreach (var seasonLength in (int[])[1, 4, 12])
        {
            var errors = ErrorLaw.Symmetric([1], CalibratedErrors.For(seasonLength).Factors);
            var before = 0.0;
            for (var score = 0.01; score < 7; score += 0.01)
            {
                var factor = errors.Deviation(1, score);
                Assert.True(factor > before);
                before = factor;
            }
        }
    }
}
