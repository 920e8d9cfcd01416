using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using static ForecastFunctions.Core.Explanations.Expression;

namespace ForecastFunctions.Core.Explanations;

/// <summary>
/// The plain model's equations, a declaration each, in the order in which a quarter is computed. They say what
/// <see cref="StructuralModel"/> does for many paths at once; tests hold the two together, for every variable. Where the layer of
/// drivers and limits has a part, it decides the ratio and what is spent (<see cref="LayerEquations"/>).
/// </summary>
internal static class ModelEquations
{
    private static readonly EquationSet Set = new();

    private static readonly Expression SpendBase = Parameters.SpendBase;
    private static readonly Expression GrowthInitial = Parameters.SpendGrowthInitial;
    private static readonly Expression GrowthLongRun = Parameters.SpendGrowthLongRun;
    private static readonly Expression Fade = Parameters.SpendGrowthFade;
    private static readonly Expression RatioBase = Parameters.RatioBase;
    private static readonly Expression RatioLimit = Parameters.RatioLimit;
    private static readonly Expression RatioSpeed = Parameters.RatioSpeed;
    private static readonly Expression Life = Parameters.StockLife;

    /// <summary>The middle of a quarter.</summary>
    public static readonly QuarterMoment Middle = QuarterMoment.Middle(Set);

    private static readonly Quantity Rate = Set.Instant(
        "s", "bn USD/yr", "Annual rate of spend at the middle of the period: growth fades from g0 to gL",
        _ => SpendBase * Exp(Middle.Time * (GrowthLongRun + (GrowthInitial - GrowthLongRun) * MeanDecay(Fade * Middle.Time))));

    // Events on spend act on the plan where there is one.
    private static readonly Quantity Spend = Set.Flow(
        "S", Variables.Spend, m => m.HasLayer ? Inference!.Spend + Training!.Spend : SpendOnPath, m => m.HasLayer ? null : Driver.Spend);

    /// <summary>r.</summary>
    public static readonly Quantity Ratio = Set.Instant(
        "r", "1", "Ratio of inference to training, of compute or of spend as ratio.basis says",
        m => m.Switches.Drivers
            ? RatioBase * LayerEquations.AtMiddle.Inference / LayerEquations.AtMiddle.Training
            : Exp(Ln(RatioLimit) + (Ln(RatioBase) - Ln(RatioLimit)) * Exp(-(RatioSpeed * Middle.Time))),
        Driver.Ratio);

    /// <summary>What money buys.</summary>
    public static readonly OfferEquations Offer = new(Middle);

    /// <summary>u_k.</summary>
    public static readonly PerTechnology PowerAdded = new(t => Set.Instant(
        $"u_{t.Id}", "W/H100e", $"Power of {t.Name} compute that is added", _ => t.PowerBase * Power(1 - t.PowerDecline, Middle.Time), t.Power));

    /// <summary>ρ.</summary>
    public static readonly Quantity SpendRatio = Set.Instant("ρ", "1", "Ratio of inference to training, of spend",
        m => m.Choice(Parameters.RatioBasis) is "spend" ? Ratio : Ratio * Offer.Training.PerDollar / Offer.Inference.PerDollar);

    private static readonly Workload Inference = Declare(
        "inf", "inference", Offer.Inference, Variables.InferenceSpend, Variables.InferenceSpendBy,
        m => m.HasLayer ? LimitEquations.InferenceSpend(m) : Spend * (SpendRatio / (1 + SpendRatio)));

    private static readonly Workload Training = Declare(
        "trn", "training", Offer.Training, Variables.TrainingSpend, Variables.TrainingSpendBy,
        m => m.HasLayer ? LimitEquations.TrainingSpend(m) : Spend * (1 / (1 + SpendRatio)));

    private static readonly PerTechnology TechnologySpend = new(t => Set.Whole(
        $"S_{t.Id}", t.Of(Variables.TechnologySpend), _ => Inference.SpendOn[t] + Training.SpendOn[t]));

    /// <summary>C_k. bn USD over USD/H100e is 1e9 H100e, a thousand million.</summary>
    public static readonly PerTechnology ComputeAdded = new(t => Set.Flow(
        $"C_{t.Id}", t.Of(Variables.ComputeAddedBy), m => AtPricesPaid(1_000 * TechnologySpend[t] / Offer.Price[t], m)));

    private static readonly PerTechnology Installed = new(t => Set.AtEnd(
        $"K_{t.Id}", t.Of(Variables.ComputeInstalledBy),
        m => (m.IsFirst ? t.StockBase : Installed![t].At(Place.Before)) * Retained + ComputeAdded[t]));

    /// <summary>K.</summary>
    public static readonly Quantity InstalledInAll = Set.Whole("K", Variables.ComputeInstalled, _ => Installed.Sum);

    private static readonly PerTechnology ItPower = new(t => Set.AtEnd(
        $"W_{t.Id}", "MW", $"Accelerator power of the installed {t.Name} compute at the end of the period",
        m => (m.IsFirst ? t.StockPower : ItPower![t].At(Place.Before)) * Retained + ComputeAdded[t] * PowerAdded[t]));

    private static readonly Quantity OpeningPower = Set.Instant(
        "P_f0", "GW", "Power of the facilities at the opening of the base year",
        _ => Facilities(Technology.Nvidia.StockPower + Technology.OtherGpu.StockPower + Technology.Asic.StockPower));

    /// <summary>P_f.</summary>
    public static readonly Quantity FacilityPower = Set.AtEnd("P_f", Variables.FacilityPower, _ => Facilities(ItPower.Sum));

    private static readonly Quantity Electricity = Set.Flow(
        "E", Variables.Electricity,
        m => ((m.IsFirst ? OpeningPower : FacilityPower.At(Place.Before)) + FacilityPower) / 2 * 8.766
            * Parameters.FacilityLoadFactor / 4);

    /// <summary>What nothing else takes.</summary>
    private static readonly IReadOnlyList<Quantity> Shown =
    [
        Set.Whole("r_C", Variables.ComputeRatio, _ => Inference.ComputeAdded / Training.ComputeAdded),
        Set.Whole("r_S", Variables.SpendRatio, _ => Inference.Spend / Training.Spend),
        Set.Whole("σ", Variables.InferenceComputeShare, _ => Inference.ComputeAdded / (Inference.ComputeAdded + Training.ComputeAdded)),
        Set.Whole("σ_S", Variables.InferenceSpendShare, _ => Inference.Spend / (Inference.Spend + Training.Spend)),
        Set.Whole("R_nvidia", Variables.NvidiaRevenue, _ => TechnologySpend.Nvidia),
        Set.Whole("R_amd", Variables.AmdRevenue, _ => Parameters.VendorAmd * (Expression)TechnologySpend.OtherGpu),
        Set.Whole("R_broadcom", Variables.BroadcomRevenue, _ => Parameters.VendorBroadcom * (Expression)TechnologySpend.Asic),
        Set.Whole("R_marvell", Variables.MarvellRevenue, _ => Parameters.VendorMarvell * (Expression)TechnologySpend.Asic),
        Set.Whole("S_chips", Variables.CustomChipSpend, _ => Parameters.VendorCustomChip * (Expression)TechnologySpend.Asic),
        Set.Whole("C", Variables.ComputeAdded, _ => ComputeAdded.Sum),
        Set.Whole("U", Variables.ComputeUsable, _ => InstalledInAll * Parameters.FacilityUtilisation * 1e6 * 1.979e15 * 3.156e7),
        Set.Whole("P", Variables.ItPower, _ => ItPower.Sum / 1_000),
        .. ForEach(t => Set.Whole($"σ_inf,{t.Id}", t.Of(Variables.InferenceShare), _ => Inference.SpendOn[t] / Inference.Spend)),
        .. ForEach(t => Set.Whole($"σ_trn,{t.Id}", t.Of(Variables.TrainingShare), _ => Training.SpendOn[t] / Training.Spend)),
        .. ForEach(t => Set.Whole($"σ_{t.Id}", t.Of(Variables.SpendShare), _ => TechnologySpend[t] / Spend)),
        .. ForEach(t => Set.Whole($"p̄_{t.Id}", t.Of(Variables.Price), _ => 1_000 * TechnologySpend[t] / ComputeAdded[t])),
        .. ForEach(t => Set.Whole($"P_{t.Id}", t.Of(Variables.ItPowerBy), _ => ItPower[t] / 1_000)),
    ];

    /// <summary>Every equation of the plain model.</summary>
    public static IReadOnlyList<Quantity> All => Set.All;

    /// <summary>S where it is a path: the year's spend lies over its quarters in proportion to the rate.</summary>
    public static Expression SpendOnPath
        => Rate.At(Place.Year) * Rate / (Rate.At(Place.Q1) + Rate.At(Place.Q2) + Rate.At(Place.Q3) + Rate.At(Place.Q4));

    /// <summary>S.</summary>
    public static Expression SpendInAll => Spend;

    /// <summary>What is left of installed compute, and of its power, after a quarter.</summary>
    public static Expression Retained => Exp(-(0.25 / Life));

    /// <summary>Power of facilities, GW, for so much power of accelerators, MW.</summary>
    public static Expression Facilities(Expression itPower) => itPower / 1_000 * Parameters.FacilityOverhead * Parameters.FacilityPue;

    private static Workload Declare(
        string id, string name, OfferEquations.Mix mix, Variable spend, TechnologyVariables spendOn, Func<Moment, Expression> formula)
    {
        var money = Set.Flow($"S_{id}", spend, formula);
        return new Workload(
            money,
            new PerTechnology(t => Set.Flow($"S_{id},{t.Id}", t.Of(spendOn), _ => money * mix.Of[t])),
            Set.Flow($"C_{id}", "M H100e", $"Compute added for {name}", m => AtPricesPaid(1_000 * money * mix.PerDollar, m)));
    }

    /// <summary>Compute at the prices paid, which a shortage raises.</summary>
    private static Expression AtPricesPaid(Expression compute, Moment moment)
        => moment.IsClipped ? compute / LimitEquations.Shortage : compute;

    private static Quantity[] ForEach(Func<Technology, Quantity> declare)
        => [declare(Technology.Nvidia), declare(Technology.OtherGpu), declare(Technology.Asic)];

    /// <summary>What inference and training each have of their own.</summary>
    private sealed record Workload(Quantity Spend, PerTechnology SpendOn, Quantity ComputeAdded);
}
