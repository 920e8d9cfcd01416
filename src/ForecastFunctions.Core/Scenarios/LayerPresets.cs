using ForecastFunctions.Core.Series;
using static ForecastFunctions.Core.Scenarios.LayerParameters;
using static ForecastFunctions.Core.Scenarios.ParameterSetting;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>The eight scenarios of the layer that come with the product: each states why, and what limits. They are read-only.</summary>
public static class LayerPresets
{
    private const int Report = (int)LimitMode.Report;
    private const int Clip = (int)LimitMode.Clip;

    /// <summary>Every one of them, the base first.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Preset("drivers-base", "The article's world, from drivers",
            "Users, reasoning, agents and the data wall make the ratio that the article states, and demand makes spend.", Report),
        Preset("peak-data", "There is one internet, and it is used up",
            "The largest run has used all human text by the beginning of 2026, and half of training goes on wanting it.", Report,
            (DataWallYear, 2026), (TrainingUnboundAnchor, 0.50)),
        Preset("o1-everywhere", "Most answers think, and think long",
            "Three quarters of answers think in 2028, each with the tokens of fifteen others.", Clip,
            (ReasoningShareAnchor, 0.75), (ReasoningMultiple, 15)),
        Preset("deepseek-shock", "A jump of efficiency that demand does not follow",
            "From 2026 on a token takes a fifth of its compute, and users do not take up what gets cheaper.", Report,
            (TokensElasticity, 0.6)) with
        {
            Events =
            [
                new ScenarioEvent(
                    "deepseek-shock", Driver.ServingEfficiency, EventEffect.Multiply, 5, Period.OfQuarter(2026, 1), quarters: null, probability: 1),
            ],
        },
        Preset("agents", "Machines ask three times as much as people",
            "In 2028 agents cause three tokens for each that people cause.", Clip, (AgentsAnchor, 3)),
        Preset("power-wall", "The grid sets the pace",
            "No more than 8 to 10 GW a year can be connected for AI.", Clip, (PowerLimitBase, 8), (PowerLimitAnchor, 10)),
        Preset("packaging-wall", "Packaging and memory set the pace",
            "Advanced packaging triples until 2028, and a wafer carries a fifth more compute each year.", Clip,
            (PackagingLimitAnchor, 3), (PackagingLimitDensity, 0.20)),
        Preset("capex-crunch", "Investors want their cash back",
            "Hyperscalers invest at most 60 % of a cash flow that grows by 8 % a year.", Clip,
            (CapitalLimitMaxShare, 0.6), (CapitalLimitGrowth, 0.08)),
    ];

    private static Scenario Preset(
        string name, string title, string reading, int limits, params IReadOnlyList<(Parameter Parameter, double Value)> deltas)
        => new(name, title, reading, new Dictionary<Parameter, ParameterSetting>(
            deltas.Select(d => KeyValuePair.Create<Parameter, ParameterSetting>(d.Parameter, new Fixed(d.Value))))
        {
            [RatioSource] = new Fixed(RatioSource.IndexOfChoice("drivers")),
            [SpendSource] = new Fixed(SpendSource.IndexOfChoice("demand")),
            [LimitsMode] = new Fixed(limits),
        });
}
