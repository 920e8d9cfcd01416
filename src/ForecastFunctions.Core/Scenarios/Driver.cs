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

    /// <summary>Users: their share of mankind over what is left; of the layer, as all that follow, it can only be multiplied.</summary>
    Users,

    /// <summary>Tokens demanded.</summary>
    Tokens,

    /// <summary>Tokens of an answer that thinks, for each of one that does not.</summary>
    ReasoningMultiple,

    /// <summary>Tokens of agents for each that people cause.</summary>
    Agents,

    /// <summary>Tokens from a unit of compute.</summary>
    ServingEfficiency,

    /// <summary>Money of the frontier developers for training compute.</summary>
    TrainingBudget,

    /// <summary>The largest training run wanted.</summary>
    TrainingRun,

    /// <summary>Usable tokens of human text.</summary>
    DataStock,

    /// <summary>Money for other AI.</summary>
    OtherAi,

    /// <summary>Power that can be connected in a year.</summary>
    PowerLimit,

    /// <summary>Packaging of the quarter.</summary>
    PackagingLimit,

    /// <summary>Capital of the quarter.</summary>
    CapitalLimit,

    /// <summary>Answers that think, over those that do not; as all that follow, it moves by itself, and no event acts on it.</summary>
    ReasoningShare,

    /// <summary>Tokens that devices do not serve themselves.</summary>
    OnDevice,

    /// <summary>The cost of a token that was expected.</summary>
    ExpectedCost,

    /// <summary>Training that wants no new human text, over that which does.</summary>
    Unbound,
}

/// <summary>The names of drivers in requests.</summary>
public static class Drivers
{
    /// <summary>Every driver that an event may act on, by its name.</summary>
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
        ["users"] = Driver.Users,
        ["tokens"] = Driver.Tokens,
        ["reasoning.multiple"] = Driver.ReasoningMultiple,
        ["agents"] = Driver.Agents,
        ["serving.efficiency"] = Driver.ServingEfficiency,
        ["training.budget"] = Driver.TrainingBudget,
        ["training.run"] = Driver.TrainingRun,
        ["data.stock"] = Driver.DataStock,
        ["other"] = Driver.OtherAi,
        ["limit.power"] = Driver.PowerLimit,
        ["limit.packaging"] = Driver.PackagingLimit,
        ["limit.capital"] = Driver.CapitalLimit,
    };

    /// <summary>The name of a driver.</summary>
    public static string NameOf(Driver driver) => driver switch
    {
        Driver.ReasoningShare => "reasoning.share",
        Driver.OnDevice => "onDevice",
        Driver.ExpectedCost => "tokens.expectedCost",
        Driver.Unbound => "training.unbound",
        _ => ByName.Single(d => d.Value == driver).Key,
    };

    /// <summary>Whether something may be added to the driver; odds, and what belongs to the layer, can only be multiplied.</summary>
    public static bool CanAdd(Driver driver) => driver < Driver.NvidiaInferenceOdds;

    /// <summary>Whether the driver is odds for a share: what multiplies them divides the odds against it.</summary>
    public static bool AreOdds(Driver driver) => driver is (>= Driver.NvidiaInferenceOdds and <= Driver.AsicTrainingOdds)
        or Driver.Users or Driver.ReasoningShare or Driver.Unbound;

    /// <summary>The drivers of the plain model.</summary>
    public static IReadOnlyList<Driver> OfPlainModel { get; } = [.. Enum.GetValues<Driver>().Where(d => d < Driver.Users)];

    /// <summary>Whether an event on the driver has any effect where the layer is attached by these switches.</summary>
    public static bool HasEffect(Driver driver, LayerSwitches switches)
        => driver < Driver.Users || (driver < Driver.PowerLimit ? switches.Drivers : switches.Limits != LimitMode.Off);
}
