using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.UnitTests.Projections;

public class PresetResultTests
{
    /// <summary>The published figures of 2028, to the last digit that is published.</summary>
    [Theory]
    [InlineData("article-base", 76.0, 453, 269, 129, 73)]
    [InlineData("status-quo", 41.2, 453, 385, 41, 59)]
    [InlineData("reasoning-shift", 80.1, 483, 280, 143, 79)]
    [InlineData("asic-surge", 76.1, 453, 201, 190, 95)]
    [InlineData("scaling-continues", 56.5, 538, 414, 80, 73)]
    [InlineData("data-wall", 83.2, 285, 162, 87, 53)]
    public void Preset_In2028_HasThePublishedFigures(
        string preset, double inferencePercent, double spend, double nvidia, double broadcom, double gigawatts)
    {
        var projection = ArticleRuns.Of(preset);
        Assert.Equal(inferencePercent, Math.Round(100 * projection.Of(Variables.InferenceComputeShare, 2028), 1));
        Assert.Equal(spend, Math.Round(projection.Of(Variables.Spend, 2028)));
        Assert.Equal(nvidia, Math.Round(projection.Of(Variables.NvidiaRevenue, 2028)));
        Assert.Equal(broadcom, Math.Round(projection.Of(Variables.BroadcomRevenue, 2028)));
        Assert.Equal(gigawatts, Math.Round(projection.Of(Variables.FacilityPower, 2028)));
    }

    [Fact]
    public void ArticleBase_Over2028_IsFlowWeightedAndSoJustBelowItsAnchor()
        => Assert.Equal(49.9, Math.Round(100 * ArticleRuns.Of().Of(Variables.InferenceShare.Nvidia, 2028), 1));
}
