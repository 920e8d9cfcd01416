using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>What drives a scenario.</summary>
public class ScenarioModelTests
{
    private static readonly ModelOutputs Nvidia = new([Variables.NvidiaRevenue], [Period.OfYear(2028)]);

    /// <summary>The reference was computed by another implementation, with 0.02 to either side.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TotalIndices_OfNvidiaIn2028_AgreeWithTheReference(ulong seed)
    {
        var model = new ScenarioModel(ArticleRuns.Specification().Scenario, Nvidia);
        var result = VarianceIndices.Estimate(model, [.. Enumerable.Range(0, model.Inputs.Count)], 1_024, seed, threads: 2);
        var totals = model.Inputs.Zip(result.Indices, (name, index) => (name, index[0]))
            .ToDictionary(i => i.name, i => i.Item2, StringComparer.Ordinal);
        (Parameter Parameter, double Total)[] reference =
        [
            (Parameters.SpendGrowthInitial, 0.43), (Parameters.SpendGrowthFade, 0.26),
            (Parameters.NvidiaInferenceAnchor, 0.16), (Parameters.SpendGrowthLongRun, 0.13),
        ];
        foreach (var (parameter, total) in reference)
            Assert.InRange(totals[parameter.Id].Total, total - 0.03, total + 0.03);

        const double T95 = 2.3646; // Student, seven degrees of freedom
        Assert.All(totals.Values, index => Assert.InRange(T95 * index.TotalError, 0, 0.05));

        // Nothing about facilities enters NVIDIA's revenue.
        Assert.Equal(0, totals[Parameters.FacilityPue.Id].Total);
        Assert.Equal(0, totals[Parameters.FacilityPue.Id].First);
        Assert.InRange(result.Indices.Sum(i => i[0].First), 0.9, 1.05);
    }

    /// <summary>The moments are those of a run with draws whose correlations are off.</summary>
    [Fact]
    public void Moments_EqualThoseOfARunWithoutCorrelations()
    {
        var model = new ScenarioModel(ArticleRuns.Specification().Scenario, Nvidia);
        var result = VarianceIndices.Estimate(model, [], 16_384, seed: 1);
        var settings = new DrawSettings(32_768, 1, Sampling.Sobol, [50], StatedCorrelations.None, []);
        var run = ProjectionEngine.Run(ArticleRuns.Specification(draws: settings));
        Assert.InRange(result.Means[0] / run.Value(4, Variables.NvidiaRevenue, 0), 0.998, 1.002);
        Assert.InRange(Math.Sqrt(result.Variances[0]) / run.Value(4, Variables.NvidiaRevenue, 1), 0.99, 1.01);
        Assert.Equal(2 * 16_384, result.Evaluations);
    }

    /// <summary>An event is an input like any other; certain ones happen, and are none.</summary>
    [Fact]
    public void Events_ThatMayHappen_AreInputs()
    {
        ScenarioEvent Boom(string name, double probability)
            => new(name, Driver.Spend, EventEffect.Multiply, 1.5, Period.OfQuarter(2028, 1), null, probability);
        var fixedParameters = Parameters.All
            .ToDictionary(p => p, p => (ParameterSetting)new ParameterSetting.Fixed(ArticleRuns.Specification().Scenario[p]));
        var scenario = ResolvedScenario.Resolve(
            ArticleRuns.Article, Presets.ArticleBase, fixedParameters, [Boom("boom", 0.3), Boom("certain", 1), Boom("never", 0)]);
        var model = new ScenarioModel(scenario, new ModelOutputs([Variables.Spend], [Period.OfYear(2027), Period.OfYear(2028)]));
        Assert.Equal(["event:boom"], model.Inputs);

        var result = VarianceIndices.Estimate(model, [0], 1_024, seed: 1);
        var spend = ArticleRuns.Of(to: 2028).Of(Variables.Spend, 2028);
        Assert.Equal(0, result.Variances[0]);
        Assert.InRange(result.Means[1] / (1.5 * spend * 1.15), 0.999, 1.001);
        Assert.InRange(Math.Sqrt(result.Variances[1]) / (1.5 * spend * 0.5 * Math.Sqrt(0.3 * 0.7)), 0.999, 1.001);
        Assert.InRange(result.Indices[0][1].Total, 0.98, 1.02);
        Assert.InRange(result.Indices[0][1].First, 0.95, 1.05);
    }

    /// <summary>As in a run with draws, a PUE below 1 counts as 1.</summary>
    [Fact]
    public void Draws_BeyondTheBounds_CountAsTheBound()
    {
        var wide = new Dictionary<Parameter, ParameterSetting>
        {
            [Parameters.FacilityPue] = new ParameterSetting.Uncertain(Distribution.Parse("normal(1.05..1.5)")),
        };
        var model = new ScenarioModel(ResolvedScenario.Resolve(ArticleRuns.Article, Presets.ArticleBase, wide), Nvidia);
        double[] column = [1e-9, 0.5, 1 - 1e-9];
        model.Draw(model.Inputs.ToList().IndexOf(Parameters.FacilityPue.Id), column);
        Assert.Equal(1, column[0]);
        Assert.Equal(1.275, column[1], 12);
        Assert.InRange(column[2], 1.5, 3);
    }

    [Fact]
    public void Indices_OfSeveralOutputs_AreThoseOfEachAlone()
    {
        var scenario = ArticleRuns.Specification().Scenario;
        Period[] periods = [Period.OfYear(2026), Period.OfYear(2028)];
        var together = Estimate(new ModelOutputs([Variables.FacilityPower, Variables.NvidiaRevenue], periods));
        var alone = Estimate(Nvidia);
        Assert.Equal(alone.Variances[0], together.Variances[3]);
        for (var input = 0; input < alone.Indices.Count; input++)
            Assert.Equal(alone.Indices[input][0], together.Indices[input][3]);

        VarianceDecomposition Estimate(ModelOutputs outputs)
        {
            var model = new ScenarioModel(scenario, outputs);
            return VarianceIndices.Estimate(model, [.. Enumerable.Range(0, model.Inputs.Count)], 256, seed: 4);
        }
    }
}
