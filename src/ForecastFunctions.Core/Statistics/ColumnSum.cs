using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Sums in a fixed order: sixteen lanes within blocks of 256, then the blocks pairwise. The order depends on the length
/// alone, not on threads or on the machine's vector width, and the error grows with log n instead of n (Higham 1993).
/// </summary>
internal static class ColumnSum
{
    private const int Block = 256;
    private const int Lanes = 16;

    /// <summary>Σ (x − origin) and Σ (x − origin)².</summary>
    internal static (double Deviations, double Squares) About(double origin, ReadOnlySpan<double> x)
    {
        if (x.Length <= Block) return OfBlock(origin, x);
        // The left part is the largest power of two of blocks below the whole, so that blocks never straddle.
        var blocks = (uint)((x.Length - 1) / Block);
        var middle = Block << System.Numerics.BitOperations.Log2(blocks);
        var left = About(origin, x[..middle]);
        var right = About(origin, x[middle..]);
        return (left.Deviations + right.Deviations, left.Squares + right.Squares);
    }

    private static (double Deviations, double Squares) OfBlock(double origin, ReadOnlySpan<double> x)
    {
        var centre = Vector256.Create(origin);
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector256<double> squares0 = default, squares1 = default, squares2 = default, squares3 = default;
        var i = 0;
        for (; i + Lanes <= x.Length; i += Lanes)
        {
            var part = x.Slice(i, Lanes);
            var d0 = Vector256.Create(part) - centre;
            var d1 = Vector256.Create(part[4..]) - centre;
            var d2 = Vector256.Create(part[8..]) - centre;
            var d3 = Vector256.Create(part[12..]) - centre;
            sum0 += d0;
            sum1 += d1;
            sum2 += d2;
            sum3 += d3;
            squares0 += d0 * d0;
            squares1 += d1 * d1;
            squares2 += d2 * d2;
            squares3 += d3 * d3;
        }

        var sum = AcrossLanes((sum0 + sum2) + (sum1 + sum3));
        var squares = AcrossLanes((squares0 + squares2) + (squares1 + squares3));
        for (; i < x.Length; i++)
        {
            var d = x[i] - origin;
            sum += d;
            squares += d * d;
        }

        return (sum, squares);
    }

    private static double AcrossLanes(Vector256<double> v) => (v[0] + v[2]) + (v[1] + v[3]);
}
