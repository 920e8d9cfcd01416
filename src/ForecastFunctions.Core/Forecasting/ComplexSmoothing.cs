namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// Complex exponential smoothing (Svetunkov, Kourentzes and Ord 2022) of the seasonally adjusted observations: the
/// level is smoothed together with an unobserved potential, which makes one model of level and trend series.
/// </summary>
internal sealed class ComplexSmoothing() : ForecastMethod("ces")
{
    private const double Least = 0.01;
    private const double MostReal = 1.8;
    private const double MostImaginary = 1.9;

    internal override Model Fit(double[] y, int seasonLength)
    {
        var adjustment = SeasonalAdjustment.Of(y, seasonLength);
        var objective = new SumOfSquares(adjustment.Adjusted);
        Span<double> x = [1.3, 1];
        NelderMead.Minimise(
            ref objective, x, [-0.1, 0.1], [Least, Least], [MostReal, MostImaginary], 1e-6, 160);

        var smoothing = new ComplexWeight(x[0], x[1]);
        var first = smoothing.Backcast(adjustment.Adjusted);
        var state = first;
        var fitted = new double[y.Length];
        smoothing.Run(adjustment.Adjusted, ref state, fitted);
        adjustment.Restore(fitted);
        return new ComplexModel(fitted, adjustment, smoothing, first);
    }

    /// <summary>The logarithm of the sum of squared errors; infinite where the filter is not stable.</summary>
    private readonly struct SumOfSquares(double[] y) : IObjective
    {
        public double At(ReadOnlySpan<double> x)
        {
            var smoothing = new ComplexWeight(x[0], x[1]);
            if (!smoothing.IsStable) return double.PositiveInfinity;
            var state = smoothing.Backcast(y);
            return Math.Log(Math.Max(smoothing.Run(y, ref state, []), 1e-28 * y.Length));
        }
    }

    /// <summary>
    /// No step takes the forecast further than all observations are apart: a filter that explodes says nothing.
    /// </summary>
    private static void Bound(Span<double> mean, ReadOnlySpan<double> observed)
    {
        var (least, most) = (observed[0], observed[0]);
        foreach (var value in observed) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        for (var h = 0; h < mean.Length; h++)
        {
            var room = (h + 1) * (most - least);
            mean[h] = Math.Clamp(mean[h], observed[^1] - room, observed[^1] + room);
        }
    }

    private sealed class ComplexModel(
        double[] fitted, SeasonalAdjustment adjustment, ComplexWeight weight, (double Level, double Potential) first)
        : Model("CES", fitted)
    {
        internal override int Parameters => 4;

        internal override void Predict(int origin, Span<double> mean)
        {
            var state = first;
            weight.Run(adjustment.Adjusted.AsSpan(0, origin), ref state, []);
            weight.Extend(state, mean);
            Bound(mean, adjustment.Adjusted.AsSpan(0, origin));
            adjustment.Extend(mean, origin);
        }
    }
}

/// <summary>The complex smoothing parameter α₀ + iα₁, and the filter it defines (equation 14 of the paper).</summary>
internal readonly record struct ComplexWeight(double Real, double Imaginary)
{
    /// <summary>
    /// With α₁ above 1 levels grow by a ratio. That is worth having as far as horizons go by which methods are judged;
    /// beyond, they go on by the last difference, since nothing grows by a ratio for ever.
    /// </summary>
    private const int LongestGrowth = 24;

    /// <summary>Whether the discount matrix has both eigenvalues within the unit circle.</summary>
    internal bool IsStable
    {
        get
        {
            var trace = 2 - 2 * Real + Imaginary;
            var determinant = (1 - Real + Imaginary) * (1 - Real) + (1 - Imaginary) * (1 - Real - Imaginary);
            return Math.Abs(determinant) < 1 && Math.Abs(trace) < 1 + determinant;
        }
    }

    /// <summary>Advances the state over the observations; gives the sum of squared errors.</summary>
    internal double Run(ReadOnlySpan<double> y, ref (double Level, double Potential) state, Span<double> fitted)
    {
        var (level, potential) = state;
        var squares = 0.0;
        for (var t = 0; t < y.Length; t++)
        {
            if (!fitted.IsEmpty) fitted[t] = level;
            var error = y[t] - level;
            squares += error * error;
            Advance(ref level, ref potential, error);
        }

        state = (level, potential);
        return squares;
    }

    /// <summary>The state before the first observation: filtered forwards, then backwards from there.</summary>
    internal (double Level, double Potential) Backcast(ReadOnlySpan<double> y)
    {
        var level = 0.0;
        var count = Math.Min(y.Length, 10);
        foreach (var value in y[..count]) level += value / count;
        (double Level, double Potential) state = (level, level / 1.1);
        Run(y, ref state, []);
        for (var t = y.Length - 1; t >= 0; t--)
            Advance(ref state.Level, ref state.Potential, y[t] - state.Level);
        return state;
    }

    /// <summary>Writes the levels that follow a state without further errors.</summary>
    internal void Extend((double Level, double Potential) state, Span<double> mean)
    {
        for (var h = 0; h < mean.Length; h++)
        {
            if (h >= LongestGrowth && Imaginary > 1)
            {
                mean[h] = 2 * mean[h - 1] - mean[h - 2];
                continue;
            }

            mean[h] = state.Level;
            Advance(ref state.Level, ref state.Potential, 0);
        }
    }

    private void Advance(ref double level, ref double potential, double error)
    {
        var next = level - (1 - Imaginary) * potential + (Real - Imaginary) * error;
        potential = level + (1 - Real) * potential + (Real + Imaginary) * error;
        level = next;
    }
}
