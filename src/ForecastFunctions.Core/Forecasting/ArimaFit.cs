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
        var lower = new double[x.Length];
        var upper = new double[x.Length];
        Array.Fill(x, 0.1);
        Array.Fill(lower, -Farthest);
        Array.Fill(upper, Farthest);
        var problem = new FilterErrors(filter, w);
        var squares = LeastSquares.Minimise(ref problem, x, lower, upper, w.Length, Iterations, Tolerance);
        filter.Set(x);
        return new ArimaFit(filter, w, mean, squares);
    }

    /// <summary>
    /// Writes the errors of the first values, as many as there is room for, and what is expected to follow them.
    /// </summary>
    internal void Extend(Span<double> errors, Span<double> next)
    {
        var observed = _differences.AsSpan(0, errors.Length);
        _filter.Errors(observed, errors);
        var w = new double[observed.Length + next.Length];
        observed.CopyTo(w);
        for (var t = observed.Length; t < w.Length; t++)
        {
            w[t] = _filter.Next(w, errors, t);
            next[t - observed.Length] = w[t] + Mean;
        }
    }

    private readonly struct FilterErrors(ArimaFilter filter, double[] w) : IErrors
    {
        public double At(ReadOnlySpan<double> x, Span<double> errors)
        {
            filter.Set(x);
            return filter.Errors(w, errors);
        }
    }
}
