namespace ForecastFunctions.Core.Forecasting;

/// <summary>A function of several variables that is to be minimised.</summary>
internal interface IObjective
{
    double At(ReadOnlySpan<double> x);
}

/// <summary>
/// Minimisation without derivatives within a box by the simplex method of Nelder and Mead (1965); points outside the
/// box are moved to its border. Deterministic.
/// </summary>
internal static class NelderMead
{
    /// <summary>
    /// Minimises the objective, starting from <paramref name="x"/>, which receives the best point found.
    /// </summary>
    /// <param name="objective">The objective; not a number counts as infinite.</param>
    /// <param name="x">The start, and the result.</param>
    /// <param name="step">The edges of the first simplex, in the direction in which there is room.</param>
    /// <param name="lower">The lower bounds.</param>
    /// <param name="upper">The upper bounds.</param>
    /// <param name="tolerance">The search ends when the values over the simplex differ by no more.</param>
    /// <param name="evaluations">The most evaluations.</param>
    /// <returns>The value at the best point found.</returns>
    internal static double Minimise<T>(
        ref T objective,
        Span<double> x,
        ReadOnlySpan<double> step,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        double tolerance,
        int evaluations)
        where T : struct, IObjective
    {
        var d = x.Length;
        Span<double> vertices = stackalloc double[(d + 1) * d];
        Span<double> values = stackalloc double[d + 1];
        Span<double> centre = stackalloc double[d];
        Span<double> trial = stackalloc double[d];
        Span<double> further = stackalloc double[d];
        for (var i = 0; i <= d; i++)
        {
            var vertex = vertices.Slice(i * d, d);
            x.CopyTo(vertex);
            if (i > 0) vertex[i - 1] += vertex[i - 1] + step[i - 1] <= upper[i - 1] ? step[i - 1] : -step[i - 1];
            values[i] = Evaluate(ref objective, vertex, lower, upper);
        }

        for (var count = d + 1; count < evaluations;)
        {
            var (best, worst, second) = Rank(values);
            if (values[worst] - values[best] <= tolerance) break;

            var highest = vertices.Slice(worst * d, d);
            Centre(vertices, worst, centre);
            Along(centre, highest, -1, trial);
            var value = Evaluate(ref objective, trial, lower, upper);
            count++;
            if (value < values[best])
            {
                Along(centre, highest, -2, further);
                var expanded = Evaluate(ref objective, further, lower, upper);
                count++;
                (expanded < value ? further : trial).CopyTo(highest);
                values[worst] = Math.Min(expanded, value);
                continue;
            }

            if (value < values[second])
            {
                trial.CopyTo(highest);
                values[worst] = value;
                continue;
            }

            Along(centre, highest, value < values[worst] ? -0.5 : 0.5, further);
            var contracted = Evaluate(ref objective, further, lower, upper);
            count++;
            if (contracted < Math.Min(value, values[worst]))
            {
                further.CopyTo(highest);
                values[worst] = contracted;
                continue;
            }

            Shrink(ref objective, vertices, values, best, lower, upper);
            count += d;
        }

        var lowest = Rank(values).Best;
        vertices.Slice(lowest * d, d).CopyTo(x);
        return values[lowest];
    }

    private static double Evaluate<T>(
        ref T objective, Span<double> x, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
        where T : struct, IObjective
    {
        for (var i = 0; i < x.Length; i++) x[i] = Math.Clamp(x[i], lower[i], upper[i]);
        var value = objective.At(x);
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }

    private static (int Best, int Worst, int Second) Rank(ReadOnlySpan<double> values)
    {
        int best = 0, worst = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] < values[best]) best = i;
            if (values[i] >= values[worst]) worst = i;
        }

        var second = best;
        for (var i = 0; i < values.Length; i++)
        {
            if (i != worst && values[i] >= values[second]) second = i;
        }

        return (best, worst, second);
    }

    private static void Centre(ReadOnlySpan<double> vertices, int worst, Span<double> centre)
    {
        var d = centre.Length;
        centre.Clear();
        for (var i = 0; i <= d; i++)
        {
            if (i == worst) continue;
            for (var j = 0; j < d; j++) centre[j] += vertices[i * d + j];
        }

        for (var j = 0; j < d; j++) centre[j] /= d;
    }

    private static void Along(ReadOnlySpan<double> centre, ReadOnlySpan<double> vertex, double factor, Span<double> x)
    {
        for (var j = 0; j < x.Length; j++) x[j] = centre[j] + factor * (vertex[j] - centre[j]);
    }

    private static void Shrink<T>(
        ref T objective,
        Span<double> vertices,
        Span<double> values,
        int best,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper)
        where T : struct, IObjective
    {
        var d = lower.Length;
        var lowest = vertices.Slice(best * d, d);
        for (var i = 0; i < values.Length; i++)
        {
            if (i == best) continue;
            var vertex = vertices.Slice(i * d, d);
            for (var j = 0; j < d; j++) vertex[j] = lowest[j] + 0.5 * (vertex[j] - lowest[j]);
            values[i] = Evaluate(ref objective, vertex, lower, upper);
        }
    }
}
