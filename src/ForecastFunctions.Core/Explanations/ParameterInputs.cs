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
        var parameter = resolved.Parameter;
        var calibrated = resolved.Origin == ParameterOrigin.Baseline ? baseline.FindParameter(parameter.Id) : null;
        return new ExplanationInput(SymbolOf(parameter), resolved.Value, parameter.Unit, InputOrigin.Parameter, parameter.Meaning)
        {
            Id = parameter.Id,
            SetBy = resolved.Origin.ToString().ToLowerInvariant(),
            Status = resolved.Status.ToString().ToLowerInvariant(),
            Basis = BasisOf(resolved, scenario, calibrated),
            Series = calibrated?.Observations ?? [],
        };
    }

    private static string BasisOf(ResolvedParameter resolved, ResolvedScenario scenario, CalibratedParameter? calibrated)
    {
        var who = resolved.Origin == ParameterOrigin.Request ? "The request" : $"Scenario '{scenario.Extends}'";
        return resolved.Origin == ParameterOrigin.Baseline ? calibrated?.Basis ?? resolved.Parameter.Basis
            : resolved.Follows is { } other ? $"{who} has it the same as {other}"
            : resolved.Change is { } change ? $"{who} moves it from where the baseline has it: {change}"
            : resolved.Law is { } law ? $"{who} sets it to {law}, of which this is the median"
            : $"{who} sets it";
    }
}
