using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>Errors, as a function of several variables, whose sum of squares is to be minimised.</summary>
internal interface IErrors
{
    /// <summary>Writes the errors; gives the sum of their squares, infinite where there are none to be had.</summary>
    double At(ReadOnlySpan<double> x, Span<double> errors);
}

/// <summary>
/// Least squares by the method of Levenberg (1944) and Marquardt (1963) within a box, with derivatives by forward
/// differences. A variable at its bound that would leave the box stays there. Deterministic: sums have one order,
/// whatever the machine's vector width.
/// </summary>
internal static class LeastSquares
{
    private const double Difference = 1e-6;
    private const double FirstDamping = 1e-2;
    private const int Attempts = 6;

    /// <summary>Minimises the sum of squares, starting from <paramref name="x"/>, which receives the best point.</summary>
    /// <param name="problem">The errors.</param>
    /// <param name="x">The start, within the box, and the result.</param>
    /// <param name="lower">The lower bounds.</param>
    /// <param name="upper">The upper bounds.</param>
    /// <param name="count">The number of errors.</param>
    /// <param name="iterations">The most steps.</param>
    /// <param name="tolerance">The search ends when a step lowers the sum by no more than this share.</param>
    /// <returns>The sum of squares at the best point.</returns>
    internal static double Minimise<T>(
        ref T problem,
        Span<double> x,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        int count,
        int iterations,
        double tolerance)
        where T : struct, IErrors
    {
        var k = x.Length;
        var errors = new double[count];
        var squares = problem.At(x, errors);
        if (k == 0 || !double.IsFinite(squares)) return squares;

        var jacobian = new double[k][];
        for (var i = 0; i < k; i++) jacobian[i] = new double[count];
        var moved = new double[count];
        var step = new double[k];
        var trial = new double[k];
        var damping = FirstDamping;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            Differentiate(ref problem, x, lower, upper, errors, jacobian);
            var normal = new NormalEquations(jacobian, errors, x, lower, upper);
            var before = squares;
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                if (normal.Solve(damping, step))
                {
                    for (var i = 0; i < k; i++) trial[i] = Math.Clamp(x[i] - step[i], lower[i], upper[i]);
                    var value = problem.At(trial, moved);
                    if (value < squares)
                    {
                        squares = value;
                        trial.CopyTo(x);
                        (errors, moved) = (moved, errors);
                        damping *= 0.2;
                        break;
                    }
                }

                damping *= 5;
            }

            if (before - squares <= tolerance * before) break;
        }

        return squares;
    }

    /// <summary>The sum of products, in an order that depends on the length alone.</summary>
    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector256<double> first = default, second = default;
        var i = 0;
        for (; i + 8 <= a.Length; i += 8)
        {
            first += Vector256.Create(a[i..]) * Vector256.Create(b[i..]);
            second += Vector256.Create(a[(i + 4)..]) * Vector256.Create(b[(i + 4)..]);
        }

        first += second;
        var sum = (first[0] + first[2]) + (first[1] + first[3]);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Differentiate<T>(
        ref T problem,
        Span<double> x,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        double[] errors,
        double[][] jacobian)
        where T : struct, IErrors
    {
        for (var i = 0; i < x.Length; i++)
        {
            var kept = x[i];
            var step = kept + Difference <= upper[i] ? Difference : -Difference;
            x[i] = kept + step;
            var squares = problem.At(x, jacobian[i]);
            x[i] = kept;
            if (!double.IsFinite(squares))
            {
                // At the edge of what can be evaluated, the variable stays where it is.
                jacobian[i].AsSpan().Clear();
                continue;
            }

            for (var t = 0; t < errors.Length; t++) jacobian[i][t] = (jacobian[i][t] - errors[t]) / step;
        }
    }

    /// <summary>The equations (JᵀJ + λ·diag(JᵀJ))s = Jᵀe of the variables that are free to move.</summary>
    private readonly struct NormalEquations
    {
        private readonly double[] _matrix;
        private readonly double[] _gradient;
        private readonly bool[] _isFixed;

        internal NormalEquations(
            double[][] jacobian,
            double[] errors,
            ReadOnlySpan<double> x,
            ReadOnlySpan<double> lower,
            ReadOnlySpan<double> upper)
        {
            var k = x.Length;
            _matrix = new double[k * k];
            _gradient = new double[k];
            _isFixed = new bool[k];
            for (var i = 0; i < k; i++)
            {
                _gradient[i] = Dot(jacobian[i], errors);
                _isFixed[i] = _gradient[i] == 0 || (x[i] <= lower[i] && _gradient[i] > 0) || (x[i] >= upper[i] && _gradient[i] < 0);
                for (var j = 0; j <= i; j++) _matrix[i * k + j] = Dot(jacobian[i], jacobian[j]);
            }
        }

        /// <summary>Solves by Cholesky factors; tells whether that could be done.</summary>
        internal bool Solve(double damping, Span<double> step)
        {
            var k = _gradient.Length;
            Span<double> a = k <= 64 ? stackalloc double[k * k] : new double[k * k];
            _matrix.CopyTo(a);
            _gradient.CopyTo(step);
            for (var i = 0; i < k; i++) a[i * k + i] = a[i * k + i] * (1 + damping) + 1e-300;
            for (var i = 0; i < k; i++)
            {
                if (!_isFixed[i]) continue;
                for (var j = 0; j < i; j++) a[i * k + j] = 0;
                for (var j = i + 1; j < k; j++) a[j * k + i] = 0;
                a[i * k + i] = 1;
                step[i] = 0;
            }

            return Factorise(a, k) && Substitute(a, k, step);
        }

        private static bool Factorise(Span<double> a, int k)
        {
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

            return true;
        }

        private static bool Substitute(ReadOnlySpan<double> a, int k, Span<double> step)
        {
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
}
