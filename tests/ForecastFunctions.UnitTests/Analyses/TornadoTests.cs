using CsCheck;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>A bar is two projections, and a tornado is ordered.</summary>
public class TornadoTests
{
    private static readonly ResolvedScenario Scenario = ArticleRuns.Specification().Scenario;

    private static readonly IReadOnlyList<InputRange> Ranges =
        [.. Scenario.Parameters.Where(p => p.Law is not null).Select(p => InputRange.OfLaw(p, 5, 95, Scenario.BaseYear)!)];

    [Theory]
    [InlineData(Step.Year)]
    [InlineData(Step.Quarter)]
    public void Bars_EqualTheProjectionsAtTheEndsOfTheirRanges(Step step)
    {
        Period[] periods = step == Step.Year
            ? [Period.OfYear(2026), Period.OfYear(2028)] : [Period.OfQuarter(2026, 2), Period.OfQuarter(2028, 4)];
        var outputs = new ModelOutputs([Variables.NvidiaRevenue, Variables.FacilityPower], periods);
        foreach (var (output, @base, bars) in Tornado.Run(Scenario, Ranges, outputs))
        {
            Assert.Equal(Value(output, null, 0), @base);
            Assert.Equal(Ranges.Count, bars.Count);
            foreach (var (range, lowOutput, highOutput) in bars)
            {
                Assert.Equal(Value(output, range.Parameter, range.Low), lowOutput);
                Assert.Equal(Value(output, range.Parameter, range.High), highOutput);
            }
        }

        double Value(ModelOutput output, Parameter? parameter, double value)
            => ArticleRuns.Of(
                from: 2024, to: 2028, step: step, set: parameter is null ? null : new Dictionary<Parameter, double> { [parameter] = value })
                .Of(output.Variable.Name, output.Period);
    }

    [Fact]
    public void Bars_AreOrderedBySwingAndThenByTheCatalogue()
    {
        var outputs = new ModelOutputs(
            [Variables.NvidiaRevenue, Variables.InferenceShare.Nvidia], [Period.OfYear(2024), Period.OfYear(2030)]);
        foreach (var tornado in Tornado.Run(Scenario, Ranges, outputs))
        {
            var order = tornado.Bars.Select(b => (-b.Swing, b.Range.Parameter.Index)).ToList();
            Assert.Equal(order.Order(), order);
        }
    }

    [Fact]
    public void Bar_OfAParameterWithARisingEffect_HasItsOutputsInOrder()
        => Gen.Select(Gen.Double[0.02, 0.48], Gen.Double[0.52, 0.98]).Sample((low, high) =>
        {
            var range = new InputRange(Parameters.NvidiaInferenceAnchor, low, high);
            var bar = Tornado.Run(Scenario, [range], new ModelOutputs([Variables.NvidiaRevenue], [Period.OfYear(2028)]))[0];
            Assert.True(bar.Bars[0].LowOutput < bar.Base && bar.Base < bar.Bars[0].HighOutput);
            Assert.Equal(bar.Bars[0].HighOutput - bar.Bars[0].LowOutput, bar.Bars[0].Swing);
        }, iter: 50);

    [Fact]
    public void Range_OfALawBeyondTheBounds_EndsAtThem()
    {
        var law = Core.Statistics.Distribution.Parse("normal(1.05..1.5)");
        var resolved = Scenario.Parameters[Parameters.FacilityPue.Index] with { Law = law };
        var range = InputRange.OfLaw(resolved, 1, 95, Scenario.BaseYear)!;
        Assert.Equal(1, range.Low);
        Assert.Equal(1.5, range.High, 12);
        Assert.Null(InputRange.OfLaw(resolved, 1, 2, Scenario.BaseYear));
    }
}
