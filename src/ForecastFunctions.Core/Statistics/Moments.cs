namespace ForecastFunctions.Core.Statistics;

/// <summary>How many draws there are, their mean, and the sum of their squared deviations from it.</summary>
internal readonly record struct Moments(int Count, double Mean, double Squares)
{
    /// <summary>The sample standard deviation, with divisor n − 1.</summary>
    internal double StandardDeviation => Math.Sqrt(Squares / (Count - 1));

    /// <summary>The moments of a column of at least one draw, by two passes.</summary>
    internal static Moments Of(ReadOnlySpan<double> draws)
    {
        // Deviations from a draw are all zero in a constant column, so that its mean is that very number.
        var rough = draws[0] + ColumnSum.About(draws[0], draws).Deviations / draws.Length;
        // What is left of the deviations corrects the rounding of the first pass (Chan, Golub and LeVeque 1983).
        var (rest, squares) = ColumnSum.About(rough, draws);
        return new Moments(draws.Length, rough + rest / draws.Length, Math.Max(squares - rest * rest / draws.Length, 0));
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
