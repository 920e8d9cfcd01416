using CsCheck;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.UnitTests.Forecasting;

/// <summary>The measures on examples computed by hand.</summary>
public sealed class AccuracyTests
{
    /// <summary>Seasonal naive errors |3 − 1|, |1 − 4|, |9 − 3|: mean 11/3; naive squares 9, 1, 4, 64.</summary>
    private static readonly TimeSeries Series = new([1.0, 4, 3, 1, 9], seasonLength: 2);

    private static readonly double[] Actual = [10, 20];

    private static readonly double[] Forecast = [12, 15];

    [Fact]
    public void Percentages_OfTheExample_AreAsComputedByHand()
    {
        Assert.Equal((20.0 + 25) / 2, Accuracy.Mape(Actual, Forecast), 1e-12);
        Assert.Equal((200.0 * 2 / 22 + 200.0 * 5 / 35) / 2, Accuracy.Smape(Actual, Forecast), 1e-12);
    }

    [Fact]
    public void Percentages_WhereTheObservationIsZero_AreDefined()
    {
        Assert.Equal(50, Accuracy.Mape([0, 2], [1, 3]), 1e-12);
        Assert.True(double.IsNaN(Accuracy.Mape([0], [1])));
        Assert.Equal(100, Accuracy.Smape([0, 0], [0, 1]), 1e-12);
    }

    [Fact]
    public void ScaledErrors_OfTheExample_AreAsComputedByHand()
    {
        Assert.Equal(11.0 / 3, Accuracy.SeasonalNaiveError(Series), 1e-12);
        Assert.Equal(3.5 / (11.0 / 3), Accuracy.Mase(Series, Actual, Forecast), 1e-12);
        Assert.Equal(Math.Sqrt(29.0 / 2 / (78.0 / 4)), Accuracy.Rmsse(Series, Actual, Forecast), 1e-12);
    }

    [Fact]
    public void ScaledErrors_OfAConstantSeries_HaveNoScale()
    {
        var constant = new TimeSeries([2.0, 2, 2]);
        Assert.True(double.IsNaN(Accuracy.Mase(constant, Actual, Forecast)));
        Assert.True(double.IsNaN(Accuracy.Rmsse(constant, Actual, Forecast)));
    }

    [Fact]
    public void IntervalMeasures_OfTheExample_AreAsComputedByHand()
    {
        // The first observation is inside a width of 4, the second 3 above one of 5: at 95 %, 3 counts for 40 · 3.
        var interval = new PredictionInterval(0.95, [8, 12], [12, 17]);
        Assert.Equal(0.5, Accuracy.Coverage(Actual, interval));
        Assert.Equal((4.0 + 5 + 120) / 2 / (11.0 / 3), Accuracy.Msis(Series, Actual, interval), 1e-9);
    }

    [Fact]
    public void Pinball_OfTheExample_IsAsComputedByHand()
    {
        // 2 above the first observation counts for 0.9 · 2, 5 below the second for 0.1 · 5.
        Assert.Equal((1.8 + 0.5) / 2, Accuracy.Pinball(Actual, Forecast, 0.1), 1e-12);
        Assert.Equal(3.5 / 2, Accuracy.Pinball(Actual, Forecast, 0.5), 1e-12);
    }

    [Fact]
    public void ScaledCrps_OfAForecastWithoutWidth_IsTheAbsoluteScaledError()
    {
        // The score of a point is its absolute error.
        var constant = new TimeSeries([5.0, 5, 5]);
        var forecast = ForecastMethods.Naive.Forecast(constant, 2);
        Assert.Equal(10.0 / (11.0 / 3), Accuracy.ScaledCrps(Series, Actual, forecast), 1e-9);
    }

    [Fact]
    public void Measures_OfDifferentLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Accuracy.Smape([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => Accuracy.Mape([], []));
        Assert.Throws<ArgumentException>(() => Accuracy.Coverage([1, 2], new PredictionInterval(0.5, [1], [2])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Accuracy.Pinball([1], [1], 1));
    }

    [Fact]
    public void PercentagesAndScaledErrors_InAnyUnit_AreTheSame() =>
        Gen.Select(Gen.Double[0.1, 100].Array[6], Gen.Double[0.1, 100].Array[6], Gen.Double[0.01, 1000]).Sample(
            (y, f, unit) =>
            {
                var series = new TimeSeries(y);
                var scaled = series.Map(v => v * unit);
                double[] ys = [.. y.Select(v => v * unit)], fs = [.. f.Select(v => v * unit)];
                Assert.Equal(Accuracy.Smape(y, f), Accuracy.Smape(ys, fs), 1e-8);
                Assert.Equal(1, Accuracy.Mase(scaled, ys, fs) / Accuracy.Mase(series, y, f), 1e-8);
            },
            iter: 100);
}
