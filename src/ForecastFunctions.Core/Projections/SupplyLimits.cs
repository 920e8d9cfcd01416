using System.Numerics;
using ForecastFunctions.Core.Scenarios;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>A number for each limit.</summary>
internal struct ByLimit(V power, V packaging, V capital)
{
    public V Power = power;
    public V Packaging = packaging;
    public V Capital = capital;

    public readonly V Least => Vector.Min(Power, Vector.Min(Packaging, Capital));

    public static ByLimit operator +(in ByLimit a, in ByLimit b)
        => new(a.Power + b.Power, a.Packaging + b.Packaging, a.Capital + b.Capital);

    public static ByLimit operator -(in ByLimit a, in ByLimit b)
        => new(a.Power - b.Power, a.Packaging - b.Packaging, a.Capital - b.Capital);

    public static ByLimit operator /(in ByLimit a, in ByLimit b)
        => new(a.Power / b.Power, a.Packaging / b.Packaging, a.Capital / b.Capital);

    public static ByLimit operator *(in ByLimit a, V b) => new(a.Power * b, a.Packaging * b, a.Capital * b);
}

/// <summary>What limits make of a quarter's plan.</summary>
internal struct LimitedQuarter
{
    /// <summary>L: the most that the quarter may have. Of power it is the room, GW.</summary>
    public ByLimit Room;

    /// <summary>U: what the plan needs.</summary>
    public ByLimit Need;

    /// <summary>1 for the limit that binds, else 0.</summary>
    public ByLimit Binding;

    /// <summary>h: by how much the shortage raises prices.</summary>
    public V Shortage;

    /// <summary>Spend on inference after the limits, bn USD.</summary>
    public V Inference;

    /// <summary>Spend on training after the limits, bn USD.</summary>
    public V Training;
}

/// <summary>The limits of supply: power that can be connected, packaging, and capital. Each is the most that a quarter may have.</summary>
internal static class SupplyLimits
{
    /// <summary>The workload that is served last keeps this part of its plan.</summary>
    private const double ServedLast = 0.1;

    /// <summary>The rooms of a quarter.</summary>
    /// <param name="d">The path's coefficients.</param>
    /// <param name="layer">The path's state, with the power connected by the end of the quarter.</param>
    /// <param name="remainingPower">Facility power that is left at the quarter's end of what was there, GW.</param>
    /// <param name="events">What events do in the quarter.</param>
    public static ByLimit Rooms<TAdjustments>(in LayerCoefficients d, in LayerState layer, V remainingPower, in TAdjustments events)
        where TAdjustments : struct, IDriverAdjustments
    {
        var quarter = new V(0.25);
        var packaging = Vector.Exp(DemandDrivers.Clock(d, layer.Drifts) * d.LogPackaging) * layer.Drifts.Density;
        return new ByLimit(
            layer.PowerConnected - remainingPower,
            events.Of(Driver.PackagingLimit, quarter * layer.PackagingBase * packaging),
            events.Of(Driver.CapitalLimit, quarter * layer.Drifts.CashFlow * d.CapitalShare));
    }

    /// <summary>GW that are connected in the quarter.</summary>
    public static V PowerAdded<TAdjustments>(in LayerCoefficients d, in LayerDrifts drifts, in TAdjustments events)
        where TAdjustments : struct, IDriverAdjustments
        => new V(0.25) * events.Of(Driver.PowerLimit, Vector.Exp(d.LogPowerAdded.At(DemandDrivers.Clock(d, drifts))));

    /// <summary>What a workload's plan needs of each limit.</summary>
    /// <param name="spend">The plan, bn USD.</param>
    /// <param name="perDollar">m_wk/p_k, H100e for a USD.</param>
    /// <param name="power">u_k, W/H100e.</param>
    /// <param name="facilityPerItPower">φ.</param>
    /// <param name="asicWafers">ω.</param>
    public static ByLimit Needs(V spend, in ByTechnology perDollar, in ByTechnology power, V facilityPerItPower, V asicWafers)
    {
        // bn USD over USD/H100e is a thousand million H100e; a million H100e of so many watts are as many MW.
        var added = perDollar * (spend * new V(1_000));
        return new ByLimit(facilityPerItPower * (added * power).Sum, added.Nvidia + added.OtherGpu + asicWafers * added.Asic, spend);
    }

    /// <summary>Which limit binds: the least of λ_l = min(1, L_l/U_l), where that is below 1.</summary>
    public static ByLimit Binding(in ByLimit fits)
    {
        var least = Vector.Min(fits.Least, V.One);
        var binds = Vector.LessThan(least, V.One);
        var power = binds & Vector.Equals(fits.Power, least);
        var packaging = Vector.AndNot(binds & Vector.Equals(fits.Packaging, least), power);
        var capital = Vector.AndNot(Vector.AndNot(binds, power), packaging);
        return new ByLimit(One(power), One(packaging), One(capital));

        static V One(Vector<long> where) => Vector.ConditionalSelect(where, V.One, V.Zero);
    }

    /// <summary>
    /// h = max(1, min(λ_power, λ_capital)/λ_packaging)^β: where packaging is the tightest, prices rise with the shortage.
    /// </summary>
    public static V Shortage(in ByLimit fits, V priceResponse)
    {
        var others = Vector.Min(V.One, Vector.Min(fits.Power, fits.Capital));
        var shortage = Vector.Max(V.One, others / Vector.Min(V.One, fits.Packaging));
        return Vector.EqualsAll(shortage, V.One) ? shortage : Vector.Exp(priceResponse * Vector.Log(shortage));
    }

    /// <summary>Clips a plan to its limits, and rations what they leave.</summary>
    /// <param name="quarter">The quarter with its rooms; receives prices and spend.</param>
    /// <param name="inference">The plan of inference, bn USD at the plan's prices.</param>
    /// <param name="training">The plan of training.</param>
    /// <param name="needs">What the two plans need.</param>
    /// <param name="ration">Who is served first.</param>
    public static void Clip(
        ref LimitedQuarter quarter, V inference, V training, (ByLimit Inference, ByLimit Training) needs, Ration ration)
    {
        // Dearer prices change what a plan costs, and not the power and packaging that it takes.
        var (ofInference, ofTraining) = needs;
        ofInference.Capital *= quarter.Shortage;
        ofTraining.Capital *= quarter.Shortage;
        inference *= quarter.Shortage;
        training *= quarter.Shortage;
        if (ration == Ration.Proportional)
        {
            var part = Vector.Min(V.One, (quarter.Room / (ofInference + ofTraining)).Least);
            (quarter.Inference, quarter.Training) = (part * inference, part * training);
            return;
        }

        var isInferenceFirst = ration == Ration.InferenceFirst;
        var (first, last) = isInferenceFirst ? (ofInference, ofTraining) : (ofTraining, ofInference);
        var lastPart = Vector.Min(V.One, Vector.Max(new V(ServedLast), ((quarter.Room - first) / last).Least));
        var whole = Vector.Min(V.One, (quarter.Room / (first + last * lastPart)).Least);
        (quarter.Inference, quarter.Training) = isInferenceFirst
            ? (whole * inference, whole * lastPart * training)
            : (whole * lastPart * inference, whole * training);
    }
}
