namespace ForecastFunctions.Core.Scenarios;

/// <summary>
/// What an event may act on: a quantity of the model in each quarter of a path. A factor multiplies it in each quarter in
/// which the event acts; what is added is in the unit below.
/// </summary>
public enum Driver
{
    /// <summary>Spend, bn USD a year: what is added is spread evenly over the quarters, a quarter of it in each.</summary>
    Spend,

    /// <summary>The ratio of inference to training, of compute or of spend as <c>ratio.basis</c> says; 1.</summary>
    Ratio,

    /// <summary>Price of NVIDIA compute, USD/H100e.</summary>
    NvidiaPrice,

    /// <summary>Price of other GPU compute, USD/H100e.</summary>
    OtherGpuPrice,

    /// <summary>Price of custom ASIC compute, USD/H100e.</summary>
    AsicPrice,

    /// <summary>Power of NVIDIA compute that is added in the quarter, W/H100e.</summary>
    NvidiaPower,

    /// <summary>Power of other GPU compute that is added in the quarter, W/H100e.</summary>
    OtherGpuPower,

    /// <summary>Power of custom ASIC compute that is added in the quarter, W/H100e.</summary>
    AsicPower,

    /// <summary>Odds of NVIDIA in inference spend: a share over what is left; it can only be multiplied.</summary>
    NvidiaInferenceOdds,

    /// <summary>Odds of NVIDIA in training spend: a share over what is left; it can only be multiplied.</summary>
    NvidiaTrainingOdds,

    /// <summary>Odds of custom ASICs in the rest of inference spend: a share over what is left; it can only be multiplied.</summary>
    AsicInferenceOdds,

    /// <summary>Odds of custom ASICs in the rest of training spend: a share over what is left; it can only be multiplied.</summary>
    AsicTrainingOdds,
}

/// <summary>The names of drivers in requests.</summary>
public static class Drivers
{
    /// <summary>Every driver by its name.</summary>
    public static IReadOnlyDictionary<string, Driver> ByName { get; } = new Dictionary<string, Driver>(StringComparer.Ordinal)
    {
        ["spend"] = Driver.Spend,
        ["ratio"] = Driver.Ratio,
        ["price.nvidia"] = Driver.NvidiaPrice,
        ["price.otherGpu"] = Driver.OtherGpuPrice,
        ["price.asic"] = Driver.AsicPrice,
        ["power.nvidia"] = Driver.NvidiaPower,
        ["power.otherGpu"] = Driver.OtherGpuPower,
        ["power.asic"] = Driver.AsicPower,
        ["odds.inference.nvidia"] = Driver.NvidiaInferenceOdds,
        ["odds.training.nvidia"] = Driver.NvidiaTrainingOdds,
        ["odds.inference.asicOfRest"] = Driver.AsicInferenceOdds,
        ["odds.training.asicOfRest"] = Driver.AsicTrainingOdds,
    };

    /// <summary>The name of a driver.</summary>
    public static string NameOf(Driver driver) => ByName.Single(d => d.Value == driver).Key;

    /// <summary>Whether something may be added to the driver; odds can only be multiplied.</summary>
    public static bool CanAdd(Driver driver) => driver < Driver.NvidiaInferenceOdds;
}
