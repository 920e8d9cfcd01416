using System.Numerics;
using System.Runtime.CompilerServices;
using ForecastFunctions.Core.Scenarios;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>A quantity of each technology, for as many draws as a vector has lanes.</summary>
internal struct ByTechnology(V nvidia, V otherGpu, V asic)
{
    public V Nvidia = nvidia;
    public V OtherGpu = otherGpu;
    public V Asic = asic;

    public readonly V Sum => Nvidia + OtherGpu + Asic;

    public static ByTechnology operator +(in ByTechnology a, in ByTechnology b) => new(a.Nvidia + b.Nvidia, a.OtherGpu + b.OtherGpu, a.Asic + b.Asic);

    public static ByTechnology operator *(in ByTechnology a, in ByTechnology b) => new(a.Nvidia * b.Nvidia, a.OtherGpu * b.OtherGpu, a.Asic * b.Asic);

    public static ByTechnology operator /(in ByTechnology a, in ByTechnology b) => new(a.Nvidia / b.Nvidia, a.OtherGpu / b.OtherGpu, a.Asic / b.Asic);

    public static ByTechnology operator *(in ByTechnology a, V b) => new(a.Nvidia * b, a.OtherGpu * b, a.Asic * b);
}

/// <summary>
/// The drivers that change by the same factor every quarter, or those factors: a share's odds, since its log odds are
/// linear in time (Fisher and Pry, 1971), costs that decline by a fraction a year, and the gap of a log ratio to its limit.
/// </summary>
internal struct Drifts
{
    /// <summary>p_k, USD/H100e.</summary>
    public ByTechnology Price;

    /// <summary>u_k, W/H100e.</summary>
    public ByTechnology Power;

    /// <summary>(1 − n)/n of inference.</summary>
    public V AgainstNvidiaInference;

    /// <summary>(1 − n)/n of training.</summary>
    public V AgainstNvidiaTraining;

    /// <summary>(1 − a)/a of inference.</summary>
    public V AgainstAsicInference;

    /// <summary>(1 − a)/a of training.</summary>
    public V AgainstAsicTraining;

    /// <summary>ln r − ln r∞.</summary>
    public V LogRatioGap;

    /// <summary>Moves the drivers by their factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Multiply(in Drifts factors)
    {
        Price *= factors.Price;
        Power *= factors.Power;
        AgainstNvidiaInference *= factors.AgainstNvidiaInference;
        AgainstNvidiaTraining *= factors.AgainstNvidiaTraining;
        AgainstAsicInference *= factors.AgainstAsicInference;
        AgainstAsicTraining *= factors.AgainstAsicTraining;
        LogRatioGap *= factors.LogRatioGap;
    }
}

/// <summary>What stays the same along a path: the parameters, brought into the form in which the equations need them.</summary>
internal struct ModelCoefficients
{
    public V SpendBase;
    public V GrowthLongRun;
    public V GrowthFading;
    public V Fade;
    public V LogRatioLimit;
    public V RatioIsOfSpend;
    public Drifts QuarterlyDrift;
    public V QuarterlyRetention;
    public V Utilisation;
    public V FacilityPerItPower;
    public V LoadFactor;
    public V Amd;
    public V Broadcom;
    public V Marvell;
    public V CustomChip;

    /// <summary>Reads the parameters of the draws from <paramref name="draw"/> on.</summary>
    public static ModelCoefficients From(ParameterColumns p, int draw, int baseYear)
    {
        V At(Parameter parameter) => p.Load(parameter, draw);

        return new ModelCoefficients
        {
            SpendBase = At(Parameters.SpendBase),
            GrowthLongRun = At(Parameters.SpendGrowthLongRun),
            GrowthFading = At(Parameters.SpendGrowthInitial) - At(Parameters.SpendGrowthLongRun),
            Fade = At(Parameters.SpendGrowthFade),
            LogRatioLimit = Vector.Log(At(Parameters.RatioLimit)),
            RatioIsOfSpend = At(Parameters.RatioBasis),
            QuarterlyDrift = DriftOver(p, draw, baseYear, 0.25),
            QuarterlyRetention = Vector.Exp(new V(-0.25) / At(Parameters.StockLife)),
            Utilisation = At(Parameters.FacilityUtilisation),
            FacilityPerItPower = At(Parameters.FacilityOverhead) * At(Parameters.FacilityPue) / new V(1_000),
            LoadFactor = At(Parameters.FacilityLoadFactor),
            Amd = At(Parameters.VendorAmd),
            Broadcom = At(Parameters.VendorBroadcom),
            Marvell = At(Parameters.VendorMarvell),
            CustomChip = At(Parameters.VendorCustomChip),
        };
    }

    /// <summary>The state of the same draws at the opening of the base year.</summary>
    public readonly ModelState Opening(ParameterColumns p, int draw, int baseYear)
    {
        V At(Parameter parameter) => p.Load(parameter, draw);

        var itPower = new ByTechnology(At(Parameters.NvidiaStockPower), At(Parameters.OtherGpuStockPower), At(Parameters.AsicStockPower));
        var drifts = new Drifts
        {
            Price = new(At(Parameters.NvidiaPriceBase), At(Parameters.OtherGpuPriceBase), At(Parameters.AsicPriceBase)),
            Power = new(At(Parameters.NvidiaPowerBase), At(Parameters.OtherGpuPowerBase), At(Parameters.AsicPowerBase)),
            AgainstNvidiaInference = Against(At(Parameters.NvidiaInferenceBase)),
            AgainstNvidiaTraining = Against(At(Parameters.NvidiaTrainingBase)),
            AgainstAsicInference = Against(At(Parameters.AsicInferenceBase)),
            AgainstAsicTraining = Against(At(Parameters.AsicTrainingBase)),
            LogRatioGap = Vector.Log(At(Parameters.RatioBase)) - LogRatioLimit,
        };
        drifts.Multiply(DriftOver(p, draw, baseYear, StructuralModel.MidQuarter(1)));
        return new ModelState
        {
            Installed = new(At(Parameters.NvidiaStockBase), At(Parameters.OtherGpuStockBase), At(Parameters.AsicStockBase)),
            ItPower = itPower,
            FacilityPower = itPower.Sum * FacilityPerItPower,
            Drifts = drifts,
        };
    }

    /// <summary>The factors by which the drivers change over so many years.</summary>
    private static Drifts DriftOver(ParameterColumns p, int draw, int baseYear, double years)
    {
        V At(Parameter parameter) => p.Load(parameter, draw);

        V Declining(Parameter decline) => Vector.Exp(new V(years) * Vector.Log(V.One - At(decline)));

        // From the base year to the anchor year the odds change by the quotient of theirs.
        var share = new V(years) / (At(Parameters.AnchorYear) - new V(baseYear));
        V Shifting(Parameter @base, Parameter anchor)
            => Vector.Exp(share * (Vector.Log(Against(At(anchor))) - Vector.Log(Against(At(@base)))));

        return new Drifts
        {
            Price = new(Declining(Parameters.NvidiaPriceDecline), Declining(Parameters.OtherGpuPriceDecline), Declining(Parameters.AsicPriceDecline)),
            Power = new(Declining(Parameters.NvidiaPowerDecline), Declining(Parameters.OtherGpuPowerDecline), Declining(Parameters.AsicPowerDecline)),
            AgainstNvidiaInference = Shifting(Parameters.NvidiaInferenceBase, Parameters.NvidiaInferenceAnchor),
            AgainstNvidiaTraining = Shifting(Parameters.NvidiaTrainingBase, Parameters.NvidiaTrainingAnchor),
            AgainstAsicInference = Shifting(Parameters.AsicInferenceBase, Parameters.AsicInferenceAnchor),
            AgainstAsicTraining = Shifting(Parameters.AsicTrainingBase, Parameters.AsicTrainingAnchor),
            LogRatioGap = Vector.Exp(-new V(years) * At(Parameters.RatioSpeed)),
        };
    }

    /// <summary>The odds against a share.</summary>
    private static V Against(V share) => (V.One - share) / share;
}
