namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// The inverse of a beta distribution function, tabulated once per law: y = logit x over t = logit p by piecewise
/// quintic Hermite interpolation with exact first and second derivatives. The knots are halved in distance until the
/// midpoints of all intervals agree with the exact inverse to <see cref="Tolerance"/>, or until halving them no longer
/// helps, because what is left is the rounding of the exact inverse itself.
/// </summary>
internal sealed class BetaInverse
{
    /// <summary>
    /// The error of y, relative to the larger of 1 and |y|, that is aimed at. The relative error of x is at most that
    /// of y times max(1, |y|).
    /// </summary>
    internal const double Tolerance = 2e-13;

    private const double RoundingAtMost = 1e-11;

    // The smallest uniform is 2^-53, t = -36.8; what lies beyond the table is solved for.
    private const double Reach = 38;
    private const int FewestIntervals = 19 * 16;
    private const int MostIntervals = 19 * 1024;
    private const int Order = 6;

    private readonly BetaLogit _curve;
    private readonly double[] _coefficients;
    private readonly double _intervalsPerUnit;

    internal BetaInverse(double alpha, double beta)
    {
        _curve = new BetaLogit(alpha, beta);
        var intervals = FewestIntervals;
        var before = double.PositiveInfinity;
        var knots = Knots(intervals, SolveKnots(intervals, null));
        while (true)
        {
            _coefficients = Interpolate(knots, 2 * Reach / intervals);
            _intervalsPerUnit = intervals / (2 * Reach);
            var values = SolveKnots(2 * intervals, knots);
            Error = MidpointError(values);
            var isRounding = Error <= RoundingAtMost && Error > before / 4;
            if (Error <= Tolerance || isRounding || intervals >= MostIntervals) return;
            before = Error;
            intervals *= 2;
            knots = Knots(intervals, values);
        }
    }

    /// <summary>The largest error of y found at the midpoints, relative to the larger of 1 and |y|.</summary>
    internal double Error { get; }

    /// <summary>The quantile at probability p, strictly between 0 and 1.</summary>
    internal double Quantile(double p) => Logarithm.Logistic(LogOdds(Math.Log(p / (1 - p))));

    private double LogOdds(double t)
    {
        var position = (t + Reach) * _intervalsPerUnit;
        if (!(position >= 0 && position < _coefficients.Length / Order))
            return _curve.Solve(t, _coefficients[position < 0 ? 0 : _coefficients.Length - Order]);
        var interval = double.ConvertToIntegerNative<int>(position);
        var s = position - interval;
        var c = _coefficients.AsSpan(interval * Order, Order);
        return ((((c[5] * s + c[4]) * s + c[3]) * s + c[2]) * s + c[1]) * s + c[0];
    }

    private static double Abscissa(int knot, int intervals) => (2.0 * knot / intervals - 1) * Reach;

    /// <summary>
    /// y at all knots, from the middle outwards, each from its neighbour; known knots are taken over.
    /// </summary>
    private double[] SolveKnots(int intervals, Knot[]? known)
    {
        var y = new double[intervals + 1];
        var middle = intervals / 2;
        if (known is not null)
        {
            for (var i = 0; i < known.Length; i++) y[2 * i] = known[i].Y;
            for (var i = 1; i < intervals; i += 2)
            {
                var t = Abscissa(i, intervals);
                y[i] = _curve.Solve(t, LogOdds(t));
            }

            return y;
        }

        y[middle] = _curve.Solve(0, 0);
        for (var i = middle + 1; i <= intervals; i++) y[i] = _curve.Solve(Abscissa(i, intervals), y[i - 1]);
        for (var i = middle - 1; i >= 0; i--) y[i] = _curve.Solve(Abscissa(i, intervals), y[i + 1]);
        return y;
    }

    private Knot[] Knots(int intervals, double[] y)
    {
        var knots = new Knot[intervals + 1];
        for (var i = 0; i <= intervals; i++)
        {
            var point = _curve.At(y[i]);
            knots[i] = new Knot(y[i], 1 / point.Slope, _curve.InverseCurvature(y[i], point));
        }

        return knots;
    }

    private static double[] Interpolate(Knot[] knots, double step)
    {
        var coefficients = new double[(knots.Length - 1) * Order];
        for (var i = 0; i + 1 < knots.Length; i++)
        {
            var (y0, slope0, bend0) = knots[i];
            var (y1, slope1, bend1) = knots[i + 1];
            double v0 = slope0 * step, v1 = slope1 * step, a0 = bend0 * step * step, a1 = bend1 * step * step;
            var rise = y1 - y0;
            var c = coefficients.AsSpan(i * Order, Order);
            c[0] = y0;
            c[1] = v0;
            c[2] = a0 / 2;
            c[3] = 10 * rise - 6 * v0 - 4 * v1 - 1.5 * a0 + 0.5 * a1;
            c[4] = -15 * rise + 8 * v0 + 7 * v1 + 1.5 * a0 - a1;
            c[5] = 6 * rise - 3 * v0 - 3 * v1 - 0.5 * a0 + 0.5 * a1;
        }

        return coefficients;
    }

    private double MidpointError(double[] exact)
    {
        var worst = 0.0;
        var intervals = exact.Length - 1;
        for (var i = 1; i < intervals; i += 2)
        {
            var error = Math.Abs(LogOdds(Abscissa(i, intervals)) - exact[i]) / Math.Max(1, Math.Abs(exact[i]));
            worst = Math.Max(worst, error);
        }

        return worst;
    }

    private readonly record struct Knot(double Y, double Slope, double Bend);
}
