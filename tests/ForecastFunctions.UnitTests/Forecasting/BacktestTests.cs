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
        Assert.All(backtest.Origins[2].Forecast.Mean, y => Assert.Equal(525.95, y));
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
    public void Backtest_WithTooFewObservations_SaysHowManyItNeeds()
    {
        var exception = Assert.Throws<InvalidSeriesException>(
            () => Backtest.Run(ForecastMethods.Naive, Samples.Oil, horizon: 10, origins: 3, spacing: 3));
        Assert.Contains("needs 19", exception.Message, StringComparison.Ordinal);
        Assert.Single(Backtest.Run(ForecastMethods.Naive, Samples.Oil, horizon: 15).Origins);
    }
}
