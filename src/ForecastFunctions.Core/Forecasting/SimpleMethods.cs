namespace ForecastFunctions.Core.Forecasting;

/// <summary>Every forecast is the last observation.</summary>
internal sealed class Naive() : ForecastMethod("naive")
{
    internal override Model Fit(double[] y, int seasonLength) => new LagModel("Naive", y, 1);
}

/// <summary>
/// Every forecast is the last observation of the same season; the naive method where a whole season was not observed.
/// </summary>
internal sealed class SeasonalNaive() : ForecastMethod("seasonal-naive")
{
    private protected override TimeSeries Seen(TimeSeries series) => series;

    internal override Model Fit(double[] y, int seasonLength) =>
        new LagModel("Seasonal naive", y, seasonLength <= y.Length ? seasonLength : 1);
}

/// <summary>
/// The line through the first and the last observation (Hyndman and Athanasopoulos 2021, section 5.2).
/// </summary>
internal sealed class Drift() : ForecastMethod("drift")
{
    internal override Model Fit(double[] y, int seasonLength)
    {
        var slope = (y[^1] - y[0]) / (y.Length - 1);
        var fitted = new double[y.Length];
        fitted[0] = double.NaN;
        for (var t = 1; t < y.Length; t++) fitted[t] = y[t - 1] + slope;
        return new DriftModel(fitted, y);
    }

    private sealed class DriftModel(double[] fitted, double[] y) : Model("Random walk with drift", fitted)
    {
        internal override int FirstOrigin => 2;

        internal override void Predict(int origin, Span<double> mean)
        {
            var slope = (y[origin - 1] - y[0]) / (origin - 1);
            for (var h = 0; h < mean.Length; h++) mean[h] = y[origin - 1] + (h + 1) * slope;
        }
    }
}

/// <summary>Forecasts that repeat the last observations.</summary>
internal sealed class LagModel(string description, double[] y, int lag) : Model(description, Lagged(y, lag))
{
    internal override int FirstOrigin => lag;

    internal override void Predict(int origin, Span<double> mean)
    {
        for (var h = 0; h < mean.Length; h++) mean[h] = y[origin - lag + h % lag];
    }

    private static double[] Lagged(double[] y, int lag)
    {
        var fitted = new double[y.Length];
        fitted.AsSpan(0, lag).Fill(double.NaN);
        y.AsSpan(0, y.Length - lag).CopyTo(fitted.AsSpan(lag));
        return fitted;
    }
}

/// <summary>
/// Observations that lie on a straight line but for rounding: whatever is asked of them, they go on along it.
/// </summary>
internal sealed class StraightLine : Model
{
    /// <summary>The share of the largest observation that rounding may move one by.</summary>
    private const double Rounding = 1e-12;

    private readonly double[] _y;

    private StraightLine(double[] y)
        : base("Straight line", y) => _y = y;

    internal override int FirstOrigin => 2;

    /// <summary>The line through the observations, or null where they do not lie on one.</summary>
    internal static StraightLine? Through(double[] y)
    {
        var slope = (y[^1] - y[0]) / (y.Length - 1);
        for (var t = 0; t < y.Length; t++)
        {
            if (Math.Abs(y[t] - y[0] - t * slope) > Rounding) return null;
        }

        return new StraightLine(y);
    }

    internal override void Predict(int origin, Span<double> mean)
    {
        var slope = (_y[origin - 1] - _y[0]) / (origin - 1);
        for (var h = 0; h < mean.Length; h++) mean[h] = _y[origin - 1] + (h + 1) * slope;
    }
}
