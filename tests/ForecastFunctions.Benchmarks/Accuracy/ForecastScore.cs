using System.Diagnostics;
using ForecastFunctions.Core.Forecasting;
using Measures = ForecastFunctions.Core.Forecasting.Accuracy;

namespace ForecastFunctions.Benchmarks.Accuracy;

/// <summary>The measures of one forecast, and the time that it took.</summary>
internal sealed record ForecastScore(
    string Period,
    int Steps,
    int NonZero,
    double Smape,
    double Mape,
    double Mase,
    double Rmsse,
    double Coverage80,
    double Coverage95,
    double Msis,
    double Crps,
    double Milliseconds)
{
    public static ForecastScore Of(ForecastMethod method, CompetitionSeries series, IReadOnlyList<double> levels)
    {
        var actual = series.HeldBack;
        var start = Stopwatch.GetTimestamp();
        var forecast = method.Forecast(series.Observed, actual.Length, levels);
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double[] median = [.. forecast.Median];
        if (!Array.TrueForAll(median, double.IsFinite))
            throw new InvalidOperationException($"{method} of {series.Id} is not finite.");
        return new ForecastScore(
            series.Period,
            actual.Length,
            actual.Count(y => y != 0),
            Measures.Smape(actual, median),
            Measures.Mape(actual, median),
            Measures.Mase(series.Observed, actual, median),
            Measures.Rmsse(series.Observed, actual, median),
            Measures.Coverage(actual, forecast.Intervals[0]),
            Measures.Coverage(actual, forecast.Intervals[1]),
            Measures.Msis(series.Observed, actual, forecast.Intervals[1]),
            Measures.ScaledCrps(series.Observed, actual, forecast),
            time);
    }
}
