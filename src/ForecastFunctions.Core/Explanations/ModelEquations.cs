using System.Collections.Frozen;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using static ForecastFunctions.Core.Explanations.Expression;

namespace ForecastFunctions.Core.Explanations;

/// <summary>
/// The model's equations, a declaration each, in the order in which a quarter is computed. They say what
/// <see cref="StructuralModel"/> does for many paths at once; tests hold the two together, for every variable.
/// </summary>
internal static class ModelEquations
{
    private static readonly List<Quantity> Declared = [];

    private static readonly Expression SpendBase = Parameters.SpendBase;
    private static readonly Expression GrowthInitial = Parameters.SpendGrowthInitial;
    private static readonly Expression GrowthLongRun = Parameters.SpendGrowthLongRun;
    private static readonly Expression Fade = Parameters.SpendGrowthFade;
    private static readonly Expression RatioBase = Parameters.RatioBase;
    private static readonly Expression RatioLimit = Parameters.RatioLimit;
    private static readonly Expression RatioSpeed = Parameters.RatioSpeed;
    private static readonly Expression Life = Parameters.StockLife;

    private static readonly Quantity Time = Instant("x", "yr", "Time from the middle of the base year to the middle of the period",
        m => m.Period.Quarter is null ? m.Year - m.BaseYear : m.Year - m.BaseYear + (m.Quarter - 0.5) / 4 - 0.5);

    private static readonly Quantity Rate = Instant(
        "s", "bn USD/yr", "Annual rate of spend at the middle of the period: growth fades from g0 to gL",
        _ => SpendBase * Exp(Time * (GrowthLongRun + (GrowthInitial - GrowthLongRun) * MeanDecay(Fade * Time))));

    // The year's spend lies over its quarters in proportion to the rate.
    private static readonly Quantity Spend = Flow(
        "S", Variables.Spend,
        _ => Rate.At(Place.Year) * Rate / (Rate.At(Place.Q1) + Rate.At(Place.Q2) + Rate.At(Place.Q3) + Rate.At(Place.Q4)), Driver.Spend);

    private static readonly Quantity Ratio = Instant(
        "r", "1", "Ratio of inference to training, of compute or of spend as ratio.basis says",
        _ => Exp(Ln(RatioLimit) + (Ln(RatioBase) - Ln(RatioLimit)) * Exp(-(RatioSpeed * Time))), Driver.Ratio);

    private static readonly PerTechnology Price = new(t => Instant(
        $"p_{t.Id}", "USD/H100e", $"Price of {t.Name} compute", _ => t.PriceBase * Power(1 - t.PriceDecline, Time), t.Price));

    private static readonly PerTechnology PowerAdded = new(t => Instant(
        $"u_{t.Id}", "W/H100e", $"Power of {t.Name} compute that is added", _ => t.PowerBase * Power(1 - t.PowerDecline, Time), t.Power));

    private static readonly Workload Inference = Declare(
        "inf", "inference", Variables.InferenceSpend, Variables.InferenceSpendBy,
        (Parameters.NvidiaInferenceBase, Parameters.NvidiaInferenceAnchor, Driver.NvidiaInferenceOdds),
        (Parameters.AsicInferenceBase, Parameters.AsicInferenceAnchor, Driver.AsicInferenceOdds),
        spendRatio => spendRatio / (1 + spendRatio));

    private static readonly Workload Training = Declare(
        "trn", "training", Variables.TrainingSpend, Variables.TrainingSpendBy,
        (Parameters.NvidiaTrainingBase, Parameters.NvidiaTrainingAnchor, Driver.NvidiaTrainingOdds),
        (Parameters.AsicTrainingBase, Parameters.AsicTrainingAnchor, Driver.AsicTrainingOdds),
        spendRatio => 1 / (1 + spendRatio));

    private static readonly Quantity SpendRatio = Instant("ρ", "1", "Ratio of inference to training, of spend",
        m => m.Choice(Parameters.RatioBasis) is "spend" ? Ratio : Ratio * Training.PerDollar / Inference.PerDollar);

    private static readonly PerTechnology TechnologySpend = new(t => Whole(
        $"S_{t.Id}", t.Of(Variables.TechnologySpend), _ => Inference.SpendOn[t] + Training.SpendOn[t]));

    // bn USD over USD/H100e is 1e9 H100e, a thousand million.
    private static readonly PerTechnology ComputeAdded = new(t => Flow(
        $"C_{t.Id}", t.Of(Variables.ComputeAddedBy), _ => 1_000 * TechnologySpend[t] / Price[t]));

    private static readonly PerTechnology Installed = new(t => AtEnd(
        $"K_{t.Id}", t.Of(Variables.ComputeInstalledBy),
        m => (m.IsFirst ? t.StockBase : Installed![t].At(Place.Before)) * Exp(-(0.25 / Life)) + ComputeAdded[t]));

    private static readonly Quantity InstalledInAll = Whole("K", Variables.ComputeInstalled, _ => Installed.Sum);

    private static readonly PerTechnology ItPower = new(t => AtEnd(
        $"W_{t.Id}", "MW", $"Accelerator power of the installed {t.Name} compute at the end of the period",
        m => (m.IsFirst ? t.StockPower : ItPower![t].At(Place.Before)) * Exp(-(0.25 / Life)) + ComputeAdded[t] * PowerAdded[t]));

    private static readonly Quantity OpeningPower = Instant(
        "P_f0", "GW", "Power of the facilities at the opening of the base year",
        _ => Facilities(Technology.Nvidia.StockPower + Technology.OtherGpu.StockPower + Technology.Asic.StockPower));

    private static readonly Quantity FacilityPower = AtEnd("P_f", Variables.FacilityPower, _ => Facilities(ItPower.Sum));

    private static readonly Quantity Electricity = Flow(
        "E", Variables.Electricity,
        m => ((m.IsFirst ? OpeningPower : FacilityPower.At(Place.Before)) + FacilityPower) / 2 * 8.766
            * Parameters.FacilityLoadFactor / 4);

    /// <summary>What nothing else takes.</summary>
    private static readonly IReadOnlyList<Quantity> Shown =
    [
        Whole("r_C", Variables.ComputeRatio, _ => Inference.ComputeAdded / Training.ComputeAdded),
        Whole("r_S", Variables.SpendRatio, _ => Inference.Spend / Training.Spend),
        Whole("σ", Variables.InferenceComputeShare, _ => Inference.ComputeAdded / (Inference.ComputeAdded + Training.ComputeAdded)),
        Whole("σ_S", Variables.InferenceSpendShare, _ => Inference.Spend / (Inference.Spend + Training.Spend)),
        Whole("R_nvidia", Variables.NvidiaRevenue, _ => TechnologySpend.Nvidia),
        Whole("R_amd", Variables.AmdRevenue, _ => Parameters.VendorAmd * (Expression)TechnologySpend.OtherGpu),
        Whole("R_broadcom", Variables.BroadcomRevenue, _ => Parameters.VendorBroadcom * (Expression)TechnologySpend.Asic),
        Whole("R_marvell", Variables.MarvellRevenue, _ => Parameters.VendorMarvell * (Expression)TechnologySpend.Asic),
        Whole("S_chips", Variables.CustomChipSpend, _ => Parameters.VendorCustomChip * (Expression)TechnologySpend.Asic),
        Whole("C", Variables.ComputeAdded, _ => ComputeAdded.Sum),
        Whole("U", Variables.ComputeUsable, _ => InstalledInAll * Parameters.FacilityUtilisation * 1e6 * 1.979e15 * 3.156e7),
        Whole("P", Variables.ItPower, _ => ItPower.Sum / 1_000),
        .. ForEach(t => Whole($"σ_inf,{t.Id}", t.Of(Variables.InferenceShare), _ => Inference.SpendOn[t] / Inference.Spend)),
        .. ForEach(t => Whole($"σ_trn,{t.Id}", t.Of(Variables.TrainingShare), _ => Training.SpendOn[t] / Training.Spend)),
        .. ForEach(t => Whole($"σ_{t.Id}", t.Of(Variables.SpendShare), _ => TechnologySpend[t] / Spend)),
        .. ForEach(t => Whole($"p̄_{t.Id}", t.Of(Variables.Price), _ => 1_000 * TechnologySpend[t] / ComputeAdded[t])),
        .. ForEach(t => Whole($"P_{t.Id}", t.Of(Variables.ItPowerBy), _ => ItPower[t] / 1_000)),
    ];

    private static readonly FrozenDictionary<Variable, Quantity> ByVariable = Declared.Where(q => q.Variable is not null)
        .ToFrozenDictionary(q => q.Variable!);

    /// <summary>Every equation.</summary>
    public static IReadOnlyList<Quantity> All => Declared;

    /// <summary>The equation of a variable.</summary>
    public static Quantity Of(Variable variable) => ByVariable[variable];

    private static Workload Declare(
        string id, string name, Variable spend, TechnologyVariables spendOn,
        (Parameter Base, Parameter Anchor, Driver Odds) nvidia, (Parameter Base, Parameter Anchor, Driver Odds) asicOfRest,
        Func<Expression, Expression> part)
    {
        var n = Odds($"o_n,{id}", $"Odds against NVIDIA in spend on {name}, (1 − n)/n: their log is linear in time", nvidia);
        var a = Odds($"o_a,{id}", $"Odds against custom ASICs in the rest of spend on {name}, (1 − a)/a: their log is linear in time", asicOfRest);

        // Nested: NVIDIA against the rest, and custom ASICs against other GPUs within the rest.
        var mix = new PerTechnology(t => Instant($"m_{id},{t.Id}", "1", $"Share of {t.Name} in spend on {name}", _
            => t == Technology.Nvidia ? 1 / (1 + n) : n / (1 + n) * (t == Technology.Asic ? 1 / (1 + a) : a / (1 + a))));
        var perDollar = Instant($"q_{id}", "H100e/USD", $"Compute for {name} that a dollar buys",
            _ => mix.Nvidia / Price.Nvidia + mix.OtherGpu / Price.OtherGpu + mix.Asic / Price.Asic);
        var money = Flow($"S_{id}", spend, _ => Spend * part(SpendRatio));
        return new Workload(
            perDollar, money,
            new PerTechnology(t => Flow($"S_{id},{t.Id}", t.Of(spendOn), _ => money * mix[t])),
            Flow($"C_{id}", "M H100e", $"Compute added for {name}", _ => 1_000 * money * perDollar));
    }

    /// <summary>A share is logistic through its base and its anchor (Fisher and Pry, 1971); these are the odds against it.</summary>
    private static Quantity Odds(string symbol, string name, (Parameter Base, Parameter Anchor, Driver Odds) share)
        => Instant(symbol, "1", name,
            m => Exp(-(Logit(share.Base) + (Logit(share.Anchor) - Logit(share.Base)) * Time / (Parameters.AnchorYear - m.BaseYear))),
            share.Odds);

    private static Expression Facilities(Expression itPower) => itPower / 1_000 * Parameters.FacilityOverhead * Parameters.FacilityPue;

    private static Quantity[] ForEach(Func<Technology, Quantity> declare)
        => [declare(Technology.Nvidia), declare(Technology.OtherGpu), declare(Technology.Asic)];

    /// <summary>At the middle of a quarter or a year.</summary>
    private static Quantity Instant(string symbol, string unit, string name, Func<Moment, Expression> formula, Driver? driver = null)
        => Add(new Quantity(symbol, unit, name, YearOf.Formula, formula) { Driver = driver });

    /// <summary>In a quarter; in a year it is their sum.</summary>
    private static Quantity Flow(string symbol, string unit, string name, Func<Moment, Expression> formula)
        => Add(new Quantity(symbol, unit, name, YearOf.Sum, formula));

    private static Quantity Flow(string symbol, Variable variable, Func<Moment, Expression> formula, Driver? driver = null)
        => Add(new Quantity(symbol, variable.Unit, variable.Definition, YearOf.Sum, formula) { Variable = variable, Driver = driver });

    /// <summary>At the end of a quarter; in a year it is that of the fourth.</summary>
    private static Quantity AtEnd(string symbol, string unit, string name, Func<Moment, Expression> formula)
        => Add(new Quantity(symbol, unit, name, YearOf.End, formula));

    private static Quantity AtEnd(string symbol, Variable variable, Func<Moment, Expression> formula)
        => Add(new Quantity(symbol, variable.Unit, variable.Definition, YearOf.End, formula) { Variable = variable });

    /// <summary>In a quarter or a year, by the same formula of what it takes in it.</summary>
    private static Quantity Whole(string symbol, Variable variable, Func<Moment, Expression> formula)
        => Add(new Quantity(symbol, variable.Unit, variable.Definition, YearOf.Formula, formula) { Variable = variable });

    private static Quantity Add(Quantity quantity)
    {
        Declared.Add(quantity);
        return quantity;
    }

    /// <summary>What inference and training each have of their own.</summary>
    private sealed record Workload(Quantity PerDollar, Quantity Spend, PerTechnology SpendOn, Quantity ComputeAdded);
}
