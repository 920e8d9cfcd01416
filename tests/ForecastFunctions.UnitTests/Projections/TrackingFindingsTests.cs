using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;
using ForecastFunctions.UnitTests.Baselines;

namespace ForecastFunctions.UnitTests.Projections;

public class TrackingFindingsTests
{
    private static readonly PeriodRange Quarters = new(Period.OfQuarter(2025, 1), Period.OfQuarter(2026, 4));

    [Theory]
    [InlineData(40, 0)]
    [InlineData(60, 0)]
    [InlineData(39.9, 1)]
    [InlineData(60.1, 1)]
    public void Quarter_ThatLeavesTheInterval_IsTold(double billions, int warnings)
    {
        var told = TrackingFindings.Warnings(Run(["mean", "p5", "p95"]), baseYear: 2025, Known(billions));
        Assert.Equal(warnings, told.Count);
        Assert.All(told, w => Assert.Equal("tracking", w.Code));
        if (warnings > 0)
            Assert.Contains("in 1 of 1 known periods after 2025: in 2026-Q1 it was", told[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WithoutTheInterval_SaysNothing()
    {
        Assert.Empty(TrackingFindings.Warnings(Run(["value", "p50", "p90"]), 2025, Known(1_000)));
        Assert.Empty(TrackingFindings.Warnings(Run(["mean", "p5", "p95"]), 2026, Known(1_000)));
    }

    /// <summary>NVIDIA's first quarter of 2026, and quarters of the base year that lie far outside.</summary>
    private static ObservedHistory Known(double billions) => new(new Baseline(
        "x", "X", new(2027, 1, 1), 2025, [],
        [MadeUpMarket.Nvidia(Period.OfQuarter(2025, 4), 1), MadeUpMarket.Nvidia(Period.OfQuarter(2026, 1), billions)]));

    /// <summary>Every variable between 40 and 60 in every quarter.</summary>
    private static Projection Run(string[] statistics)
    {
        var values = new double[Quarters.Count * Variables.All.Count * 3];
        for (var i = 0; i < values.Length; i += 3)
            (values[i], values[i + 1], values[i + 2]) = (50, 40, 60);
        return new Projection(Quarters, statistics, values);
    }
}
