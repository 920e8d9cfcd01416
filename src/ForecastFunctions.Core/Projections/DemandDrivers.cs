using System.Numerics;
using ForecastFunctions.Core.Scenarios;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>Where the drivers of demand stand at a moment. An index is 1 in the middle of the base year.</summary>
internal struct DemandIndices
{
    /// <summary>u, a share of mankind.</summary>
    public V Users;

    /// <summary>τ, the index of tokens.</summary>
    public V Tokens;

    /// <summary>n, the index of compute that serves tokens.</summary>
    public V TokenCompute;

    /// <summary>i, the index of inference compute.</summary>
    public V Inference;

    /// <summary>f, the index of the frontier developers' compute.</summary>
    public V Frontier;

    /// <summary>j, the index of training compute.</summary>
    public V Training;

    /// <summary>F, the largest run wanted, FLOP.</summary>
    public V LargestRun;

    /// <summary>√(F/F_X): the part of the stock of data that it uses.</summary>
    public V DataUsed;

    /// <summary>w: what the wall leaves of pre-training.</summary>
    public V Wall;

    /// <summary>D0·σ0·i, million H100e.</summary>
    public readonly V InferenceDemand(in LayerCoefficients d, V scale) => scale * d.InferenceShareBase * Inference;

    /// <summary>D0·(1 − σ0)·j, million H100e.</summary>
    public readonly V TrainingDemand(in LayerCoefficients d, V scale) => scale * (V.One - d.InferenceShareBase) * Training;
}

/// <summary>
/// The drivers of demand: from users, reasoning, agents, efficiency and the data wall to the compute that inference and training
/// ask for. Each moves on one clock from its base to its anchor.
/// </summary>
internal static class DemandDrivers
{
    /// <summary>People.</summary>
    public const double Population = 8.2e9;

    /// <summary>8-bit dense operations of an H100e in a second.</summary>
    public const double FlopPerSecond = 1.979e15;

    /// <summary>Training work of an H100e in a year: 16-bit, 40 % used.</summary>
    public const double TrainingFlopPerYear = 0.989e15 * 0.4 * 3.156e7;

    /// <summary>The indices at a moment.</summary>
    /// <param name="d">The path's coefficients.</param>
    /// <param name="drifts">What changes by the same factor in equal times, at the moment.</param>
    /// <param name="offer">What money buys at the moment.</param>
    /// <param name="expectedCost">c*: what a token was expected to cost at the moment.</param>
    /// <param name="events">What events do in the quarter.</param>
    public static DemandIndices At<TAdjustments>(
        in LayerCoefficients d, in LayerDrifts drifts, in Offer offer, V expectedCost, in TAdjustments events)
        where TAdjustments : struct, IDriverAdjustments
    {
        var clock = Clock(d, drifts);
        var inferencePrice = d.InferencePerDollarBase / offer.InferencePerDollar.Sum;
        var trainingPrice = d.TrainingPerDollarBase / offer.TrainingPerDollar.Sum;

        // Tokens: users · reasoning · agents, at the cost that was expected; elasticity answers a cost that was not.
        var users = Share(events.OfOddsAgainst(Driver.Users, OddsAgainst(d.LogOddsUsers, clock)));
        var thinking = Share(events.OfOddsAgainst(Driver.ReasoningShare, OddsAgainst(d.LogOddsReasoning, clock)));
        var reasoning = (V.One + thinking * (events.Of(Driver.ReasoningMultiple, d.ReasoningMultiple) - V.One)) / d.ReasoningBase;
        var agents = (V.One + events.Of(Driver.Agents, Vector.Exp(d.LogAgents.At(clock)))) / d.AgentsBase;
        var efficiency = events.Of(Driver.ServingEfficiency, Vector.Exp(clock * d.LogEfficiency));
        var expected = events.Of(Driver.ExpectedCost, expectedCost);
        var surprise = Vector.Exp(-d.Elasticity * Vector.Log(inferencePrice / (efficiency * expected)));
        var tokens = events.Of(Driver.Tokens, users / d.UsersBase * reasoning * agents / expected * surprise);

        // Inference: what serves tokens, and other AI, which is money.
        var other = events.Of(Driver.OtherAi, Vector.Exp(clock * d.LogOther));
        var tokenCompute = tokens * events.Of(Driver.OnDevice, Vector.Exp(clock * d.LogNotOnDevice)) / efficiency;
        var inference = d.TokenShare * tokenCompute + (V.One - d.TokenShare) * other / inferencePrice;

        // Training: the frontier developers' money, less what the data wall takes of the part that wants new human text.
        var run = events.Of(Driver.TrainingRun, drifts.LargestRun);
        var stock = events.Of(Driver.DataStock, V.One);
        var ofStock = run * d.RunsOfStock / (stock * stock);
        var wall = Vector.SquareRoot(d.WallBase / (V.One + ofStock * ofStock));
        var unbound = Share(events.OfOddsAgainst(Driver.Unbound, OddsAgainst(d.LogOddsUnbound, clock)));
        var budget = events.Of(Driver.TrainingBudget, Vector.Exp(clock * d.LogBudget));
        var frontier = budget * (unbound + (V.One - unbound) * wall) / trainingPrice;
        var training = d.FrontierShare * frontier + (V.One - d.FrontierShare) * other / trainingPrice;

        return new DemandIndices
        {
            Users = users,
            Tokens = tokens,
            TokenCompute = tokenCompute,
            Inference = inference,
            Frontier = frontier,
            Training = training,
            LargestRun = run,
            DataUsed = Vector.SquareRoot(ofStock),
            Wall = wall,
        };
    }

    /// <summary>z = (1 − e^(−κx))/(1 − e^(−κ·xB)): 0 in the base year, 1 in the anchor year, fading beyond it.</summary>
    public static V Clock(in LayerCoefficients d, in LayerDrifts drifts) => (V.One - drifts.Fading) * d.ClockScale;

    private static V OddsAgainst(in OnClock logOdds, V clock) => Vector.Exp(-logOdds.At(clock));

    private static V Share(V oddsAgainst) => V.One / (V.One + oddsAgainst);
}
