using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Order statistics of a column of draws: the draws of given ranks, exactly those that sorting would put there.
/// </summary>
/// <remarks>
/// The draws are not sorted. One pass finds the extremes, a second counts draws in equal buckets between them, a third
/// collects the few buckets that hold a wanted rank, and only these are sorted; a bucket that is still large (a heavy
/// tail crowds the others) is treated likewise.
/// </remarks>
internal static class OrderStatistics
{
    /// <summary>Up to this many draws, sorting is the fastest.</summary>
    private const int SortedOutright = 128;

    /// <summary>Each level divides the range by hundreds; values that so many levels do not part are sorted.</summary>
    private const int Levels = 4;

    /// <summary>Finds the draws of some ranks.</summary>
    /// <param name="draws">The draws, at least one; not changed.</param>
    /// <param name="ranks">The ranks, ascending, 0 for the smallest draw.</param>
    /// <param name="values">Receives the draws of these ranks.</param>
    /// <exception cref="ArgumentException">A draw is not finite.</exception>
    internal static void Of(ReadOnlySpan<double> draws, ReadOnlySpan<int> ranks, Span<double> values)
    {
        var (min, max) = Extremes(draws);
        if (min == max)
        {
            values.Fill(min);
        }
        else if (draws.Length <= SortedOutright)
        {
            Span<double> sorted = stackalloc double[SortedOutright];
            draws.CopyTo(sorted);
            SelectBySorting(sorted[..draws.Length], ranks, 0, values);
        }
        else if (!IsDivisible(draws.Length, min, max))
        {
            var sorted = ArrayPool<double>.Shared.Rent(draws.Length);
            draws.CopyTo(sorted);
            SelectBySorting(sorted.AsSpan(0, draws.Length), ranks, 0, values);
            ArrayPool<double>.Shared.Return(sorted);
        }
        else
        {
            SelectByBuckets(draws, min, max, ranks, 0, values, level: 0);
        }
    }

    /// <summary>
    /// The draws of a bucket that have the given ranks, where the smallest of the bucket has the rank lowest. The bucket is
    /// put in another order.
    /// </summary>
    private static void Select(Span<double> bucket, ReadOnlySpan<int> ranks, int lowest, Span<double> values, int level)
    {
        if (bucket.Length > SortedOutright && level < Levels)
        {
            var (min, max) = Extremes(bucket);
            if (IsDivisible(bucket.Length, min, max))
            {
                SelectByBuckets(bucket, min, max, ranks, lowest, values, level);
                return;
            }
        }

        SelectBySorting(bucket, ranks, lowest, values);
    }

    private static void SelectBySorting(Span<double> draws, ReadOnlySpan<int> ranks, int lowest, Span<double> values)
    {
        draws.Sort();
        for (var i = 0; i < ranks.Length; i++)
            values[i] = draws[ranks[i] - lowest];
    }

    private static void SelectByBuckets(
        ReadOnlySpan<double> draws, double min, double max, ReadOnlySpan<int> ranks, int lowest, Span<double> values, int level)
    {
        var buckets = Buckets(draws.Length) + 1;
        var counts = ArrayPool<int>.Shared.Rent(buckets);
        var places = ArrayPool<ushort>.Shared.Rent(draws.Length);
        Place(draws, min, Buckets(draws.Length) / (max - min), places);
        Count(places.AsSpan(0, draws.Length), counts.AsSpan(0, buckets));

        var before = lowest;
        var bucket = 0;
        for (var i = 0; i < ranks.Length;)
        {
            while (before + counts[bucket] <= ranks[i])
                before += counts[bucket++];
            var last = i + 1;
            while (last < ranks.Length && ranks[last] < before + counts[bucket])
                last++;

            var collected = ArrayPool<double>.Shared.Rent(counts[bucket]);
            Collect(draws, places, (ushort)bucket, collected);
            Select(collected.AsSpan(0, counts[bucket]), ranks[i..last], before, values[i..last], level + 1);
            ArrayPool<double>.Shared.Return(collected);
            i = last;
        }

        ArrayPool<ushort>.Shared.Return(places);
        ArrayPool<int>.Shared.Return(counts);
    }

    private static int Buckets(int count) => Math.Clamp(count / 8, 64, 4096);

    /// <summary>Whether the range can be divided into equal buckets in floating point.</summary>
    private static bool IsDivisible(int count, double min, double max)
    {
        var scale = Buckets(count) / (max - min);
        return double.IsFinite(scale) && scale > 0;
    }

    /// <summary>
    /// The bucket of each draw: ⌊scale·(x − min)⌉, which never decreases with x even after rounding, and is at most the
    /// number of buckets.
    /// </summary>
    private static void Place(ReadOnlySpan<double> draws, double min, double scale, Span<ushort> places)
    {
        var origin = Vector256.Create(min);
        var factor = Vector256.Create(scale);
        var i = 0;
        for (; i + 16 <= draws.Length; i += 16)
        {
            var x = draws.Slice(i, 16);
            var low = Vector256.Narrow(Rounded(Vector256.Create(x)), Rounded(Vector256.Create(x[4..])));
            var high = Vector256.Narrow(Rounded(Vector256.Create(x[8..])), Rounded(Vector256.Create(x[12..])));
            Vector256.Narrow(low, high).CopyTo(places[i..]);
        }

        for (; i < draws.Length; i++)
            places[i] = (ushort)Rounded(Vector256.Create(draws[i]))[0];

        // Beyond 2^52 doubles are whole numbers, so that adding it rounds, and leaves the number in the lowest bits.
        Vector256<ulong> Rounded(Vector256<double> x) => ((x - origin) * factor + Vector256.Create(4_503_599_627_370_496.0)).AsUInt64();
    }

    private static void Count(ReadOnlySpan<ushort> places, Span<int> counts)
    {
        counts.Clear();
        foreach (var place in places)
            counts[place]++;
    }

    private static void Collect(ReadOnlySpan<double> draws, ReadOnlySpan<ushort> places, ushort bucket, Span<double> target)
    {
        var count = 0;
        var wanted = Vector512.Create(bucket);
        var i = 0;
        for (; i + 32 <= draws.Length; i += 32)
        {
            var hits = Vector512.Equals(Vector512.Create(places.Slice(i, 32)), wanted).ExtractMostSignificantBits();
            for (; hits != 0; hits &= hits - 1)
                target[count++] = draws[i + BitOperations.TrailingZeroCount(hits)];
        }

        for (; i < draws.Length; i++)
        {
            if (places[i] == bucket)
                target[count++] = draws[i];
        }
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
