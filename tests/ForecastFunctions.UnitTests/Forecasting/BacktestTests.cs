using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.UnitTests.Forecasting;

public sealed class BacktestTests
{
    [Fact]
    public void Origins_WhenTheFutureChanges_KeepTheirForecasts()
    {
        var altered = new TimeSeries(
            Samples.AirPassengers.Values.Select((y, t) => t < 100 ? y : 1e4 - 13 * y), seasonLength: 12);
        var original = Backtest.Run(ForecastMethods.Combination, Samples.AirPassengers, 6, origins: 39);
        var changed = Backtest.Run(ForecastMethods.Combination, altered, 6, origins: 39);
        Assert.Equal(100, original.Origins[0].Observations);
        Assert.Equal(original.Origins[0].Forecast.Mean, changed.Origins[0].Forecast.Mean);
        Assert.Equal(original.Origins[0].Forecast.Interval(0.9).Upper, changed.Origins[0].Forecast.Interval(0.9).Upper);
        Assert.NotEqual(original.Origins[1].Forecast.Mean, changed.Origins[1].Forecast.Mean);
    }

    [Fact]
    public void Origins_WithASpacing_EndAHorizonBeforeTheLastObservation()
    {
        var backtest = Backtest.Run(ForecastMethods.Naive, Samples.Oil, horizon: 2, origins: 3, spacing: 4);
        Assert.Equal([8, 12, 16], backtest.Origins.Select(o => o.Observations));
        Assert.Equal([549.83, 542.34], backtest.Origins[2].Following);
        Assert.All(backtest.Origins[2].Forecast.Median, y => Assert.Equal(525.95, y));
    }

    [Fact]
    public void Measures_OfTheNaiveMethod_AreMeansOverTheOrigins()
    {
        var backtest = Backtest.Run(ForecastMethods.Naive, new TimeSeries([1.0, 2, 4, 7, 11]), horizon: 1, origins: 2);
        // Errors 3 and 4, over scales (1 + 2)/2 and (1 + 2 + 3)/3.
        Assert.Equal((3 / 1.5 + 4 / 2.0) / 2, backtest.Mase, 1e-12);
        Assert.Equal((200 * 3 / 11.0 + 200 * 4 / 18.0) / 2, backtest.Smape, 1e-12);
        Assert.InRange(backtest.Coverage(0.999), 0, 1);
        Assert.True(backtest.Msis(0.8) > 0 && backtest.Crps > 0 && backtest.Rmsse > 0);
    }

    [Fact]
    public void Measures_OfTheSteps_AverageToThoseOfTheHorizon()
    {
        var backtest = Backtest.Run(ForecastMethods.Theta, Samples.AirPassengers, horizon: 5, origins: 3, levels: [0.8]);
        List<Backtest> steps = [.. Enumerable.Range(1, 5).Select(backtest.At)];
        Assert.Equal(backtest.Smape, steps.Average(b => b.Smape), 1e-12);
        Assert.Equal(backtest.Mase, steps.Average(b => b.Mase), 1e-12);
        Assert.Equal(backtest.Crps, steps.Average(b => b.Crps), 1e-12);
        foreach (var level in (double[])[0.8, 0.9])
        {
            Assert.Equal(backtest.Coverage(level), steps.Average(b => b.Coverage(level)), 1e-12);
            Assert.Equal(backtest.Msis(level), steps.Average(b => b.Msis(level)), 1e-12);
        }

        var last = backtest.Origins[2];
        Assert.Equal(last.Following[4], Samples.AirPassengers.Values[^1]);
        var naive = Backtest.Run(ForecastMethods.Naive, new TimeSeries([1.0, 2, 4, 7, 11]), horizon: 2);
        Assert.Equal(3 / 1.5, naive.At(1).Mase, 1e-12);
        Assert.Equal(7 / 1.5, naive.At(2).Mase, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => naive.At(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => naive.At(0));
    }

    [Fact]
    public void Measures_OfABoundedQuantity_AreScaledByItsOwnErrors()
    {
        var backtest = Backtest.Run(
            ForecastMethods.Naive, new TimeSeries([0.1, 0.2, 0.4, 0.6]), horizon: 1, support: Support.Between(0, 1));
        Assert.Equal(0.2 / 0.15, backtest.Mase, 1e-9);
        Assert.Equal(0.2 / Math.Sqrt((0.01 + 0.04) / 2), backtest.Rmsse, 1e-9);
    }

    [Fact]
    public void Backtest_WithTooFewObservations_SaysHowManyItNeeds()
    {
        var exception = Assert.Throws<InvalidSeriesException>(
            () => Backtest.Run(ForecastMethods.Naive, Samples.Oil, horizon: 10, origins: 3, spacing: 3));
        Assert.Contains("needs 19", exception.Message, StringComparison.Ordinal);
        Assert.Single(Backtest.Run(ForecastMethods.Naive, Samples.Oil, horizon: 15).Origins);
    }
}
