namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The regression lines through the first observations, and the smoothing of a theta line about them (Fiorucci et al.
/// 2016, equations 12 to 18).
/// </summary>
internal sealed class ThetaLines
{
    /// <summary>Intercept and slope of the line through the first t observations, at index t; 0 before.</summary>
    private readonly double[] _intercepts;
    private readonly double[] _slopes;
    private readonly double _mean;

    internal ThetaLines(ReadOnlySpan<double> y)
    {
        Y = y.ToArray();
        _intercepts = new double[y.Length + 1];
        _slopes = new double[y.Length + 1];
        _intercepts[0] = y[0];
        for (var t = 1; t <= y.Length; t++)
        {
            var value = y[t - 1];
            var next = ((t - 1) * _mean + value) / t;
            _slopes[t] = t == 1 ? 0 : ((t - 2) * _slopes[t - 1] + 6 * (value - _mean) / t) / (t + 1);
            _mean = next;
            _intercepts[t] = _mean - _slopes[t] * (t + 1) / 2;
            if (t > 1) Naive += (value - y[t - 2]) * (value - y[t - 2]);
        }
    }

    internal double[] Y { get; }

    /// <summary>The sum of squared differences: the scale of a sum of squared errors.</summary>
    internal double Naive { get; }

    /// <summary>Smooths the observations.</summary>
    /// <returns>The level after the last observation, and the sum of squared errors but for the first.</returns>
    internal (double Level, double Squares) Smooth(double level, double alpha, double theta, Span<double> fitted)
    {
        var weight = 1 - 1 / theta;
        double decay = 1, squares = 0;
        var inverse = 1 / alpha;
        for (var t = 0; t < Y.Length; t++)
        {
            var next = decay * (1 - alpha);
            var forecast = level + weight * (decay * _intercepts[t] + (1 - next) * inverse * _slopes[t]);
            if (!fitted.IsEmpty) fitted[t] = forecast;
            var error = Y[t] - forecast;
            if (t > 0) squares += error * error;
            level += alpha * (Y[t] - level);
            decay = next;
        }

        return (level, squares);
    }

    /// <summary>Writes the forecasts: each one is smoothed, and moves the line, as if it had been observed.</summary>
    internal void Extend(double level, double alpha, double theta, Span<double> mean)
    {
        var weight = 1 - 1 / theta;
        var decay = Math.Pow(1 - alpha, Y.Length);
        var average = _mean;
        var slope = _slopes[^1];
        var intercept = _intercepts[^1];
        for (var h = 0; h < mean.Length; h++)
        {
            var next = decay * (1 - alpha);
            mean[h] = level + weight * (decay * intercept + (1 - next) / alpha * slope);
            level += alpha * (mean[h] - level);
            decay = next;

            var t = Y.Length + h + 1.0;
            slope = ((t - 2) * slope + 6 * (mean[h] - average) / t) / (t + 1);
            average = ((t - 1) * average + mean[h]) / t;
            intercept = average - slope * (t + 1) / 2;
        }
    }

    /// <summary>The slope of the regression line through all observations.</summary>
    internal static double Slope(ReadOnlySpan<double> adjusted) => new ThetaLines(adjusted)._slopes[^1];
}
