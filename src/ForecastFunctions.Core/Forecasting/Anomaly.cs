using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>How an observation departs from those around it.</summary>
public enum AnomalyKind
{
    /// <summary>One observation, after which the series went on as before.</summary>
    Outlier,

    /// <summary>The first observation at a new level.</summary>
    LevelShift,

    /// <summary>The last observation: the next will tell whether it is an outlier or a new level.</summary>
    Unconfirmed,
}

/// <summary>An observation that departs from those before it by more than the series is used to.</summary>
/// <param name="Index">The place of the observation, from 0.</param>
/// <param name="Kind">How it departs.</param>
/// <param name="Observed">The observation.</param>
/// <param name="Expected">
/// The observation that was to be expected from the one before, the drift and the season.
/// </param>
/// <param name="Score">The size of the departure, in robust standard deviations of the changes.</param>
public sealed record Anomaly(int Index, AnomalyKind Kind, double Observed, double Expected, double Score)
{
    /// <summary>The score from which an observation is reported if nothing else is asked for.</summary>
    public const double UsualThreshold = 5;

    /// <summary>A difference of this share is one of rounding, and no departure.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Turns the median absolute deviation of normal numbers into their standard deviation.</summary>
    private const double FromMedian = 1.4826;

    /// <summary>The same for the distance of the quartiles.</summary>
    private const double FromQuartiles = 1 / 1.349;

    /// <summary>The same for the mean absolute deviation.</summary>
    private const double FromMean = 1.2533;

    /// <summary>
    /// Finds the outliers and level shifts of a series. Changes of the seasonally adjusted series (of its logarithm,
    /// where it is positive) are compared with their median, in units of the larger of the median absolute deviation
    /// (Hampel 1974) and the distance of the quartiles, which the anomalies themselves hardly move.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="threshold">The score from which an observation is reported, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not greater than 0.</exception>
    public static IReadOnlyList<Anomaly> Find(TimeSeries series, double threshold = UsualThreshold)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (!(threshold > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(threshold), threshold, "The threshold must be greater than 0.");
        }

        var positive = series.IsPositive;
        var adjustment = SeasonalAdjustment.Of([.. series.Values], series.SeasonLength);
        var y = positive ? Array.ConvertAll(adjustment.Adjusted, Math.Log) : adjustment.Adjusted;
        var (drift, deviation) = Changes(y);
        var rounding = positive ? Rounding : Rounding * y.Max(Math.Abs);
        var anomalies = new List<Anomaly>();
        var previous = y[0];
        for (var t = 1; t < y.Length; t++)
        {
            var expected = previous + drift;
            var score = ScoreOf(y[t] - expected, deviation, rounding);
            previous = y[t];
            if (score < threshold) continue;

            var kind = KindAt(y, t, expected, drift);
            anomalies.Add(new Anomaly(t, kind, series.Values[t], Restored(expected, t), score));
            if (kind == AnomalyKind.Outlier) previous = expected;
        }

        return anomalies;

        double Restored(double value, int index)
        {
            return adjustment.WithSeason(positive ? Math.Exp(value) : value, index);
        }
    }

    /// <summary>An outlier is one whose successor is nearer to what was expected without it.</summary>
    private static AnomalyKind KindAt(double[] y, int t, double expected, double drift)
    {
        if (t == y.Length - 1) return AnomalyKind.Unconfirmed;
        var back = Math.Abs(y[t + 1] - (expected + drift));
        var on = Math.Abs(y[t + 1] - (y[t] + drift));
        return back <= on ? AnomalyKind.Outlier : AnomalyKind.LevelShift;
    }

    private static double ScoreOf(double error, double deviation, double rounding)
    {
        if (Math.Abs(error) <= rounding) return 0;
        return deviation == 0 ? double.MaxValue : Math.Min(Math.Abs(error) / deviation, double.MaxValue);
    }

    /// <summary>
    /// The median of the changes, and their robust deviation; by the mean where most changes are equal.
    /// </summary>
    private static (double Drift, double Deviation) Changes(double[] y)
    {
        var changes = UnitRoots.Difference(y, 1);
        var drift = Percentiles.Of(changes, 50);
        var deviations = Array.ConvertAll(changes, change => Math.Abs(change - drift));
        var quartiles = Percentiles.Of(changes, 75) - Percentiles.Of(changes, 25);
        var deviation = Math.Max(FromMedian * Percentiles.Of(deviations, 50), FromQuartiles * quartiles);
        return (drift, deviation > 0 ? deviation : FromMean * deviations.Average());
    }
}
