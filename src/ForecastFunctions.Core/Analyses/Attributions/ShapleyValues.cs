using System.Numerics;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Analyses.Attributions;

/// <summary>Evaluates coalitions of players, each a set of bits: for every coalition, a value of each variable.</summary>
/// <param name="coalitions">The coalitions.</param>
/// <returns>For each variable, the values of the coalitions in their order.</returns>
internal delegate double[][] CoalitionValues(UInt128[] coalitions);

/// <summary>
/// Shares of a change: what each player adds when it joins, averaged over all orders in which they may join (Shapley,
/// 1953). The shares sum to the whole change, a player that changes nothing has none, and equal players have equal ones.
/// </summary>
/// <remarks>
/// Shorrocks (2013) shows that the value decomposes a change of any function of its causes, without a residual. The
/// logarithmic mean Divisia index (Ang, 2004) would be cheaper, but needs a product of factors: here shares are nested and
/// stocks are recursions, so there is none.
/// </remarks>
public static class ShapleyValues
{
    /// <summary>Up to so many players, every coalition is evaluated.</summary>
    public const int MostExact = 12;

    /// <summary>Beyond that, so many random orders are, each with its reverse, which cancels much of their spread.</summary>
    public const int Pairs = 128;

    /// <summary>How many coalitions are evaluated for so many players.</summary>
    public static int EvaluationsFor(int players) => players <= MostExact ? 1 << players : 2 * Pairs * (players + 1);

    /// <summary>The shares of the players.</summary>
    /// <param name="players">How many there are.</param>
    /// <param name="values">Evaluates coalitions.</param>
    internal static Shares Of(int players, CoalitionValues values)
        => players <= MostExact ? Exact(players, values) : Sampled(players, values);

    private static Shares Exact(int players, CoalitionValues values)
    {
        UInt128[] coalitions = [.. Enumerable.Range(0, 1 << players).Select(c => (UInt128)(uint)c)];
        var evaluated = values(coalitions);

        // A player joins a coalition of s others in s!(n − s − 1)!/n! of all orders.
        var weights = new double[Math.Max(players, 1)];
        weights[0] = 1.0 / Math.Max(players, 1);
        for (var s = 1; s < players; s++)
            weights[s] = weights[s - 1] * s / (players - s);

        var shares = new double[players][];
        for (var player = 0; player < players; player++)
        {
            shares[player] = new double[evaluated.Length];
            for (var variable = 0; variable < evaluated.Length; variable++)
            {
                var v = evaluated[variable];
                double sum = 0;
                for (var c = 0; c < v.Length; c++)
                {
                    if ((c >> player & 1) == 0)
                        sum += weights[BitOperations.PopCount((uint)c)] * (v[c | 1 << player] - v[c]);
                }

                shares[player][variable] = sum;
            }
        }

        return new Shares(First(evaluated), Last(evaluated), shares, [], coalitions.Length);
    }

    private static Shares Sampled(int players, CoalitionValues values)
    {
        int[][] orders = [.. Enumerable.Range(0, Pairs).SelectMany(pair => WithReverse(Order(players, pair)))];
        UInt128[] coalitions = [.. orders.SelectMany(order => Chain(order))];
        var evaluated = values(coalitions);
        var shares = new double[players][];
        var standardErrors = new double[players][];
        for (var player = 0; player < players; player++)
        {
            shares[player] = new double[evaluated.Length];
            standardErrors[player] = new double[evaluated.Length];
            int[] joins = [.. orders.Select((order, i) => i * (players + 1) + Array.IndexOf(order, player))];
            var ofPairs = new double[Pairs];
            for (var variable = 0; variable < evaluated.Length; variable++)
            {
                var v = evaluated[variable];
                for (var pair = 0; pair < Pairs; pair++)
                {
                    var (one, other) = (joins[2 * pair], joins[2 * pair + 1]);
                    ofPairs[pair] = (v[one + 1] - v[one] + (v[other + 1] - v[other])) / 2;
                }

                shares[player][variable] = DrawStatistics.Mean(ofPairs);
                standardErrors[player][variable] = DrawStatistics.StandardError(ofPairs);
            }
        }

        return new Shares(First(evaluated), Last(evaluated), shares, standardErrors, coalitions.Length);
    }

    /// <summary>A random order (Fisher and Yates), the same in every run.</summary>
    private static int[] Order(int players, int pair)
    {
        var random = CounterGenerator.For(seed: 1, "attribution", pair, purpose: 0);
        int[] order = [.. Enumerable.Range(0, players)];
        for (var last = players - 1; last > 0; last--)
        {
            var other = (int)(CounterGenerator.ToUniform(random[(ulong)last]) * (last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }

    private static IEnumerable<int[]> WithReverse(int[] order) => [order, [.. order.Reverse()]];

    /// <summary>The coalitions as the players join one after the other, the empty one first.</summary>
    private static IEnumerable<UInt128> Chain(int[] order)
    {
        var coalition = UInt128.Zero;
        yield return coalition;
        foreach (var player in order)
            yield return coalition |= UInt128.One << player;
    }

    private static double[] First(double[][] values) => [.. values.Select(v => v[0])];

    private static double[] Last(double[][] values) => [.. values.Select(v => v[^1])];
}

/// <summary>How a change is shared among its causes.</summary>
/// <param name="None">The value of each variable with no player.</param>
/// <param name="All">The value of each variable with all of them.</param>
/// <param name="Values">The share of each player in each variable.</param>
/// <param name="StandardErrors">The standard errors of these; empty where the shares are exact.</param>
/// <param name="Evaluations">How often the model was evaluated.</param>
internal sealed record Shares(
    double[] None, double[] All, IReadOnlyList<double[]> Values, IReadOnlyList<double[]> StandardErrors, int Evaluations);
