namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// How large the errors of a forecast h steps ahead may be for one series, up to a factor that is common to all series
/// (<see cref="CalibratedErrors"/>): a weighted geometric mean of three scales. Each is of one's own past, and none of a
/// model's variance, so models that are wrong do not make intervals narrow.
/// </summary>
/// <remarks>
/// The scales are the error S of the seasonal naive method; the error B(h) at h steps of a smoothed level with drift,
/// within the seasonally adjusted series; and the residuals R of the method over the last years. The exponents 0.5, 0.35
/// and 0.15 are round numbers near those at which factors learned on M1 covered Tourism best, and the reverse.
/// </remarks>
internal sealed class ErrorScale
{
    private const double DevelopmentExponent = 0.35;
    private const double ResidualExponent = 0.15;

    /// <summary>No scale is taken for less than this share of the seasonal naive error.</summary>
    private const double LeastRatio = 1e-3;

    /// <summary>How much of a new observation the level takes on.</summary>
    private const double Smoothing = 0.5;

    /// <summary>The weight, in independent errors, of the expectation that errors grow with the root of the horizon.</summary>
    private const double PriorErrors = 2;

    private const int RecentYears = 5;
    private const int RecentWithoutSeason = 20;

    private readonly double _naive;
    private readonly double _residual;
    private readonly double[] _development;

    private ErrorScale(double naive, double residual, double[] development)
    {
        _naive = naive;
        _residual = residual;
        _development = development;
    }

    /// <summary>The scale at a step, from 1 on.</summary>
    internal double this[int step] => _naive == 0
        ? 0
        : _naive * Math.Exp(
            DevelopmentExponent * LogRatio(_development[step - 1]) + ResidualExponent * LogRatio(_residual));

    internal static ErrorScale Of(FittedModel model, int horizon)
    {
        var series = model.Series;
        var naive = Accuracy.SeasonalNaiveError(series);
        var adjusted = SeasonalAdjustment.Of([.. series.Values], series.SeasonLength).Adjusted;
        return new ErrorScale(naive, RecentResidual(model, naive), Development(adjusted, horizon));
    }

    private double LogRatio(double scale) => Math.Log(Math.Max(scale / _naive, LeastRatio));

    /// <summary>The root mean square of the last residuals.</summary>
    private static double RecentResidual(FittedModel model, double otherwise)
    {
        var season = model.Series.SeasonLength;
        var recent = season > 1 ? RecentYears * season : RecentWithoutSeason;
        var sum = 0.0;
        var count = 0;
        foreach (var residual in model.Residuals.Skip(Math.Max(model.Series.Length - recent, 0)))
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
