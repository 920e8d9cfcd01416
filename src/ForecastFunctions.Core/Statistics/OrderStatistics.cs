using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Order statistics of a column of draws: the draws of given ranks, exactly those that sorting would put there.
/// </summary>
/// <remarks>
/// The draws are not sorted. One pass counts them in equal buckets over the range where most are, a second collects the
/// few buckets that hold a wanted rank, and only these are looked into; a bucket that is still large (the ends of the
/// range hold all that lies beyond) is treated likewise.
/// </remarks>
internal static class OrderStatistics
{
    /// <summary>Up to this many draws, sorting is the fastest.</summary>
    private const int SortedOutright = 128;

    /// <summary>Up to this many draws, counting the smaller ones of each is the fastest: it has no branches to guess.</summary>
    private const int CountedOutright = 32;

    /// <summary>Each level divides the range by hundreds; values that so many levels do not part are sorted.</summary>
    private const int Levels = 4;

    /// <summary>Finds the draws of some ranks.</summary>
    /// <param name="draws">The draws, at least one; not changed.</param>
    /// <param name="range">Where most of the draws are.</param>
    /// <param name="ranks">The ranks, ascending, 0 for the smallest draw.</param>
    /// <param name="tolerances">By how many ranks each value may be off; a value need not be one of the draws then.</param>
    /// <param name="values">Receives the draws of these ranks.</param>
    internal static void Of(
        ReadOnlySpan<double> draws, Extremes range, ReadOnlySpan<int> ranks, ReadOnlySpan<int> tolerances, Span<double> values)
    {
        if (draws.Length <= SortedOutright)
        {
            Span<double> sorted = stackalloc double[SortedOutright];
            draws.CopyTo(sorted);
            SelectBySorting(sorted[..draws.Length], ranks, 0, values);
        }
        else if (!IsDivisible(draws.Length, range))
        {
            var sorted = ArrayPool<double>.Shared.Rent(draws.Length);
            draws.CopyTo(sorted);
            SelectBySorting(sorted.AsSpan(0, draws.Length), ranks, 0, values);
            ArrayPool<double>.Shared.Return(sorted);
        }
        else
        {
            SelectByBuckets(draws, range, ranks, tolerances, 0, values, level: 0);
        }
    }

    /// <summary>
    /// The draws of a bucket that have the given ranks, where the smallest of the bucket has the rank lowest. The bucket is
    /// put in another order.
    /// </summary>
    private static void Select(
        Span<double> bucket, ReadOnlySpan<int> ranks, ReadOnlySpan<int> tolerances, int lowest, Span<double> values, int level)
    {
        if (bucket.Length <= CountedOutright)
        {
            SelectByCounting(bucket, ranks, lowest, values);
            return;
        }

        if (bucket.Length > SortedOutright && level < Levels)
        {
            var range = Extremes.Of(bucket);
            if (IsDivisible(bucket.Length, range))
            {
                SelectByBuckets(bucket, range, ranks, tolerances, lowest, values, level);
                return;
            }
        }

        SelectBySorting(bucket, ranks, lowest, values);
    }

    /// <summary>Puts each draw at its rank: the number of draws below it, and of equal ones before it.</summary>
    private static void SelectByCounting(ReadOnlySpan<double> draws, ReadOnlySpan<int> ranks, int lowest, Span<double> values)
    {
        Span<double> sorted = stackalloc double[CountedOutright];
        for (var i = 0; i < draws.Length; i++)
        {
            var rank = 0;
            for (var k = 0; k < i; k++)
                rank += draws[k] <= draws[i] ? 1 : 0;
            for (var k = i + 1; k < draws.Length; k++)
                rank += draws[k] < draws[i] ? 1 : 0;
            sorted[rank] = draws[i];
        }

        for (var i = 0; i < ranks.Length; i++)
            values[i] = sorted[ranks[i] - lowest];
    }

    private static void SelectBySorting(Span<double> draws, ReadOnlySpan<int> ranks, int lowest, Span<double> values)
    {
        draws.Sort();
        for (var i = 0; i < ranks.Length; i++)
            values[i] = draws[ranks[i] - lowest];
    }

    private static void SelectByBuckets(
        ReadOnlySpan<double> draws,
        Extremes range,
        ReadOnlySpan<int> ranks,
        ReadOnlySpan<int> tolerances,
        int lowest,
        Span<double> values,
        int level)
    {
        var buckets = Buckets(draws.Length) + 1;
        var counts = ArrayPool<int>.Shared.Rent(buckets);
        var places = ArrayPool<ushort>.Shared.Rent(draws.Length);
        Place(draws, range.Min, Scale(draws.Length, range), buckets - 1, places);
        Count(places.AsSpan(0, draws.Length), counts.AsSpan(0, buckets));

        Span<double> few = stackalloc double[SortedOutright];
        var before = lowest;
        var bucket = 0;
        for (var i = 0; i < ranks.Length;)
        {
            while (before + counts[bucket] <= ranks[i])
                before += counts[bucket++];

            var count = counts[bucket];
            if (count <= tolerances[i] && bucket > 0 && bucket < buckets - 1)
            {
                // A bucket holds what rounds to its number, so it begins half its width below.
                values[i] = range.Min + (bucket - 0.5 + (ranks[i] - before + 0.5) / count) / Scale(draws.Length, range);
                i++;
                continue;
            }

            var last = i + 1;
            while (last < ranks.Length && ranks[last] < before + count)
                last++;
            var rented = count > SortedOutright ? ArrayPool<double>.Shared.Rent(count) : null;
            var collected = rented is null ? few : rented.AsSpan();
            Collect(draws, places, (ushort)bucket, collected);
            Select(collected[..count], ranks[i..last], tolerances[i..last], before, values[i..last], level + 1);
            if (rented is not null)
                ArrayPool<double>.Shared.Return(rented);
            i = last;
        }

        ArrayPool<ushort>.Shared.Return(places);
        ArrayPool<int>.Shared.Return(counts);
    }

    private static int Buckets(int count) => Math.Clamp(count / 2, 64, 4096);

    private static double Scale(int count, Extremes range) => Buckets(count) / (range.Max - range.Min);

    /// <summary>Whether the range can be divided into equal buckets in floating point.</summary>
    private static bool IsDivisible(int count, Extremes range) => double.IsFinite(Scale(count, range)) && Scale(count, range) > 0;

    /// <summary>
    /// The bucket of each draw: ⌊scale·(x − min)⌉ within 0 and the last bucket, which never decreases with x even after
    /// rounding.
    /// </summary>
    private static void Place(ReadOnlySpan<double> draws, double min, double scale, int last, Span<ushort> places)
    {
        var origin = Vector256.Create(min);
        var factor = Vector256.Create(scale);
        var most = Vector256.Create((double)last);
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
        Vector256<ulong> Rounded(Vector256<double> x)
            => (Vector256.MaxNative(Vector256.MinNative((x - origin) * factor, most), Vector256<double>.Zero)
                + Vector256.Create(4_503_599_627_370_496.0)).AsUInt64();
    }

    private static void Count(ReadOnlySpan<ushort> places, Span<int> counts)
    {
        counts.Clear();

        // Four at a time: as many loads less.
        foreach (var four in MemoryMarshal.Cast<ushort, ulong>(places))
        {
            counts[(ushort)four]++;
            counts[(ushort)(four >> 16)]++;
            counts[(ushort)(four >> 32)]++;
            counts[(ushort)(four >> 48)]++;
        }

        foreach (var place in places[(places.Length / 4 * 4)..])
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
}
