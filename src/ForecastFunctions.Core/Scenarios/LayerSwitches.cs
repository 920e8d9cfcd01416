namespace ForecastFunctions.Core.Scenarios;

/// <summary>What is done about limits of supply.</summary>
public enum LimitMode
{
    /// <summary>They are not looked at.</summary>
    Off,

    /// <summary>They are told beside the path, which they do not change.</summary>
    Report,

    /// <summary>They are enforced.</summary>
    Clip,
}

/// <summary>Who is served first where a limit is enforced.</summary>
public enum Ration
{
    /// <summary>Nobody: all get the same part of their plan.</summary>
    Proportional,

    /// <summary>Inference.</summary>
    InferenceFirst,

    /// <summary>Training.</summary>
    TrainingFirst,
}

/// <summary>The four switches by which a scenario attaches the layer of drivers and limits.</summary>
/// <param name="Drivers">Whether the ratio of inference to training follows from drivers.</param>
/// <param name="Demand">Whether spend is what demand calls for.</param>
/// <param name="Limits">What is done about limits.</param>
/// <param name="Ration">Who is served first where a limit is enforced.</param>
public readonly record struct LayerSwitches(bool Drivers, bool Demand, LimitMode Limits, Ration Ration)
{
    /// <summary>Whether the layer has a part in the run. Rationing alone changes nothing, and leaves the plain model.</summary>
    public bool IsOn => Drivers || Demand || Limits != LimitMode.Off;

    /// <summary>The switches by the values of their parameters.</summary>
    /// <param name="valueOf">The value of a switch, the place of its word; <see langword="null"/> where nothing is stated.</param>
    public static LayerSwitches Of(Func<Parameter, double?> valueOf) => new(
        valueOf(LayerParameters.RatioSource) > 0,
        valueOf(LayerParameters.SpendSource) > 0,
        (LimitMode)(valueOf(LayerParameters.LimitsMode) ?? 0),
        (Ration)(valueOf(LayerParameters.LimitsRation) ?? 0));

    /// <summary>The switches that a request's settings over a scenario's amount to.</summary>
    public static LayerSwitches Of(
        IReadOnlyDictionary<Parameter, ParameterSetting> scenario, IReadOnlyDictionary<Parameter, ParameterSetting> request)
        => Of(p => (request.GetValueOrDefault(p) ?? scenario.GetValueOrDefault(p)) is ParameterSetting.Fixed(var word) ? word : null);
}
