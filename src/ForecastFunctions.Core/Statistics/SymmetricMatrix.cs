using MathNet.Numerics.LinearAlgebra;

namespace ForecastFunctions.Core.Statistics;

/// <summary>The linear algebra of correlation matrices. Matrices are arrays of rows.</summary>
internal static class SymmetricMatrix
{
    /// <summary>
    /// An eigenvalue, or a remaining variance, of no more than this size is rounding, and taken as zero.
    /// </summary>
    internal const double Tolerance = 1e-12;

    internal static double[][] Copy(double[][] a) => [.. a.Select(row => (double[])row.Clone())];

    /// <summary>The submatrix of some rows and the same columns.</summary>
    internal static double[][] Principal(double[][] a, IReadOnlyList<int> kept) =>
        [.. kept.Select(i => kept.Select(j => a[i][j]).ToArray())];

    internal static bool IsPositiveSemidefinite(double[][] a) => SmallestEigenvalue(a).Value >= -Tolerance;

    /// <summary>The smallest eigenvalue and its eigenvector of unit length.</summary>
    internal static (double Value, double[] Vector) SmallestEigenvalue(double[][] a)
    {
        var (values, vectors) = Eigen(a);
        var smallest = Array.IndexOf(values, values.Min());
        return (values[smallest], [.. Enumerable.Range(0, a.Length).Select(i => vectors[i][smallest])]);
    }

    /// <summary>
    /// The matrix with its negative eigenvalues set to zero: the nearest semi-definite one (Frobenius norm).
    /// </summary>
    internal static double[][] SemidefinitePart(double[][] a)
    {
        var (values, vectors) = Eigen(a);
        var n = a.Length;
        var result = new double[n][];
        for (var i = 0; i < n; i++)
        {
            result[i] = new double[n];
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < n; k++)
                {
                    if (values[k] > 0) sum += vectors[i][k] * values[k] * vectors[j][k];
                }

                result[i][j] = result[j][i] = sum;
            }
        }

        return result;
    }

    /// <summary>
    /// The nearest correlation matrix in the Frobenius norm: alternating projections on the semi-definite matrices and
    /// on those of unit diagonal, with Dykstra's correction (Higham 2002).
    /// </summary>
    internal static double[][] NearestCorrelation(double[][] a)
    {
        const int MostIterations = 10_000;
        const double Converged = 1e-13;
        var n = a.Length;
        var y = Copy(a);
        var correction = Zero(n);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var r = Combine(y, correction, (value, c) => value - c);
            var x = SemidefinitePart(r);
            correction = Combine(x, r, (value, before) => value - before);
            var change = 0.0;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    var next = i == j ? 1 : x[i][j];
                    change = Math.Max(change, Math.Abs(next - y[i][j]));
                    y[i][j] = next;
                }
            }

            if (change <= Converged) break;
        }

        // The iterate has unit diagonal and a remnant of negative eigenvalues; the end result is free of both.
        var part = SemidefinitePart(y);
        return Combine2(part, (value, i, j) =>
            i == j ? 1 : Math.Clamp(value / Math.Sqrt(part[i][i] * part[j][j]), -1, 1));
    }

    /// <summary>
    /// The lower triangular factor L with LLᵀ = A of a semi-definite correlation matrix. A variable that is determined
    /// by those before it has a zero on the diagonal; rows have unit length, so that variances stay exactly one.
    /// </summary>
    internal static double[][] Cholesky(double[][] a)
    {
        var n = a.Length;
        var l = Zero(n);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var sum = a[i][j];
                for (var k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
                l[i][j] = l[j][j] == 0 ? 0 : sum / l[j][j];
            }

            var rest = a[i][i];
            for (var k = 0; k < i; k++) rest -= l[i][k] * l[i][k];
            l[i][i] = rest <= Tolerance ? 0 : Math.Sqrt(rest);
            var length = Math.Sqrt(l[i].Sum(value => value * value));
            for (var k = 0; k <= i; k++) l[i][k] /= length;
        }

        return l;
    }

    private static (double[] Values, double[][] Vectors) Eigen(double[][] a)
    {
        var evd = Matrix<double>.Build.DenseOfRowArrays(a).Evd(Symmetricity.Symmetric);
        return ([.. evd.EigenValues.Select(value => value.Real)], evd.EigenVectors.ToRowArrays());
    }

    private static double[][] Zero(int n) => [.. Enumerable.Range(0, n).Select(_ => new double[n])];

    private static double[][] Combine(double[][] a, double[][] b, Func<double, double, double> entry) =>
        Combine2(a, (value, i, j) => entry(value, b[i][j]));

    private static double[][] Combine2(double[][] a, Func<double, int, int, double> entry) =>
        [.. a.Select((row, i) => row.Select((value, j) => entry(value, i, j)).ToArray())];
}
