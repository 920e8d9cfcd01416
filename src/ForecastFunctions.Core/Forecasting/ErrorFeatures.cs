namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// What a series and the method that was fitted to it tell of the errors to expect; all of them of the logarithm where
/// limits lie above and below by a ratio.
/// </summary>
/// <remarks>
/// Errors at many steps are of few and overlapping forecasts: they are taken from a power of the horizon that is fitted
/// to all steps, drawn towards the exponent <see cref="UsualGrowth"/>.
/// </remarks>
internal sealed class ErrorFeatures
{
    /// <summary>No error is taken for less than this share of the naive one.</summary>
    private const double LeastRatio = 1e-3;

    /// <summary>Between 0, of noise about a curve, and 1/2, of a random walk.</summary>
    private const double UsualGrowth = 0.4;

    /// <summary>The weight of that exponent, in squared deviations of the logarithm of the horizon.</summary>
    private const double GrowthWeight = 1;

    private ErrorFeatures(
        int length, bool isRelative, double unit, double[] naive, double[] own, double[] counts, double[] disagreement)
    {
        Length = length;
        IsRelative = isRelative;
        Unit = unit;
        Naive = naive;
        Own = own;
        Counts = counts;
        Disagreement = disagreement;
    }

    /// <summary>The number of observations.</summary>
    internal int Length { get; }

    /// <summary>Whether errors are of the logarithm, and so without unit.</summary>
    internal bool IsRelative { get; }

    /// <summary>
    /// What errors are in units of: 1 for logarithms, else a power of two, so that forecasts scale with the series.
    /// </summary>
    internal double Unit { get; }

    /// <summary>
    /// The mean absolute deviation of changes over every step, in whole seasons, from their mean: the error of a naive
    /// forecast with drift. 0 where all observations are equal.
    /// </summary>
    internal double[] Naive { get; }

    /// <summary>The mean absolute error at every step from origins within the series; all 0 without any.</summary>
    internal double[] Own { get; }

    /// <summary>How many errors these rest on.</summary>
    internal double[] Counts { get; }

    /// <summary>The weighted mean absolute distance of the members' forecasts from their combination, at every step.</summary>
    internal double[] Disagreement { get; }

    internal static ErrorFeatures Of(FittedModel model, double[] forecast, Support support)
    {
        var isLogarithmic = support.IsLogarithmic;
        var power = ForecastMethod.PowerOfTwoAbove(model.Series.Span);
        var unit = isLogarithmic ? 1 : power;
        double[] y = [.. model.Series.Values.Select(value => isLogarithmic ? Math.Log(value / power) : value / power)];
        var naive = NaiveErrors(y, model.Series.SeasonLength, forecast.Length);
        var (own, counts) = OwnErrors(model, isLogarithmic, unit, forecast.Length, LeastRatio * naive[0]);
        return new ErrorFeatures(
            y.Length, isLogarithmic, unit, naive, own, counts, DisagreementOf(model, forecast, isLogarithmic, unit));
    }

    private static (double[] Errors, double[] Counts) OwnErrors(
        FittedModel model, bool isLogarithmic, double unit, int horizon, double least)
    {
        var rolling = model.Rolling;
        var steps = rolling.Forecasts.Select(f => f.Length).DefaultIfEmpty(0).Max();
        var (errors, counts) = (new double[steps], new double[steps]);
        for (var i = 0; i < rolling.Forecasts.Length; i++)
        {
            for (var h = 0; h < rolling.Forecasts[i].Length; h++)
            {
                var observation = model.Series.Span[rolling.First + i + h];
                errors[h] += Math.Abs(RollingForecasts.Error(observation, rolling.Forecasts[i][h], isLogarithmic)) / unit;
                counts[h]++;
            }
        }

        if (steps == 0) return (new double[horizon], new double[horizon]);
        for (var h = 0; h < steps; h++) errors[h] = Math.Max(errors[h] / counts[h], least);
        var spread = new double[horizon];
        // Beyond the steps that were looked at, the errors at the last of them count less the further ahead.
        for (var h = 0; h < horizon; h++) spread[h] = h < steps ? counts[h] : counts[^1] * steps / (h + 1);
        return (Smoothed(errors, counts, 1, model.Series.Length, horizon), spread);
    }

    /// <summary>
    /// However regular the changes, they are of so many observations: their mean is not known to more than its share.
    /// </summary>
    private static double[] NaiveErrors(double[] y, int seasonLength, int horizon)
    {
        var season = seasonLength < y.Length - 1 ? seasonLength : 1;
        var errors = new double[Math.Clamp(y.Length / 2 / season, 1, 8)];
        var counts = new double[errors.Length];
        for (var i = 0; i < errors.Length; i++)
        {
            var changes = UnitRoots.Difference(y, (i + 1) * season);
            var mean = changes.Average();
            errors[i] = changes.Average(change => Math.Abs(change - mean)) + Math.Abs(mean) / (changes.Length * changes.Length);
            counts[i] = changes.Length;
        }

        if (errors[0] == 0) return new double[horizon];
        for (var i = 1; i < errors.Length; i++) errors[i] = Math.Max(errors[i], LeastRatio * errors[0]);
        return Smoothed(errors, counts, season, y.Length, horizon);
    }

    private static double[] DisagreementOf(
        FittedModel model, double[] forecast, bool isLogarithmic, double unit)
    {
        var distances = new double[forecast.Length];
        foreach (var member in model.Members.Where(member => member.Weight > 0))
        {
            var own = member.Model!.Predict(forecast.Length);
            for (var h = 0; h < distances.Length; h++)
                distances[h] += member.Weight * Math.Abs(RollingForecasts.Error(forecast[h], own[h], isLogarithmic)) / unit;
        }

        return distances;
    }

    /// <summary>
    /// The power of the step, or of the season that it is in, that fits the errors; those of overlapping steps count as
    /// one. The more errors grow, the more there is in the drift, which is that of the whole series here and will not be
    /// later: for a random walk, errors to come are (1 + h/n) times those within the series, to the first order.
    /// </summary>
    private static double[] Smoothed(double[] errors, double[] counts, int season, int length, int horizon)
    {
        double total = 0, x = 0, y = 0;
        for (var i = 0; i < errors.Length; i++)
        {
            var weight = counts[i] / (i + 1);
            total += weight;
            x += weight * Math.Log(i + 1);
            y += weight * Math.Log(errors[i]);
        }

        (x, y) = (x / total, y / total);
        double product = 0, square = 0;
        for (var i = 0; i < errors.Length; i++)
        {
            var weight = counts[i] / (i + 1);
            var deviation = Math.Log(i + 1) - x;
            product += weight * deviation * (Math.Log(errors[i]) - y);
            square += weight * deviation * deviation;
        }

        var growth = Math.Clamp((product + GrowthWeight * UsualGrowth) / (square + GrowthWeight), 0, 1);
        var smoothed = new double[horizon];
        for (var h = 0; h < horizon; h++)
        {
            var drift = 2 * growth * Math.Log(1 + (h + 1.0) / length);
            smoothed[h] = Math.Exp(y + growth * (Math.Log(h / season + 1) - x) + drift);
        }

        return smoothed;
    }
}
