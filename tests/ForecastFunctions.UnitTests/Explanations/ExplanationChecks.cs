using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Explanations;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Explanations;

/// <summary>What holds of every explanation: it ends in the run's number, by steps that are what they say.</summary>
internal static class ExplanationChecks
{
    /// <summary>Every variable of some periods, years or quarters, against the engine.</summary>
    public static void CheckAll(ResolvedScenario scenario, Baseline baseline, params Period[] periods)
    {
        var run = new ProjectionSpecification(baseline.Version, scenario, new PeriodRange(periods[0], periods[^1])).Compute(1);
        var places = run.Range.Index().ToDictionary(p => p.Item, p => p.Index);
        var explainer = new Explainer(scenario, baseline);
        foreach (var variable in RunVariables.Of(scenario))
        {
            foreach (var period in periods.Where(p => RunVariables.HasValue(variable, scenario.BaseYear, p)))
            {
                var step = explainer.StepOf(Equations.Of(variable), period);
                var ofVariable = explainer.Steps.Where(s => s.Variable == variable && s.Number <= step.Number);
                AssertGives(run.Value(places[period], variable), new Explanation(variable, period, [.. ofVariable]));
            }
        }

        AssertHold(explainer.Steps);
    }

    /// <summary>An explanation as it is answered, against the number of the run.</summary>
    public static void Check(Explanation explanation, double value)
    {
        AssertGives(value, explanation);
        AssertHold(explanation.Steps);

        // Nothing stands there that nothing takes.
        var taken = explanation.Steps.SelectMany(s => s.Inputs).Select(i => i.Step).OfType<int>().ToHashSet();
        Assert.Equal(Enumerable.Range(1, explanation.Steps.Count - 1), taken.Order());
    }

    private static void AssertGives(double value, Explanation explanation)
    {
        var last = explanation.Steps[^1];
        Assert.Equal((explanation.Variable, explanation.Period, explanation.Variable.Unit), (last.Variable, last.Period, last.Unit));
        AssertClose(value, explanation.Value, explanation.Scale, $"{explanation.Variable} in {explanation.Period}");
    }

    /// <summary>Each step's formula, evaluated from its text and its stated inputs alone, gives its value.</summary>
    private static void AssertHold(IReadOnlyList<ExplanationStep> steps)
    {
        foreach (var (index, step) in steps.Index())
        {
            Assert.Equal(index + 1, step.Number);
            var stated = step.Inputs.ToDictionary(i => i.Symbol, i => i.Value, StringComparer.Ordinal);
            AssertClose(
                FormulaText.Evaluate(step.Formula, stated), step.Value, Math.Abs(step.Value), $"{step.Symbol} in {step.Period} = {step.Formula}");
            Assert.False(string.IsNullOrWhiteSpace(step.Name) || string.IsNullOrWhiteSpace(step.Unit), step.Symbol);
            foreach (var input in step.Inputs)
            {
                Assert.False(string.IsNullOrWhiteSpace(input.Name) || string.IsNullOrWhiteSpace(input.Unit), $"{input.Symbol} of {step.Symbol}");
                Assert.Equal(input.Origin == InputOrigin.Parameter, input.Basis is not null && input.SetBy is not null && input.Status is not null);
                Assert.True(input.Step is null or > 0 && !(input.Step >= step.Number), $"{step.Symbol} takes step {input.Step}");
                if (input.Step is { } earlier)
                    Assert.Equal((steps[earlier - 1].Value, steps[earlier - 1].Unit), (input.Value, input.Unit));
            }
        }
    }

    private static void AssertClose(double expected, double actual, double scale, string what)
        => Assert.True(Math.Abs(expected - actual) <= 1e-9 * scale, $"{what}: {actual:R}, not {expected:R}");
}
