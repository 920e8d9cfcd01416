using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Sums in a fixed order: eight lanes within blocks of 256, then the blocks pairwise. The order depends on the length
/// alone, not on threads or on the machine's vector width, and the error grows with log n instead of n (Higham 1993).
/// </summary>
internal static class ColumnSum
{
    private const int Block = 256;

    /// <summary>Σ (x − origin).</summary>
    internal static double OfDeviations(ReadOnlySpan<double> x, double origin) => Pairwise(x, origin, squared: false);

    /// <summary>Σ (x − origin)².</summary>
    internal static double OfSquares(ReadOnlySpan<double> x, double origin) => Pairwise(x, origin, squared: true);

    private static double Pairwise(ReadOnlySpan<double> x, double origin, bool squared)
    {
        if (x.Length <= Block) return squared ? SquaresOfBlock(x, origin) : DeviationsOfBlock(x, origin);
        // The left part is the largest power of two of blocks below the whole, so that blocks never straddle.
        var blocks = (uint)((x.Length - 1) / Block);
        var left = Block << System.Numerics.BitOperations.Log2(blocks);
        return Pairwise(x[..left], origin, squared) + Pairwise(x[left..], origin, squared);
    }

    private static double DeviationsOfBlock(ReadOnlySpan<double> x, double origin)
    {
        var centre = Vector256.Create(origin);
        var even = Vector256<double>.Zero;
        var odd = Vector256<double>.Zero;
        var i = 0;
        for (; i + 8 <= x.Length; i += 8)
        {
            even += Vector256.Create(x.Slice(i, 4)) - centre;
            odd += Vector256.Create(x.Slice(i + 4, 4)) - centre;
        }

        var sum = AcrossLanes(even + odd);
        for (; i < x.Length; i++) sum += x[i] - origin;
        return sum;
    }

    private static double SquaresOfBlock(ReadOnlySpan<double> x, double origin)
    {
        var centre = Vector256.Create(origin);
        var even = Vector256<double>.Zero;
        var odd = Vector256<double>.Zero;
        var i = 0;
        for (; i + 8 <= x.Length; i += 8)
        {
            var a = Vector256.Create(x.Slice(i, 4)) - centre;
            var b = Vector256.Create(x.Slice(i + 4, 4)) - centre;
            even += a * a;
            odd += b * b;
        }

        var sum = AcrossLanes(even + odd);
        for (; i < x.Length; i++) sum += (x[i] - origin) * (x[i] - origin);
        return sum;
    }

    private static double AcrossLanes(Vector256<double> v) => (v[0] + v[2]) + (v[1] + v[3]);
}
