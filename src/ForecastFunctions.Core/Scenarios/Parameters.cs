using System.Collections.Frozen;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Statistics;
using static ForecastFunctions.Core.Baselines.ParameterStatus;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>
/// The parameters of the plain model with the values of the article's vintage, 2024-12; <see cref="LayerParameters"/> has those of
/// the layer of drivers and limits, and <see cref="ParameterCatalogue"/> all of them.
/// A range such as <c>lognormal(128..147)</c> is the 5th to the 95th percentile.
/// </summary>
/// <remarks>
/// The order is frozen: a parameter's place is the dimension of its draws. A new one goes to the end of the catalogue.
/// </remarks>
public static class Parameters
{
    private static readonly List<Parameter> Declared = [];

    /// <summary>S0.</summary>
    public static readonly Parameter SpendBase = Number(
        "spend.base", "S0", "bn USD", 20, 2_000, 137, "lognormal(128..147)", Estimated,
        "World spend on AI compute in the base year",
        "NVIDIA data centre 115.3, AMD 5.2, Broadcom AI 12.2 and about 4 others, bn USD (judgement)",
        "Revenue of NVIDIA's data centre, of AMD and of Broadcom, and others by judgement");

    /// <summary>g0.</summary>
    public static readonly Parameter SpendGrowthInitial = Number(
        "spend.growth.initial", "g0", "log/yr", -0.75, 1.75, 0.47, "normal(0.33..0.61)", Assumed,
        "Growth rate of spend at the middle of the base year",
        "Gives 51 % in the first year, near the consensus of December 2024",
        "Near the consensus of December 2024");

    /// <summary>gL.</summary>
    public static readonly Parameter SpendGrowthLongRun = Number(
        "spend.growth.longRun", "gL", "log/yr", -0.2, 0.5, 0.10, "normal(0..0.2)", Assumed,
        "Growth rate that spend fades to", "Judgement");

    /// <summary>κ.</summary>
    public static readonly Parameter SpendGrowthFade = Number(
        "spend.growth.fade", "κ", "1/yr", 0, 5, 0.35, "lognormal(0.2..0.6)", Assumed,
        "Speed at which growth fades to the long run; 0 means it never does",
        "Gives 453 bn USD in 2028; Deloitte expects more than 400 bn",
        "Judgement: Deloitte expects more than 400 bn USD in 2028");

    /// <summary>r0.</summary>
    public static readonly Parameter RatioBase = Number(
        "ratio.base", "r0", "1", 0.05, 20, 0.70, "lognormal(0.42..1.15)", Assumed,
        "Ratio of inference to training at the middle of the base year",
        "Deloitte: inference is a third of compute in 2023, half in 2025");

    /// <summary>r∞.</summary>
    public static readonly Parameter RatioLimit = Number(
        "ratio.limit", "r∞", "1", 0.05, 50, 4.5, "triangular(1.5,4.5,6)", Assumed,
        "Ratio of inference to training in the long run", "Barclays, December 2024: up to 4.5 × training");

    /// <summary>λ.</summary>
    public static readonly Parameter RatioSpeed = Number(
        "ratio.speed", "λ", "1/yr", 0, 5, 0.415, "lognormal(0.25..0.7)", Assumed,
        "Speed at which the log ratio approaches its limit", "Gives a ratio of 2 in 2026 (Deloitte: two thirds inference)",
        "Deloitte: two thirds of compute are inference in 2026");

    /// <summary>NVIDIA's share of inference spend, base year.</summary>
    public static readonly Parameter NvidiaInferenceBase = Share(
        "share.inference.nvidia.base", "n_inf(tA)", 0.80, null, Assumed,
        "NVIDIA's share of inference spend in the base year", "The article: about 80 %");

    /// <summary>NVIDIA's share of inference spend, anchor year.</summary>
    public static readonly Parameter NvidiaInferenceAnchor = Share(
        "share.inference.nvidia.anchor", "n_inf(tB)", 0.50, "logit-normal(0.3..0.7)", Assumed,
        "NVIDIA's share of inference spend in the anchor year", "The article: about 50 % by 2028");

    /// <summary>NVIDIA's share of training spend, base year.</summary>
    public static readonly Parameter NvidiaTrainingBase = Share(
        "share.training.nvidia.base", "n_trn(tA)", 0.88, null, Estimated,
        "NVIDIA's share of training spend in the base year", "Fitted to vendor revenue of 2024");

    /// <summary>NVIDIA's share of training spend, anchor year.</summary>
    public static readonly Parameter NvidiaTrainingAnchor = Share(
        "share.training.nvidia.anchor", "n_trn(tB)", 0.80, "logit-normal(0.66..0.9)", Assumed,
        "NVIDIA's share of training spend in the anchor year", "Judgement");

    /// <summary>Custom ASICs' share of the inference spend that NVIDIA does not have, base year.</summary>
    public static readonly Parameter AsicInferenceBase = Share(
        "share.inference.asicOfRest.base", "a_inf(tA)", 0.70, null, Estimated,
        "Custom ASICs' share of inference spend outside NVIDIA in the base year", "Fitted to the revenue of Broadcom and AMD in 2024");

    /// <summary>Custom ASICs' share of the inference spend that NVIDIA does not have, anchor year.</summary>
    public static readonly Parameter AsicInferenceAnchor = Share(
        "share.inference.asicOfRest.anchor", "a_inf(tB)", 0.84, "logit-normal(0.7..0.92)", Assumed,
        "Custom ASICs' share of inference spend outside NVIDIA in the anchor year", "Judgement");

    /// <summary>Custom ASICs' share of the training spend that NVIDIA does not have, base year.</summary>
    public static readonly Parameter AsicTrainingBase = Share(
        "share.training.asicOfRest.base", "a_trn(tA)", 0.70, null, Assumed,
        "Custom ASICs' share of training spend outside NVIDIA in the base year", "Judgement");

    /// <summary>Custom ASICs' share of the training spend that NVIDIA does not have, anchor year.</summary>
    public static readonly Parameter AsicTrainingAnchor = Share(
        "share.training.asicOfRest.anchor", "a_trn(tB)", 0.75, null, Assumed,
        "Custom ASICs' share of training spend outside NVIDIA in the anchor year", "Judgement");

    /// <summary>tB.</summary>
    public static readonly Parameter AnchorYear = Add(new Parameter(
        Declared.Count, "share.anchorYear", "tB", "year", new Bounds(1, 15), 2028, null, Assumed,
        "Year whose middle the share anchors describe", "The article", boundsAddBaseYear: true));

    /// <summary>p0 of NVIDIA.</summary>
    public static readonly Parameter NvidiaPriceBase = Price("nvidia", "NVIDIA", 35_000);

    /// <summary>p0 of other GPUs.</summary>
    public static readonly Parameter OtherGpuPriceBase = Price("otherGpu", "other GPUs", 11_000);

    /// <summary>p0 of custom ASICs.</summary>
    public static readonly Parameter AsicPriceBase = Price("asic", "custom ASICs", 14_000);

    /// <summary>d of NVIDIA.</summary>
    public static readonly Parameter NvidiaPriceDecline = PriceDecline("nvidia", "NVIDIA", 0.25, "logit-normal(0.16..0.37)");

    /// <summary>d of other GPUs.</summary>
    public static readonly Parameter OtherGpuPriceDecline = PriceDecline("otherGpu", "other GPUs", 0.15, null);

    /// <summary>d of custom ASICs.</summary>
    public static readonly Parameter AsicPriceDecline = PriceDecline("asic", "custom ASICs", 0.30, "logit-normal(0.18..0.43)");

    /// <summary>u0 of NVIDIA.</summary>
    public static readonly Parameter NvidiaPowerBase = Power("nvidia", "NVIDIA", 750);

    /// <summary>u0 of other GPUs.</summary>
    public static readonly Parameter OtherGpuPowerBase = Power("otherGpu", "other GPUs", 640);

    /// <summary>u0 of custom ASICs.</summary>
    public static readonly Parameter AsicPowerBase = Power("asic", "custom ASICs", 950);

    /// <summary>e of NVIDIA.</summary>
    public static readonly Parameter NvidiaPowerDecline = PowerDecline("nvidia", "NVIDIA", 0.22, "logit-normal(0.13..0.33)");

    /// <summary>e of other GPUs.</summary>
    public static readonly Parameter OtherGpuPowerDecline = PowerDecline("otherGpu", "other GPUs", 0.10, null);

    /// <summary>e of custom ASICs.</summary>
    public static readonly Parameter AsicPowerDecline = PowerDecline("asic", "custom ASICs", 0.30, null);

    /// <summary>K0 of NVIDIA.</summary>
    public static readonly Parameter NvidiaStockBase = Stock("nvidia", "NVIDIA", 1.391);

    /// <summary>K0 of other GPUs.</summary>
    public static readonly Parameter OtherGpuStockBase = Stock("otherGpu", "other GPUs", 0.05);

    /// <summary>K0 of custom ASICs.</summary>
    public static readonly Parameter AsicStockBase = Stock("asic", "custom ASICs", 0.209);

    /// <summary>W0 of NVIDIA.</summary>
    public static readonly Parameter NvidiaStockPower = StockPower("nvidia", "NVIDIA", 1_168);

    /// <summary>W0 of other GPUs.</summary>
    public static readonly Parameter OtherGpuStockPower = StockPower("otherGpu", "other GPUs", 35);

    /// <summary>W0 of custom ASICs.</summary>
    public static readonly Parameter AsicStockPower = StockPower("asic", "custom ASICs", 287);

    /// <summary>L.</summary>
    public static readonly Parameter StockLife = Number(
        "stock.life", "L", "yr", 1, 20, 5, "lognormal(4..7)", Assumed,
        "Mean life of installed compute (exponential retirement)", "Useful lives that hyperscalers depreciate over");

    /// <summary>Share of peak FLOP that is used.</summary>
    public static readonly Parameter FacilityUtilisation = Number(
        "facility.utilisation", "", "1", 0.01, 1, 0.45, "logit-normal(0.3..0.6)", Estimated,
        "Share of the peak 8-bit FLOP of installed compute that is used", "Published utilisation of training and serving, mixed");

    /// <summary>IT power of a whole system over that of its accelerators.</summary>
    public static readonly Parameter FacilityOverhead = Number(
        "facility.overhead", "", "1", 1, 3, 1.5, "normal(1.4..1.6)", Estimated,
        "Power of whole systems over that of their accelerators", "Server specifications, mixed");

    /// <summary>PUE.</summary>
    public static readonly Parameter FacilityPue = Number(
        "facility.pue", "PUE", "1", 1, 3, 1.2, "normal(1.1..1.3)", Estimated,
        "Power usage effectiveness: facility power over IT power", "Operators' reports, mixed");

    /// <summary>Mean over peak power.</summary>
    public static readonly Parameter FacilityLoadFactor = Number(
        "facility.loadFactor", "", "1", 0.05, 1, 0.75, "logit-normal(0.6..0.85)", Estimated,
        "Mean power over peak power", "Operators' reports, mixed");

    /// <summary>θB.</summary>
    public static readonly Parameter VendorBroadcom = Vendor(
        "vendor.broadcom", "θB", 0.847,
        "Broadcom's AI revenue over spend on custom ASICs", "Fitted to 2024");

    /// <summary>θM.</summary>
    public static readonly Parameter VendorMarvell = Vendor(
        "vendor.marvell", "θM", 0.11,
        "Marvell's AI revenue over spend on custom ASICs", "Fitted to 2024");

    /// <summary>α.</summary>
    public static readonly Parameter VendorAmd = Vendor(
        "vendor.amd", "α", 0.84,
        "AMD's AI revenue over spend on other GPUs", "Fitted to 2024");

    /// <summary>χ.</summary>
    public static readonly Parameter VendorCustomChip = Vendor(
        "vendor.customChip", "χ", 0.67,
        "Custom chips alone over spend on custom ASICs", "Epoch AI: share of chips in Broadcom's AI revenue");

    /// <summary>Whether the ratio is of compute or of spend.</summary>
    public static readonly Parameter RatioBasis = Add(new Parameter(
        Declared.Count, "ratio.basis", "", "choice", new Bounds(0, 1), 0, null, Assumed,
        "What the ratio of inference to training is a ratio of", "The published ratios are of compute", choices: ["compute", "spend"]));

    /// <summary>Every parameter of the plain model, in the frozen order.</summary>
    public static IReadOnlyList<Parameter> All { get; } = [.. Declared];

    /// <summary>Other names for a parameter, in another unit.</summary>
    public static IReadOnlyList<ParameterAlias> Aliases { get; } =
    [
        new("inferenceShare.base", RatioBase),
        new("inferenceShare.limit", RatioLimit),
    ];

    private static readonly FrozenDictionary<string, Parameter> ById
        = All.Concat(LayerParameters.All).ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);

    /// <summary>The parameter of that id, of the plain model or of the layer, or <see langword="null"/>.</summary>
    public static Parameter? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The alias of that id, or <see langword="null"/>.</summary>
    public static ParameterAlias? FindAlias(string id) => Aliases.FirstOrDefault(a => string.Equals(a.Id, id, StringComparison.Ordinal));

    private static Parameter Number(
        string id, string symbol, string unit, double min, double max, double value, string? law,
        ParameterStatus status, string meaning, string basis, string? reason = null, bool isShare = false)
        => Add(new Parameter(
            Declared.Count, id, symbol, unit, new Bounds(min, max), value, law is null ? null : Distribution.Parse(law),
            status, meaning, basis, isShare: isShare, reason: reason));

    private static Parameter Share(
        string id, string symbol, double value, string? law, ParameterStatus status, string meaning, string basis)
        => Number(id, symbol, "1", 0.01, 0.99, value, law, status, meaning, basis, isShare: true);

    private static Parameter Price(string technology, string name, double value)
        => Number($"price.{technology}.base", $"p0({technology})", "USD/H100e", 500, 500_000, value, PlusMinus(value, 0.20), Estimated,
            $"Price of compute from {name} in the base year, whole systems", "Epoch AI chip counts against vendor revenue");

    private static Parameter PriceDecline(string technology, string name, double value, string? law)
        => Number($"price.{technology}.decline", $"d({technology})", "1/yr", 0, 0.8, value, law, Estimated,
            $"Yearly decline of the price of compute from {name}", "Epoch AI chip counts against vendor revenue");

    private static Parameter Power(string technology, string name, double value)
        => Number($"power.{technology}.base", $"u0({technology})", "W/H100e", 20, 5_000, value, PlusMinus(value, 0.10), Estimated,
            $"Accelerator power of compute from {name} added in the base year", "Epoch AI power of chips added in 2024");

    private static Parameter PowerDecline(string technology, string name, double value, string? law)
        => Number($"power.{technology}.decline", $"e({technology})", "1/yr", 0, 0.6, value, law, Estimated,
            $"Yearly decline of the power of compute from {name}", "Epoch AI power of chips added in 2025");

    private static Parameter Stock(string technology, string name, double value)
        => Number($"stock.{technology}.base", $"K0({technology})", "M H100e", 0, 1_000, value, null, Estimated,
            $"Installed compute from {name} at the end of the year before the base year", "Epoch AI chip counts, end of 2023");

    private static Parameter StockPower(string technology, string name, double value)
        => Number($"stock.{technology}.basePower", $"W0({technology})", "MW", 0, 1e6, value, null, Estimated,
            $"Accelerator power of installed compute from {name} at the end of the year before the base year",
            "Epoch AI chip counts, end of 2023");

    private static Parameter Vendor(string id, string symbol, double value, string meaning, string basis)
        => Number(id, symbol, "1", 0, 1, value, null, Estimated, meaning, basis);

    /// <summary>A lognormal law whose 5th and 95th percentiles are value/(1+x) and value·(1+x).</summary>
    private static string PlusMinus(double value, double x) => Lognormal.FromRange(value / (1 + x), value * (1 + x)).ToString();

    private static Parameter Add(Parameter parameter)
    {
        Declared.Add(parameter);
        return parameter;
    }
}
