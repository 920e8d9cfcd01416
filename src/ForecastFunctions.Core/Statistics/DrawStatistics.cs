using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Statistics of a column of draws. Each depends on the draws and their order alone: not on threads, nor on the
/// machine's vector width. Draws must be finite.
/// </summary>
public static class DrawStatistics
{
    /// <summary>The arithmetic mean. Of equal draws it is that very number.</summary>
    /// <param name="draws">At least one draw.</param>
    /// <exception cref="ArgumentException">There are no draws.</exception>
    public static double Mean(ReadOnlySpan<double> draws)
    {
        Require(draws, 1);
        return Moments.Of(draws).Mean;
    }

    /// <summary>The sample standard deviation, with divisor n − 1.</summary>
    /// <param name="draws">At least two draws.</param>
    /// <exception cref="ArgumentException">There are fewer than two draws.</exception>
    public static double StandardDeviation(ReadOnlySpan<double> draws) =>
        MeanAndStandardDeviation(draws).StandardDeviation;

    /// <summary>The mean and the sample standard deviation (divisor n − 1) together, by two passes.</summary>
    /// <param name="draws">At least two draws.</param>
    /// <exception cref="ArgumentException">There are fewer than two draws.</exception>
    public static (double Mean, double StandardDeviation) MeanAndStandardDeviation(ReadOnlySpan<double> draws)
    {
        Require(draws, 2);
        var moments = Moments.Of(draws);
        return (moments.Mean, moments.StandardDeviation);
    }

    /// <summary>The share of draws strictly above a threshold.</summary>
    /// <param name="draws">At least one draw.</param>
    /// <param name="threshold">The threshold, in the unit of the draws.</param>
    /// <exception cref="ArgumentException">There are no draws.</exception>
    public static double ProbabilityAbove(ReadOnlySpan<double> draws, double threshold)
    {
        Require(draws, 1);
        return (double)CountAbove(draws, threshold) / draws.Length;
    }

    /// <summary>
    /// The standard error of the mean of independent replicates of an estimate: their standard deviation over √R.
    /// </summary>
    /// <param name="replicates">The estimate from each replicate, at least two.</param>
    /// <exception cref="ArgumentException">There are fewer than two replicates.</exception>
    public static double StandardError(ReadOnlySpan<double> replicates) =>
        StandardDeviation(replicates) / Math.Sqrt(replicates.Length);

    /// <summary>How many draws are strictly above a threshold.</summary>
    internal static int CountAbove(ReadOnlySpan<double> draws, double threshold)
    {
        var limit = Vector256.Create(threshold);
        Vector256<long> above0 = default, above1 = default, above2 = default, above3 = default;
        var i = 0;
        for (; i + 16 <= draws.Length; i += 16)
        {
            var part = draws.Slice(i, 16);
            above0 -= Vector256.GreaterThan(Vector256.Create(part), limit).AsInt64();
            above1 -= Vector256.GreaterThan(Vector256.Create(part[4..]), limit).AsInt64();
            above2 -= Vector256.GreaterThan(Vector256.Create(part[8..]), limit).AsInt64();
            above3 -= Vector256.GreaterThan(Vector256.Create(part[12..]), limit).AsInt64();
        }

        var count = (int)Vector256.Sum(above0 + above1 + above2 + above3);
        for (; i < draws.Length; i++) count += draws[i] > threshold ? 1 : 0;
        return count;
    }

    private static void Require(ReadOnlySpan<double> draws, int count)
    {
        if (draws.Length < count)
            throw new ArgumentException($"At least {count} draws are needed; got {draws.Length}.", nameof(draws));
    }
}
