using ForecastFunctions.Core.Calibration;

namespace ForecastFunctions.UnitTests.Baselines;

public class RevenueGrowthTests
{
    /// <summary>NVIDIA's data centre and Broadcom's AI revenue by calendar quarter from 2022-Q4, bn USD.</summary>
    private static readonly double[] Revenue =
        [4.42, 5.28, 11.32, 16.01, 20.7, 25.7, 29.5, 34.5, 39.7, 43.512, 46.3, 57.7, 70.7, 86.046];

    [Fact]
    public void Growth_ToAYearThatHasCome_WasNearWhatItBecame()
    {
        // From what was known at the end of 2024.
        var growth = RevenueGrowth.Of(Revenue[..9], ahead: 4);
        var actual = Math.Log(Revenue[9..13].Sum() / Revenue[5..9].Sum());
        Assert.InRange(growth.P50, actual - 0.05, actual + 0.05);
        Assert.InRange(growth.P5, -0.1, actual - 0.2);
        Assert.InRange(growth.P95, actual + 0.2, 1.4);
    }

    [Fact]
    public void Growth_OfTheSameQuarters_IsTheSameToTheLastBit()
        => Assert.Equal(RevenueGrowth.Of(Revenue, ahead: 3), RevenueGrowth.Of([.. Revenue], ahead: 3));

    [Fact]
    public void Growth_InAnotherUnit_IsTheSame()
    {
        var growth = RevenueGrowth.Of(Revenue, ahead: 3);
        var inMillions = RevenueGrowth.Of([.. Revenue.Select(r => r * 1_024)], ahead: 3);
        Assert.Equal(growth.P5, inMillions.P5, 1e-9);
        Assert.Equal(growth.P95, inMillions.P95, 1e-9);
    }

    [Fact]
    public void Growth_OfAConstantSeries_IsNoneForSure()
    {
        var (p5, p50, p95, _) = RevenueGrowth.Of([.. Enumerable.Repeat(7.0, 8)], ahead: 4);
        Assert.All([p5, p50, p95], growth => Assert.Equal(0, growth, 1e-12));
    }

    [Fact]
    public void Growth_OfAYearThatIsPartlyKnown_IsLessUncertain()
    {
        var widths = Enumerable.Range(0, 5).Select(known => RevenueGrowth.Of(Revenue[..(9 + known)], ahead: 4 - known))
            .Select(g => g.P95 - g.P5).ToList();
        Assert.Equal(widths.OrderDescending(), widths);
        Assert.Equal(0, widths[^1]);
        Assert.Equal(Math.Log(Revenue[9..13].Sum() / Revenue[5..9].Sum()), RevenueGrowth.Of(Revenue[..13], ahead: 0).P50, 1e-12);
    }

    [Fact]
    public void Growth_OfRevenueThatGoesToNothing_IsANumber()
        => Assert.True(double.IsFinite(RevenueGrowth.Of([128, 64, 32, 16, 8, 4, 2, 1e-9], ahead: 4).P5));

    [Theory]
    [InlineData(7, 1.0)]
    [InlineData(8, 0.0)]
    [InlineData(8, -1.0)]
    [InlineData(8, double.NaN)]
    public void Series_ThatIsTooShortOrNotPositive_IsRefused(int length, double last)
        => Assert.ThrowsAny<ArgumentException>(
            () => RevenueGrowth.Of([.. Enumerable.Range(2, length - 1).Select(i => (double)i), last], 4));
}
