using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>
/// The percentiles of drivers-base, told and clipped, with independent inputs, computed by an independent program: the mean over 20
/// replications of 50,000 Latin hypercube draws each, with standard errors below 0.3 %.
/// </summary>
public class LayerMonteCarloTests
{
    private static readonly Dictionary<string, Lazy<Projection>> Runs = new(StringComparer.Ordinal)
    {
        ["report"] = new(() => Run("report", 1 << 18, Sampling.Sobol)),
        ["clip"] = new(() => Run("clip", 1 << 18, Sampling.Sobol)),
    };

    [Theory]
    [InlineData("report", "Ratio|Compute", 2028, 0.874, 2.876, 10.76)]
    [InlineData("report", "Share|Inference|Compute", 2028, 0.4664, 0.7420, 0.9150)]
    [InlineData("report", "AI Compute|Spend", 2028, 235.3, 505.7, 1_411)]
    [InlineData("report", "Vendor Revenue|NVIDIA|Data Centre", 2028, 145.3, 302.4, 786.8)]
    [InlineData("report", "Vendor Revenue|Broadcom|AI", 2028, 49.6, 134.6, 462.6)]
    [InlineData("report", "Power|Facility", 2030, 54.6, 149.4, 596.4)]
    [InlineData("report", "Demand|Tokens", 2028, 276e3, 1_096e3, 4_977e3)]
    [InlineData("report", "Cost|Million Tokens", 2028, 0.0912, 0.3661, 1.371)]
    [InlineData("clip", "Ratio|Compute", 2028, 0.874, 2.870, 10.68)]
    [InlineData("clip", "Share|Inference|Compute", 2028, 0.4663, 0.7416, 0.9144)]
    [InlineData("clip", "AI Compute|Spend", 2028, 213.0, 375.9, 579.2)]
    [InlineData("clip", "Vendor Revenue|NVIDIA|Data Centre", 2028, 121.6, 222.3, 365.0)]
    [InlineData("clip", "Vendor Revenue|Broadcom|AI", 2028, 46.4, 99.7, 185.8)]
    [InlineData("clip", "Power|Facility", 2030, 51.6, 99.5, 162.9)]
    [InlineData("clip", "Demand|Tokens", 2028, 276e3, 1_096e3, 4_977e3)]
    [InlineData("clip", "Cost|Million Tokens", 2028, 0.1012, 0.3981, 1.490)]
    public void DriversBase_IndependentInputs_MatchesTheIndependentProgram(
        string limits, string variable, int year, double p5, double p50, double p95)
    {
        foreach (var (statistic, expected) in ((string, double)[])[("p5", p5), ("p50", p50), ("p95", p95)])
            Assert.InRange(Of(Runs[limits].Value, variable, year, statistic), expected * 0.995, expected * 1.005);
    }

    [Theory]
    [InlineData("report", 0, 0, 0)]
    [InlineData("clip", 0, 0.198, 0.745)]
    public void Unmet_IndependentInputs_MatchesTheIndependentProgram(string limits, double p5, double p50, double p95)
    {
        Assert.Equal(p5, Of(Runs[limits].Value, "Demand|Unmet", 2028, "p5"), 0.002);
        Assert.Equal(p50, Of(Runs[limits].Value, "Demand|Unmet", 2028, "p50"), 0.002);
        Assert.Equal(p95, Of(Runs[limits].Value, "Demand|Unmet", 2028, "p95"), 0.002);
    }

    [Theory]
    [InlineData("report", 0.358, 0.176, 0.116)]
    [InlineData("clip", 0.109, 0.351, 0.200)]
    public void Binding_IndependentInputs_HasThePublishedProbabilities(string limits, double power, double packaging, double capital)
    {
        Assert.Equal(power, Of(Runs[limits].Value, "Limit|Power|Binding", 2028, "mean"), 0.002);
        Assert.Equal(packaging, Of(Runs[limits].Value, "Limit|Packaging|Binding", 2028, "mean"), 0.002);
        Assert.Equal(capital, Of(Runs[limits].Value, "Limit|Capital|Binding", 2028, "mean"), 0.002);
    }

    /// <summary>
    /// The layer's dimensions come after 83 others, where Sobol' points of few draws can be poor; they are not. (Means say little here:
    /// the tail of facility power is so heavy that a few paths decide its mean.)
    /// </summary>
    [Theory]
    [InlineData("Ratio|Compute", 2028)]
    [InlineData("Vendor Revenue|NVIDIA|Data Centre", 2028)]
    [InlineData("Demand|Tokens", 2028)]
    [InlineData("Power|Facility", 2030)]
    public void SobolPoints_InTheLayersDimensions_AgreeWithLatinHypercubesAndAreNoNoisier(string variable, int year)
    {
        var (sobol, latin) = (Small(Sampling.Sobol), Small(Sampling.LatinHypercube));
        foreach (var statistic in (string[])["p5", "p50", "p95"])
        {
            var place = sobol.Statistics.ToList().IndexOf(statistic);
            var (one, other) = (sobol.StandardError(year - 2024, Variables.Find(variable)!, place)!.Value,
                latin.StandardError(year - 2024, Variables.Find(variable)!, place)!.Value);
            var difference = Math.Abs(Of(sobol, variable, year, statistic) - Of(latin, variable, year, statistic));
            Assert.True(difference <= 5 * Math.Sqrt(one * one + other * other), $"{statistic}: apart by {difference:R}, with errors {one:R} and {other:R}");
            Assert.True(one <= 3 * other, $"{statistic}: the error is {one:R}, and of a Latin hypercube {other:R}");
        }
    }

    private static Projection Small(Sampling sampling) => SmallRuns[sampling].Value;

    private static readonly Dictionary<Sampling, Lazy<Projection>> SmallRuns = new()
    {
        [Sampling.Sobol] = new(() => Run("report", 1 << 14, Sampling.Sobol)),
        [Sampling.LatinHypercube] = new(() => Run("report", 1 << 14, Sampling.LatinHypercube)),
    };

    private static Projection Run(string limits, int draws, Sampling sampling) => ProjectionEngine.Run(
        LayerRuns.Specification(
            "drivers-base", LayerRuns.Settings(("limits.mode", limits)),
            draws: new DrawSettings(draws, 1, sampling, [5, 50, 95], StatedCorrelations.None, [])),
        threads: 2);

    private static double Of(Projection run, string variable, int year, string statistic)
        => run.Value(year - 2024, Variables.Find(variable)!, run.Statistics.ToList().IndexOf(statistic));
}
