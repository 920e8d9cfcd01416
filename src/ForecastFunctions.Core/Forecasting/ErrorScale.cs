namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// How large the errors of a forecast h steps ahead may be for one series, up to a factor that is common to all series
/// (<see cref="CalibratedErrors"/>): a weighted geometric mean of three scales. Each is of one's own past, and none of
/// a model's variance, so models that are wrong do not make intervals narrow.
/// </summary>
/// <remarks>
/// The scales are the error S of the seasonal naive method; the error B(h) at h steps of a smoothed level with drift,
/// within the seasonally adjusted series; and the residuals R of the method over the last years. Their exponents 0.5,
/// 0.35 and 0.15 are round numbers near those at which factors learned on M1 covered Tourism best, and the reverse. For
/// positive series the scale goes with the root of the level that is forecast, over the level of the last years, as the
/// deviation of counts does: this lowers the interval score on both competitions.
/// The scale does not fall with the horizon.
/// </remarks>
internal sealed class ErrorScale
{
    private const double DevelopmentExponent = 0.35;
    private const double ResidualExponent = 0.15;

    /// <summary>No scale is taken for less than this share of the seasonal naive error.</summary>
    private const double LeastRatio = 1e-3;

    /// <summary>How much of a new observation the level takes on.</summary>
    private const double Smoothing = 0.5;

    /// <summary>
    /// The weight, in independent errors, of the expectation that errors grow with the root of the horizon.
    /// </summary>
    private const double PriorErrors = 2;

    private const double LevelExponent = 0.5;

    /// <summary>The level counts up to this ratio to that of the last years, and down to its inverse.</summary>
    private const double LargestLevel = 4.5;

    private const int RecentYears = 5;
    private const int RecentWithoutSeason = 20;

    private readonly double[] _scales;

    private ErrorScale(double[] scales) => _scales = scales;

    /// <summary>The scale at a step, from 1 on.</summary>
    internal double this[int step] => _scales[step - 1];

    /// <summary>The scale of a fitted method at every step of its forecast.</summary>
    internal static ErrorScale Of(FittedModel model, IReadOnlyList<double> forecast, bool growsWithLevel)
    {
        var series = model.Series;
        var scales = new double[forecast.Count];
        var naive = Accuracy.SeasonalNaiveError(series);
        if (naive == 0) return new ErrorScale(scales);

        var adjusted = SeasonalAdjustment.Of([.. series.Values], series.SeasonLength).Adjusted;
        var development = Development(adjusted, forecast.Count);
        var residual = ResidualExponent * LogRatio(RecentResidual(model, naive));
        var levels = growsWithLevel && series.IsPositive ? Levels(series, forecast) : null;
        for (var h = 0; h < scales.Length; h++)
        {
            var logarithm = residual + DevelopmentExponent * LogRatio(development[h]);
            if (levels is not null) logarithm += LevelExponent * levels[h];
            scales[h] = naive * Math.Exp(logarithm);
            if (h > 0) scales[h] = Math.Max(scales[h], scales[h - 1]);
        }

        return new ErrorScale(scales);

        double LogRatio(double scale) => Math.Log(Math.Max(scale / naive, LeastRatio));
    }

    private static int Recent(TimeSeries series) =>
        Math.Min(series.SeasonLength > 1 ? RecentYears * series.SeasonLength : RecentWithoutSeason, series.Length);

    /// <summary>
    /// The logarithms of the mean over the season that ends at every step, over the mean of the last years.
    /// </summary>
    private static double[] Levels(TimeSeries series, IReadOnlyList<double> forecast)
    {
        double[] values = [.. series.Values, .. forecast];
        var n = series.Length;
        var season = Math.Min(series.SeasonLength, n);
        var recent = values.AsSpan(n - Recent(series), Recent(series)).ToArray().Average();
        var levels = new double[forecast.Count];
        for (var h = 0; h < levels.Length; h++)
        {
            var sum = 0.0;
            for (var t = n + h + 1 - season; t <= n + h; t++) sum += values[t];
            levels[h] = Math.Log(Math.Clamp(sum / season / recent, 1 / LargestLevel, LargestLevel));
        }

        return levels;
    }

    /// <summary>The root mean square of the last residuals.</summary>
    private static double RecentResidual(FittedModel model, double otherwise)
    {
        var sum = 0.0;
        var count = 0;
        foreach (var residual in model.Residuals.Skip(model.Series.Length - Recent(model.Series)))
        {
            if (double.IsNaN(residual)) continue;
            sum += residual * residual;
            count++;
        }

        return count < TimeSeries.MinimumLength ? otherwise : Math.Sqrt(sum / count);
    }

    /// <summary>
    /// The mean absolute errors at every step of a smoothed level with the drift of the whole series. Errors over
    /// overlapping steps count as one; few errors are drawn towards growth with the root of the horizon.
    /// </summary>
    private static double[] Development(double[] y, int horizon)
    {
        var n = y.Length;
        var drift = (y[^1] - y[0]) / (n - 1);
        var level = (double[])y.Clone();
        for (var t = 1; t < n; t++) level[t] = level[t - 1] + Smoothing * (y[t] - level[t - 1]);

        var errors = new double[horizon];
        for (var h = 1; h <= horizon; h++)
        {
            var pairs = Math.Max(n - h, 0);
            var sum = 0.0;
            for (var t = 0; t < pairs; t++) sum += Math.Abs(y[t + h] - level[t] - drift * h);
            var mean = pairs == 0 ? 0 : sum / pairs;
            var independent = (double)pairs / h;
            errors[h - 1] = h == 1
                ? mean
                : (independent * mean + PriorErrors * errors[0] * Math.Sqrt(h)) / (independent + PriorErrors);
        }

        return errors;
    }
}
