namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// A rolling-origin evaluation (Tashman 2000): the method is fitted to the observations up to each origin, and its
/// forecast compared with those that follow. Every origin has the whole horizon.
/// </summary>
public sealed class Backtest
{
    private Backtest(IReadOnlyList<BacktestOrigin> origins) => Origins = origins;

    /// <summary>The forecasts, of the earliest origin first.</summary>
    public IReadOnlyList<BacktestOrigin> Origins { get; }

    /// <summary>The mean of <see cref="Accuracy.Smape"/> over the origins.</summary>
    public double Smape => Mean(o => Accuracy.Smape(o.Actual, o.Point));

    /// <summary>The mean of <see cref="Accuracy.Mase"/>; NaN where no origin has a scale.</summary>
    public double Mase => Mean(o => Accuracy.Mase(o.Forecast.Model.Series, o.Actual, o.Point));

    /// <summary>The mean of <see cref="Accuracy.Rmsse"/>; NaN where no origin has a scale.</summary>
    public double Rmsse => Mean(o => Accuracy.Rmsse(o.Forecast.Model.Series, o.Actual, o.Point));

    /// <summary>The mean of <see cref="Accuracy.ScaledCrps"/>; NaN where no origin has a scale.</summary>
    public double Crps => Mean(o => Accuracy.ScaledCrps(o.Forecast.Model.Series, o.Actual, o.Forecast));

    /// <summary>The share of observations within the interval of a level.</summary>
    /// <param name="level">The probability, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public double Coverage(double level) => Mean(o => Accuracy.Coverage(o.Actual, o.Forecast.Interval(level)));

    /// <summary>The mean of <see cref="Accuracy.Msis"/> at a level; NaN where no origin has a scale.</summary>
    /// <param name="level">The probability, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public double Msis(double level) =>
        Mean(o => Accuracy.Msis(o.Forecast.Model.Series, o.Actual, o.Forecast.Interval(level)));

    /// <summary>Evaluates a method on a series.</summary>
    /// <param name="method">The method.</param>
    /// <param name="series">The observations.</param>
    /// <param name="horizon">The number of periods ahead, at least 1.</param>
    /// <param name="origins">The number of origins, at least 1.</param>
    /// <param name="spacing">The number of periods from one origin to the next, at least 1.</param>
    /// <param name="support">Where the quantity can lie; <see cref="Support.Inferred"/> if left out.</param>
    /// <exception cref="InvalidSeriesException">
    /// There are too few observations for so many origins, or the method cannot be fitted.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Backtest Run(
        ForecastMethod method,
        TimeSeries series,
        int horizon,
        int origins = 1,
        int spacing = 1,
        Support? support = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(origins, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(spacing, 1);
        var first = series.Length - (long)horizon - (origins - 1L) * spacing;
        if (first < TimeSeries.MinimumLength)
        {
            var needed = TimeSeries.MinimumLength + (long)horizon + (origins - 1L) * spacing;
            throw new InvalidSeriesException(
                $"A backtest of {origins} origins at a horizon of {horizon} needs {needed} observations; "
                + $"got {series.Length}.");
        }

        var results = new BacktestOrigin[origins];
        for (var i = 0; i < origins; i++)
        {
            var length = (int)first + i * spacing;
            results[i] = new BacktestOrigin(
                method.Forecast(series.First(length), horizon, [], support),
                series.Span.Slice(length, horizon).ToArray());
        }

        return new Backtest(results);
    }

    private double Mean(Func<BacktestOrigin, double> measure)
    {
        var values = Origins.Select(measure).Where(value => !double.IsNaN(value)).ToList();
        return values.Count == 0 ? double.NaN : values.Average();
    }
}

/// <summary>A forecast from one origin, and what followed.</summary>
public sealed class BacktestOrigin
{
    internal BacktestOrigin(Forecast forecast, double[] actual)
    {
        Forecast = forecast;
        Actual = actual;
        Point = [.. forecast.Mean];
    }

    /// <summary>The forecast.</summary>
    public Forecast Forecast { get; }

    /// <summary>The number of observations that it was made from.</summary>
    public int Observations => Forecast.Model.Series.Length;

    /// <summary>The observations that followed.</summary>
    public IReadOnlyList<double> Following => Actual;

    internal double[] Actual { get; }

    internal double[] Point { get; }
}
