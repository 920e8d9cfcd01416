namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// An observation outside the interval that was made from those before it: what a watcher at the time would have seen.
/// </summary>
/// <param name="Index">The place of the observation, from 0.</param>
/// <param name="Kind">How it departs, as far as the next observation tells.</param>
/// <param name="Observed">The observation.</param>
/// <param name="Expected">The middle of what was to be expected.</param>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
public sealed record ForecastAnomaly(
    int Index, AnomalyKind Kind, double Observed, double Expected, double Lower, double Upper)
{
    /// <summary>The level of the intervals if nothing else is asked for.</summary>
    public const double UsualLevel = 0.99;

    /// <summary>The fewest observations that an interval is made from, and more than two seasons.</summary>
    public const int FewestBefore = 10;

    /// <summary>The place, from 0, of the first observation that is held against an interval, if there are so many.</summary>
    public static int FirstSearched(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Math.Max(FewestBefore, 2 * series.SeasonLength + 1);
    }

    /// <summary>
    /// Finds the observations outside the interval one step ahead of the dynamic optimised theta model, which is fitted
    /// to those before each. An outlier counts as the limit that it is beyond in what follows; a level shift counts as it is.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="level">The level of the intervals, between 0 and 1: of so many regular observations one is outside.</param>
    /// <param name="support">Where the quantity can lie; <see cref="Support.Inferred"/> if left out.</param>
    /// <returns>The anomalies in order; none where there are too few observations to tell.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="InvalidSeriesException">An observation is outside the support.</exception>
    public static IReadOnlyList<ForecastAnomaly> Find(
        TimeSeries series, double level = UsualLevel, Support? support = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        PredictionInterval.RequireLevel(level);
        var chosen = (support ?? Support.Inferred).For(series);
        double[] y = [.. series.Values];
        var anomalies = new List<ForecastAnomaly>();
        for (var t = FirstSearched(series); t < y.Length; t++)
        {
            var before = new TimeSeries(y.Take(t), series.SeasonLength);
            var forecast = ForecastMethods.DynamicTheta.Forecast(before, 2, [level], chosen);
            var (lower, upper) = (forecast.Intervals[0].Lower[0], forecast.Intervals[0].Upper[0]);
            var rounding = Rounding * Math.Abs(forecast.Median[0]);
            if (y[t] >= lower - rounding && y[t] <= upper + rounding) continue;

            var kind = KindOf(series, t, forecast.Median);
            anomalies.Add(new ForecastAnomaly(t, kind, series.Values[t], forecast.Median[0], lower, upper));
            if (kind == AnomalyKind.Outlier) y[t] = Math.Clamp(y[t], lower, upper);
        }

        return anomalies;
    }

    /// <summary>A difference of this share is one of rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>
    /// An outlier is one whose successor is nearer to what was expected of it than to that and the departure.
    /// </summary>
    private static AnomalyKind KindOf(TimeSeries series, int t, IReadOnlyList<double> expected)
    {
        if (t == series.Length - 1) return AnomalyKind.Unconfirmed;
        var next = series.Values[t + 1] - expected[1];
        var departure = series.Values[t] - expected[0];
        return Math.Abs(next) <= Math.Abs(next - departure) ? AnomalyKind.Outlier : AnomalyKind.LevelShift;
    }
}
