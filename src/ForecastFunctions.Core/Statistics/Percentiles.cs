namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// Percentiles of a column of draws by the one definition used everywhere, type 7 of Hyndman and Fan (1996): with draws
/// sorted as x_0 … x_(n−1) and h = (n − 1)·p/100, the percentile is x_⌊h⌋ + (h − ⌊h⌋)(x_⌊h⌋₊₁ − x_⌊h⌋).
/// </summary>
public static class Percentiles
{
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

        var count = 2 * percents.Length;
        var ranks = count <= OnStack ? stackalloc int[count] : new int[count];
        var order = count <= OnStack ? stackalloc int[count] : new int[count];
        var tolerances = count <= OnStack ? stackalloc int[count] : new int[count];
        var values = count <= OnStack ? stackalloc double[count] : new double[count];
        for (var i = 0; i < count; i++)
        {
            ranks[i] = Math.Min((int)Position(percents[i / 2], draws.Length) + i % 2, draws.Length - 1);
            tolerances[i] = 0;
            order[i] = i;
        }

        ranks.Sort(order);
        OrderStatistics.Of(draws, Extremes.Of(draws), ranks, tolerances, values);
        order.Sort(values);
        for (var i = 0; i < percents.Length; i++)
            result[i] = Interpolate(values[2 * i], values[2 * i + 1], Position(percents[i], draws.Length));
    }

    /// <summary>h: where between the ranks the percentile lies.</summary>
    internal static double Position(double percent, int count) => (count - 1) * percent / 100;

    /// <summary>The percentile at h, between the draws of the ranks ⌊h⌋ and ⌊h⌋ + 1.</summary>
    internal static double Interpolate(double below, double above, double position)
    {
        var share = position - Math.Floor(position);
        // Rounding must not carry the result beyond the upper draw, or percentiles could decrease.
        return share == 0 ? below : Math.Min(below + share * (above - below), above);
    }
}
