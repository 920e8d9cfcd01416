using ForecastFunctions.Core.Baselines.Calibration;

namespace ForecastFunctions.UnitTests.Baselines;

public class RandomWalkGrowthTests
{
    [Fact]
    public void Growth_OfASteadySeries_IsItsOwnForSure()
    {
        var quarters = Enumerable.Range(0, 8).Select(i => Math.Exp(0.1 * i)).ToList();
        var (p5, p50, p95) = RandomWalkGrowth.Forecast(quarters, ahead: 4, baseYear: quarters.TakeLast(4).Sum());
        Assert.All([p5, p50, p95], growth => Assert.Equal(0.4, growth, 1e-9));
    }

    [Fact]
    public void Growth_OfAnUnsteadySeries_IsUncertain()
    {
        double[] quarters = [10, 13, 14, 19, 20, 27, 28, 38];
        var (p5, p50, p95) = RandomWalkGrowth.Forecast(quarters, ahead: 4, baseYear: quarters.TakeLast(4).Sum());
        Assert.InRange(p50, 0.6, 0.9);
        Assert.InRange(p95 - p50, 0.2, 1);
        Assert.InRange(p50 - p5, 0.2, 1);
    }

    [Fact]
    public void Growth_OfAYearThatIsPartlyKnown_IsLessUncertain()
    {
        double[] quarters = [10, 13, 14, 19, 20, 27, 28, 38];
        var baseYear = quarters[2..6].Sum();
        var (wideLow, _, wideHigh) = RandomWalkGrowth.Forecast(quarters[..6], ahead: 4, baseYear);
        var (low, _, high) = RandomWalkGrowth.Forecast(quarters, ahead: 2, baseYear);
        Assert.True(high - low < wideHigh - wideLow);
        var (allLow, all, allHigh) = RandomWalkGrowth.Forecast([.. quarters, 40, 50], ahead: 0, baseYear);
        Assert.Equal(Math.Log((28 + 38 + 40 + 50) / baseYear), all, 1e-12);
        Assert.Equal((all, all), (allLow, allHigh));
    }

    [Theory]
    [InlineData(1.0, 2.0)]
    [InlineData(1.0, 0.0, 2.0)]
    [InlineData(1.0, double.NaN, 2.0)]
    public void Series_ThatIsTooShortOrNotPositive_IsRefused(params double[] quarters)
        => Assert.Throws<ArgumentException>(() => RandomWalkGrowth.Forecast(quarters, 4, 1));
}
