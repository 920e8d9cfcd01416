using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Explanations;

/// <summary>How one number of a deterministic run comes about: from parameters, through equations, to the value.</summary>
/// <param name="Variable">What.</param>
/// <param name="Period">When.</param>
/// <param name="Steps">The steps; the last gives the number.</param>
public sealed record Explanation(Variable Variable, Period Period, IReadOnlyList<ExplanationStep> Steps)
{
    /// <summary>The number.</summary>
    public double Value => Steps[^1].Value;

    /// <summary>
    /// The size of what the number is computed from: its own, or of a difference that of the larger of what is subtracted. What two
    /// programs may differ by is a part of this, since the rounding of a large number stays where most of it is taken away.
    /// </summary>
    public double Scale => Steps.Where(s => s.Variable == Variable && s.Period.Year == Period.Year).SelectMany(s => s.Inputs)
        .Where(i => string.Equals(i.Unit, Variable.Unit, StringComparison.Ordinal)).Select(i => Math.Abs(i.Value)).Append(Math.Abs(Value)).Max();

    /// <summary>What the functions in formulas mean, for whoever evaluates them.</summary>
    public static IReadOnlyList<string> Functions => Expression.Legend;

    /// <summary>
    /// Explains a number. From the base year on it follows from the model's equations, on the one path that a deterministic run
    /// takes: at the scenario's values, with the events that are more likely than not. Before the base year it is what was
    /// observed.
    /// </summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="baseline">The baseline that it was resolved on.</param>
    /// <param name="variable">What.</param>
    /// <param name="period">When.</param>
    /// <returns>
    /// <see langword="null"/> where nothing was observed, and of limits in the base year, in which none is looked at.
    /// </returns>
    public static Explanation? Of(ResolvedScenario scenario, Baseline baseline, Variable variable, Period period)
    {
        if (!RunVariables.HasValue(variable, scenario.BaseYear, period))
            return null;
        var steps = period.Year < scenario.BaseYear
            ? new HistoryExplainer(baseline).Explain(variable, period)
            : Explain(scenario, baseline, variable, period);
        return steps.Count == 0 ? null : new Explanation(variable, period, steps);
    }

    private static IReadOnlyList<ExplanationStep> Explain(ResolvedScenario scenario, Baseline baseline, Variable variable, Period period)
    {
        var explainer = new Explainer(scenario, baseline);
        _ = explainer.StepOf(Equations.Of(variable), period); // the last that it takes
        return explainer.Steps;
    }

    /// <summary>
    /// The last steps alone: the number's own, those that gave what it takes, and so on, so many deep. What is left out still
    /// stands among the inputs, with its value.
    /// </summary>
    /// <param name="depth">At least 1, the number's own step.</param>
    public Explanation Within(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        var depths = new int[Steps.Count + 1];
        Array.Fill(depths, int.MaxValue);
        depths[Steps.Count] = 1;
        foreach (var step in Steps.Reverse().Where(s => depths[s.Number] < int.MaxValue))
        {
            foreach (var input in step.Inputs)
            {
                if (input.Step is { } earlier)
                    depths[earlier] = Math.Min(depths[earlier], depths[step.Number] + 1);
            }
        }

        var kept = Steps.Where(s => depths[s.Number] <= depth).ToList();
        var numbers = kept.Index().ToDictionary(s => s.Item.Number, s => s.Index + 1);
        return this with
        {
            Steps =
            [
                .. kept.Select(step => step with
                {
                    Number = numbers[step.Number],
                    Inputs = [.. step.Inputs.Select(i => i.Step is { } earlier ? i with { Step = numbers.TryGetValue(earlier, out var n) ? n : null } : i)],
                }),
            ],
        };
    }
}
