using System.Numerics;
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

/// <summary>A share whose log odds are linear in time (Fisher and Pry, 1971).</summary>
internal struct LogitLine
{
    private V _intercept;
    private V _slope;

    /// <summary>Through two shares, the second of them <paramref name="years"/> after the first.</summary>
    public static LogitLine Through(V @base, V anchor, V years)
    {
        var intercept = Logit(@base);
        return new LogitLine { _intercept = intercept, _slope = (Logit(anchor) - intercept) / years };
    }

    /// <summary>The odds of the complement against the share.</summary>
    public readonly V OddsAgainst(V x) => Vector.Exp(-(_intercept + _slope * x));

    private static V Logit(V share) => Vector.Log(share / (V.One - share));
}

/// <summary>A quantity that starts at a base and shrinks by the same fraction every year.</summary>
internal struct DecliningCost
{
    private ByTechnology _base;
    private ByTechnology _logRate;

    public static DecliningCost From(in ByTechnology @base, in ByTechnology decline) => new()
    {
        _base = @base,
        _logRate = new(Vector.Log(V.One - decline.Nvidia), Vector.Log(V.One - decline.OtherGpu), Vector.Log(V.One - decline.Asic)),
    };

    public readonly ByTechnology At(V x) => _base * new ByTechnology(
        Vector.Exp(_logRate.Nvidia * x), Vector.Exp(_logRate.OtherGpu * x), Vector.Exp(_logRate.Asic * x));
}

/// <summary>What stays the same along a path: the parameters, brought into the form in which the equations need them.</summary>
internal struct ModelCoefficients
{
    public V SpendBase;
    public V GrowthLongRun;
    public V GrowthFading;
    public V Fade;
    public V LogRatioLimit;
    public V LogRatioGap;
    public V RatioSpeed;
    public V RatioIsOfSpend;
    public LogitLine NvidiaInference;
    public LogitLine NvidiaTraining;
    public LogitLine AsicInference;
    public LogitLine AsicTraining;
    public DecliningCost Price;
    public DecliningCost Power;
    public ByTechnology OpeningStock;
    public ByTechnology OpeningPower;
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

        var limit = Vector.Log(At(Parameters.RatioLimit));
        var years = At(Parameters.AnchorYear) - new V(baseYear);
        return new ModelCoefficients
        {
            SpendBase = At(Parameters.SpendBase),
            GrowthLongRun = At(Parameters.SpendGrowthLongRun),
            GrowthFading = At(Parameters.SpendGrowthInitial) - At(Parameters.SpendGrowthLongRun),
            Fade = At(Parameters.SpendGrowthFade),
            LogRatioLimit = limit,
            LogRatioGap = Vector.Log(At(Parameters.RatioBase)) - limit,
            RatioSpeed = At(Parameters.RatioSpeed),
            RatioIsOfSpend = At(Parameters.RatioBasis),
            NvidiaInference = LogitLine.Through(At(Parameters.NvidiaInferenceBase), At(Parameters.NvidiaInferenceAnchor), years),
            NvidiaTraining = LogitLine.Through(At(Parameters.NvidiaTrainingBase), At(Parameters.NvidiaTrainingAnchor), years),
            AsicInference = LogitLine.Through(At(Parameters.AsicInferenceBase), At(Parameters.AsicInferenceAnchor), years),
            AsicTraining = LogitLine.Through(At(Parameters.AsicTrainingBase), At(Parameters.AsicTrainingAnchor), years),
            Price = DecliningCost.From(
                new(At(Parameters.NvidiaPriceBase), At(Parameters.OtherGpuPriceBase), At(Parameters.AsicPriceBase)),
                new(At(Parameters.NvidiaPriceDecline), At(Parameters.OtherGpuPriceDecline), At(Parameters.AsicPriceDecline))),
            Power = DecliningCost.From(
                new(At(Parameters.NvidiaPowerBase), At(Parameters.OtherGpuPowerBase), At(Parameters.AsicPowerBase)),
                new(At(Parameters.NvidiaPowerDecline), At(Parameters.OtherGpuPowerDecline), At(Parameters.AsicPowerDecline))),
            OpeningStock = new(At(Parameters.NvidiaStockBase), At(Parameters.OtherGpuStockBase), At(Parameters.AsicStockBase)),
            OpeningPower = new(At(Parameters.NvidiaStockPower), At(Parameters.OtherGpuStockPower), At(Parameters.AsicStockPower)),
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
}
