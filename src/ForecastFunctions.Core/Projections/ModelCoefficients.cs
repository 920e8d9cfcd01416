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

    public static ByTechnology operator +(in ByTechnology a, in ByTechnology b)
        => new(a.Nvidia + b.Nvidia, a.OtherGpu + b.OtherGpu, a.Asic + b.Asic);

    public static ByTechnology operator *(in ByTechnology a, in ByTechnology b)
        => new(a.Nvidia * b.Nvidia, a.OtherGpu * b.OtherGpu, a.Asic * b.Asic);

    public static ByTechnology operator /(in ByTechnology a, in ByTechnology b)
        => new(a.Nvidia / b.Nvidia, a.OtherGpu / b.OtherGpu, a.Asic / b.Asic);

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

    /// <summary>The factors over so many years, from the logs of those of one.</summary>
    public static Drifts Over(double years, in Drifts logRates)
    {
        var t = new V(years);
        return new Drifts
        {
            Price = Exp(logRates.Price * t),
            Power = Exp(logRates.Power * t),
            AgainstNvidiaInference = Vector.Exp(logRates.AgainstNvidiaInference * t),
            AgainstNvidiaTraining = Vector.Exp(logRates.AgainstNvidiaTraining * t),
            AgainstAsicInference = Vector.Exp(logRates.AgainstAsicInference * t),
            AgainstAsicTraining = Vector.Exp(logRates.AgainstAsicTraining * t),
            LogRatioGap = Vector.Exp(logRates.LogRatioGap * t),
        };

        static ByTechnology Exp(in ByTechnology x) => new(Vector.Exp(x.Nvidia), Vector.Exp(x.OtherGpu), Vector.Exp(x.Asic));
    }

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
    /// <param name="p">The parameters.</param>
    /// <param name="draw">The first of the vector's draws.</param>
    /// <param name="baseYear">t0.</param>
    /// <param name="opening">The state at the opening of the base year.</param>
    public static ModelCoefficients From(ParameterColumns p, int draw, int baseYear, out ModelState opening)
    {
        V At(Parameter parameter) => p.Load(parameter, draw);

        var logRates = LogRates(p, draw, baseYear);
        var coefficients = new ModelCoefficients
        {
            SpendBase = At(Parameters.SpendBase),
            GrowthLongRun = At(Parameters.SpendGrowthLongRun),
            GrowthFading = At(Parameters.SpendGrowthInitial) - At(Parameters.SpendGrowthLongRun),
            Fade = At(Parameters.SpendGrowthFade),
            LogRatioLimit = Vector.Log(At(Parameters.RatioLimit)),
            RatioIsOfSpend = At(Parameters.RatioBasis),
            QuarterlyDrift = Drifts.Over(0.25, logRates),
            QuarterlyRetention = Vector.Exp(new V(-0.25) / At(Parameters.StockLife)),
            Utilisation = At(Parameters.FacilityUtilisation),
            FacilityPerItPower = At(Parameters.FacilityOverhead) * At(Parameters.FacilityPue) / new V(1_000),
            LoadFactor = At(Parameters.FacilityLoadFactor),
            Amd = At(Parameters.VendorAmd),
            Broadcom = At(Parameters.VendorBroadcom),
            Marvell = At(Parameters.VendorMarvell),
            CustomChip = At(Parameters.VendorCustomChip),
        };

        var itPower = new ByTechnology(At(Parameters.NvidiaStockPower), At(Parameters.OtherGpuStockPower), At(Parameters.AsicStockPower));
        opening = new ModelState
        {
            Installed = new(At(Parameters.NvidiaStockBase), At(Parameters.OtherGpuStockBase), At(Parameters.AsicStockBase)),
            ItPower = itPower,
            FacilityPower = itPower.Sum * coefficients.FacilityPerItPower,
            Drifts = InBaseYear(p, draw),
        };
        opening.Drifts.Multiply(Drifts.Over(StructuralModel.MidQuarter(1), logRates));
        return coefficients;
    }

    /// <summary>The drivers at the middle of the base year.</summary>
    public static Drifts InBaseYear(ParameterColumns p, int draw)
    {
        V At(Parameter parameter) => p.Load(parameter, draw);

        return new Drifts
        {
            Price = new(At(Parameters.NvidiaPriceBase), At(Parameters.OtherGpuPriceBase), At(Parameters.AsicPriceBase)),
            Power = new(At(Parameters.NvidiaPowerBase), At(Parameters.OtherGpuPowerBase), At(Parameters.AsicPowerBase)),
            AgainstNvidiaInference = Against(At(Parameters.NvidiaInferenceBase)),
            AgainstNvidiaTraining = Against(At(Parameters.NvidiaTrainingBase)),
            AgainstAsicInference = Against(At(Parameters.AsicInferenceBase)),
            AgainstAsicTraining = Against(At(Parameters.AsicTrainingBase)),
            LogRatioGap = Vector.Log(At(Parameters.RatioBase)) - Vector.Log(At(Parameters.RatioLimit)),
        };
    }

    /// <summary>The logs of the factors by which the drivers change in a year.</summary>
    public static Drifts LogRates(ParameterColumns p, int draw, int baseYear)
    {
        V At(Parameter parameter) => p.Load(parameter, draw);

        V Declining(Parameter decline) => Vector.Log(V.One - At(decline));

        // From the base year to the anchor year the odds change by the quotient of theirs.
        var years = At(Parameters.AnchorYear) - new V(baseYear);
        V Shifting(Parameter @base, Parameter anchor) => Vector.Log(Against(At(anchor)) / Against(At(@base))) / years;

        return new Drifts
        {
            Price = new(
                Declining(Parameters.NvidiaPriceDecline),
                Declining(Parameters.OtherGpuPriceDecline),
                Declining(Parameters.AsicPriceDecline)),
            Power = new(
                Declining(Parameters.NvidiaPowerDecline),
                Declining(Parameters.OtherGpuPowerDecline),
                Declining(Parameters.AsicPowerDecline)),
            AgainstNvidiaInference = Shifting(Parameters.NvidiaInferenceBase, Parameters.NvidiaInferenceAnchor),
            AgainstNvidiaTraining = Shifting(Parameters.NvidiaTrainingBase, Parameters.NvidiaTrainingAnchor),
            AgainstAsicInference = Shifting(Parameters.AsicInferenceBase, Parameters.AsicInferenceAnchor),
            AgainstAsicTraining = Shifting(Parameters.AsicTrainingBase, Parameters.AsicTrainingAnchor),
            LogRatioGap = -At(Parameters.RatioSpeed),
        };
    }

    /// <summary>The odds against a share.</summary>
    private static V Against(V share) => (V.One - share) / share;
}
