namespace ForecastFunctions.Core.Scenarios;

/// <summary>What an event may act on: a quantity of the model at each moment of a path.</summary>
public enum Driver
{
    /// <summary>Spend of a quarter, bn USD.</summary>
    Spend,

    /// <summary>The ratio of inference to training.</summary>
    Ratio,

    /// <summary>Price of NVIDIA compute, USD/H100e.</summary>
    NvidiaPrice,

    /// <summary>Price of other GPU compute, USD/H100e.</summary>
    OtherGpuPrice,

    /// <summary>Price of custom ASIC compute, USD/H100e.</summary>
    AsicPrice,

    /// <summary>Power of NVIDIA compute added, W/H100e.</summary>
    NvidiaPower,

    /// <summary>Power of other GPU compute added, W/H100e.</summary>
    OtherGpuPower,

    /// <summary>Power of custom ASIC compute added, W/H100e.</summary>
    AsicPower,

    /// <summary>Odds of NVIDIA in inference spend.</summary>
    NvidiaInferenceOdds,

    /// <summary>Odds of NVIDIA in training spend.</summary>
    NvidiaTrainingOdds,

    /// <summary>Odds of custom ASICs in the rest of inference spend.</summary>
    AsicInferenceOdds,

    /// <summary>Odds of custom ASICs in the rest of training spend.</summary>
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
