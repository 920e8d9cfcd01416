using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Explanations;

/// <summary>Parameters as what formulas take: the value, and why it is that.</summary>
internal static class ParameterInputs
{
    /// <summary>The symbol of a parameter in formulas; of one that has none, the last word of its id.</summary>
    public static string SymbolOf(Parameter parameter) => parameter.Symbol.Length > 0 ? parameter.Symbol : parameter.Id.Split('.')[^1];

    /// <summary>A parameter of a scenario on a baseline.</summary>
    public static ExplanationInput Of(ResolvedParameter resolved, ResolvedScenario scenario, Baseline baseline)
    {
        if (resolved.Origin == ParameterOrigin.Baseline)
            return OfBaseline(resolved, SymbolOf(resolved.Parameter), baseline);
        return Input(resolved, SymbolOf(resolved.Parameter), BasisOf(resolved, scenario), []);
    }

    /// <summary>A parameter by the baseline alone.</summary>
    /// <param name="known">Its value.</param>
    /// <param name="symbol">Its symbol in the formula.</param>
    /// <param name="baseline">The baseline.</param>
    public static ExplanationInput OfBaseline(ResolvedParameter known, string symbol, Baseline baseline)
        => Input(known, symbol, BaselineValues.BasisOf(known, baseline), BaselineValues.Calibrated(known, baseline)?.Observations ?? []);

    private static ExplanationInput Input(ResolvedParameter known, string symbol, string basis, IReadOnlyList<string> series)
        => new(symbol, known.Value, known.Parameter.Unit, InputOrigin.Parameter, known.Parameter.Meaning)
        {
            Id = known.Parameter.Id,
            SetBy = known.Origin.ToString().ToLowerInvariant(),
            Status = known.Status.ToString().ToLowerInvariant(),
            Basis = basis,
            Series = series,
        };

    private static string BasisOf(ResolvedParameter resolved, ResolvedScenario scenario)
    {
        var who = resolved.Origin == ParameterOrigin.Request ? "The request" : $"Scenario '{scenario.Extends}'";
        return resolved.Follows is { } other ? $"{who} has it the same as {other}"
            : resolved.Change is { } change ? $"{who} moves it from where the baseline has it: {change}"
            : resolved.Law is { } law ? $"{who} sets it to {law}, of which this is the median"
            : $"{who} sets it";
    }
}
