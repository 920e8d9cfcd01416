namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// What a series and the method that was fitted to it tell of the errors to expect; all of them of the logarithm where
/// limits lie above and below by a ratio.
/// </summary>
internal sealed class ErrorFeatures
{
    /// <summary>No error is taken for less than this share of the naive one.</summary>
    private const double LeastRatio = 1e-3;

    private ErrorFeatures(int length, double[] naive, double[] own, double[] counts, double[] disagreement)
    {
        Length = length;
        Naive = naive;
        Own = own;
        Counts = counts;
        Disagreement = disagreement;
    }

    /// <summary>The number of observations.</summary>
    internal int Length { get; }

    /// <summary>
    /// The mean absolute deviation of changes over every step, and of whole seasons, from their mean: the error of a
    /// naive forecast with drift.
    /// </summary>
    internal double[] Naive { get; }

    /// <summary>The mean absolute error at every step from origins within the series, as far as there are any.</summary>
    internal double[] Own { get; }

    /// <summary>How many errors these are the means of.</summary>
    internal double[] Counts { get; }

    /// <summary>The weighted mean absolute distance of the members' forecasts from their combination, at every step.</summary>
    internal double[] Disagreement { get; }

    internal static ErrorFeatures Of(FittedModel model, double[] forecast, Support support)
    {
        var series = model.Series;
        var naive = NaiveErrors(series, support.IsLogarithmic, forecast.Length);
        var rolling = model.Rolling;
        var steps = rolling.Forecasts.Select(f => f.Length).DefaultIfEmpty(0).Max();
        var (own, counts) = (new double[steps], new double[steps]);
        for (var i = 0; i < rolling.Forecasts.Length; i++)
        {
            for (var h = 0; h < rolling.Forecasts[i].Length; h++)
            {
                var observation = series.Span[rolling.First + i + h];
                own[h] += Math.Abs(RollingForecasts.Error(observation, rolling.Forecasts[i][h], support.IsLogarithmic));
                counts[h]++;
            }
        }

        for (var h = 0; h < steps; h++) own[h] = Math.Max(own[h] / counts[h], LeastRatio * naive[0]);
        return new ErrorFeatures(series.Length, naive, own, counts, DisagreementOf(model, forecast, support.IsLogarithmic));
    }

    private static double[] NaiveErrors(TimeSeries series, bool isLogarithmic, int horizon)
    {
        double[] y = [.. isLogarithmic ? series.Values.Select(value => Math.Log(value)) : series.Values];
        var season = series.SeasonLength < y.Length - 1 ? series.SeasonLength : 1;
        var longest = Math.Max(y.Length / 2 / season, 1) * season;
        var errors = new double[horizon];
        for (var h = 0; h < horizon; h++)
        {
            var lag = (h + season) / season * season;
            errors[h] = lag <= longest
                ? h % season == 0 ? NaiveError(y, lag) : errors[h - 1]
                : NaiveError(y, longest) * Math.Sqrt((double)lag / longest);
        }

        return errors;
    }

    /// <summary>
    /// However regular the changes, they are of so many observations: their mean is not known to more than its share.
    /// </summary>
    private static double NaiveError(double[] y, int lag)
    {
        var changes = UnitRoots.Difference(y, Math.Min(lag, y.Length - 2));
        var mean = changes.Average();
        return changes.Average(change => Math.Abs(change - mean)) + Math.Abs(mean) / (changes.Length * changes.Length);
    }

    private static double[] DisagreementOf(FittedModel model, double[] forecast, bool isLogarithmic)
    {
        var distances = new double[forecast.Length];
        foreach (var member in model.Members.Where(member => member.Weight > 0))
        {
            var own = member.Model!.Predict(forecast.Length);
            for (var h = 0; h < distances.Length; h++)
                distances[h] += member.Weight * Math.Abs(RollingForecasts.Error(forecast[h], own[h], isLogarithmic));
        }

        return distances;
    }
}
