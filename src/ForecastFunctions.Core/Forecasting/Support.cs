using System.Globalization;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>Where the quantity that is forecast can lie; immutable.</summary>
public abstract record Support
{
    private const double Knee = 1.5;

    private Support()
    {
    }

    /// <summary>Anywhere.</summary>
    public static Support Unbounded { get; } = new Whole();

    /// <summary>
    /// At zero or above: forecasts below zero are moved to zero, and so are limits; but where all observations are
    /// positive, limits lie above and below the forecast by a ratio, ŷ·exp(±w), and stay positive. (Above the ratio
    /// exp(<see cref="Knee"/>) the upper limit goes on as a straight line in w: no market grows by what is not known of it.)
    /// </summary>
    public static Support NonNegative { get; } = new Half();

    /// <summary>Non-negative where no observation is negative, and unbounded elsewhere.</summary>
    public static Support Inferred { get; } = new AsObserved();

    /// <summary>
    /// Between two bounds: the logit of the position between them is forecast, and forecasts and limits are taken back.
    /// </summary>
    /// <param name="lower">The lower bound; every observation lies above it.</param>
    /// <param name="upper">The upper bound; every observation lies below it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are not finite, or not in order.</exception>
    public static Support Between(double lower, double upper)
    {
        if (!double.IsFinite(lower))
            throw new ArgumentOutOfRangeException(nameof(lower), lower, "A bound must be a finite number.");
        if (!(double.IsFinite(upper) && upper > lower && double.IsFinite(upper - lower)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(upper), upper, "The upper bound must be a finite number above the lower bound.");
        }

        return new Interval(lower, upper);
    }

    /// <summary>The series on the scale on which it is forecast.</summary>
    internal virtual TimeSeries Transform(TimeSeries series) => series;

    /// <summary>Values on the scale of the series again.</summary>
    internal virtual double Restore(double value) => value;

    /// <summary>
    /// A limit on the scale of the series, from the forecast and the deviation on which it is forecast.
    /// </summary>
    internal virtual double Limit(double centre, double deviation) => Restore(centre + deviation);

    /// <summary>The deviation whose limit is a value: the inverse of <see cref="Limit"/>.</summary>
    internal virtual double Deviation(double centre, double value) => value - centre;

    /// <summary>The support itself, or what is inferred from the series.</summary>
    internal virtual Support For(TimeSeries series) => this;

    /// <summary>Whether deviations are of the logarithm.</summary>
    internal virtual bool IsLogarithmic => false;

    /// <summary>Whether the mean of a symmetric law is its median on the scale of the series too.</summary>
    internal virtual bool KeepsMean => false;

    private sealed record Whole : Support
    {
        internal override bool KeepsMean => true;
    }

    private sealed record Half : Support
    {
        internal override double Restore(double value) => Math.Max(value, 0);

        internal override Support For(TimeSeries series) => series.IsPositive ? new Positive() : this;
    }

    private sealed record Positive : Support
    {
        internal override double Restore(double value) => Math.Max(value, 0);

        internal override bool IsLogarithmic => true;

        internal override double Limit(double centre, double deviation) => centre > 0
            ? centre * (deviation <= Knee ? Math.Exp(deviation) : Math.Exp(Knee) * (1 + deviation - Knee))
            : Restore(centre);

        internal override double Deviation(double centre, double value)
        {
            var logarithm = Math.Log(value / centre);
            return logarithm <= Knee ? logarithm : Knee + value / centre / Math.Exp(Knee) - 1;
        }
    }

    private sealed record AsObserved : Support
    {
        internal override Support For(TimeSeries series) =>
            series.Values.All(y => y >= 0) ? NonNegative.For(series) : Unbounded;
    }

    private sealed record Interval(double Lower, double Upper) : Support
    {
        internal override TimeSeries Transform(TimeSeries series)
        {
            for (var t = 0; t < series.Length; t++)
            {
                var y = series.Span[t];
                if (!(y > Lower && y < Upper))
                {
                    throw new InvalidSeriesException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Observation {t + 1} must lie between the bounds {Lower} and {Upper}; got {y}."));
                }
            }

            return new TimeSeries(series.Values.Select(y => Math.Log((y - Lower) / (Upper - y))), series.SeasonLength);
        }

        internal override double Restore(double value)
        {
            // Rounding must not carry values beyond the bounds.
            var share = 1 / (1 + Math.Exp(-value));
            return Math.Clamp(Lower + share * (Upper - Lower), Lower, Upper);
        }
    }
}
