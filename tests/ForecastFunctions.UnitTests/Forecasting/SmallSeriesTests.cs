using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.UnitTests.Forecasting;

/// <summary>Few observations, and strange ones.</summary>
public sealed class SmallSeriesTests
{
    private static readonly ForecastMethod Default = ForecastMethods.Combination;

    [Theory]
    [InlineData(-500, -501, -502, -503)]
    [InlineData(1000, 1001, 1002, 1003)]
    public void ThreeObservations_OnALine_GoOnAlongIt(double first, double second, double third, double next)
    {
        var series = new TimeSeries([first, second, third]);
        Assert.Equal(next, ForecastMethods.AutomaticArima.Forecast(series, 1).Median[0], 1e-9);
        Assert.Equal(next, Default.Forecast(series, 1).Median[0], 1e-9);
    }

    [Fact]
    public void AutomaticArima_OfAHandfulOfTrendingObservations_StaysAboutTheLast()
    {
        foreach (var sign in (int[])[-1, 1])
        {
            for (var length = 3; length < 15; length++)
            {
                double[] y = [.. Enumerable.Range(0, length).Select(t => sign * (500 + 3 * t + t % 2))];
                var forecast = ForecastMethods.AutomaticArima.Forecast(new TimeSeries(y), 4);
                Assert.All(forecast.Median, value => Assert.InRange(sign * value, 495 + 3 * length, 520 + 3 * length));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public void PerfectLine_OfAnyLengthAndSeason_GoesOn(int seasonLength)
    {
        foreach (var (level, slope) in ((double, double)[])[(10, 0.3), (-7, 2), (5, -0.7)])
        {
            foreach (var length in (int[])[3, 5, 12, 40])
            {
                var line = new TimeSeries(Enumerable.Range(0, length).Select(t => level + slope * t), seasonLength);
                var forecast = Default.Forecast(line, 8, support: Support.Unbounded);
                for (var h = 0; h < 8; h++) Assert.Equal(level + slope * (length + h), forecast.Median[h], 1e-9);
                Assert.Equal("Straight line", forecast.Description);
            }
        }
    }

    [Fact]
    public void ComplexSmoothing_OfASeriesThatExplodes_GoesNoFurtherAStepThanAllObservationsAreApart()
    {
        foreach (var ratio in (double[])[-1.5, -3, 2, 10])
        {
            double[] y = [.. Enumerable.Range(0, 12).Select(t => Math.Pow(ratio, t))];
            var forecast = ForecastMethods.ComplexSmoothing.Fit(new TimeSeries(y)).Predict(20);
            var range = y.Max() - y.Min();
            for (var h = 0; h < 20; h++) Assert.InRange(Math.Abs(forecast[h] - y[^1]), 0, (h + 1) * range * (1 + 1e-9));
        }
    }

    [Fact]
    public void SeasonThatCannotBeEstimated_ChangesNothing()
    {
        // Eight quarters are two seasons, and more are needed.
        double[] y = [4.42, 5.28, 11.32, 16.01, 20.7, 25.7, 29.5, 34.5];
        var plain = Default.Forecast(new TimeSeries(y), 4);
        var dated = Default.Forecast(new TimeSeries(y, seasonLength: 4), 4);
        Assert.Equal(plain.Description, dated.Description);
        Assert.Equal(plain.Median, dated.Median);
        Assert.Equal(plain.Mean, dated.Mean);
        Assert.Equal(plain.Interval(0.9).Lower, dated.Interval(0.9).Lower);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(20)]
    public void AlternatingSeries_WithoutASeasonTold_IsSeenAsASeasonOfTwo(int length)
    {
        var series = new TimeSeries(Enumerable.Range(0, length).Select(t => t % 2 * 100.0));
        var forecast = Default.Forecast(series, 6);
        Assert.Equal(2, forecast.Model.Series.SeasonLength);
        for (var h = 0; h < 6; h++) Assert.Equal((length + h) % 2 * 100.0, forecast.Median[h], 2.0);
    }

    [Fact]
    public void Season_OfSeriesWithoutOne_IsNotSeen()
    {
        Assert.Equal(1, SeasonDetection.Of(Samples.Oil));
        Assert.Equal(1, SeasonDetection.Of(Samples.AustralianAirPassengers));
        var random = new Random(8);
        for (var i = 0; i < 200; i++)
        {
            var noise = Enumerable.Range(0, 6 + i % 40).Select(_ => random.NextDouble());
            Assert.Equal(1, SeasonDetection.Of(new TimeSeries(noise)));
        }
    }

    [Fact]
    public void RoundingNoise_OnALevel_IsNoLevelShift()
    {
        double[] level = [.. Enumerable.Range(0, 30).Select(t => t < 15 ? 0.3 : 0.1 + 0.2)];
        Assert.NotEqual(level[0], level[^1]);
        Assert.Empty(Anomaly.Find(new TimeSeries(level)));
        double[] line = [.. Enumerable.Range(0, 30).Select(t => -7 + 0.1 * t)];
        Assert.Empty(Anomaly.Find(new TimeSeries(line)));
    }

    [Fact]
    public void Members_OfAnyForecast_DoNotAllLieOutsideItsInterval()
    {
        // Growth that members go apart on: those on the observations lag behind those on their logarithms.
        double[] y = [.. Enumerable.Range(0, 20).Select(t => 10 * Math.Exp(0.2 * t + 0.05 * Math.Sin(3 * t)))];
        var forecast = Default.Forecast(new TimeSeries(y), 8, [0.95]);
        for (var h = 0; h < 8; h++)
        {
            var inside = forecast.Members.Where(m => m.Failure is null
                && m.Mean[h] >= forecast.Intervals[0].Lower[h] && m.Mean[h] <= forecast.Intervals[0].Upper[h]);
            Assert.True(inside.Sum(m => m.Weight) > 0.5);
        }
    }
}
