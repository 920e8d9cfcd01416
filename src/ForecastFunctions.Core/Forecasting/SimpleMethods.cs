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
        return new LineModel("Random walk with drift", fitted, y);
    }

    private sealed class LineModel(string description, double[] fitted, double[] y)
        : Model(description, fitted)
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
