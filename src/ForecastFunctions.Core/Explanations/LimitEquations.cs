using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using static ForecastFunctions.Core.Explanations.Expression;

namespace ForecastFunctions.Core.Explanations;

/// <summary>
/// The equations of limits: what a plan needs, what power, packaging and capital allow, and how the plan is clipped. They say what
/// <see cref="SupplyLimits"/> does.
/// </summary>
internal static class LimitEquations
{
    private static readonly EquationSet Set = new();

    private static readonly Expression AsicWafers = LayerParameters.PackagingLimitAsicWafers;

    private static readonly Plan Inference = PlanOf(
        "inf", "inference", ModelEquations.Offer.Inference, _ => LayerEquations.Planned * ModelEquations.SpendRatio / (1 + ModelEquations.SpendRatio));

    private static readonly Plan Training = PlanOf(
        "trn", "training", ModelEquations.Offer.Training, _ => LayerEquations.Planned / (1 + ModelEquations.SpendRatio));

    /// <summary>Compute of the plan.</summary>
    public static readonly PerTechnology PlannedCompute = new(t => Set.Flow(
        $"C_plan,{t.Id}", "M H100e", $"{t.Name} compute of the plan",
        _ => 1_000 * (Inference.Spend * ModelEquations.Offer.Inference.Of[t] + Training.Spend * ModelEquations.Offer.Training.Of[t])
            / ModelEquations.Offer.Price[t]));

    // Power: what can be connected.
    private static readonly Quantity PowerAdded = Set.Instant(
        "a_t", "GW/yr", "Power for AI that can be connected, by the year",
        _ => LayerParameters.PowerLimitBase * Power((Expression)LayerParameters.PowerLimitAnchor / LayerParameters.PowerLimitBase, Clock), Driver.PowerLimit);

    private static readonly Quantity Connected = Set.AtEnd(
        "P̄", LayerVariables.PowerLevel,
        m => m.IsInBaseYear ? ModelEquations.FacilityPower : Connected!.At(Place.Before) + PowerAdded / 4);

    private static readonly Quantity PowerRoom = Set.Instant(
        "L_power", "GW", "Power that is connected and not taken by what was installed before", _ => Connected - PowerLeft);

    private static readonly Quantity PowerNeed = Set.Instant(
        "U_power", "GW", "Power that the plan needs", _ => Inference.Power + Training.Power);

    // Packaging: the base year's, when it was full, and what is added since.
    private static readonly Quantity PackagingBase = Set.Once(
        "V0", "M H100e", "Packaging of the base year, when it was full, a custom ASIC's counted by its wafers",
        _ => ModelEquations.ComputeAdded.Nvidia + ModelEquations.ComputeAdded.OtherGpu + AsicWafers * ModelEquations.ComputeAdded.Asic);

    private static readonly Quantity PackagingRoom = Set.Flow(
        "L_packaging", LayerVariables.PackagingLevel,
        _ => 0.25 * PackagingBase * Power(LayerParameters.PackagingLimitAnchor, Clock)
            * Power(1 + (Expression)LayerParameters.PackagingLimitDensity, ModelEquations.Middle.Time),
        _ => Driver.PackagingLimit);

    private static readonly Quantity PackagingNeed = Set.Flow(
        "U_packaging", "M H100e", "Packaging that the plan needs, a custom ASIC's counted by its wafers", _ => Inference.Packaging + Training.Packaging);

    // Capital: cash flow, and what may go into AI compute of it.
    private static readonly Quantity CapitalRoom = Set.Flow(
        "L_capital", LayerVariables.CapitalLevel,
        _ => 0.25 * (Expression)LayerParameters.CapitalLimitCashFlow * Exp(LayerParameters.CapitalLimitGrowth * (Expression)ModelEquations.Middle.Time)
            * LayerParameters.CapitalLimitMaxShare * LayerParameters.CapitalLimitComputeShare,
        _ => Driver.CapitalLimit);

    private static readonly Quantity PowerFits = Fits("power", PowerRoom, PowerNeed);
    private static readonly Quantity PackagingFits = Fits("packaging", PackagingRoom, PackagingNeed);
    private static readonly Quantity CapitalFits = Fits("capital", CapitalRoom, LayerEquations.Planned);

    /// <summary>h: where packaging is the tightest, prices rise with the shortage.</summary>
    public static readonly Quantity Shortage = Set.AtEnd(
        "h", LayerVariables.Shortage,
        m => m.IsClipped
            ? Power(Max(1, Min(PowerFits, CapitalFits) / PackagingFits), LayerParameters.PackagingLimitPriceResponse)
            : 1);

    // Dearer prices change what a plan costs, and not the power and packaging that it takes.
    private static readonly Quantity ServedInAll = Set.Instant(
        "λ_h", "1", "Part of the plan that all limits leave at the prices paid",
        _ => Min(1, PowerRoom / PowerNeed, PackagingRoom / PackagingNeed, CapitalRoom / (Shortage * LayerEquations.Planned)));

    private static readonly Quantity ServedLast = Set.Instant(
        "s_last", "1", "Part of its plan that the workload keeps that is served last, at least a tenth",
        m =>
        {
            var (first, last) = Order(m);
            return Min(1, Max(0.1, Min(
                (PowerRoom - first.Power) / last.Power, (PackagingRoom - first.Packaging) / last.Packaging,
                (CapitalRoom - Shortage * first.Spend) / (Shortage * last.Spend))));
        });

    private static readonly Quantity ServedFirst = Set.Instant(
        "μ", "1", "Part of its plan that the workload gets that is served first",
        m =>
        {
            var (first, last) = Order(m);
            return Min(
                1, PowerRoom / (first.Power + ServedLast * last.Power), PackagingRoom / (first.Packaging + ServedLast * last.Packaging),
                CapitalRoom / (Shortage * first.Spend + ServedLast * Shortage * last.Spend));
        });

    private static readonly Quantity PowerBinding = Binding("power", LayerVariables.PowerBinding,
        () => Below(PowerFits, 1) * (1 - Below(Min(PackagingFits, CapitalFits), PowerFits)));

    private static readonly Quantity PackagingBinding = Binding("packaging", LayerVariables.PackagingBinding,
        () => Below(PackagingFits, Min(1, PowerFits)) * (1 - Below(CapitalFits, PackagingFits)));

    private static readonly Quantity CapitalBinding = Binding("capital", LayerVariables.CapitalBinding,
        () => Below(CapitalFits, Min(1, PowerFits, PackagingFits)));

    /// <summary>What nothing else takes.</summary>
    private static readonly IReadOnlyList<Quantity> Shown =
    [
        Set.AtEnd("ν_power", LayerVariables.PowerUse, _ => (PowerLeft + PowerNeed) / Connected),
        Set.Whole("ν_packaging", LayerVariables.PackagingUse, _ => PackagingNeed / PackagingRoom),
        Set.Whole("ν_capital", LayerVariables.CapitalUse, _ => LayerEquations.Planned / CapitalRoom),
        Capacity(Technology.Nvidia), Capacity(Technology.OtherGpu), Capacity(Technology.Asic),
    ];

    /// <summary>Every equation of limits.</summary>
    public static IReadOnlyList<Quantity> All => Set.All;

    /// <summary>S_inf after limits.</summary>
    public static Expression InferenceSpend(Moment moment) => SpendAfterLimits(moment, Inference);

    /// <summary>S_trn after limits.</summary>
    public static Expression TrainingSpend(Moment moment) => SpendAfterLimits(moment, Training);

    private static Expression SpendAfterLimits(Moment moment, Plan plan) => moment.IsClipped ? Served(moment, plan) : plan.Spend;

    private static Expression Served(Moment moment, Plan plan)
    {
        var planned = Shortage * plan.Spend;
        return moment.Switches.Ration == Ration.Proportional ? ServedInAll * planned
            : plan == Order(moment).First ? ServedFirst * planned
            : ServedFirst * ServedLast * planned;
    }

    private static (Plan First, Plan Last) Order(Moment moment)
        => moment.Switches.Ration == Ration.InferenceFirst ? (Inference, Training) : (Training, Inference);

    private static Quantity Clock => LayerEquations.AtMiddle.ClockNow;

    /// <summary>Power of what was installed before that is left at the end of the quarter.</summary>
    private static Expression PowerLeft => ModelEquations.FacilityPower.At(Place.Before) * ModelEquations.Retained;

    private static Plan PlanOf(string id, string name, OfferEquations.Mix mix, Func<Moment, Expression> spend)
    {
        var planned = Set.Flow($"S_plan,{id}", "bn USD", $"Spend on {name} that was planned", spend);
        var (price, power) = (ModelEquations.Offer.Price, ModelEquations.PowerAdded);
        return new Plan(
            planned,
            Set.Instant(
                $"U_{id},power", "GW", $"Power that the plan of {name} needs",
                _ => ModelEquations.Facilities(1_000 * planned * (
                    mix.Of.Nvidia / price.Nvidia * power.Nvidia + mix.Of.OtherGpu / price.OtherGpu * power.OtherGpu + mix.Of.Asic / price.Asic * power.Asic))),
            Set.Flow(
                $"U_{id},packaging", "M H100e", $"Packaging that the plan of {name} needs",
                _ => 1_000 * planned * (mix.Of.Nvidia / price.Nvidia + mix.Of.OtherGpu / price.OtherGpu + AsicWafers * mix.Of.Asic / price.Asic)));
    }

    private static Quantity Fits(string limit, Quantity room, Quantity need) => Set.Instant(
        $"λ_{limit}", "1", $"Part of the plan that {limit} leaves", _ => Min(1, room / need));

    /// <summary>1 in a quarter in which the limit binds: it leaves less than the plan, and no other leaves less.</summary>
    private static Quantity Binding(string limit, Variable variable, Func<Expression> inQuarter)
    {
        Quantity? binding = null;
        return binding = Set.Whole(
            $"B_{limit}", variable, m => m.Period.Quarter is null ? binding!.OverQuarters(m) / 4 : inQuarter());
    }

    private static Quantity Capacity(Technology technology) => Set.Flow(
        $"V_{technology.Id}", technology.Of(LayerVariables.Capacity), _ => PlannedCompute[technology] * PackagingRoom / PackagingNeed);

    /// <summary>What is planned for a workload, and what that needs of power and packaging.</summary>
    private sealed record Plan(Quantity Spend, Quantity Power, Quantity Packaging);
}
