using System.Runtime.Intrinsics;
using System.Text;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// A counter-based generator: the i-th number of a stream is a function of the stream's key and i alone, so that any
/// part of a stream can be had without the rest. It is SplitMix64 (Steele, Lea and Flood 2014, with the finaliser mix13
/// of Stafford 2011), which passes TestU01's BigCrush, read at position i.
/// </summary>
internal readonly record struct CounterGenerator(ulong Key)
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;
    private const ulong First = 0xBF58_476D_1CE4_E5B9;
    private const ulong Second = 0x94D0_49BB_1331_11EB;
    private const ulong OneAsBits = 0x3FF0_0000_0000_0000;
    private const double HalfCellBelowOne = 1 - 1.0 / (1L << 53);

    /// <summary>The 64 bits at a position of the stream.</summary>
    internal ulong this[ulong position] => Mix(Key + (position + 1) * Golden);

    /// <summary>The same at four positions.</summary>
    internal Vector256<ulong> At(Vector256<ulong> positions)
    {
        var z = Vector256.Create(Key + Golden) + positions * Golden;
        z = (z ^ (z >>> 30)) * First;
        z = (z ^ (z >>> 27)) * Second;
        return z ^ (z >>> 31);
    }

    /// <summary>
    /// The stream of a seed, an id and a replicate for one purpose. The id enters as FNV-1a over its UTF-8 bytes, so
    /// the stream is the same in every process and on every machine.
    /// </summary>
    internal static CounterGenerator For(ulong seed, string id, int replicate, ulong purpose)
    {
        var hash = 0xCBF2_9CE4_8422_2325;
        foreach (var octet in Encoding.UTF8.GetBytes(id)) hash = (hash ^ octet) * 0x0000_0100_0000_01B3;
        var key = Mix(seed + Golden);
        key = Mix((key ^ hash) + Golden);
        key = Mix((key ^ (ulong)replicate) + Golden);
        return new CounterGenerator(Mix((key ^ purpose) + Golden));
    }

    /// <summary>
    /// A double strictly between 0 and 1 from the upper 52 bits: the midpoint of one of 2^52 equal cells, which a
    /// double holds exactly. (The bits make a double from 1 to 2, from which the rest is subtracted without rounding.)
    /// </summary>
    internal static double ToUniform(ulong bits) =>
        BitConverter.UInt64BitsToDouble(OneAsBits | (bits >> 12)) - HalfCellBelowOne;

    /// <summary>The same of four.</summary>
    internal static Vector256<double> ToUniform(Vector256<ulong> bits) =>
        (Vector256.Create(OneAsBits) | (bits >>> 12)).AsDouble() - Vector256.Create(HalfCellBelowOne);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * First;
        z = (z ^ (z >> 27)) * Second;
        return z ^ (z >> 31);
    }
}
