using System.Diagnostics;
using System.Globalization;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Benchmarks.Accuracy;

/// <summary>
/// Accuracy, coverage and speed of every method on competition series, by competition and period: percentage errors are
/// pooled over all forecasts, scaled ones are means over the series, and times are medians over them.
/// </summary>
internal static class AccuracyReport
{
    private static readonly double[] Levels = [0.8, 0.95];

    public static void Write(IReadOnlyList<string> paths)
    {
        var all = paths.SelectMany(CompetitionSeries.Read).ToList();
        WarmUp(all);
        Console.WriteLine(
            $"{"set",-8} {"period",-10} {"method",-15} {"series",6} {"sMAPE",7} {"MAPE",7} {"MASE",6} {"RMSSE",6} "
            + $"{"80 %",5} {"95 %",5} {"MSIS",6} {"CRPS",6} {"ms",7}");
        foreach (var set in all.GroupBy(s => s.Set, StringComparer.Ordinal))
        {
            var scores = ForecastMethods.All
                .Select(method => (method.Name, Scores: set.Select(s => ForecastScore.Of(method, s, Levels)).ToList()))
                .ToList();
            foreach (var period in set.Select(s => s.Period).Distinct(StringComparer.Ordinal))
            {
                foreach (var (method, own) in scores)
                    Row(set.Key, period, method, own.Where(s => s.Period.Equals(period, StringComparison.Ordinal)));
            }

            foreach (var (method, own) in scores) Row(set.Key, "all", method, own);
        }
    }

    /// <summary>Lets the compiler optimise what is then timed.</summary>
    private static void WarmUp(List<CompetitionSeries> series)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; clock.ElapsedMilliseconds < 2000; i = (i + 37) % series.Count)
        {
            foreach (var method in ForecastMethods.All) ForecastScore.Of(method, series[i], Levels);
        }
    }

    private static void Row(string set, string period, string method, IEnumerable<ForecastScore> scores)
    {
        var own = scores.ToList();
        var times = own.Select(s => s.Milliseconds).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{set,-8} {period,-10} {method,-15} {own.Count,6} {Pooled(s => s.Smape, s => s.Steps),7:F3} "
            + $"{Pooled(s => s.Mape, s => s.NonZero),7:F3} {Mean(s => s.Mase),6:F4} {Mean(s => s.Rmsse),6:F4} "
            + $"{100 * Pooled(s => s.Coverage80, s => s.Steps),5:F1} "
            + $"{100 * Pooled(s => s.Coverage95, s => s.Steps),5:F1} "
            + $"{Mean(s => s.Msis),6:F2} {Mean(s => s.Crps),6:F4} {times[times.Count / 2],7:F3}"));

        double Pooled(Func<ForecastScore, double> measure, Func<ForecastScore, int> weight)
        {
            var defined = own.Where(s => weight(s) > 0).ToList();
            return defined.Sum(s => measure(s) * weight(s)) / defined.Sum(weight);
        }

        double Mean(Func<ForecastScore, double> measure) =>
            own.Select(measure).Where(value => !double.IsNaN(value)).Average();
    }
}
