namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// Measures of how far forecasts were from what was then observed, each for one series. Averages over several series
/// are means of these for scaled measures, and pooled over all forecasts for percentages.
/// </summary>
public static class Accuracy
{
    /// <summary>
    /// The mean absolute percentage error, in percent: the mean of 100·|y − ŷ|/|y|. Observations of 0 are left out; NaN
    /// if there are no others.
    /// </summary>
    /// <param name="actual">The observations y.</param>
    /// <param name="forecast">The forecasts ŷ, one for each.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    public static double Mape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        RequirePairs(actual, forecast);
        var sum = 0.0;
        var count = 0;
        for (var h = 0; h < actual.Length; h++)
        {
            if (actual[h] == 0) continue;
            sum += Math.Abs((actual[h] - forecast[h]) / actual[h]);
            count++;
        }

        return count == 0 ? double.NaN : 100 * sum / count;
    }

    /// <summary>
    /// The symmetric mean absolute percentage error, in percent from 0 to 200: the mean of 200·|y − ŷ|/(|y| + |ŷ|), as
    /// in the M competitions (Makridakis and Hibon 2000); where both are 0, the error is 0.
    /// </summary>
    /// <param name="actual">The observations y.</param>
    /// <param name="forecast">The forecasts ŷ, one for each.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    public static double Smape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        RequirePairs(actual, forecast);
        var sum = 0.0;
        for (var h = 0; h < actual.Length; h++)
        {
            var size = Math.Abs(actual[h]) + Math.Abs(forecast[h]);
            if (size > 0) sum += Math.Abs(actual[h] - forecast[h]) / size;
        }

        return 200 * sum / actual.Length;
    }

    /// <summary>
    /// The mean absolute scaled error (Hyndman and Koehler 2006): the mean absolute error over that of the seasonal
    /// naive method within the series (<see cref="SeasonalNaiveError"/>). NaN if the latter is 0.
    /// </summary>
    /// <param name="series">The series that was forecast, which gives the scale.</param>
    /// <param name="actual">The observations that followed.</param>
    /// <param name="forecast">The forecasts, one for each.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    public static double Mase(TimeSeries series, ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        ArgumentNullException.ThrowIfNull(series);
        RequirePairs(actual, forecast);
        var sum = 0.0;
        for (var h = 0; h < actual.Length; h++) sum += Math.Abs(actual[h] - forecast[h]);
        return sum / actual.Length / ScaleOrNaN(SeasonalNaiveError(series));
    }

    /// <summary>
    /// The root mean squared scaled error (Makridakis, Spiliotis and Assimakopoulos 2022): the root of the mean squared
    /// error over that of the naive method within the series. NaN if the latter is 0.
    /// </summary>
    /// <param name="series">The series that was forecast, which gives the scale.</param>
    /// <param name="actual">The observations that followed.</param>
    /// <param name="forecast">The forecasts, one for each.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    public static double Rmsse(TimeSeries series, ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        ArgumentNullException.ThrowIfNull(series);
        RequirePairs(actual, forecast);
        double squares = 0, naive = 0;
        for (var h = 0; h < actual.Length; h++) squares += Math.Pow(actual[h] - forecast[h], 2);
        var y = series.Span;
        for (var t = 1; t < y.Length; t++) naive += Math.Pow(y[t] - y[t - 1], 2);
        return Math.Sqrt(squares / actual.Length / ScaleOrNaN(naive / (y.Length - 1)));
    }

    /// <summary>The share of observations within the interval, limits included.</summary>
    /// <param name="actual">The observations.</param>
    /// <param name="interval">The interval, of the same horizon.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    public static double Coverage(ReadOnlySpan<double> actual, PredictionInterval interval)
    {
        RequireInterval(actual, interval);
        var count = 0;
        for (var h = 0; h < actual.Length; h++)
        {
            if (actual[h] >= interval.Lower[h] && actual[h] <= interval.Upper[h]) count++;
        }

        return (double)count / actual.Length;
    }

    /// <summary>
    /// The mean scaled interval score (Gneiting and Raftery 2007; scaled as in the M4 competition, Makridakis,
    /// Spiliotis and Assimakopoulos 2020): the mean of width plus 2/α times the distance of what lies outside, with α =
    /// 1 − level, over the mean absolute error of the seasonal naive method within the series. NaN if the latter is 0.
    /// </summary>
    /// <param name="series">The series that was forecast, which gives the scale.</param>
    /// <param name="actual">The observations that followed.</param>
    /// <param name="interval">The interval, of the same horizon.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    public static double Msis(TimeSeries series, ReadOnlySpan<double> actual, PredictionInterval interval)
    {
        ArgumentNullException.ThrowIfNull(series);
        RequireInterval(actual, interval);
        var sum = 0.0;
        for (var h = 0; h < actual.Length; h++)
        {
            var outside = Math.Max(interval.Lower[h] - actual[h], 0) + Math.Max(actual[h] - interval.Upper[h], 0);
            sum += interval.Upper[h] - interval.Lower[h] + 2 / (1 - interval.Level) * outside;
        }

        return sum / actual.Length / ScaleOrNaN(SeasonalNaiveError(series));
    }

    /// <summary>
    /// The pinball loss of a quantile forecast q at probability p (Koenker and Bassett 1978): p·(y − q) where y ≥ q,
    /// and (1 − p)·(q − y) elsewhere; the mean over the horizon. Twice its mean over all p is the continuous ranked
    /// probability score.
    /// </summary>
    /// <param name="actual">The observations y.</param>
    /// <param name="quantile">The forecasts q, one for each.</param>
    /// <param name="p">The probability, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public static double Pinball(ReadOnlySpan<double> actual, ReadOnlySpan<double> quantile, double p)
    {
        RequirePairs(actual, quantile);
        if (!(p > 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability must be between 0 and 1.");
        var sum = 0.0;
        for (var h = 0; h < actual.Length; h++)
        {
            var error = actual[h] - quantile[h];
            sum += Math.Max(p * error, (p - 1) * error);
        }

        return sum / actual.Length;
    }

    /// <summary>
    /// The continuous ranked probability score (Gneiting and Raftery 2007), as the mean over 99 percentiles of twice
    /// the pinball loss, over the mean absolute error of the seasonal naive method within the series. NaN if the latter
    /// is 0.
    /// </summary>
    /// <param name="series">The series that was forecast, which gives the scale.</param>
    /// <param name="actual">The observations that followed.</param>
    /// <param name="forecast">The forecast, of the same horizon.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    public static double ScaledCrps(TimeSeries series, ReadOnlySpan<double> actual, Forecast forecast)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(forecast);
        return ScaledCrpsOfSteps(series, actual, forecast).Average();
    }

    /// <summary>
    /// The mean absolute difference of observations that lie a season apart; of neighbours, where the series is no
    /// longer than a season.
    /// </summary>
    public static double SeasonalNaiveError(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var y = series.Span;
        var lag = series.SeasonLength < y.Length ? series.SeasonLength : 1;
        var sum = 0.0;
        for (var t = lag; t < y.Length; t++) sum += Math.Abs(y[t] - y[t - lag]);
        return sum / (y.Length - lag);
    }

    /// <summary>The terms of <see cref="ScaledCrps"/>, one for each step.</summary>
    internal static double[] ScaledCrpsOfSteps(TimeSeries series, ReadOnlySpan<double> actual, Forecast forecast)
    {
        var scores = new double[forecast.Horizon];
        var scale = ScaleOrNaN(SeasonalNaiveError(series));
        for (var percent = 1; percent < 100; percent++)
        {
            double[] quantile = [.. forecast.Quantile(percent / 100.0)];
            RequirePairs(actual, quantile);
            for (var h = 0; h < scores.Length; h++)
                scores[h] += 2 * Pinball(actual.Slice(h, 1), quantile.AsSpan(h, 1), percent / 100.0) / 99 / scale;
        }

        return scores;
    }

    private static double ScaleOrNaN(double scale) => scale > 0 ? scale : double.NaN;

    private static void RequirePairs(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        if (actual.Length != forecast.Length || actual.IsEmpty)
        {
            throw new ArgumentException(
                $"One forecast for each observation is needed; got {forecast.Length} for {actual.Length}.",
                nameof(forecast));
        }
    }

    private static void RequireInterval(ReadOnlySpan<double> actual, PredictionInterval interval)
    {
        ArgumentNullException.ThrowIfNull(interval);
        if (actual.Length != interval.Lower.Count || actual.IsEmpty)
        {
            throw new ArgumentException(
                $"The interval must have the horizon of the observations, {actual.Length}; got {interval.Lower.Count}.",
                nameof(interval));
        }
    }
}
