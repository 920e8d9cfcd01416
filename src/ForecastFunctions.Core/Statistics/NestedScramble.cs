using System.Runtime.InteropServices;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Owen's nested uniform scramble in base 2 (Owen 1995), exactly: whether a digit flips is an independent fair coin for
/// every prefix of digits before it. The coins come from a counter-based generator, so no tree is stored: one number of
/// 64 bits, addressed by the prefix, holds the 63 coins of the next six levels. Below the 24 digits of the sequence every
/// point has a prefix of its own, so that its further digits are independent random ones.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct NestedScramble
{
    private const int Levels = 6;

    private readonly CounterGenerator _coins;
    private readonly ulong _top;

    internal NestedScramble(CounterGenerator coins)
    {
        _coins = coins;
        _top = coins[Address(0, 0)];
    }

    /// <summary>The scrambled point, as 64 bits, first digit highest.</summary>
    internal ulong Apply(uint point)
    {
        var flips = Flips(_top, point >> 18);
        flips = (flips << Levels) | Flips(_coins[Address(1, point >> 18)], (point >> 12) & 63);
        flips = (flips << Levels) | Flips(_coins[Address(2, point >> 12)], (point >> 6) & 63);
        flips = (flips << Levels) | Flips(_coins[Address(3, point >> 6)], point & 63);
        return ((ulong)(point ^ flips) << 40) | (_coins[Address(4, point)] >> 24);
    }

    private static ulong Address(uint group, uint prefix) => ((ulong)group << 32) | prefix;

    /// <summary>
    /// The flips of six digits. Their coins form a binary tree in the word: the root is bit 1, and the children of bit b
    /// are 2b and 2b + 1, chosen by the digit before the scramble.
    /// </summary>
    private static uint Flips(ulong coins, uint digits)
    {
        var flips = (uint)(coins >> 1) & 1;
        flips = (flips << 1) | ((uint)(coins >> (int)(2 | (digits >> 5))) & 1);
        flips = (flips << 1) | ((uint)(coins >> (int)(4 | (digits >> 4))) & 1);
        flips = (flips << 1) | ((uint)(coins >> (int)(8 | (digits >> 3))) & 1);
        flips = (flips << 1) | ((uint)(coins >> (int)(16 | (digits >> 2))) & 1);
        return (flips << 1) | ((uint)(coins >> (int)(32 | (digits >> 1))) & 1);
    }
}
