using System.Numerics;
using System.Runtime.CompilerServices;
using ForecastFunctions.Core.Scenarios;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>The quarter that is under way, and what holds for all paths in it.</summary>
/// <param name="YearsFromBase">The year, counted from the base year.</param>
/// <param name="Quarter">1 to 4.</param>
/// <param name="Switches">The switches of the run.</param>
/// <param name="ExpectedCostAtMiddle">c* at the middle of the quarter.</param>
/// <param name="ExpectedCostAtEnd">c* at its end.</param>
internal readonly record struct LayerQuarter(
    int YearsFromBase, int Quarter, LayerSwitches Switches, double ExpectedCostAtMiddle, double ExpectedCostAtEnd)
{
    /// <summary>The base year is observed: spend is the plain model's, and no limit is applied.</summary>
    public bool IsInBaseYear => YearsFromBase == 0;
}

/// <summary>
/// The plain model with the layer of drivers and limits: drivers make the ratio and the demand, demand makes the plan, limits clip
/// it, and what is left is bought as in the plain model. No step is solved for.
/// </summary>
internal static class LayeredModel
{
    /// <summary>The part of the gap between installed and demanded that a quarter closes.</summary>
    private const double Closing = 0.25;

    /// <summary>The part of what retires that is always replaced.</summary>
    private const double AlwaysReplaced = 0.25;

    private const double HoursPerYear = 8_766;

    private const double DaysPerYear = 365.25;

    /// <summary>Moves the state over one quarter and gives what flowed in it.</summary>
    /// <param name="state">The plain model's state at the quarter's opening; afterwards, at its close.</param>
    /// <param name="layer">The layer's state.</param>
    /// <param name="c">The plain model's coefficients.</param>
    /// <param name="d">The layer's coefficients.</param>
    /// <param name="q">The quarter.</param>
    /// <param name="events">What events do at its middle, and to all that is of the quarter.</param>
    /// <param name="endEvents">What they do to the drivers at its end.</param>
    /// <param name="told">Receives what the layer tells.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ModelFlows Advance<TAdjustments>(
        ref ModelState state, ref LayerState layer, in ModelCoefficients c, in LayerCoefficients d, in LayerQuarter q,
        in TAdjustments events, in TAdjustments endEvents, out LayerFlows told)
        where TAdjustments : struct, IDriverAdjustments
    {
        // 1. Drivers at the middle, and the ratio.
        var offer = Offer.Of(state.Drifts, events);
        var middle = q.Switches.Drivers
            ? DemandDrivers.At(d, layer.Drifts, offer, new V(q.ExpectedCostAtMiddle), events) : default;
        var ratio = events.Of(Driver.Ratio, q.Switches.Drivers
            ? d.RatioBase * middle.Inference / middle.Training
            : Vector.Exp(c.LogRatioLimit + state.Drifts.LogRatioGap));

        // 2. Drivers at the end, and the demand.
        var atEnd = layer.Drifts * d.HalfQuarterDrift;
        var end = q.Switches.Drivers ? AtEnd(state.Drifts, atEnd, d, q, endEvents) : default;
        var demand = end.InferenceDemand(d, layer.DemandScale) + end.TrainingDemand(d, layer.DemandScale);

        // 3. The plan.
        var planned = q.Switches.Demand && !q.IsInBaseYear
            ? SpendOnDemand(state, layer, c, offer, ratio, demand)
            : SpendOnPath(ref state, c, q);
        planned = events.Of(Driver.Spend, planned);
        var spendRatio = offer.SpendRatio(c, ratio);
        var training = planned / (V.One + spendRatio);
        var inference = training * spendRatio;

        // 4. Limits: each the most that the quarter may have.
        var power = StructuralModel.Power(state.Drifts, events);
        var remaining = state.FacilityPower * c.QuarterlyRetention;
        var limited = q.Switches.Limits == LimitMode.Off || q.IsInBaseYear
            ? new LimitedQuarter { Shortage = V.One, Inference = inference, Training = training }
            : Limit(ref layer, c, d, q, offer, power, remaining, inference, training, events);

        // 5. What is bought, installed and powered, at the prices paid.
        var flows = Bought(offer, limited);
        StructuralModel.Install(ref state, ref flows, c, power);
        var plan = offer.Buy(inference, training);
        var plannedCompute = plan.InferenceCompute + plan.TrainingCompute;
        if (q.IsInBaseYear)
        {
            layer.PackagingBase += plannedCompute.Nvidia + plannedCompute.OtherGpu + d.AsicWafers * plannedCompute.Asic;
            layer.PowerConnected = state.FacilityPower;
        }

        // 6. What is told.
        told = new LayerFlows
        {
            Quarters = V.One,
            Planned = planned,
            PlannedCompute = plannedCompute.Sum,
            Users = middle.Users,
            Level = limited.Room,
            Need = limited.Need,
            Binding = limited.Binding,
            Capacity = plannedCompute * (limited.Room.Packaging / limited.Need.Packaging),
            End = new LayerEnd
            {
                Indices = end,
                DemandScale = layer.DemandScale,
                Demand = demand,
                Installed = state.Installed.Sum,
                PowerLevel = layer.PowerConnected,
                PowerUse = (remaining + limited.Need.Power) / layer.PowerConnected,
                Shortage = limited.Shortage,
            },
        };
        TellCosts(ref told, d, offer, q, middle, limited.Shortage);

        layer.Demand = demand;
        layer.Drifts = atEnd * d.HalfQuarterDrift;
        state.Drifts.Multiply(c.QuarterlyDrift);
        return flows;
    }

    /// <summary>The drivers at the end of the quarter, half a quarter after its middle.</summary>
    private static DemandIndices AtEnd<TAdjustments>(
        Drifts drifts, in LayerDrifts atEnd, in LayerCoefficients d, in LayerQuarter q, in TAdjustments events)
        where TAdjustments : struct, IDriverAdjustments
    {
        drifts.Multiply(d.HalfQuarterPlainDrift);
        return DemandDrivers.At(d, atEnd, Offer.Of(drifts, events), new V(q.ExpectedCostAtEnd), events);
    }

    private static V SpendOnPath(ref ModelState state, in ModelCoefficients c, in LayerQuarter q)
    {
        if (q.Quarter == 1)
            StructuralModel.SpreadSpend(ref state.Spend, c, q.YearsFromBase);
        return state.Spend[q.Quarter - 1];
    }

    /// <summary>
    /// C = max(¼·K⁻(1 − e^(−Δ/L)), D + ¾·(K⁻ − D⁻) − K⁻·e^(−Δ/L)), so that a quarter of the gap closes and a quarter of what retires
    /// is always replaced; in money it is C·(σ/q_inf + (1 − σ)/q_trn).
    /// </summary>
    private static V SpendOnDemand(
        in ModelState state, in LayerState layer, in ModelCoefficients c, in Offer offer, V ratio, V demand)
    {
        var installed = state.Installed.Sum;
        var remaining = installed * c.QuarterlyRetention;
        var compute = Vector.Max(
            new V(AlwaysReplaced) * (installed - remaining),
            demand + new V(1 - Closing) * (installed - layer.Demand) - remaining);
        var share = ratio / (V.One + ratio);
        return compute * (share / offer.InferencePerDollar.Sum + (V.One - share) / offer.TrainingPerDollar.Sum) / new V(1_000);
    }

    private static LimitedQuarter Limit<TAdjustments>(
        ref LayerState layer, in ModelCoefficients c, in LayerCoefficients d, in LayerQuarter q, in Offer offer, in ByTechnology power,
        V remaining, V inference, V training, in TAdjustments events)
        where TAdjustments : struct, IDriverAdjustments
    {
        layer.PowerConnected += SupplyLimits.PowerAdded(d, layer.Drifts, events);
        var ofInference = SupplyLimits.Needs(inference, offer.InferencePerDollar, power, c.FacilityPerItPower, d.AsicWafers);
        var ofTraining = SupplyLimits.Needs(training, offer.TrainingPerDollar, power, c.FacilityPerItPower, d.AsicWafers);
        var limited = new LimitedQuarter
        {
            Room = SupplyLimits.Rooms(d, layer, remaining, events),
            Need = ofInference + ofTraining,
            Shortage = V.One,
            Inference = inference,
            Training = training,
        };
        var fits = limited.Room / limited.Need;
        limited.Binding = SupplyLimits.Binding(fits);
        if (q.Switches.Limits == LimitMode.Clip)
        {
            limited.Shortage = SupplyLimits.Shortage(fits, d.PriceResponse);
            SupplyLimits.Clip(ref limited, inference, training, (ofInference, ofTraining), q.Switches.Ration);
        }

        return limited;
    }

    /// <summary>What the spend buys where prices are h times those of the offer.</summary>
    private static ModelFlows Bought(in Offer offer, in LimitedQuarter limited)
    {
        var flows = offer.Buy(limited.Inference, limited.Training);
        var perPrice = V.One / limited.Shortage;
        flows.InferenceCompute *= perPrice;
        flows.TrainingCompute *= perPrice;
        return flows;
    }

    /// <summary>
    /// The cost of an H100e-hour, M·(h/q_inf)·(1/L + i_c)/8766, and of the tokens demanded; their price is the same without h, over
    /// (1 − margin), times the scarcity that would turn away what cannot be served.
    /// </summary>
    private static void TellCosts(
        ref LayerFlows told, in LayerCoefficients d, in Offer offer, in LayerQuarter q, in DemandIndices middle, V shortage)
    {
        var stated = d.CostMultiple * d.YearlyCharge / (offer.InferencePerDollar.Sum * new V(HoursPerYear));
        told.Installed = told.End.Installed;
        told.InstalledHours = told.End.Installed * stated * shortage;
        if (!q.Switches.Drivers)
            return;

        var excess = Vector.Max(V.One, told.End.Demand / told.End.Installed);
        told.End.Scarcity = Vector.EqualsAll(excess, V.One) ? V.One : Vector.Exp(Vector.Log(excess) / d.Elasticity);
        told.Tokens = d.TokensPerDayBase * middle.Tokens * new V(DaysPerYear / 4 * 1e-12);
        told.TokensServed = told.Tokens * Vector.Min(V.One, told.End.Installed / told.End.Demand);

        // Million H100e for a quarter's hours at USD an hour are a thousandth of bn USD.
        var compute = told.End.DemandScale * d.InferenceShareBase * d.TokenShare * middle.TokenCompute;
        told.TokenWork = compute * new V(DemandDrivers.FlopPerSecond * 86_400 * 1e6 * DaysPerYear / 4 * 1e-12);
        told.TokenCost = compute * stated * shortage * new V(HoursPerYear / 4 * 1e-3);
        told.TokenPrice = compute * stated * told.End.Scarcity / d.NotMargin * new V(HoursPerYear / 4 * 1e-3);
    }
}
