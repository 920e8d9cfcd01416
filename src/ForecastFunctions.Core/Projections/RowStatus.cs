using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>What a number of a projection's table is, in words.</summary>
public static class RowStatus
{
    /// <summary>Before the base year, or of <c>statistics=observed</c>: a figure that the vintage knows.</summary>
    public const string Observed = "observed";

    /// <summary>Before the base year, where the vintage knows none; the row has no value.</summary>
    public const string NotObserved = "not-observed";

    /// <summary>In the base year, where the model was fitted to a figure.</summary>
    public const string Calibrated = "calibrated";

    /// <summary>In the base year, where it was not.</summary>
    public const string Modelled = "modelled";

    /// <summary>In the base year, of limits, which are looked at from the year after it on; the row has no value.</summary>
    public const string NotLimited = "not-limited";

    /// <summary>After the base year.</summary>
    public const string Projected = "projected";

    /// <summary>What the model's base year depends on; whoever sets one of these leaves the fit.</summary>
    private static readonly IReadOnlyList<Parameter> FitDependsOn =
    [
        Parameters.SpendBase, Parameters.RatioBase, Parameters.RatioBasis,
        Parameters.NvidiaInferenceBase, Parameters.NvidiaTrainingBase, Parameters.AsicInferenceBase, Parameters.AsicTrainingBase,
        Parameters.NvidiaPriceBase, Parameters.OtherGpuPriceBase, Parameters.AsicPriceBase,
        Parameters.VendorBroadcom, Parameters.VendorAmd,
    ];

    /// <summary>The status of a number that the model gave.</summary>
    /// <param name="scenario">The scenario that was run.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="period">A period from the base year on.</param>
    public static string Of(ResolvedScenario scenario, Variable variable, Period period)
        => period.Year > scenario.BaseYear ? Projected
            : !RunVariables.HasValue(variable, scenario.BaseYear, period) ? NotLimited
            : period.Step == Step.Year && IsFitted(scenario, variable) ? Calibrated : Modelled;

    /// <summary>The model is fitted to years, by the baseline's own values, and nothing has happened in them.</summary>
    private static bool IsFitted(ResolvedScenario scenario, Variable variable)
        => variable.FittedBy.Count > 0
            && variable.FittedBy.All(p => scenario.Parameters[p.Index].Status != ParameterStatus.Assumed)
            && FitDependsOn.All(p => scenario.Parameters[p.Index].Origin == ParameterOrigin.Baseline)
            && !scenario.Events.Any(e => Enumerable.Range(1, 4).Any(q => e.ActsIn(scenario.BaseYear, q)));
}
