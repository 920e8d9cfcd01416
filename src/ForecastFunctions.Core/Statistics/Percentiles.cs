using System.Buffers;
using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Percentiles of a column of draws by the one definition used everywhere, type 7 of Hyndman and Fan (1996): with draws
/// sorted as x_0 … x_(n−1) and h = (n − 1)·p/100, the percentile is x_⌊h⌋ + (h − ⌊h⌋)(x_⌊h⌋₊₁ − x_⌊h⌋).
/// </summary>
/// <remarks>
/// The draws are not sorted. One pass finds the extremes, a second counts draws in equal buckets between them, a third
/// collects the few buckets that hold a wanted rank, and only these are sorted; a bucket that is still large (a heavy
/// tail crowds the others) is treated likewise. The answer is exactly the one sorting would give.
/// </remarks>
public static class Percentiles
{
    /// <summary>Up to this many draws, sorting is the fastest.</summary>
    private const int SortedOutright = 128;

    /// <summary>Up to this many wanted ranks, no memory is allocated.</summary>
    private const int OnStack = 64;

    /// <summary>The percentile of a column.</summary>
    /// <param name="draws">The draws, finite, at least one; not changed.</param>
    /// <param name="percent">The percentage, 0 to 100.</param>
    /// <exception cref="ArgumentException">There are no draws, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The percentage is out of its range.</exception>
    public static double Of(ReadOnlySpan<double> draws, double percent)
    {
        Span<double> result = stackalloc double[1];
        Of(draws, [percent], result);
        return result[0];
    }

    /// <summary>Several percentiles of a column, in one go.</summary>
    /// <param name="draws">The draws, finite, at least one; not changed.</param>
    /// <param name="percents">The percentages, 0 to 100, in any order.</param>
    /// <param name="result">Receives the percentiles, in the order of the percentages.</param>
    /// <exception cref="ArgumentException">
    /// There are no draws, one is not finite, or the result is not as long as the percentages.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A percentage is out of its range.</exception>
    public static void Of(ReadOnlySpan<double> draws, ReadOnlySpan<double> percents, Span<double> result)
    {
        Columns.RequireSameLength(percents, result);
        if (draws.IsEmpty) throw new ArgumentException("At least one draw is needed.", nameof(draws));
        foreach (var percent in percents)
        {
            if (!(percent >= 0 && percent <= 100))
                throw new ArgumentOutOfRangeException(nameof(percents), percent, "A percentage must be from 0 to 100.");
        }

        var (min, max) = Extremes(draws);
        if (min == max)
        {
            result.Fill(min);
            return;
        }

        var count = 2 * percents.Length;
        var ranks = count <= OnStack ? stackalloc int[count] : new int[count];
        var order = count <= OnStack ? stackalloc int[count] : new int[count];
        var values = count <= OnStack ? stackalloc double[count] : new double[count];
        var ordered = count <= OnStack ? stackalloc double[count] : new double[count];
        for (var i = 0; i < count; i++)
        {
            ranks[i] = Math.Min((int)Position(percents[i / 2], draws.Length) + i % 2, draws.Length - 1);
            order[i] = i;
        }

        ranks.Sort(order);
        Select(draws, min, max, ranks, 0, ordered, 0);
        for (var i = 0; i < count; i++) values[order[i]] = ordered[i];
        for (var i = 0; i < percents.Length; i++)
            result[i] = Interpolate(values[2 * i], values[2 * i + 1], Position(percents[i], draws.Length));
    }

    private static double Position(double percent, int count) => (count - 1) * percent / 100;

    private static double Interpolate(double below, double above, double position)
    {
        var share = position - Math.Floor(position);
        // Rounding must not carry the result beyond the upper draw, or percentiles could decrease.
        return share == 0 ? below : Math.Min(below + share * (above - below), above);
    }

    /// <summary>
    /// The draws of the given ascending ranks, where the smallest of these draws has the rank lowest.
    /// </summary>
    private static void Select(
        ReadOnlySpan<double> draws,
        double min,
        double max,
        ReadOnlySpan<int> ranks,
        int lowest,
        Span<double> values,
        int depth)
    {
        if (min == max)
        {
            values.Fill(min);
            return;
        }

        // Each level divides the range by hundreds; values so unevenly spread that four levels do not part them are
        // sorted.
        var scale = Buckets(draws.Length) / (max - min);
        if (draws.Length <= SortedOutright || depth == 4 || !double.IsFinite(scale) || scale == 0)
        {
            SelectBySorting(draws, ranks, lowest, values);
            return;
        }

        SelectByBuckets(draws, min, scale, ranks, lowest, values, depth);
    }

    private static void SelectBySorting(
        ReadOnlySpan<double> draws, ReadOnlySpan<int> ranks, int lowest, Span<double> values)
    {
        var sorted = ArrayPool<double>.Shared.Rent(draws.Length);
        draws.CopyTo(sorted);
        sorted.AsSpan(0, draws.Length).Sort();
        for (var i = 0; i < ranks.Length; i++) values[i] = sorted[ranks[i] - lowest];
        ArrayPool<double>.Shared.Return(sorted);
    }

    private static void SelectByBuckets(
        ReadOnlySpan<double> draws,
        double min,
        double scale,
        ReadOnlySpan<int> ranks,
        int lowest,
        Span<double> values,
        int depth)
    {
        var buckets = Buckets(draws.Length) + 1;
        var counts = ArrayPool<int>.Shared.Rent(buckets);
        var places = ArrayPool<ushort>.Shared.Rent(draws.Length);
        counts.AsSpan(0, buckets).Clear();
        Count(draws, min, scale, counts, places);

        var collected = ArrayPool<double>.Shared.Rent(draws.Length);
        var before = lowest;
        var bucket = 0;
        for (var i = 0; i < ranks.Length;)
        {
            while (before + counts[bucket] <= ranks[i]) before += counts[bucket++];
            var last = i + 1;
            while (last < ranks.Length && ranks[last] < before + counts[bucket]) last++;

            var inBucket = collected.AsSpan(0, Collect(draws, places, (ushort)bucket, collected));
            var (low, high) = Extremes(inBucket);
            Select(inBucket, low, high, ranks[i..last], before, values[i..last], depth + 1);
            i = last;
        }

        ArrayPool<double>.Shared.Return(collected);
        ArrayPool<ushort>.Shared.Return(places);
        ArrayPool<int>.Shared.Return(counts);
    }

    private static int Buckets(int count) => Math.Clamp(count / 8, 64, 4096);

    private static void Count(
        ReadOnlySpan<double> draws, double min, double scale, Span<int> counts, Span<ushort> places)
    {
        // The product is monotone in the draw even after rounding, and at most the number of buckets.
        for (var i = 0; i < draws.Length; i++)
        {
            var bucket = double.ConvertToIntegerNative<int>((draws[i] - min) * scale);
            places[i] = (ushort)bucket;
            counts[bucket]++;
        }
    }

    private static int Collect(
        ReadOnlySpan<double> draws, ReadOnlySpan<ushort> places, ushort bucket, Span<double> target)
    {
        var count = 0;
        var wanted = Vector256.Create(bucket);
        var i = 0;
        for (; i + 16 <= draws.Length; i += 16)
        {
            var hits = Vector256.Equals(Vector256.Create(places.Slice(i, 16)), wanted).ExtractMostSignificantBits();
            for (; hits != 0; hits &= hits - 1)
                target[count++] = draws[i + System.Numerics.BitOperations.TrailingZeroCount(hits)];
        }

        for (; i < draws.Length; i++)
        {
            if (places[i] == bucket) target[count++] = draws[i];
        }

        return count;
    }

    private static (double Min, double Max) Extremes(ReadOnlySpan<double> draws)
    {
        var min = Vector256.Create(draws[0]);
        var max = min;
        var defect = Vector256<double>.Zero;
        var i = 0;
        for (; i + 4 <= draws.Length; i += 4)
        {
            var x = Vector256.Create(draws.Slice(i, 4));
            min = Vector256.MinNative(min, x);
            max = Vector256.MaxNative(max, x);
            // Zero for a finite number, NaN for any other.
            defect += x - x;
        }

        double low = min[0], high = max[0], sum = Vector256.Sum(defect);
        for (var lane = 1; lane < 4; lane++)
        {
            low = Math.Min(low, min[lane]);
            high = Math.Max(high, max[lane]);
        }

        for (; i < draws.Length; i++)
        {
            low = Math.Min(low, draws[i]);
            high = Math.Max(high, draws[i]);
            sum += draws[i] - draws[i];
        }

        if (sum != 0) throw new ArgumentException("Draws must be finite numbers.", nameof(draws));
        return (low, high);
    }
}
