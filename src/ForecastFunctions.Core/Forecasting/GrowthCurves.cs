namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// Growth curves of the seasonally adjusted logarithms of positive observations: a smoothed level whose rate of growth is
/// constant, fades by a constant share (Gompertz 1825), or fades as a logistic curve does (Verhulst 1838). The three are
/// fitted by least squares of the errors one step ahead, so noise about a curve and steps along it are one family, and
/// averaged with Akaike's weights (Burnham and Anderson 2002).
/// </summary>
internal sealed class GrowthCurves() : ForecastMethod("growth")
{
    /// <summary>From fewer observations, no fading can be told from noise.</summary>
    private const int FewestForFading = 8;

    /// <summary>How likely it is before any observation that growth fades in one way, to that it does not.</summary>
    private const double Fades = 0.4;

    internal override bool IsMultiplicative => true;

    private protected override void Require(TimeSeries series)
    {
        if (!series.IsPositive) throw new InvalidSeriesException("Growth curves are for positive observations.");
    }

    internal override Model Fit(double[] y, int seasonLength)
    {
        var largest = y.Max();
        var adjustment = SeasonalAdjustment.Of(Array.ConvertAll(y, value => Math.Log(value / largest)), seasonLength);
        var curves = new List<GrowthCurve> { GrowthCurve.Fit(GrowthShape.Constant, adjustment.Adjusted) };
        if (y.Length >= FewestForFading)
        {
            curves.Add(GrowthCurve.Fit(GrowthShape.Fading, adjustment.Adjusted));
            curves.Add(GrowthCurve.Fit(GrowthShape.Logistic, adjustment.Adjusted));
        }

        var least = curves.Min(curve => curve.Aicc);
        var weights = curves.ConvertAll(curve => double.IsFinite(least)
            ? Math.Exp((least - curve.Aicc) / 2) * (curve.Shape == GrowthShape.Constant ? 1 : Fades)
            : 1);
        return new CurveModel(y.Length, largest, adjustment, [.. curves], [.. weights.Select(weight => weight / weights.Sum())]);
    }

    private sealed class CurveModel(
        int count, double largest, SeasonalAdjustment adjustment, GrowthCurve[] curves, double[] weights)
        : Model(
            $"{curves[Array.IndexOf(weights, weights.Max())].Shape} growth",
            FittedValues(count, largest, adjustment, curves, weights))
    {
        internal override int Parameters => 5;

        internal override void Predict(int origin, Span<double> mean)
        {
            mean.Clear();
            var logarithms = new double[mean.Length];
            for (var i = 0; i < curves.Length; i++)
            {
                curves[i].Extend(adjustment.Adjusted.AsSpan(0, origin), logarithms);
                for (var h = 0; h < mean.Length; h++) mean[h] += weights[i] * logarithms[h];
            }

            adjustment.Extend(mean, origin);
            for (var h = 0; h < mean.Length; h++) mean[h] = largest * Math.Exp(mean[h]);
        }

        private static double[] FittedValues(
            int count, double largest, SeasonalAdjustment adjustment, GrowthCurve[] curves, double[] weights)
        {
            var fitted = new double[count];
            for (var i = 0; i < curves.Length; i++)
            {
                for (var t = 0; t < count; t++) fitted[t] += weights[i] * (adjustment.Adjusted[t] - curves[i].Errors[t]);
            }

            adjustment.Restore(fitted);
            return Array.ConvertAll(fitted, value => largest * Math.Exp(value));
        }
    }
}

/// <summary>How the rate of growth moves.</summary>
internal enum GrowthShape
{
    Constant,
    Fading,
    Logistic,
}

/// <summary>One growth curve: a level, smoothed with weight α, that grows by b(t) from t − 1 to t.</summary>
internal sealed class GrowthCurve
{
    private const double LeastAlpha = 1e-3;
    private const double LeastFading = 0.5;
    private const double MostRate = 3;
    private const int Iterations = 30;
    private const double Tolerance = 1e-6;

    private readonly double[] _x;

    private GrowthCurve(GrowthShape shape, double[] x, double[] errors, double squares)
    {
        Shape = shape;
        _x = x;
        Errors = errors;
        var n = errors.Length;
        var parameters = x.Length + 1;
        var left = n - parameters - 1;
        Aicc = left > 0
            ? n * Math.Log(Math.Max(squares / n, 1e-28)) + 2.0 * parameters * n / left
            : double.PositiveInfinity;
    }

    internal GrowthShape Shape { get; }

    /// <summary>The errors one step ahead.</summary>
    internal double[] Errors { get; }

    internal double Aicc { get; }

    internal static GrowthCurve Fit(GrowthShape shape, double[] z)
    {
        var n = z.Length;
        var slope = (z[^1] - z[0]) / (n - 1);
        var early = Math.Max((z[n / 2] - z[0]) / Math.Max(n / 2, 1), 0.02);
        double[][] starts = shape switch
        {
            GrowthShape.Constant => [[slope]],
            GrowthShape.Fading => [[2 * early, 0.9]],
            _ => [[1.5 * early, 0.5 * n], [1.5 * early, 0.8 * n], [1.5 * early, 1.1 * n]],
        };
        double[] lower = shape switch
        {
            GrowthShape.Constant => [LeastAlpha, double.NegativeInfinity, double.NegativeInfinity],
            GrowthShape.Fading => [LeastAlpha, double.NegativeInfinity, double.NegativeInfinity, LeastFading],
            _ => [LeastAlpha, double.NegativeInfinity, 1e-3, -n],
        };
        double[] upper = shape switch
        {
            GrowthShape.Constant => [1, double.PositiveInfinity, double.PositiveInfinity],
            GrowthShape.Fading => [1, double.PositiveInfinity, double.PositiveInfinity, 1],
            _ => [1, double.PositiveInfinity, MostRate, 3 * n],
        };
        double[]? best = null;
        var least = double.PositiveInfinity;
        var problem = new StepErrors(shape, z);
        foreach (var start in starts)
        {
            foreach (var alpha in (double[])[0.1, 0.8])
            {
                double[] x = [alpha, z[0] - Rate(shape, start, 0), .. start];
                var squares = LeastSquares.Minimise(ref problem, x, lower, upper, n, Iterations, Tolerance);
                if (squares < least || best is null) (best, least) = (x, squares);
            }
        }

        var errors = new double[n];
        problem.At(best!, errors);
        return new GrowthCurve(shape, best!, errors, least);
    }

    /// <summary>Writes what is expected after the first values.</summary>
    internal void Extend(ReadOnlySpan<double> z, Span<double> next)
    {
        var level = Smooth(Shape, _x, z, []);
        for (var h = 0; h < next.Length; h++)
        {
            level += Rate(Shape, _x.AsSpan(2), z.Length + h);
            next[h] = level;
        }
    }

    private static double Smooth(GrowthShape shape, ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> errors)
    {
        var level = x[1];
        var parameters = x[2..];
        for (var t = 0; t < z.Length; t++)
        {
            level += Rate(shape, parameters, t);
            var error = z[t] - level;
            level += x[0] * error;
            if (!errors.IsEmpty) errors[t] = error;
        }

        return level;
    }

    private static double Rate(GrowthShape shape, ReadOnlySpan<double> parameters, int t) => shape switch
    {
        GrowthShape.Constant => parameters[0],
        GrowthShape.Fading => parameters[0] * Math.Pow(parameters[1], t),
        _ => parameters[0] / (1 + Math.Exp(parameters[0] * (t - parameters[1]))),
    };

    private readonly struct StepErrors(GrowthShape shape, double[] z) : IErrors
    {
        public double At(ReadOnlySpan<double> x, Span<double> errors)
        {
            Smooth(shape, x, z, errors);
            return LeastSquares.Dot(errors, errors);
        }
    }
}
