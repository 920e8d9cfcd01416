namespace ForecastFunctions.Core.Forecasting;

/// <summary>One number from those of the members, which have weights.</summary>
internal sealed class MemberCombination(Combining combining, double[] weights, bool isPositive)
{
    internal string Name => combining switch
    {
        Combining.Median => "Median",
        Combining.Mean => "Mean",
        Combining.WeightedMean => "Weighted mean",
        _ => "Weighted mean and median",
    };

    /// <summary>
    /// Combines the numbers that are finite, and for positive observations, those that are positive if there are any.
    /// </summary>
    internal double Of(ReadOnlySpan<double> column)
    {
        var least = isPositive && column.IndexOfAnyInRange(double.Epsilon, double.MaxValue) >= 0
            ? double.Epsilon
            : double.MinValue;
        Span<double> values = stackalloc double[column.Length];
        Span<double> shares = stackalloc double[column.Length];
        var count = 0;
        for (var i = 0; i < column.Length; i++)
        {
            if (!(column[i] >= least && column[i] <= double.MaxValue)) continue;
            values[count] = column[i];
            shares[count++] = weights[i];
        }

        if (count == 0) return double.NaN;
        values = values[..count];
        shares = shares[..count];
        return combining switch
        {
            Combining.Median => Median(values, shares),
            Combining.Mean => Mean(values, shares),
            Combining.WeightedMean => Mean(values, shares),
            _ => (Mean(values, shares) + Median(values, shares)) / 2,
        };
    }

    private static double Mean(ReadOnlySpan<double> values, ReadOnlySpan<double> shares)
    {
        double sum = 0, total = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += shares[i] * values[i];
            total += shares[i];
        }

        return sum / total;
    }

    /// <summary>
    /// The value at half of the weight, linear between the middles of the values' own weights: with equal weights, the
    /// median.
    /// </summary>
    private static double Median(Span<double> values, Span<double> shares)
    {
        values.Sort(shares);
        var total = 0.0;
        foreach (var share in shares) total += share;
        var middle = shares[0] / 2;
        for (var i = 0; ; i++)
        {
            if (i == values.Length - 1 || middle >= total / 2) return values[i];
            var next = middle + (shares[i] + shares[i + 1]) / 2;
            if (next > total / 2)
                return values[i] + (values[i + 1] - values[i]) * (total / 2 - middle) / (next - middle);
            middle = next;
        }
    }
}
