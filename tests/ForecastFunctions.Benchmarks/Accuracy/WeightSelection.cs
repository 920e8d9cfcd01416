using System.Globalization;
using ForecastFunctions.Core.Forecasting;
using Measures = ForecastFunctions.Core.Forecasting.Accuracy;

namespace ForecastFunctions.Benchmarks.Accuracy;

/// <summary>
/// What weights of members do best: found by forward selection with replacement (Caruana et al. 2004) on each
/// competition, and tried on the others. Errors are MASE, by the mean of all members for the search, so that no series
/// counts for many.
/// </summary>
internal static class WeightSelection
{
    private const int Steps = 24;

    private static readonly ForecastMethod[] Candidates =
    [
        ForecastMethods.AutomaticEts, ForecastMethods.DynamicTheta, ForecastMethods.ComplexSmoothing,
        ForecastMethods.AutomaticArima, ForecastMethods.Drift, ForecastMethods.Theta,
        new OnLogarithms(ForecastMethods.AutomaticEts), new OnLogarithms(ForecastMethods.DynamicTheta),
        new OnLogarithms(ForecastMethods.ComplexSmoothing), new OnLogarithms(ForecastMethods.AutomaticArima),
        new OnLogarithms(ForecastMethods.Theta), ForecastMethods.Naive, ForecastMethods.SeasonalNaive,
    ];

    public static void Write(IReadOnlyList<string> paths)
    {
        foreach (var period in paths.SelectMany(CompetitionSeries.Read).GroupBy(s => s.Period, StringComparer.Ordinal))
        {
            CompetitionSeries[] series = [.. period];
            var forecasts = new MemberForecasts[series.Length];
            Parallel.For(0, series.Length, i => forecasts[i] = MemberForecasts.Of(series[i]));
            var sets = forecasts.GroupBy(f => f.Series.Set, StringComparer.Ordinal).ToList();
            Show(period.Key, "equal", [.. Candidates.Select(_ => 1.0)], sets);
            foreach (var set in sets) Show(period.Key, set.Key, Select([.. set]), sets);
        }
    }

    private static double[] Select(IReadOnlyList<MemberForecasts> training)
    {
        var weights = new double[Candidates.Length];
        var (best, least) = (weights, double.PositiveInfinity);
        for (var step = 0; step < Steps; step++)
        {
            var errors = new double[weights.Length];
            for (var j = 0; j < weights.Length; j++)
            {
                weights[j]++;
                errors[j] = training.Average(f => f.Mase(weights) / f.Usual);
                weights[j]--;
            }

            var next = Array.IndexOf(errors, errors.Min());
            weights[next]++;
            if (errors[next] < least) (best, least) = ([.. weights], errors[next]);
        }

        return best;
    }

    private static void Show(
        string period, string learned, double[] weights, List<IGrouping<string, MemberForecasts>> sets)
    {
        var errors = string.Join("  ", sets.Select(
            set => string.Create(CultureInfo.InvariantCulture, $"{set.Key} {set.Average(f => f.Mase(weights)):F4}")));
        var names = string.Join(" ", Candidates.Zip(weights).Where(c => c.Second > 0).Select(
            c => string.Create(CultureInfo.InvariantCulture, $"{c.First}:{c.Second:F0}")));
        Console.WriteLine($"{period,-10} {learned,-8} {errors}  {names}");
    }

    private sealed record MemberForecasts(CompetitionSeries Series, double[]?[] Forecasts, double[] Factors, double Usual)
    {
        public static MemberForecasts Of(CompetitionSeries series)
        {
            var models = Array.ConvertAll(Candidates, method => Fit(method, series.Observed));
            var forecasts = Array.ConvertAll(models, model => model?.Predict(series.HeldBack.Length));
            var fitted = models.OfType<FittedModel>().ToList();
            var evidence = new Queue<double>(Evidence.Factors(series.Observed, fitted));
            var factors = Array.ConvertAll(models, model => model is null ? 0 : evidence.Dequeue());
            var usual = forecasts.OfType<double[]>().Average(f => Measures.Mase(series.Observed, series.HeldBack, f));
            return new MemberForecasts(series, forecasts, factors, Math.Max(usual, 0.2));
        }

        public double Mase(double[] weights)
        {
            var mean = new double[Series.HeldBack.Length];
            var total = 0.0;
            for (var j = 0; j < weights.Length; j++)
            {
                if (weights[j] == 0 || Forecasts[j] is not { } own) continue;
                total += weights[j] * Factors[j];
                for (var h = 0; h < mean.Length; h++) mean[h] += weights[j] * Factors[j] * own[h];
            }

            // Members that cannot be fitted leave the naive forecast.
            for (var h = 0; h < mean.Length; h++) mean[h] = total == 0 ? Series.Observed.Values[^1] : mean[h] / total;
            return Measures.Mase(Series.Observed, Series.HeldBack, mean);
        }

        private static FittedModel? Fit(ForecastMethod method, TimeSeries series)
        {
            try
            {
                return method.Fit(series);
            }
            catch (InvalidSeriesException)
            {
                return null;
            }
        }
    }
}
