using System.Globalization;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Benchmarks.Accuracy;

/// <summary>
/// Learns the factors of <see cref="CalibratedErrors"/> from competition series, prints them, and shows how well
/// factors that were learned without some series cover these: each competition by the others, and each fifth of all by
/// the rest.
/// </summary>
internal static class Calibration
{
    private const int Folds = 5;

    /// <summary>
    /// Scores beyond so many means do not take part in the choice of the growth; nor larger ones in that mean.
    /// </summary>
    private const double Outlying = 20;

    private static readonly (string Name, int Least, int Most)[] Classes =
        [("WithoutSeason", 1, 1), ("ShortSeason", 2, 6), ("LongSeason", 7, int.MaxValue)];

    public static void Write(IReadOnlyList<string> paths)
    {
        var series = paths.SelectMany(CompetitionSeries.Read).ToList();
        var errors = series.SelectMany((s, place) => Errors(s, place)).ToList();
        var sets = series.Select(s => s.Set).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (name, least, most) in Classes)
        {
            var own = errors.Where(e => e.SeasonLength >= least && e.SeasonLength <= most).ToList();
            var (growth, factors) = Learn(own);
            var numbers = string.Join(", ", factors.Select(f => f.ToString("F2", CultureInfo.InvariantCulture)));
            Line($"{name} = new({growth:F2}, [{numbers}]);");
            foreach (var set in sets)
            {
                var other = own.Where(e => !IsOf(e, set)).ToList();
                Cover($"{set}, by the others", Inside(own.Where(e => IsOf(e, set)), other).ToList());
            }

            var folds = Enumerable.Range(0, Folds)
                .SelectMany(fold => Inside(
                    own.Where(e => e.Series % Folds == fold), own.Where(e => e.Series % Folds != fold).ToList()))
                .ToList();
            Cover("all, by the other fifths", folds);
            foreach (var set in sets) Cover($"  of which {set}", folds.Where(f => IsOf(f.Error, set)).ToList());
        }
    }

    private static IEnumerable<ScaledError> Errors(CompetitionSeries series, int place)
    {
        var horizon = series.HeldBack.Length;
        var model = ForecastMethods.Combination.Fit(series.Observed);
        var forecast = model.Predict(horizon);
        var support = Support.Inferred.For(series.Observed);
        var scale = ErrorScale.Of(model, forecast, support.KeepsZero);
        for (var h = 1; h <= horizon; h++)
        {
            if (!(scale[h] > 0)) continue;
            var error = support.Deviation(forecast[h - 1], series.HeldBack[h - 1]) / scale[h];
            yield return new ScaledError(series.Set, place, series.Observed.SeasonLength, h, error);
        }
    }

    private static (double Growth, double[] Factors) Learn(List<ScaledError> errors)
    {
        var weights = errors.CountBy(e => e.Set, StringComparer.Ordinal)
            .ToDictionary(s => s.Key, s => 1.0 / s.Value, StringComparer.Ordinal);
        var growth = Growth(errors, weights);
        var sorted = errors
            .Select(e => (Score: e.Size / Math.Pow(e.Step, growth), Weight: weights[e.Set]))
            .OrderBy(e => e.Score)
            .ToList();
        var total = sorted.Sum(e => e.Weight);
        var count = errors.Select(e => e.Series).Distinct().Count();
        return (growth, [.. CalibratedErrors.Levels.Select(level => Quantile(level * (1 + 1.0 / count) * total))]);

        double Quantile(double rank)
        {
            var sum = 0.0;
            foreach (var (score, weight) in sorted)
            {
                sum += weight;
                if (sum >= rank) return score;
            }

            return sorted[^1].Score;
        }
    }

    /// <summary>
    /// The exponent of the horizon that makes scores most alike: the maximum likelihood for Laplace errors whose scale
    /// is proportional to that power, in steps of a hundredth.
    /// </summary>
    private static double Growth(List<ScaledError> errors, Dictionary<string, double> weights)
    {
        var most = Outlying * errors.Average(e => Math.Min(e.Size, Outlying));
        var kept = errors.Where(e => e.Size <= most).ToList();
        var total = kept.Sum(e => weights[e.Set]);
        return Enumerable.Range(0, 101).Select(g => g / 100.0).MinBy(g =>
            Math.Log(kept.Sum(e => weights[e.Set] * e.Size * Math.Pow(e.Step, -g)) / total)
            + g * kept.Sum(e => weights[e.Set] * Math.Log(e.Step)) / total);
    }

    private static IEnumerable<Covered> Inside(IEnumerable<ScaledError> test, List<ScaledError> training)
    {
        if (training.Count == 0) return [];
        var (growth, factors) = Learn(training);
        var learned = new CalibratedErrors(growth, factors);
        return test.Select(e => new Covered(
            e, e.Size <= learned.Factor(e.Step, 0.8), e.Size <= learned.Factor(e.Step, 0.95)));
    }

    private static bool IsOf(ScaledError error, string set) => string.Equals(error.Set, set, StringComparison.Ordinal);

    private static void Cover(string what, List<Covered> covered)
    {
        if (covered.Count == 0) return;
        Line($"  {what,-26} 80 %: {100 * Share(c => c.At80):F1}   95 %: {100 * Share(c => c.At95):F1}");

        double Share(Func<Covered, bool> isInside) => (double)covered.Count(isInside) / covered.Count;
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private readonly record struct ScaledError(string Set, int Series, int SeasonLength, int Step, double Size);

    private readonly record struct Covered(ScaledError Error, bool At80, bool At95);
}
