namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// A rolling-origin evaluation (Tashman 2000): the method is fitted to the observations up to each origin, and its
/// forecast compared with those that follow. Every origin has the whole horizon.
/// </summary>
public sealed class Backtest
{
    private readonly Range _steps;

    private Backtest(IReadOnlyList<BacktestOrigin> origins, Range steps)
    {
        Origins = origins;
        _steps = steps;
    }

    /// <summary>The forecasts, of the earliest origin first.</summary>
    public IReadOnlyList<BacktestOrigin> Origins { get; }

    /// <summary>The mean of <see cref="Accuracy.Smape"/> over the origins.</summary>
    public double Smape => Mean(o => Accuracy.Smape(Actual(o), Point(o)));

    /// <summary>The mean of <see cref="Accuracy.Mase"/>; NaN where no origin has a scale.</summary>
    public double Mase => Mean(o => Accuracy.Mase(o.Series, Actual(o), Point(o)));

    /// <summary>The mean of <see cref="Accuracy.Rmsse"/>; NaN where no origin has a scale.</summary>
    public double Rmsse => Mean(o => Accuracy.Rmsse(o.Series, Actual(o), Point(o)));

    /// <summary>The mean of <see cref="Accuracy.ScaledCrps"/>; NaN where no origin has a scale.</summary>
    public double Crps => Mean(o => o.Crps.Value[_steps].Average());

    /// <summary>The share of observations within the interval of a level.</summary>
    /// <param name="level">The probability, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public double Coverage(double level) => Mean(o => Accuracy.Coverage(Actual(o), Interval(o, level)));

    /// <summary>The mean of <see cref="Accuracy.Msis"/> at a level; NaN where no origin has a scale.</summary>
    /// <param name="level">The probability, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public double Msis(double level) =>
        Mean(o => Accuracy.Msis(o.Series, Actual(o), Interval(o, level)));

    /// <summary>The same evaluation at one step of the horizon alone.</summary>
    /// <param name="step">The step, from 1 to the horizon.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not one of the horizon.</exception>
    public Backtest At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, Origins[0].Actual.Length);
        return new Backtest(Origins, (step - 1)..step);
    }

    /// <summary>Evaluates a method on a series.</summary>
    /// <param name="method">The method.</param>
    /// <param name="series">The observations.</param>
    /// <param name="horizon">The number of periods ahead, at least 1.</param>
    /// <param name="origins">The number of origins, at least 1.</param>
    /// <param name="spacing">The number of periods from one origin to the next, at least 1.</param>
    /// <param name="support">Where the quantity can lie; <see cref="Support.Inferred"/> if left out.</param>
    /// <param name="levels">The levels that will be asked for; they save time, and change nothing.</param>
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
        Support? support = null,
        IReadOnlyList<double>? levels = null)
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
            var observed = series.First(length);
            results[i] = new BacktestOrigin(
                observed,
                method.Forecast(observed, horizon, levels ?? [], support),
                series.Span.Slice(length, horizon).ToArray());
        }

        return new Backtest(results, ..);
    }

    private ReadOnlySpan<double> Actual(BacktestOrigin origin) => origin.Actual.AsSpan(_steps);

    private ReadOnlySpan<double> Point(BacktestOrigin origin) => origin.Point.AsSpan(_steps);

    private PredictionInterval Interval(BacktestOrigin origin, double level)
    {
        var whole = origin.Forecast.Intervals.FirstOrDefault(i => i.Level == level) ?? origin.Forecast.Interval(level);
        return new PredictionInterval(level, [.. whole.Lower.Take(_steps)], [.. whole.Upper.Take(_steps)]);
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
    internal BacktestOrigin(TimeSeries series, Forecast forecast, double[] actual)
    {
        Series = series;
        Forecast = forecast;
        Actual = actual;
        Point = [.. forecast.Median];
        Crps = new Lazy<double[]>(() => Accuracy.ScaledCrpsOfSteps(series, actual, forecast));
    }

    /// <summary>The forecast.</summary>
    public Forecast Forecast { get; }

    /// <summary>The number of observations that it was made from.</summary>
    public int Observations => Series.Length;

    /// <summary>The observations that followed.</summary>
    public IReadOnlyList<double> Following => Actual;

    /// <summary>The observations that it was made from; they give the scale of scaled measures.</summary>
    internal TimeSeries Series { get; }

    internal double[] Actual { get; }

    internal double[] Point { get; }

    internal Lazy<double[]> Crps { get; }
}
