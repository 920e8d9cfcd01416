using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>
/// Which drivers and limits move an output: total-order indices of its log with all laws of both models, as an independent program
/// has them to within 0.02. (The API tells indices of the number itself, whose heavy tail a few paths decide.)
/// </summary>
public class LayerSensitivityTests
{
    private const int Draws = 1 << 13;

    /// <summary>What the two programs may be off together: 0.02, the rounding of what is published, and what these draws leave.</summary>
    private const double Tolerance = 0.03;

    private static readonly Lazy<IReadOnlyDictionary<(string Output, string Input), VarianceIndex>> Report = new(() => Estimate("report", [
        "agents.anchor", "ratio.base", "training.budget.anchor", "reasoning.multiple", "inference.tokenShare", "reasoning.share.anchor",
        "tokens.elasticity", "users.anchor", "price.asic.decline", "share.inference.nvidia.anchor",
    ]));

    private static readonly Lazy<IReadOnlyDictionary<(string Output, string Input), VarianceIndex>> Clip = new(() => Estimate("clip", [
        "share.inference.nvidia.anchor", "price.asic.decline", "limit.power.anchor", "agents.anchor", "limit.packaging.density",
        "limit.packaging.anchor",
    ]));

    [Theory]
    [InlineData("ratio", "agents.anchor", 0.17)]
    [InlineData("ratio", "ratio.base", 0.16)]
    [InlineData("ratio", "training.budget.anchor", 0.10)]
    [InlineData("ratio", "reasoning.multiple", 0.10)]
    [InlineData("ratio", "inference.tokenShare", 0.09)]
    [InlineData("ratio", "reasoning.share.anchor", 0.09)]
    [InlineData("ratio", "tokens.elasticity", 0.07)]
    [InlineData("ratio", "users.anchor", 0.07)]
    [InlineData("nvidia", "agents.anchor", 0.25)]
    [InlineData("nvidia", "reasoning.multiple", 0.11)]
    [InlineData("nvidia", "inference.tokenShare", 0.09)]
    [InlineData("nvidia", "tokens.elasticity", 0.09)]
    [InlineData("nvidia", "reasoning.share.anchor", 0.08)]
    [InlineData("nvidia", "price.asic.decline", 0.07)]
    [InlineData("nvidia", "share.inference.nvidia.anchor", 0.07)]
    [InlineData("power", "price.asic.decline", 0.35)]
    [InlineData("power", "agents.anchor", 0.17)]
    public void DriversBase_Told_HasTheIndicesOfTheIndependentProgram(string output, string input, double total)
        => Check(Report.Value[(output, input)], total);

    [Theory]
    [InlineData("nvidia", "share.inference.nvidia.anchor", 0.28)]
    [InlineData("nvidia", "price.asic.decline", 0.18)]
    [InlineData("nvidia", "limit.power.anchor", 0.11)]
    [InlineData("nvidia", "agents.anchor", 0.11)]
    [InlineData("power", "price.asic.decline", 0.22)]
    [InlineData("power", "limit.packaging.density", 0.16)]
    [InlineData("power", "limit.packaging.anchor", 0.13)]
    public void DriversBase_Clipped_HasTheIndicesOfTheIndependentProgram(string output, string input, double total)
        => Check(Clip.Value[(output, input)], total);

    private static void Check(VarianceIndex index, double total)
    {
        Assert.True(index.TotalError < 0.01, $"a standard error of {index.TotalError:R}");
        Assert.Equal(total, index.Total, Tolerance);
    }

    private static Dictionary<(string Output, string Input), VarianceIndex> Estimate(string limits, IReadOnlyList<string> inputs)
    {
        var scenario = LayerRuns.Specification("drivers-base", LayerRuns.Settings(("limits.mode", limits))).Scenario;
        var model = new Logs(new ScenarioModel(scenario, new ModelOutputs(
            [Variables.ComputeRatio, Variables.NvidiaRevenue, Variables.FacilityPower], [Period.OfYear(2028), Period.OfYear(2030)])));
        var places = inputs.Select(i => model.Inputs.ToList().IndexOf(i)).ToList();
        var indices = VarianceIndices.Estimate(model, places, Draws, seed: 1, threads: 2).Indices;

        // Variable by variable, and of each 2028 and 2030.
        (string Name, int Place)[] outputs = [("ratio", 0), ("nvidia", 2), ("power", 5)];
        return inputs.Index().SelectMany(i => outputs.Select(o => ((o.Name, i.Item), indices[i.Index][o.Place]))).ToDictionary();
    }

    /// <summary>The logs of a model's outputs.</summary>
    private sealed class Logs(IUncertainModel model) : IUncertainModel
    {
        public IReadOnlyList<string> Inputs => model.Inputs;

        public int Outputs => model.Outputs;

        public void Draw(int input, Span<double> uniforms) => model.Draw(input, uniforms);

        public void Evaluate(IReadOnlyList<ReadOnlyMemory<double>> inputs, IReadOnlyList<Memory<double>> outputs)
        {
            model.Evaluate(inputs, outputs);
            foreach (var output in outputs)
            {
                foreach (ref var value in output.Span)
                    value = Math.Log(value);
            }
        }
    }
}
