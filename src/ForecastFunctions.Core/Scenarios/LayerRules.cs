namespace ForecastFunctions.Core.Scenarios;

/// <summary>Settings that contradict each other.</summary>
/// <param name="Parameter">The parameter that would have to be set otherwise.</param>
/// <param name="Message">A sentence: what contradicts what, and what would be right.</param>
public sealed record SettingConflict(Parameter Parameter, string Message);

/// <summary>What goes together in the layer of drivers and limits, and what has no effect.</summary>
public static class LayerRules
{
    private static readonly IReadOnlyList<Parameter> OfDrivers =
    [
        LayerParameters.DemandBase, LayerParameters.UsersBase, LayerParameters.UsersAnchor, LayerParameters.TokensPerUserBase,
        LayerParameters.TokensElasticity, LayerParameters.ReasoningShareBase, LayerParameters.ReasoningShareAnchor,
        LayerParameters.ReasoningMultiple, LayerParameters.AgentsBase, LayerParameters.AgentsAnchor,
        LayerParameters.ServingEfficiencyAnchor, LayerParameters.OnDeviceAnchor, LayerParameters.InferenceTokenShare,
        LayerParameters.TrainingBudgetAnchor, LayerParameters.TrainingFrontierShare, LayerParameters.TrainingUnboundBase,
        LayerParameters.TrainingUnboundAnchor, LayerParameters.TrainingRunBase, LayerParameters.TrainingRunGrowth,
        LayerParameters.DataStock, LayerParameters.DataTokensPerParameter, LayerParameters.DataWallYear, LayerParameters.OtherAnchor,
    ];

    private static readonly IReadOnlyList<Parameter> OfLimits =
    [
        LayerParameters.PowerLimitBase, LayerParameters.PowerLimitAnchor, LayerParameters.PackagingLimitAnchor,
        LayerParameters.PackagingLimitDensity, LayerParameters.PackagingLimitAsicWafers, LayerParameters.CapitalLimitCashFlow,
        LayerParameters.CapitalLimitGrowth, LayerParameters.CapitalLimitMaxShare, LayerParameters.CapitalLimitComputeShare,
    ];

    /// <summary>Whether a parameter has any effect on a run.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="switches">The run's switches.</param>
    /// <param name="statesWallYear">Whether the run states the year of the data wall.</param>
    public static bool HasEffect(Parameter parameter, LayerSwitches switches, bool statesWallYear)
    {
        if (!parameter.IsOfLayer)
        {
            return !(switches.Drivers && (parameter == Parameters.RatioLimit || parameter == Parameters.RatioSpeed))
                && !(switches.Demand && (parameter == Parameters.SpendGrowthInitial
                    || parameter == Parameters.SpendGrowthLongRun || parameter == Parameters.SpendGrowthFade));
        }

        if (!switches.IsOn)
            return false;
        if (parameter == LayerParameters.LimitsRation || parameter == LayerParameters.PackagingLimitPriceResponse)
            return switches.Limits == LimitMode.Clip;
        if (statesWallYear && (parameter == LayerParameters.DataStock || parameter == LayerParameters.DataTokensPerParameter))
            return false;
        if (parameter == LayerParameters.DriverAnchorYear || parameter == LayerParameters.DriverFade)
            return switches.Drivers || switches.Limits != LimitMode.Off;
        return OfDrivers.Contains(parameter) ? switches.Drivers : !OfLimits.Contains(parameter) || switches.Limits != LimitMode.Off;
    }

    /// <summary>
    /// What contradicts each other in a request's settings over a scenario's: spend from demand without drivers, drivers with a ratio
    /// of spend, both forms of the data wall, and an addend on a spend that demand decides.
    /// </summary>
    /// <param name="scenario">The settings of the scenario to build on.</param>
    /// <param name="request">What the request sets itself.</param>
    /// <param name="events">All events that may happen.</param>
    public static IEnumerable<SettingConflict> Conflicts(
        IReadOnlyDictionary<Parameter, ParameterSetting> scenario, IReadOnlyDictionary<Parameter, ParameterSetting> request,
        IReadOnlyList<ScenarioEvent> events)
    {
        var switches = LayerSwitches.Of(scenario, request);
        if (switches is { Demand: true, Drivers: false })
        {
            yield return new(LayerParameters.SpendSource,
                "spend.source=demand wants ratio.source=drivers: without drivers there is no demand to follow. Set that too, or spend.source=path.");
        }

        var basis = request.GetValueOrDefault(Parameters.RatioBasis) ?? scenario.GetValueOrDefault(Parameters.RatioBasis);
        if (switches.Drivers && basis is ParameterSetting.Fixed(> 0))
        {
            yield return new(Parameters.RatioBasis,
                "ratio.source=drivers wants ratio.basis=compute: drivers give a ratio of compute. Set that, or ratio.source=path.");
        }

        foreach (var settings in (IReadOnlyDictionary<Parameter, ParameterSetting>[])[scenario, request])
        {
            if (settings.ContainsKey(LayerParameters.DataWallYear) && settings.ContainsKey(LayerParameters.DataStock))
            {
                yield return new(LayerParameters.DataWallYear,
                    "data.wallYear and data.stock are two forms of one quantity; one of them is wanted.");
            }
        }

        if (switches.Demand)
        {
            foreach (var e in events.Where(e => e is { Driver: Driver.Spend, Effect: EventEffect.Add }))
            {
                yield return new(LayerParameters.SpendSource,
                    $"Event '{e.Name}' adds to spend, which with spend.source=demand can only be multiplied: state multiply in place of add.");
            }
        }
    }

    /// <summary>
    /// Lays settings over others. The year of the data wall and the stock of data are two forms of one quantity: who states the one
    /// takes the place of the other.
    /// </summary>
    /// <param name="settings">Receives them.</param>
    /// <param name="over">What is laid over.</param>
    public static void Lay(IDictionary<Parameter, ParameterSetting> settings, IReadOnlyDictionary<Parameter, ParameterSetting> over)
    {
        foreach (var (parameter, setting) in over)
        {
            if (OtherForm(parameter) is { } other && !over.ContainsKey(other))
                settings.Remove(other);
            settings[parameter] = setting;
        }
    }

    /// <summary>The other form of the same quantity, which a setting takes the place of; <see langword="null"/> where there is none.</summary>
    public static Parameter? OtherForm(Parameter parameter)
        => parameter == LayerParameters.DataStock ? LayerParameters.DataWallYear
            : parameter == LayerParameters.DataWallYear ? LayerParameters.DataStock
            : null;
}
