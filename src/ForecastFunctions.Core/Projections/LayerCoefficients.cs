using System.Numerics;
using ForecastFunctions.Core.Scenarios;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>A quantity that moves on the clock: its value, or the log of its value or odds, at the base and by how much until the anchor.</summary>
internal struct OnClock(V atBase, V rise)
{
    public V AtBase = atBase;
    public V Rise = rise;

    /// <summary>ln(y0) + z·ln(yB/y0), or the same of log odds.</summary>
    public readonly V At(V clock) => AtBase + clock * Rise;
}

/// <summary>What changes by the same factor in every half quarter, or those factors.</summary>
internal struct LayerDrifts
{
    /// <summary>e^(−κx).</summary>
    public V Fading;

    /// <summary>F, FLOP.</summary>
    public V LargestRun;

    /// <summary>Ω, bn USD a year.</summary>
    public V CashFlow;

    /// <summary>(1 + η)^x.</summary>
    public V Density;

    public static LayerDrifts operator *(in LayerDrifts a, in LayerDrifts b) => new()
    {
        Fading = a.Fading * b.Fading,
        LargestRun = a.LargestRun * b.LargestRun,
        CashFlow = a.CashFlow * b.CashFlow,
        Density = a.Density * b.Density,
    };
}

/// <summary>What stays the same along a path: the layer's parameters, brought into the form in which its equations need them.</summary>
internal struct LayerCoefficients
{
    // The clock.
    public V ClockScale;
    public LayerDrifts HalfQuarterDrift;
    public Drifts HalfQuarterPlainDrift;

    // Prices in the middle of the base year, q_w0 in H100e for a USD.
    public V InferencePerDollarBase;
    public V TrainingPerDollarBase;

    // Tokens.
    public OnClock LogOddsUsers;
    public V UsersBase;
    public V TokensPerDayBase;
    public V Elasticity;
    public OnClock LogOddsReasoning;
    public V ReasoningMultiple;
    public V ReasoningBase;
    public OnClock LogAgents;
    public V AgentsBase;
    public V LogEfficiency;
    public V LogNotOnDevice;

    // Inference and training.
    public V TokenShare;
    public V LogOther;
    public V LogBudget;
    public V FrontierShare;
    public OnClock LogOddsUnbound;
    public V RunsOfStock;
    public V WallBase;
    public V RatioBase;
    public V InferenceShareBase;
    public V DemandBase;

    // Limits.
    public OnClock LogPowerAdded;
    public V LogPackaging;
    public V AsicWafers;
    public V PriceResponse;
    public V CapitalShare;

    // Cost.
    public V CostMultiple;
    public V YearlyCharge;
    public V NotMargin;

    /// <summary>Reads the parameters of the draws from <paramref name="draw"/> on.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="draw">The first of the vector's draws.</param>
    /// <param name="baseYear">t0.</param>
    /// <param name="opening">The state at the opening of the base year.</param>
    public static LayerCoefficients From(ParameterColumns p, int draw, int baseYear, out LayerState opening)
    {
        V At(Parameter parameter) => p.Load(parameter, draw);
        V Log(Parameter parameter) => Vector.Log(At(parameter));

        var fade = At(LayerParameters.DriverFade);
        var growth = At(LayerParameters.TrainingRunGrowth);
        var anchor = At(LayerParameters.DriverAnchorYear) - new V(baseYear);
        var rates = (Growth: growth, CashFlow: At(LayerParameters.CapitalLimitGrowth),
            Density: Vector.Log(V.One + At(LayerParameters.PackagingLimitDensity)));
        var run = At(LayerParameters.TrainingRunBase);
        var ofStock = RunThatUsesAllData(p, draw, baseYear, run, growth);
        var wall = run / ofStock;
        var ratio = At(Parameters.RatioBase);
        var users = At(LayerParameters.UsersBase);
        var multiple = At(LayerParameters.ReasoningMultiple);
        var offer = Offer.Of(ModelCoefficients.InBaseYear(p, draw), new NoAdjustments());

        var d = new LayerCoefficients
        {
            ClockScale = V.One / (V.One - Vector.Exp(-fade * anchor)),
            HalfQuarterDrift = Over(0.125),
            HalfQuarterPlainDrift = Drifts.Over(0.125, ModelCoefficients.LogRates(p, draw, baseYear)),
            InferencePerDollarBase = offer.InferencePerDollar.Sum,
            TrainingPerDollarBase = offer.TrainingPerDollar.Sum,
            LogOddsUsers = LogOdds(LayerParameters.UsersBase, LayerParameters.UsersAnchor),
            UsersBase = users,
            TokensPerDayBase = new V(DemandDrivers.Population) * users * At(LayerParameters.TokensPerUserBase),
            Elasticity = At(LayerParameters.TokensElasticity),
            LogOddsReasoning = LogOdds(LayerParameters.ReasoningShareBase, LayerParameters.ReasoningShareAnchor),
            ReasoningMultiple = multiple,
            ReasoningBase = V.One + At(LayerParameters.ReasoningShareBase) * (multiple - V.One),
            LogAgents = Logs(LayerParameters.AgentsBase, LayerParameters.AgentsAnchor),
            AgentsBase = V.One + At(LayerParameters.AgentsBase),
            LogEfficiency = Log(LayerParameters.ServingEfficiencyAnchor),
            LogNotOnDevice = Vector.Log(V.One - At(LayerParameters.OnDeviceAnchor)),
            TokenShare = At(LayerParameters.InferenceTokenShare),
            LogOther = Log(LayerParameters.OtherAnchor),
            LogBudget = Log(LayerParameters.TrainingBudgetAnchor),
            FrontierShare = At(LayerParameters.TrainingFrontierShare),
            LogOddsUnbound = LogOdds(LayerParameters.TrainingUnboundBase, LayerParameters.TrainingUnboundAnchor),
            RunsOfStock = V.One / ofStock,
            WallBase = V.One + wall * wall,
            RatioBase = ratio,
            InferenceShareBase = ratio / (V.One + ratio),
            DemandBase = At(LayerParameters.DemandBase),
            LogPowerAdded = Logs(LayerParameters.PowerLimitBase, LayerParameters.PowerLimitAnchor),
            LogPackaging = Log(LayerParameters.PackagingLimitAnchor),
            AsicWafers = At(LayerParameters.PackagingLimitAsicWafers),
            PriceResponse = At(LayerParameters.PackagingLimitPriceResponse),
            CapitalShare = At(LayerParameters.CapitalLimitMaxShare) * At(LayerParameters.CapitalLimitComputeShare),
            CostMultiple = At(LayerParameters.CostMultiple),
            YearlyCharge = V.One / At(Parameters.StockLife) + At(LayerParameters.CostCharge),
            NotMargin = V.One - At(LayerParameters.CostMargin),
        };

        var atOpening = Over(StructuralModel.MidQuarter(1));
        opening = new LayerState
        {
            Drifts = atOpening * new LayerDrifts
            {
                Fading = V.One,
                LargestRun = run,
                CashFlow = At(LayerParameters.CapitalLimitCashFlow),
                Density = V.One,
            },
            DemandScale = V.One,
        };
        return d;

        LayerDrifts Over(double years) => new()
        {
            Fading = Vector.Exp(-fade * new V(years)),
            LargestRun = Vector.Exp(rates.Growth * new V(years)),
            CashFlow = Vector.Exp(rates.CashFlow * new V(years)),
            Density = Vector.Exp(rates.Density * new V(years)),
        };

        OnClock Logs(Parameter first, Parameter second) => new(Log(first), Vector.Log(At(second) / At(first)));

        V LogitAt(Parameter share) => Vector.Log(At(share) / (V.One - At(share)));

        OnClock LogOdds(Parameter first, Parameter second) => new(LogitAt(first), LogitAt(second) - LogitAt(first));
    }

    /// <summary>
    /// F_X: the run that the stock of data suffices for, 6·X²/k; where the year is stated in which the largest run wanted is that run,
    /// F0·e^(g·(year − t0 − ½)).
    /// </summary>
    private static V RunThatUsesAllData(ParameterColumns p, int draw, int baseYear, V run, V growth)
    {
        var stock = p.Load(LayerParameters.DataStock, draw);
        var ofStock = new V(6) * stock * stock / p.Load(LayerParameters.DataTokensPerParameter, draw);
        var year = p.Load(LayerParameters.DataWallYear, draw);
        return Vector.ConditionalSelect(
            Vector.Equals(year, year), run * Vector.Exp(growth * (year - new V(baseYear + 0.5))), ofStock);
    }
}
