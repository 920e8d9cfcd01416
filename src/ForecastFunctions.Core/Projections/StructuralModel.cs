using System.Numerics;
using System.Runtime.CompilerServices;
using ForecastFunctions.Core.Scenarios;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>What a path carries from one quarter to the next.</summary>
internal struct ModelState
{
    /// <summary>K_k at the end of the last quarter, million H100e.</summary>
    public ByTechnology Installed;

    /// <summary>W_k at the end of the last quarter, MW.</summary>
    public ByTechnology ItPower;

    /// <summary>Facility power at the end of the last quarter, GW.</summary>
    public V FacilityPower;

    /// <summary>Spend in each quarter of the year under way, bn USD.</summary>
    public QuarterlySpend Spend;

    /// <summary>The drivers at the middle of the quarter to come.</summary>
    public Drifts Drifts;
}

/// <summary>Spend in the four quarters of a year.</summary>
[InlineArray(4)]
internal struct QuarterlySpend
{
    private V _first;
}

/// <summary>What flows in a period; the flows of a year are those of its quarters, added.</summary>
internal struct ModelFlows
{
    /// <summary>S_inf,k, bn USD.</summary>
    public ByTechnology InferenceSpend;

    /// <summary>S_trn,k, bn USD.</summary>
    public ByTechnology TrainingSpend;

    /// <summary>Compute added for inference, million H100e.</summary>
    public ByTechnology InferenceCompute;

    /// <summary>Compute added for training, million H100e.</summary>
    public ByTechnology TrainingCompute;

    /// <summary>TWh.</summary>
    public V Electricity;

    public static ModelFlows operator +(in ModelFlows a, in ModelFlows b) => new()
    {
        InferenceSpend = a.InferenceSpend + b.InferenceSpend,
        TrainingSpend = a.TrainingSpend + b.TrainingSpend,
        InferenceCompute = a.InferenceCompute + b.InferenceCompute,
        TrainingCompute = a.TrainingCompute + b.TrainingCompute,
        Electricity = a.Electricity + b.Electricity,
    };
}

/// <summary>
/// The equations: training against inference, GPU against custom ASIC, quarter by quarter. Time x is in years from
/// the middle of the base year. Each line works on as many draws as a vector has lanes.
/// </summary>
internal static class StructuralModel
{
    /// <summary>Hours in a year over 1000: TWh a year from one GW.</summary>
    private const double TwhPerGwYear = 8.766;

    /// <summary>Moves the state over one quarter and gives what flowed in it.</summary>
    /// <param name="state">The state at the quarter's opening; afterwards, at its close.</param>
    /// <param name="c">The path's coefficients.</param>
    /// <param name="yearsFromBase">The year, counted from the base year.</param>
    /// <param name="quarter">1 to 4, in order.</param>
    /// <param name="events">What events do in this quarter.</param>
    // Not to be inlined, since the compiler's budget would then not reach for the operators within.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ModelFlows Advance<TAdjustments>(
        ref ModelState state, in ModelCoefficients c, int yearsFromBase, int quarter, in TAdjustments events)
        where TAdjustments : struct, IDriverAdjustments
    {
        if (quarter == 1)
            SpreadSpend(ref state.Spend, c, yearsFromBase);

        var offer = Offer.Of(state.Drifts, events);
        var ratio = events.Of(Driver.Ratio, Vector.Exp(c.LogRatioLimit + state.Drifts.LogRatioGap));
        var spendRatio = offer.SpendRatio(c, ratio);
        var training = events.Of(Driver.Spend, state.Spend[quarter - 1]) / (V.One + spendRatio);
        var flows = offer.Buy(training * spendRatio, training);
        Install(ref state, ref flows, c, Power(state.Drifts, events));

        state.Drifts.Multiply(c.QuarterlyDrift);
        return flows;
    }

    /// <summary>Adds what was bought to what is left of what was there, and gives the electricity of the quarter.</summary>
    /// <param name="state">The state at the quarter's opening; afterwards, at its close.</param>
    /// <param name="flows">What was bought; receives the electricity.</param>
    /// <param name="c">The path's coefficients.</param>
    /// <param name="power">u_k of what was bought, W/H100e.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Install(ref ModelState state, ref ModelFlows flows, in ModelCoefficients c, in ByTechnology power)
    {
        var added = flows.InferenceCompute + flows.TrainingCompute;

        // Million H100e times W/H100e is MW.
        state.Installed = state.Installed * c.QuarterlyRetention + added;
        state.ItPower = state.ItPower * c.QuarterlyRetention + added * power;

        var opening = state.FacilityPower;
        state.FacilityPower = state.ItPower.Sum * c.FacilityPerItPower;
        flows.Electricity = (opening + state.FacilityPower) * new V(0.5 * TwhPerGwYear * 0.25) * c.LoadFactor;
    }

    /// <summary>S(Y) laid over its quarters in proportion to S(t), so that they sum to it.</summary>
    public static void SpreadSpend(ref QuarterlySpend spend, in ModelCoefficients c, int yearsFromBase)
    {
        var sum = V.Zero;
        for (var quarter = 1; quarter <= 4; quarter++)
            sum += spend[quarter - 1] = Growth(c, yearsFromBase + MidQuarter(quarter));

        var scale = c.SpendBase * Growth(c, yearsFromBase) / sum;
        for (var quarter = 0; quarter < 4; quarter++)
            spend[quarter] *= scale;
    }

    /// <summary>S(t)/S0 = exp(gL·x + (g0 − gL)(1 − e^(−κx))/κ): growth that fades from g0 to gL.</summary>
    private static V Growth(in ModelCoefficients c, double x)
        => Vector.Exp(new V(x) * (c.GrowthLongRun + c.GrowthFading * MeanDecay(c.Fade * new V(x))));

    /// <summary>(1 − e^(−z))/z, the mean of e^(−s) over s from 0 to z; 1 at z = 0.</summary>
    private static V MeanDecay(V z)
    {
        var isSmall = Vector.LessThan(Vector.Abs(z), new V(0.03));
        var quotient = (V.One - Vector.Exp(-z)) / z;
        if (Vector.EqualsAll(isSmall, Vector<long>.Zero))
            return quotient;

        // Near zero the difference cancels; eight terms of its series are exact to the last bits below 0.03.
        var series = V.One;
        for (var n = 8; n >= 2; n--)
            series = V.One - z / new V(n) * series;
        return Vector.ConditionalSelect(isSmall, series, quotient);
    }

    public static ByTechnology Power<TAdjustments>(in Drifts drivers, in TAdjustments events)
        where TAdjustments : struct, IDriverAdjustments
        => new(
            events.Of(Driver.NvidiaPower, drivers.Power.Nvidia),
            events.Of(Driver.OtherGpuPower, drivers.Power.OtherGpu),
            events.Of(Driver.AsicPower, drivers.Power.Asic));

    /// <summary>The middle of a quarter, in years from the middle of its year.</summary>
    public static double MidQuarter(int quarter) => (quarter - 0.5) / 4 - 0.5;
}
