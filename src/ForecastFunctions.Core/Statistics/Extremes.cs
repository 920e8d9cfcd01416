using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>The smallest and the largest draw of a column.</summary>
internal readonly record struct Extremes(double Min, double Max)
{
    /// <summary>The extremes of a column of at least one draw.</summary>
    /// <exception cref="ArgumentException">A draw is not finite.</exception>
    internal static Extremes Of(ReadOnlySpan<double> draws)
    {
        var first = Vector256.Create(draws[0]);
        Vector256<double> min0 = first, min1 = first, max0 = first, max1 = first;
        Vector256<double> defect0 = default, defect1 = default;
        var i = 0;
        for (; i + 8 <= draws.Length; i += 8)
        {
            var x0 = Vector256.Create(draws.Slice(i, 4));
            var x1 = Vector256.Create(draws.Slice(i + 4, 4));
            min0 = Vector256.MinNative(min0, x0);
            min1 = Vector256.MinNative(min1, x1);
            max0 = Vector256.MaxNative(max0, x0);
            max1 = Vector256.MaxNative(max1, x1);
            // Zero for a finite number, NaN for any other.
            defect0 += x0 - x0;
            defect1 += x1 - x1;
        }

        var min = Vector256.MinNative(min0, min1);
        var max = Vector256.MaxNative(max0, max1);
        double low = min[0], high = max[0], defect = Vector256.Sum(defect0 + defect1);
        for (var lane = 1; lane < 4; lane++)
        {
            low = Math.Min(low, min[lane]);
            high = Math.Max(high, max[lane]);
        }

        for (; i < draws.Length; i++)
        {
            low = Math.Min(low, draws[i]);
            high = Math.Max(high, draws[i]);
            defect += draws[i] - draws[i];
        }

        if (defect != 0) throw new ArgumentException("Draws must be finite numbers.", nameof(draws));
        return new Extremes(low, high);
    }

    /// <summary>The extremes of two columns together.</summary>
    internal Extremes With(Extremes other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}
