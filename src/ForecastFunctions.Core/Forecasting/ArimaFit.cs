namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// One seasonal ARIMA model, fitted to differences by least squares of the errors (conditional on zeros before the
/// first value; Box and Jenkins 1970) with the method of Levenberg and Marquardt.
/// </summary>
internal sealed class ArimaFit
{
    private const int Iterations = 20;
    private const double Tolerance = 1e-5;

    /// <summary>
    /// Beyond this a partial autocorrelation is within 0.002 of 1: a root that belongs among the differences.
    /// </summary>
    private const double Farthest = 15;

    private readonly double[] _differences;
    private readonly ArimaFilter _filter;

    private ArimaFit(ArimaFilter filter, double[] differences, double mean, double squares)
    {
        _filter = filter;
        _differences = differences;
        Mean = mean;
        var parameters = filter.Order.Coefficients + (filter.Order.HasConstant ? 2 : 1);
        var n = differences.Length;
        var left = n - parameters - 1;
        Aicc = left > 0
            ? n * Math.Log(Math.Max(squares / n, 1e-28)) + 2.0 * parameters * n / left
            : double.PositiveInfinity;
    }

    internal ArimaOrder Order => _filter.Order;

    internal double Mean { get; }

    internal double Aicc { get; }

    /// <summary>Fits the model to values that were differenced already.</summary>
    internal static ArimaFit Of(ArimaOrder order, double[] differences, int seasonLength)
    {
        var mean = order.HasConstant ? differences.Average() : 0;
        var w = Array.ConvertAll(differences, value => value - mean);
        var filter = new ArimaFilter(order, seasonLength);
        var x = new double[order.Coefficients];
        Array.Fill(x, 0.1);
        var squares = Minimise(filter, w, x);
        return new ArimaFit(filter, w, mean, squares);
    }

    /// <summary>Writes the errors, and the values that are expected to follow.</summary>
    internal void Extend(Span<double> errors, Span<double> next)
    {
        _filter.Errors(_differences, errors);
        var w = new double[_differences.Length + next.Length];
        _differences.CopyTo(w, 0);
        for (var t = _differences.Length; t < w.Length; t++)
        {
            w[t] = _filter.Next(w, errors, t);
            next[t - _differences.Length] = w[t] + Mean;
        }
    }

    private static double Minimise(ArimaFilter filter, double[] w, double[] x)
    {
        var k = x.Length;
        var errors = new double[w.Length];
        filter.Set(x);
        var squares = filter.Errors(w, errors);
        if (k == 0) return squares;

        var jacobian = new double[k][];
        for (var i = 0; i < k; i++) jacobian[i] = new double[w.Length];
        var trial = new double[k];
        var moved = new double[w.Length];
        var damping = 1e-2;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Differentiate(filter, w, x, errors, jacobian);
            var before = squares;
            for (var attempt = 0; attempt < 6; attempt++)
            {
                if (LeastSquares.Step(jacobian, errors, damping, trial))
                {
                    for (var i = 0; i < k; i++) trial[i] = Math.Clamp(x[i] - trial[i], -Farthest, Farthest);
                    filter.Set(trial);
                    var value = filter.Errors(w, moved);
                    if (value < squares)
                    {
                        squares = value;
                        trial.CopyTo(x, 0);
                        (errors, moved) = (moved, errors);
                        damping *= 0.2;
                        break;
                    }
                }

                damping *= 5;
            }

            if (before - squares <= Tolerance * before) break;
        }

        filter.Set(x);
        return squares;
    }

    private static void Differentiate(ArimaFilter filter, double[] w, double[] x, double[] errors, double[][] jacobian)
    {
        const double Step = 1e-5;
        for (var i = 0; i < x.Length; i++)
        {
            var kept = x[i];
            x[i] = kept + Step;
            filter.Set(x);
            filter.Errors(w, jacobian[i]);
            x[i] = kept;
            for (var t = 0; t < w.Length; t++) jacobian[i][t] = (jacobian[i][t] - errors[t]) / Step;
        }
    }
}

/// <summary>The normal equations of a damped least-squares step.</summary>
internal static class LeastSquares
{
    /// <summary>Solves (JᵀJ + λ·diag(JᵀJ))s = Jᵀe by Cholesky factors, for J given by its columns.</summary>
    /// <returns>Whether the equations could be solved.</returns>
    internal static bool Step(double[][] jacobian, double[] errors, double damping, Span<double> step)
    {
        var k = jacobian.Length;
        Span<double> a = stackalloc double[k * k];
        for (var i = 0; i < k; i++)
        {
            step[i] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(jacobian[i], errors);
            for (var j = 0; j <= i; j++)
                a[i * k + j] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(jacobian[i], jacobian[j]);
            a[i * k + i] = a[i * k + i] * (1 + damping) + 1e-300;
        }

        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i * k + j];
                for (var l = 0; l < j; l++) sum -= a[i * k + l] * a[j * k + l];
                if (i > j) a[i * k + j] = sum / a[j * k + j];
                else if (sum > 0) a[i * k + i] = Math.Sqrt(sum);
                else return false;
            }
        }

        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < i; j++) step[i] -= a[i * k + j] * step[j];
            step[i] /= a[i * k + i];
        }

        for (var i = k - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < k; j++) step[i] -= a[j * k + i] * step[j];
            step[i] /= a[i * k + i];
        }

        return true;
    }
}
