using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Owen's nested uniform scramble in base 2 (Owen 1995), exactly: whether a digit flips is an independent fair coin for
/// every prefix of digits before it. The coins come from a counter-based generator, so no tree is stored: one number of
/// 64 bits, addressed by the prefix, holds the 63 coins of the next six levels. Below the 24 digits of the sequence
/// every point has a prefix of its own, so that its further digits are independent random ones.
/// </summary>
internal readonly struct NestedScramble
{
    private readonly CounterGenerator _coins;
    private readonly ulong _top;

    internal NestedScramble(CounterGenerator coins)
    {
        _coins = coins;
        _top = coins[0];
    }

    /// <summary>Four scrambled points, as 64 bits each, first digit highest.</summary>
    internal Vector256<ulong> Apply(Vector256<ulong> points)
    {
        var flips = Flips(Vector256.Create(_top), points, 18)
            | Flips(Coins(1, points >>> 18), points, 12)
            | Flips(Coins(2, points >>> 12), points, 6)
            | Flips(Coins(3, points >>> 6), points, 0);
        return ((points ^ flips) << 40) | (Coins(4, points) >>> 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<ulong> Coins(ulong group, Vector256<ulong> prefixes) =>
        _coins.At(Vector256.Create(group << 32) | prefixes);

    /// <summary>
    /// The flips of six digits, in their place. Their coins form a binary tree in the word, in preorder: the coin of a
    /// level, then those below a digit 0, then those below a digit 1; digits count before the scramble.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Flips(Vector256<ulong> coins, Vector256<ulong> points, int lowest)
    {
        // Written out, so that every shift is by a constant: three times as fast as a loop.
        var flips = (coins & Vector256<ulong>.One) << (lowest + 5);
        coins = Descend(coins, points, lowest, 5);
        flips |= (coins & Vector256<ulong>.One) << (lowest + 4);
        coins = Descend(coins, points, lowest, 4);
        flips |= (coins & Vector256<ulong>.One) << (lowest + 3);
        coins = Descend(coins, points, lowest, 3);
        flips |= (coins & Vector256<ulong>.One) << (lowest + 2);
        coins = Descend(coins, points, lowest, 2);
        flips |= (coins & Vector256<ulong>.One) << (lowest + 1);
        coins = Descend(coins, points, lowest, 1);
        return flips | ((coins & Vector256<ulong>.One) << lowest);
    }

    /// <summary>Drops the coin of a level and the subtree that the digit of the level does not lead to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Descend(Vector256<ulong> coins, Vector256<ulong> points, int lowest, int level)
    {
        var digit = Vector256.Create(1UL << (lowest + level));
        return Vector256.ConditionalSelect(
            Vector256.Equals(points & digit, digit), coins >>> (1 << level), coins >>> 1);
    }
}
