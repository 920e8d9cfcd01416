using MathNet.Numerics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// The beta law on log-odds: t = logit I_x(α, β) as a function of y = logit x. On these scales the distribution
/// function is smooth, nearly straight, and asymptotically linear with slopes α and β, for every shape; so Newton's
/// iteration converges everywhere, and both tails keep their relative accuracy.
/// </summary>
internal sealed class BetaLogit
{
    private readonly double _alpha;
    private readonly double _beta;
    private readonly double _logBeta;

    internal BetaLogit(double alpha, double beta)
    {
        _alpha = alpha;
        _beta = beta;
        _logBeta = LogBeta(Math.Min(alpha, beta), Math.Max(alpha, beta));
    }

    /// <summary>A point of the curve.</summary>
    /// <param name="T">logit of the probability.</param>
    /// <param name="Slope">dt/dy.</param>
    /// <param name="LogLower">ln I.</param>
    /// <param name="LogUpper">ln(1 − I).</param>
    internal readonly record struct Point(double T, double Slope, double LogLower, double LogUpper);

    /// <summary>The curve at log-odds y.</summary>
    internal Point At(double y)
    {
        var logX = Logarithm.OfLogistic(y);
        var logRest = Logarithm.OfLogistic(-y);
        var logDensity = _alpha * logX + _beta * logRest - _logBeta; // of y: the density of x times x(1 − x)
        double lower, upper;
        if (Math.Exp(logX) < (_alpha + 1) / (_alpha + _beta + 2))
        {
            lower = Math.Min(logDensity + LogSeries(_alpha, _beta, Math.Exp(logX)), -double.Epsilon);
            upper = Logarithm.OfOnePlus(-Math.Exp(lower));
        }
        else
        {
            upper = Math.Min(logDensity + LogSeries(_beta, _alpha, Math.Exp(logRest)), -double.Epsilon);
            lower = Logarithm.OfOnePlus(-Math.Exp(upper));
        }

        return new Point(lower - upper, Math.Exp(logDensity - lower - upper), lower, upper);
    }

    /// <summary>The log-odds y at which the curve reaches t, by Newton's iteration from a guess.</summary>
    internal double Solve(double t, double guess)
    {
        var y = guess;
        for (var i = 0; i < 100; i++)
        {
            var point = At(y);
            var step = (point.T - t) / point.Slope;
            y -= step;
            if (Math.Abs(step) <= 1e-9 * Math.Max(1, Math.Abs(y)))
            {
                // Convergence is quadratic: the next step is below rounding.
                return y;
            }
        }

        return y;
    }

    /// <summary>d²y/dt² from y, given dy/dt.</summary>
    internal double InverseCurvature(double y, in Point point)
    {
        var x = Logarithm.Logistic(y);
        var inverseSlope = 1 / point.Slope;
        var bend = Math.Exp(point.LogUpper) - Math.Exp(point.LogLower) - (_alpha * (1 - x) - _beta * x) * inverseSlope;
        return inverseSlope * bend;
    }

    /// <summary>
    /// ln B(a, b) for a ≤ b. With large shapes the logarithms of the three gamma functions cancel almost wholly;
    /// Stirling's series (DLMF 5.11.1) is then used, with the cancelling terms left out.
    /// </summary>
    private static double LogBeta(double a, double b)
    {
        const double Large = 15, HalfLogTwoPi = 0.91893853320467274178;
        if (b < Large)
            return SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
        var common = -(b - 0.5) * Logarithm.OfOnePlus(a / b) + Remainder(b) - Remainder(a + b);
        return a < Large
            ? SpecialFunctions.GammaLn(a) + a - a * Math.Log(a + b) + common
            : HalfLogTwoPi - (a - 0.5) * Logarithm.OfOnePlus(b / a) - 0.5 * Math.Log(a + b) + Remainder(a) + common;

        static double Remainder(double x)
        {
            var y = 1 / (x * x);
            var tail = (-691.0 / 360360 * y + 1.0 / 1188) * y - 1.0 / 1680;
            return (((tail * y + 1.0 / 1260) * y - 1.0 / 360) * y + 1.0 / 12) / x;
        }
    }

    /// <summary>
    /// ln of I_x(a, b)·B / (x^a (1 − x)^b), by the continued fraction for x below the mean (Press et al. 2007, §6.4;
    /// DLMF 8.17.22), evaluated after Lentz.
    /// </summary>
    private static double LogSeries(double a, double b, double x)
    {
        const double Tiny = 1e-300;
        var c = 1.0;
        var d = 1 / Guard(1 - (a + b) * x / (a + 1));
        var fraction = d;
        for (var m = 1; m < 20_000; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Guard(1 + even * d);
            c = Guard(1 + even / c);
            fraction *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Guard(1 + odd * d);
            c = Guard(1 + odd / c);
            var factor = d * c;
            fraction *= factor;
            if (Math.Abs(factor - 1) <= 3e-16) break;
        }

        return Math.Log(fraction / a);

        static double Guard(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }
}
