using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using static ForecastFunctions.Core.Explanations.Expression;
using static ForecastFunctions.Core.Scenarios.LayerParameters;

namespace ForecastFunctions.Core.Explanations;

/// <summary>
/// The drivers of demand at a moment of a quarter: from users, reasoning, agents, efficiency and the data wall to the compute that
/// inference and training ask for. They say what <see cref="DemandDrivers"/> does; an index is 1 in the middle of the base year.
/// </summary>
internal sealed class DemandEquations
{
    /// <summary>Declares them.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="offer">What money buys at it.</param>
    /// <param name="constants">What holds for all moments.</param>
    public DemandEquations(QuarterMoment moment, OfferEquations offer, DemandConstants constants)
    {
        var z = ClockNow = moment.Declare(
            "z", "1", "The clock of drivers and limits: 0 in the base year, 1 in the anchor year",
            m => Clock(moment.Time, DriverFade, DriverAnchorYear - m.BaseYear));
        var other = moment.Declare("o_t", "1", "Money for other AI, over that in the base year", _ => Power(OtherAnchor, z), Driver.OtherAi);

        // Tokens: users · reasoning · agents, at the cost that was expected; elasticity answers a cost that was not.
        var pi = moment.Declare(
            "π_inf", "1", "Price of inference compute, over that in the base year",
            _ => constants.InferencePerDollar / offer.Inference.PerDollar);
        var users = Users = moment.DeclareShare("u", "mankind that uses assistants", z, UsersBase, UsersAnchor, Driver.Users);
        var thinking = moment.DeclareShare("ξ", "answers that think", z, ReasoningShareBase, ReasoningShareAnchor, Driver.ReasoningShare);
        var multiple = moment.Declare(
            "m_t", "1", "Tokens of an answer that thinks, for each of one that does not", _ => Of(ReasoningMultiple), Driver.ReasoningMultiple);
        var reasoning = moment.Declare(
            "R", "1", "Tokens of an answer, over those in the base year",
            m => (1 + thinking * ((m.IsActedOn(Driver.ReasoningMultiple) ? multiple : Of(ReasoningMultiple)) - 1))
                / (1 + Of(ReasoningShareBase) * (Of(ReasoningMultiple) - 1)));
        var ofAgents = moment.Declare(
            "α_t", "1", "Tokens of agents for each that people cause", _ => AgentsBase * Power(Of(AgentsAnchor) / AgentsBase, z), Driver.Agents);
        var agents = moment.Declare(
            "A", "1", "Tokens of people and agents for each that people cause, over those in the base year", _ => (1 + ofAgents) / (1 + Of(AgentsBase)));
        var efficiency = moment.Declare(
            "E_s", "1", "Tokens from a unit of compute, over those in the base year", _ => Power(ServingEfficiencyAnchor, z), Driver.ServingEfficiency);
        var cost = moment.Declare("c", "1", "Cost of a token, over that in the base year", _ => pi / efficiency);
        var expected = ExpectedCostEquations.Declare(moment, constants.ExpectedPerDollar);
        var tokens = Tokens = moment.Declare(
            "τ", "1", "Tokens demanded, over those in the base year",
            _ => users / UsersBase * reasoning * agents / expected * Power(cost / expected, -Of(TokensElasticity)), Driver.Tokens);

        // Inference: what serves tokens, and other AI, which is money.
        var served = TokenCompute = moment.Declare(
            "n", "1", "Compute that serves tokens, over that in the base year", _ => tokens * Power(1 - Of(OnDeviceAnchor), z) / efficiency);
        Inference = moment.Declare(
            "i", "1", "Inference compute that is wanted, over that in the base year",
            _ => InferenceTokenShare * served + (1 - Of(InferenceTokenShare)) * other / pi);

        // Training: the frontier developers' money, less what the data wall takes of the part that wants new human text.
        var run = LargestRun = moment.Declare(
            "F", "FLOP", "Largest training run wanted", _ => TrainingRunBase * Exp(TrainingRunGrowth * moment.Time), Driver.TrainingRun);
        var stock = moment.Declare("X_t", "1", "Usable tokens of human text, over those that are stated", _ => 1, Driver.DataStock);
        var ofStock = moment.Declare("F_X", "FLOP", "The run that the stock of data suffices for", _ => constants.StockRun * Power(stock, 2));
        StockRunAt = m => m.IsActedOn(Driver.DataStock) ? ofStock : constants.StockRun;
        var wall = Wall = moment.Declare(
            "w", "1", "What the data wall leaves of pre-training",
            m => Power((1 + Power(TrainingRunBase / constants.StockRun, 2)) / (1 + Power(run / StockRunAt(m), 2)), 0.5));
        var unbound = moment.DeclareShare(
            "υ", "frontier developers' compute that wants no new human text", z, TrainingUnboundBase, TrainingUnboundAnchor, Driver.Unbound);
        var budget = moment.Declare(
            "G", "1", "Money of the frontier developers for training compute, over that in the base year",
            _ => Power(TrainingBudgetAnchor, z), Driver.TrainingBudget);
        var piTraining = moment.Declare(
            "π_trn", "1", "Price of training compute, over that in the base year", _ => constants.TrainingPerDollar / offer.Training.PerDollar);
        var frontier = Frontier = moment.Declare(
            "f", "1", "Compute of the frontier developers, over that in the base year", _ => budget * (unbound + (1 - unbound) * wall) / piTraining);
        Training = moment.Declare(
            "j", "1", "Training compute that is wanted, over that in the base year",
            _ => TrainingFrontierShare * frontier + (1 - Of(TrainingFrontierShare)) * other / piTraining);
    }

    /// <summary>z.</summary>
    public Quantity ClockNow { get; }

    /// <summary>u.</summary>
    public Quantity Users { get; }

    /// <summary>τ.</summary>
    public Quantity Tokens { get; }

    /// <summary>n.</summary>
    public Quantity TokenCompute { get; }

    /// <summary>i.</summary>
    public Quantity Inference { get; }

    /// <summary>F.</summary>
    public Quantity LargestRun { get; }

    /// <summary>F_X, which events on the stock of data move.</summary>
    public Func<Moment, Expression> StockRunAt { get; }

    /// <summary>w.</summary>
    public Quantity Wall { get; }

    /// <summary>f.</summary>
    public Quantity Frontier { get; }

    /// <summary>j.</summary>
    public Quantity Training { get; }

    /// <summary>z = (1 − e^(−κx))/(1 − e^(−κ·xB)).</summary>
    public static Expression Clock(Expression time, Expression fade, Expression anchor)
        => (1 - Exp(-(fade * time))) / (1 - Exp(-(fade * anchor)));

    private static Expression Of(Parameter parameter) => parameter;
}

/// <summary>What drivers take that holds for all moments.</summary>
/// <param name="set">Receives the equations.</param>
internal sealed class DemandConstants(EquationSet set)
{
    /// <summary>q_inf in the middle of the base year, without events.</summary>
    public Quantity InferencePerDollar { get; } = PerDollar(set, "inf", "inference", WorkloadShares.Inference);

    /// <summary>q_trn in the middle of the base year, without events.</summary>
    public Quantity TrainingPerDollar { get; } = PerDollar(set, "trn", "training", WorkloadShares.Training);

    /// <summary>q* in the middle of the base year.</summary>
    public Quantity ExpectedPerDollar { get; } = ExpectedCostEquations.DeclareAtBase(set);

    /// <summary>F_X as it is stated: by the stock of data, or by the year in which the largest run uses all of it.</summary>
    public Quantity StockRun { get; } = set.Once(
        "F_X0", "FLOP", "The run that the stated stock of data suffices for, at 6 FLOP for each parameter and token",
        m => m.Scenario.Find(DataWallYear) is null
            ? 6 * Power(DataStock, 2) / DataTokensPerParameter
            : TrainingRunBase * Exp(TrainingRunGrowth * (DataWallYear - m.BaseYear - 0.5)));

    private static Quantity PerDollar(EquationSet set, string id, string name, WorkloadShares shares)
    {
        Expression n = shares.Nvidia.Base, a = shares.AsicOfRest.Base;
        return set.Once(
            $"q_{id},0", "H100e/USD", $"Compute for {name} that a dollar buys in the middle of the base year",
            _ => n / Technology.Nvidia.PriceBase + (1 - n) * (1 - a) / Technology.OtherGpu.PriceBase + (1 - n) * a / Technology.Asic.PriceBase);
    }
}
