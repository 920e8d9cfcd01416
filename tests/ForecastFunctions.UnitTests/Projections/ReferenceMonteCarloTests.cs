using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>
/// The percentiles of article-base with independent inputs, computed by an independent program: the mean over 20
/// replications of 50,000 Latin hypercube draws each, with standard errors below 0.1 % (power and electricity 0.2 %).
/// </summary>
public class ReferenceMonteCarloTests
{
    private static readonly Lazy<Projection> Run = new(() => ProjectionEngine.Run(
        ArticleRuns.Specification(draws: new DrawSettings(1 << 18, 1, Sampling.Sobol, [5, 50, 95], StatedCorrelations.None, [])), threads: 2));

    [Theory]
    [InlineData("Vendor Revenue|NVIDIA|Data Centre", 2028, 167.2, 272.2, 445.6)]
    [InlineData("Vendor Revenue|Broadcom|AI", 2028, 66.8, 120.7, 212.5)]
    [InlineData("Share|Inference|Compute", 2028, 0.6307, 0.7391, 0.8069)]
    [InlineData("Share|NVIDIA|Inference Spend", 2028, 0.2991, 0.4986, 0.6994)]
    [InlineData("Power|Facility", 2030, 70.4, 144.2, 354.0)]
    [InlineData("Electricity", 2030, 403, 805, 1_859)]
    public void ArticleBase_IndependentInputs_MatchesTheIndependentProgram(string variable, int year, double p5, double p50, double p95)
    {
        double[] expected = [p5, p50, p95];
        for (var i = 0; i < 3; i++)
        {
            var value = Run.Value.Value(year - 2024, Variables.Find(variable)!, statistic: 2 + i);
            Assert.InRange(value, expected[i] * 0.995, expected[i] * 1.005);
        }
    }
}
