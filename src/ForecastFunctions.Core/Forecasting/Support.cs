using System.Globalization;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>Where the quantity that is forecast can lie; immutable.</summary>
public abstract record Support
{
    private Support()
    {
    }

    /// <summary>Anywhere.</summary>
    public static Support Unbounded { get; } = new Whole();

    /// <summary>
    /// At zero or above: forecasts below zero are moved to zero, and so are limits, but where all observations are
    /// positive, the lower limit lies below the forecast by a ratio, ŷ·exp(−w/ŷ) in place of ŷ − w, and stays positive.
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

    /// <summary>
    /// The size of the deviation whose limit is a value, on the scale on which the series is forecast.
    /// </summary>
    internal virtual double Deviation(double centre, double value) => Math.Abs(value - centre);

    /// <summary>The support itself, or what is inferred from the series.</summary>
    internal virtual Support For(TimeSeries series) => this;

    /// <summary>Whether zero means on the scale on which the series is forecast what it means for the series.</summary>
    internal virtual bool KeepsZero => true;

    private sealed record Whole : Support;

    private sealed record Half : Support
    {
        internal override double Restore(double value) => Math.Max(value, 0);

        internal override Support For(TimeSeries series) => series.IsPositive ? new Positive() : this;
    }

    private sealed record Positive : Support
    {
        internal override double Restore(double value) => Math.Max(value, 0);

        internal override double Limit(double centre, double deviation) =>
            deviation < 0 && centre > 0 ? centre * Math.Exp(deviation / centre) : Restore(centre + deviation);

        internal override double Deviation(double centre, double value) =>
            value < centre && centre > 0 ? centre * Math.Log(centre / value) : Math.Abs(value - centre);
    }

    private sealed record AsObserved : Support
    {
        internal override Support For(TimeSeries series) =>
            series.Values.All(y => y >= 0) ? NonNegative.For(series) : Unbounded;
    }

    private sealed record Interval(double Lower, double Upper) : Support
    {
        internal override bool KeepsZero => false;

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
