using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>A sensitivity analysis as a run: named by what is asked, and kept as bytes.</summary>
public class SensitivityRunTests
{
    private static readonly ModelOutputs Outputs = new(
        [Variables.NvidiaRevenue, Variables.InferenceShare.Nvidia], [Period.OfYear(2024), Period.OfYear(2028)]);

    [Fact]
    public void Specification_AndResult_AreReadBackAsTheyWere()
    {
        SensitivityMethod[] methods =
        [
            new SensitivityMethod.OneAtATime([new(Parameters.SpendGrowthInitial, 0.3, 0.6), new(Parameters.RatioLimit, 1, 6)]),
            new SensitivityMethod.OneAtATime([new(Parameters.SpendGrowthInitial, 0.3, 0.61), new(Parameters.RatioLimit, 1, 6)]),
            new SensitivityMethod.VarianceBased(64, 1, ["ratio.limit", "event:boom"]),
            new SensitivityMethod.VarianceBased(64, 2, ["ratio.limit", "event:boom"]),
            new SensitivityMethod.VarianceBased(128, 1, ["event:boom"]),
        ];
        var all = methods.Select(Specification).ToList();
        Assert.Equal(all.Count, all.Select(s => s.RunId).Distinct().Count());
        foreach (var specification in all)
        {
            Assert.Equal("sensitivities", IRunSpecification.KindOf(specification.CanonicalForm));
            var again = SensitivitySpecification.Parse(specification.CanonicalForm);
            Assert.Equal(specification.RunId, again.RunId);
            var bytes = specification.Compute(threads: 1).ToBytes();
            Assert.Equal(bytes, again.Compute(threads: 3).ToBytes());
            Assert.Equal(bytes, SensitivityResult.FromBytes(bytes).ToBytes());
            Assert.Throws<FormatException>(() => SensitivityResult.FromBytes(bytes.AsMemory(..^1)));
            Assert.Throws<FormatException>(() => SensitivityResult.FromBytes((byte[])[.. bytes, 0]));
        }
    }

    [Fact]
    public void Specification_WithAnInputThatIsNotUncertain_IsRefused()
    {
        var fault = Assert.Throws<ArgumentException>(() => Specification(new SensitivityMethod.VarianceBased(64, 1, ["vendor.amd"])));
        Assert.Contains("vendor.amd is not uncertain", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Specification(new SensitivityMethod.OneAtATime([new(Parameters.RatioLimit, 1, 60)])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SensitivityMethod.VarianceBased(100, 1, ["ratio.limit"]));
    }

    private static SensitivitySpecification Specification(SensitivityMethod method)
    {
        var boom = new ScenarioEvent("boom", Driver.Spend, EventEffect.Multiply, 1.5, Period.OfQuarter(2027, 1), null, 0.4);
        var scenario = ResolvedScenario.Resolve(ArticleRuns.Article, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>(), [boom]);
        return new SensitivitySpecification(ArticleRuns.Article.Version, scenario, Outputs, method);
    }
}
