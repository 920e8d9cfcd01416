using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using static ForecastFunctions.Core.Explanations.Expression;

namespace ForecastFunctions.Core.Explanations;

/// <summary>
/// The equations of what the layer tells: demand against supply, the largest run, cost and price of tokens, and the revenue that is needed.
/// They say what <see cref="LayerVariableColumns"/> does.
/// </summary>
internal static class ReportEquations
{
    private static readonly EquationSet Set = new();

    private static readonly Expression RatioBase = Parameters.RatioBase;
    private static readonly Expression Multiple = LayerParameters.CostMultiple;
    private static readonly Expression NotMargin = 1 - (Expression)LayerParameters.CostMargin;

    // Tokens.
    private static readonly Quantity TokensPerDay = Set.Once(
        "T0", "tokens/day", "Tokens a day in the middle of the base year",
        _ => 8.2e9 * (Expression)LayerParameters.UsersBase * LayerParameters.TokensPerUserBase);

    private static readonly Quantity Tokens = Set.Flow(
        "T", LayerVariables.Tokens, _ => TokensPerDay * LayerEquations.AtMiddle.Tokens * 365.25 / 4 / 1e12);

    private static readonly Quantity TokenServices = Set.Instant(
        "N", "M H100e", "Compute that serves tokens",
        _ => LayerEquations.DemandScale * RatioBase / (1 + RatioBase) * LayerParameters.InferenceTokenShare * LayerEquations.AtMiddle.TokenCompute);

    private static readonly Quantity TokenWork = Set.Flow(
        "W_tok", "1e12 FLOP", "Peak 8-bit work of the compute that serves tokens",
        _ => TokenServices * 1e6 * 1.979e15 * 86_400 * 365.25 / 4 / 1e12);

    // Demand against supply.
    private static readonly Quantity Met = Set.AtEnd(
        "D_met", "1", "Share of the demand that the installed compute meets", _ => Min(1, ModelEquations.InstalledInAll / LayerEquations.Demand));

    private static readonly Quantity Scarcity = Set.AtEnd(
        "ς_p", LayerVariables.Scarcity,
        _ => Power(Max(1, LayerEquations.Demand / ModelEquations.InstalledInAll), 1 / (Expression)LayerParameters.TokensElasticity));

    // Cost. Million H100e for a quarter's hours at USD an hour are a thousandth of bn USD.
    private static readonly Quantity Hour = Set.Instant(
        "H", "USD/h", "Cost of an hour of an H100e, without a shortage",
        _ => Multiple / ModelEquations.Offer.Inference.PerDollar * (1 / (Expression)Parameters.StockLife + LayerParameters.CostCharge) / 8_766);

    private static readonly Quantity InstalledHours = Set.Flow(
        "KH", "M USD/h", "Installed compute at the cost of an hour, summed over quarters",
        m => AtPricesPaid(ModelEquations.InstalledInAll * Hour, m));

    private static readonly Quantity TokenCost = Set.Flow(
        "Z", "bn USD", "Cost of the tokens demanded", m => AtPricesPaid(TokenServices * Hour * 8_766 / 4 / 1_000, m));

    private static readonly Quantity TokenPrice = Set.Flow(
        "Z_p", "bn USD", "Price of the tokens demanded", _ => TokenServices * Hour * Scarcity / NotMargin * 8_766 / 4 / 1_000);

    /// <summary>What nothing else takes.</summary>
    private static readonly IReadOnlyList<Quantity> Shown =
    [
        Set.AtEnd("u_bn", LayerVariables.Users, _ => 8.2 * LayerEquations.AtEnd.Users),
        Set.Flow("T_served", LayerVariables.TokensServed, _ => Tokens * Met),
        Set.Whole("T_user", LayerVariables.TokensPerUser, m => Tokens * 1e12 / (LayerEquations.AtMiddle.Users.OverQuarters(m) * 8.2e9 * 365.25 / 4)),
        Set.Whole("w_tok", LayerVariables.ComputePerToken, _ => TokenWork / Tokens),
        Set.AtEnd("K_used", LayerVariables.Utilisation, _ => Min(1, LayerEquations.Demand / ModelEquations.InstalledInAll)),
        Set.AtEnd("D_unmet", LayerVariables.Unmet, _ => 1 - Met),
        Set.AtEnd("F_run", LayerVariables.LargestRun, _ => LayerEquations.AtEnd.LargestRun),
        Set.AtEnd("X_used", LayerVariables.DataUsed, m => Power(LayerEquations.AtEnd.LargestRun / LayerEquations.AtEnd.StockRunAt(m), 0.5)),
        Set.AtEnd("w_wall", LayerVariables.DataWall, _ => LayerEquations.AtEnd.Wall),
        Set.AtEnd(
            "N_runs", LayerVariables.Runs,
            _ => LayerEquations.DemandScale / (1 + RatioBase) * LayerParameters.TrainingFrontierShare * LayerEquations.AtEnd.Frontier
                * 1e6 * 0.989e15 * 0.4 * 3.156e7 / LayerEquations.AtEnd.LargestRun),
        Set.Whole("S_cut", LayerVariables.CutSpend, _ => Cut(LayerEquations.Planned, ModelEquations.SpendInAll)),
        Set.Whole("C_cut", LayerVariables.CutCompute, _ => Cut(LimitEquations.PlannedCompute.Sum, ModelEquations.ComputeAdded.Sum)),
        Set.Whole("H_paid", LayerVariables.HourPrice, m => InstalledHours / ModelEquations.InstalledInAll.OverQuarters(m)),
        Set.Whole("c_M", LayerVariables.TokenCost, _ => 1_000 * TokenCost / Tokens),
        Set.Whole("p_M", LayerVariables.TokenPrice, _ => 1_000 * TokenPrice / Tokens),
        Set.Whole("p_user", LayerVariables.UserYear, m => 4 * TokenPrice / (LayerEquations.AtMiddle.Users.OverQuarters(m) * 8.2)),
        Set.Whole("Y_S", LayerVariables.RevenueOnSpend, _ => ModelEquations.SpendInAll * Multiple / NotMargin),
        Set.Whole("Y_K", LayerVariables.RevenueOnInstalled, _ => InstalledHours * 8_766 / 4 / 1_000 / NotMargin),
    ];

    /// <summary>Every equation of the report.</summary>
    public static IReadOnlyList<Quantity> All => Set.All;

    /// <summary>A cost at the prices paid, which a shortage raises.</summary>
    private static Expression AtPricesPaid(Expression cost, Moment moment) => moment.IsClipped ? cost * LimitEquations.Shortage : cost;
}
