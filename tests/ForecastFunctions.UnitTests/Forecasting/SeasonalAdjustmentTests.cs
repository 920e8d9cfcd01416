using CsCheck;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.UnitTests.Forecasting;

public sealed class SeasonalAdjustmentTests
{
    private static readonly double[] Indices = [0.7, 1.1, 1.3, 0.9];

    [Fact]
    public void Adjusted_OfALevelTimesASeason_IsTheLevel()
    {
        double[] y = [.. Enumerable.Range(0, 21).Select(t => 50 * Indices[t % 4])];
        var adjustment = SeasonalAdjustment.Of(y, 4);
        Assert.True(adjustment is { IsSeasonal: true, IsMultiplicative: true });
        Assert.All(adjustment.Adjusted, value => Assert.Equal(50, value, 1e-9));
        for (var s = 0; s < 4; s++) Assert.Equal(Indices[s], adjustment.FirstYear[s], 1e-9);
    }

    [Theory]
    [InlineData(365, 800)]
    [InlineData(52, 180)]
    public void Forecast_OfAYearOfDaysOrWeeks_FollowsItsSeason(int season, int count)
    {
        var random = new Random(3);
        double[] y = [.. Enumerable.Range(0, count + season / 2).Select(
            t => (1000 + 0.2 * t) * (1 + 0.3 * Math.Sin(2 * Math.PI * t / season)) * (1 + 0.05 * (2 * random.NextDouble() - 1)))];
        var forecast = ForecastMethods.Combination.Forecast(new TimeSeries(y.Take(count), season), season / 2);
        Assert.Equal(season, forecast.Model.Series.SeasonLength);
        // The noise alone is 2.5 % on average.
        Assert.InRange(Accuracy.Mape(y.AsSpan(count), [.. forecast.Median]), 2, 5);
        Assert.InRange(Accuracy.Coverage(y.AsSpan(count), forecast.Intervals[1]), 0.9, 1);
    }

    [Fact]
    public void Adjusted_OfNegativeNumbers_IsAdditive()
    {
        double[] y = [.. Enumerable.Range(0, 30).Select(t => -5 + 40 * (Indices[t % 4] - 1))];
        var adjustment = SeasonalAdjustment.Of(y, 4);
        Assert.True(adjustment is { IsSeasonal: true, IsMultiplicative: false });
        Assert.All(adjustment.Adjusted, value => Assert.Equal(-5, value, 1e-9));
    }

    [Fact]
    public void Restore_OfTheAdjusted_GivesTheObservationsBack() =>
        Gen.Double[1, 100].Array[9, 60].Sample(
            y =>
            {
                var adjustment = SeasonalAdjustment.Decompose(y, 4, multiplicative: true);
                double[] restored = [.. adjustment.Adjusted];
                adjustment.Restore(restored);
                for (var t = 0; t < y.Length; t++) Assert.Equal(y[t], restored[t], 1e-9);
            },
            iter: 100);

    [Fact]
    public void Restore_BeyondTheObservations_UsesTheLastYear()
    {
        // The season turns round half-way: the first years must not count for the forecasts.
        double[] y = [.. Enumerable.Range(0, 160).Select(t => 50 * (t < 80 ? Indices[t % 4] : 2 - Indices[t % 4]))];
        var adjustment = SeasonalAdjustment.Decompose(y, 4, multiplicative: true);
        double[] next = [1, 1, 1, 1];
        adjustment.Extend(next, 160);
        for (var s = 0; s < 4; s++) Assert.Equal(2 - Indices[s], next[s], 0.01);
    }

    [Fact]
    public void Season_OfVeryManyYears_IsStillFound()
    {
        double[] y = [.. Enumerable.Range(0, 4000).Select(t => (100.0 + t) * Indices[t % 4])];
        var adjustment = SeasonalAdjustment.Of(y, 4);
        for (var t = 0; t < y.Length; t++) Assert.Equal(1, adjustment.Adjusted[t] / (100.0 + t), 0.03);
    }

    [Fact]
    public void Significance_OfNoiseAndOfTooFewYears_IsNotFound()
    {
        var random = new Random(1);
        var rejected = Enumerable.Range(0, 200).Count(_ =>
            SeasonalAdjustment.IsSignificant([.. Enumerable.Range(0, 80).Select(_ => random.NextDouble())], 12));
        Assert.InRange(rejected, 2, 40);
        Assert.False(SeasonalAdjustment.IsSignificant([1, 9, 1, 9], 2));
        Assert.True(SeasonalAdjustment.IsSignificant([1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9], 2));
    }
}
