namespace ForecastFunctions.Core.Statistics;

/// <summary>How many draws there are, their mean, and the sum of their squared deviations from it.</summary>
internal readonly record struct Moments(int Count, double Mean, double Squares)
{
    private const int FirstDraws = 128;

    /// <summary>The sample standard deviation, with divisor n − 1.</summary>
    internal double StandardDeviation => Math.Sqrt(Squares / (Count - 1));

    /// <summary>The moments of a column of at least one draw.</summary>
    internal static Moments Of(ReadOnlySpan<double> draws)
    {
        // The mean of the first draws is near enough to that of all. Deviations from one of them are all zero in a constant
        // column, so that its mean is that very number.
        var first = draws[..Math.Min(draws.Length, FirstDraws)];
        var rough = draws[0] + ColumnSum.About(draws[0], first).Deviations / first.Length;
        var (deviations, squares) = ColumnSum.About(rough, draws);
        if (deviations * deviations > squares * draws.Length / 2)
        {
            // It was not near: squares about it are mostly those of its distance, and their difference would cancel.
            rough += deviations / draws.Length;
            (deviations, squares) = ColumnSum.About(rough, draws);
        }

        // What is left of the deviations corrects the rounding (Chan, Golub and LeVeque 1983).
        return new Moments(
            draws.Length, rough + deviations / draws.Length, Math.Max(squares - deviations * deviations / draws.Length, 0));
    }

    /// <summary>The moments of the parts of a column together.</summary>
    internal static Moments Together(ReadOnlySpan<Moments> parts)
    {
        var count = 0;
        double deviations = 0;
        foreach (var part in parts)
        {
            count += part.Count;
            deviations += part.Count * (part.Mean - parts[0].Mean);
        }

        var mean = parts[0].Mean + deviations / count;
        double squares = 0;
        foreach (var part in parts)
            squares += part.Squares + part.Count * (part.Mean - mean) * (part.Mean - mean);
        return new Moments(count, mean, squares);
    }
}
