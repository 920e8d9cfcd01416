namespace ForecastFunctions.Core.Forecasting;

/// <summary>A way to forecast a series from its own past; immutable, deterministic, and safe for any thread.</summary>
public abstract class ForecastMethod
{
    /// <summary>The most periods ahead: beyond, no interval means anything.</summary>
    public const int LongestHorizon = 1000;

    private protected ForecastMethod(string name) => Name = name;

    /// <summary>The name of the method, in lower case: <c>ets</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// Fits the method to a series. A refit is bit-identical. A season that is too long for the observations counts as
    /// none, and one that a series without any repeats all but exactly counts: the fitted model tells which.
    /// </summary>
    /// <exception cref="InvalidSeriesException">
    /// The method cannot be fitted to this series; the message says why.
    /// </exception>
    public FittedModel Fit(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        series = Seen(series);
        var scale = PowerOfTwoAbove(series.Span);
        var constant = series.Span.IndexOfAnyExcept(series.Span[0]) < 0;
        var y = new double[series.Length];
        for (var t = 0; t < y.Length; t++) y[t] = series.Span[t] / scale;
        Require(series);
        var model = constant ? new ConstantModel(Name, y) : Fit(y, series.SeasonLength);
        return new FittedModel(series, this, model, scale);
    }

    /// <summary>Fits the method to a series and forecasts it, with calibrated intervals.</summary>
    /// <param name="series">The observations.</param>
    /// <param name="horizon">The number of periods ahead, from 1 to <see cref="LongestHorizon"/>.</param>
    /// <param name="levels">The levels of the intervals, each between 0 and 1; 80 % and 95 % if left out.</param>
    /// <param name="support">Where the quantity can lie; <see cref="Support.Inferred"/> if left out.</param>
    /// <exception cref="InvalidSeriesException">
    /// The method cannot be fitted to this series, or an observation is outside the support.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon, or a level, is out of its range.</exception>
    public Forecast Forecast(
        TimeSeries series, int horizon, IReadOnlyList<double>? levels = null, Support? support = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizon, LongestHorizon);
        levels ??= [0.8, 0.95];
        foreach (var level in levels) PredictionInterval.RequireLevel(level);
        var chosen = (support ?? Support.Inferred).For(series);
        return new Forecast(Fit(chosen.Transform(series)), horizon, chosen, levels);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The series with the season that the method makes use of (<see cref="SeasonDetection"/>).</summary>
    private protected virtual TimeSeries Seen(TimeSeries series)
    {
        var season = SeasonDetection.Of(series);
        return season == series.SeasonLength ? series : new TimeSeries(series.Values, season);
    }

    /// <summary>Whether trends are rates of growth.</summary>
    internal virtual bool IsMultiplicative => false;

    /// <summary>Refuses a series that the method cannot be fitted to.</summary>
    private protected virtual void Require(TimeSeries series)
    {
    }

    /// <summary>
    /// Fits the method to observations that are not all equal, with the largest of them between 1/2 and 1 in size.
    /// </summary>
    internal abstract Model Fit(double[] y, int seasonLength);

    /// <summary>
    /// Methods see observations in units of a power of two, which loses no digit: no square overflows, and forecasts
    /// scale with the series.
    /// </summary>
    internal static double PowerOfTwoAbove(ReadOnlySpan<double> y)
    {
        var largest = 0.0;
        foreach (var value in y) largest = Math.Max(largest, Math.Abs(value));
        return largest == 0 ? 1 : Math.ScaleB(1, Math.Max(Math.ILogB(largest), -1000) + 1);
    }

    private sealed class ConstantModel(string description, double[] y) : Model(description, y)
    {
        internal override void Predict(int origin, Span<double> mean) => mean.Fill(Fitted[0]);
    }
}
