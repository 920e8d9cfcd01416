using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.ReferenceModel;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>The engine with the layer against a plain scalar implementation that was written from the text of the equations.</summary>
public class LayerOracleTests
{
    private static readonly string[] EventDrivers =
    [
        "spend", "ratio", "price.nvidia", "price.asic", "power.nvidia", "odds.inference.nvidia", "odds.training.asicOfRest", "users", "tokens",
        "reasoning.multiple", "agents", "serving.efficiency", "training.budget", "training.run", "data.stock", "other", "limit.power",
        "limit.packaging", "limit.capital",
    ];

    private static readonly Gen<ScenarioEvent> Event = Gen.Select(
        Elements.Of(EventDrivers), Gen.Double[-1, 1], Gen.Int[0, 23], Gen.Int[0, 8],
        (driver, power, start, quarters) => new ScenarioEvent(
            $"{driver} {start}", Drivers.ByName[driver], EventEffect.Multiply, Math.Pow(4, power),
            Period.OfQuarter(2024 + start / 4, start % 4 + 1), quarters == 0 ? null : quarters, 1));

    private static readonly Gen<ProjectionSpecification> Specifications = Gen.Select(
        LayerCase.Any, Gen.Int[0, 4], Gen.Int[0, 2], Gen.Enum<Step>(), Event.Array[0, 3], Gen.OneOf(Gen.Const(double.NaN), Gen.Double[2024, 2035]),
        (c, switches, ration, step, events, wall) =>
        {
            c = switches switch
            {
                0 => c,
                1 => c.With(LayerParameters.SpendSource, "path"),
                2 => c.With(LayerParameters.SpendSource, "path").With(LayerParameters.RatioSource, "path"),
                3 => c.With(LayerParameters.LimitsMode, "clip").With(LayerParameters.LimitsRation, ration),
                _ => c.With(LayerParameters.LimitsMode, "off"),
            };
            if (!double.IsNaN(wall))
                c = new LayerCase(c.Preset, c.Set.Where(s => s.Key != LayerParameters.DataStock).ToDictionary()).With(LayerParameters.DataWallYear, wall);
            return c.Specification(step, to: 2032, [.. events.DistinctBy(e => e.Name)]);
        });

    [Theory]
    [InlineData("drivers-base")]
    [InlineData("peak-data")]
    [InlineData("o1-everywhere")]
    [InlineData("deepseek-shock")]
    [InlineData("agents")]
    [InlineData("power-wall")]
    [InlineData("packaging-wall")]
    [InlineData("capex-crunch")]
    [InlineData("power-wall, inferenceFirst")]
    [InlineData("power-wall, trainingFirst")]
    [InlineData("drivers, spend path, report")]
    [InlineData("spend times 1.5 in 2026-Q3 to 2027-Q2")]
    public void ScalarModel_OfEveryScenario_MakesTheCommittedVectors(string scenario)
    {
        var model = LayerScenarios.Model(scenario);
        foreach (var step in Enum.GetValues<Step>())
        {
            var periods = model.Run(2030, isAnnual: step == Step.Year);
            foreach (var entry in LayerReferenceVectors.OfPresets().Concat(LayerReferenceVectors.OfMore())
                .Where(e => e.Scenario == scenario && e.Period.Step == step))
            {
                var place = step == Step.Year ? entry.Period.Year - 2024 : 4 * (entry.Period.Year - 2024) + entry.Period.Quarter!.Value - 1;
                AssertClose(entry.Value ?? double.NaN, periods[place][entry.Variable], 1e-11, $"{entry.Variable}, {entry.Period}", ScaleOf(entry.Variable, periods[place]));
            }
        }
    }

    [Fact]
    public void Engine_GeneratedScenarios_AgreesWithTheScalarModel() => Specifications.Sample(
        specification =>
        {
            var scenario = specification.Scenario;
            var model = new LayerModel(
                scenario.BaseYear, id => scenario[Parameters.Find(id)!], LayerScenarios.Baseline,
                [.. scenario.Events.Select(e => new LayerEvent(
                    Drivers.NameOf(e.Driver), e.Amount, e.Start.Year - scenario.BaseYear, e.Start.Quarter!.Value, e.Quarters))]);
            var expected = model.Run(2032, specification.Range.Step == Step.Year);
            var projection = ProjectionEngine.Run(specification);
            for (var period = 0; period < expected.Count; period++)
            {
                foreach (var (name, value) in expected[period])
                {
                    var variable = Variables.Find(name)!;
                    if (projection.Has(variable))
                    {
                        AssertClose(
                            value, projection.Value(period, variable), 1e-9, $"{name}, period {period}", ScaleOf(name, expected[period]));
                    }
                    else
                    {
                        Assert.NotEqual(VariableGroup.Plain, variable.Group);
                    }
                }
            }
        },
        iter: 150);

    /// <summary>A difference is as accurate as what it is the difference of.</summary>
    private static double ScaleOf(string variable, IReadOnlyDictionary<string, double> numbers) => variable switch
    {
        "Cut|Spend" => numbers["Planned|Spend"],
        "Cut|Compute" => numbers["Compute|Added"],
        "Demand|Unmet" => 1,
        _ => 0,
    };

    private static void AssertClose(double expected, double actual, double relative, string what, double scale = 0)
        => Assert.True(
            double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(actual - expected) <= relative * Math.Max(Math.Max(Math.Abs(expected), scale), 1e-9),
            $"{what}: {actual:R}, not {expected:R}");
}
