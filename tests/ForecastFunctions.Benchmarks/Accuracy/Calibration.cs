using System.Globalization;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Benchmarks.Accuracy;

/// <summary>
/// Learns the constants of <see cref="CalibratedErrors"/> from competition series, prints them, and
/// shows how well such as were learned without some series cover these: each set by the others.
/// </summary>
internal static class Calibration
{
    /// <summary>The degrees of freedom of the law whose likelihood is the greatest.</summary>
    private const double Freedom = 4;

    private static readonly (string Name, int Least, int Most)[] Classes =
        [("WithoutSeason", 1, 1), ("ShortSeason", 2, 6), ("LongSeason", 7, int.MaxValue)];

    public static void Write(IReadOnlyList<string> paths)
    {
        CompetitionSeries[] series = [.. paths.SelectMany(CompetitionSeries.Read)];
        var observed = new ForecastErrors[series.Length];
        Parallel.For(0, series.Length, i => observed[i] = ForecastErrors.Of(series[i]));
        foreach (var (name, least, most) in Classes)
        {
            var own = observed.Where(e => e.SeasonLength >= least && e.SeasonLength <= most && e.Features.Naive[0] > 0).ToList();
            var learned = Learn(own);
            Line($"{name} = new(");
            Line($"    {learned.Shortness:F2}, [{Numbers(learned.Factors)}]);");
            foreach (var set in own.Select(e => e.Set).Distinct(StringComparer.Ordinal))
            {
                Cover($"{set}, by all", own.Where(e => IsOf(e, set)), learned);
                var others = own.Where(e => !IsOf(e, set)).ToList();
                if (others.Count > 0) Cover($"{set}, by the others", own.Where(e => IsOf(e, set)), Learn(others));
            }
        }
    }

    private static CalibratedErrors Learn(List<ForecastErrors> errors)
    {
        var sets = errors.GroupBy(e => e.Set, StringComparer.Ordinal).Select(g => g.ToList()).ToList();
        double[] x = [2, 1];
        double[] step = [1, 0.2];
        var least = Loss(x);
        for (var round = 0; round < 8; round++)
        {
            for (var k = 0; k < x.Length; k++)
            {
                foreach (var sign in (int[])[1, -1])
                    while (Move(k, sign)) { }
            }

            for (var k = 0; k < step.Length; k++) step[k] *= 0.6;
        }

        var constants = Constants(x);
        return constants with { Factors = FactorsOf(sets, constants) };

        bool Move(int k, int sign)
        {
            var moved = Math.Max(x[k] + sign * step[k], 0);
            if (moved == x[k]) return false;
            var kept = x[k];
            x[k] = moved;
            var loss = Loss(x);
            if (loss < least - 1e-9)
            {
                least = loss;
                return true;
            }

            x[k] = kept;
            return false;
        }

        double Loss(double[] at) => at[1] == 0 ? double.PositiveInfinity : sets.Sum(set => set.Average(e => e.Loss(Constants(at), at[1], Freedom)));
    }

    private static CalibratedErrors Constants(double[] x) => new(x[0], []);

    private static double[] FactorsOf(List<List<ForecastErrors>> sets, CalibratedErrors constants)
    {
        var logarithms = new double[ErrorLaw.Levels.Length];
        foreach (var set in sets)
        {
            double[] scores = [.. set.SelectMany(e => e.Scores(constants)).Select(Math.Abs).Order()];
            for (var i = 0; i < logarithms.Length; i++)
            {
                var rank = (int)Math.Ceiling(ErrorLaw.Levels[i] * (1 + 1.0 / set.Count) * scores.Length);
                logarithms[i] += Math.Log(scores[Math.Min(rank, scores.Length) - 1]) / sets.Count;
            }
        }

        return Array.ConvertAll(logarithms, Math.Exp);
    }

    private static string Numbers(double[] values) =>
        string.Join(", ", values.Select(value => value.ToString("F2", CultureInfo.InvariantCulture)));

    private static bool IsOf(ForecastErrors errors, string set) => string.Equals(errors.Set, set, StringComparison.Ordinal);

    private static void Cover(string what, IEnumerable<ForecastErrors> errors, CalibratedErrors learned)
    {
        var scores = errors
            .SelectMany(e =>
            {
                var law = learned.Law(e.Features, e.Deviations.Length);
                return e.Deviations.Select((deviation, h) => (Law: law, Step: h + 1, Deviation: deviation));
            })
            .ToList();
        Line($"  {what,-26} 80 %: {100 * Share(0.8):F1}   95 %: {100 * Share(0.95):F1}");

        double Share(double level) => (double)scores.Count(
            s => Math.Abs(s.Deviation) <= s.Law.Deviation(s.Step, StandardNormal.Quantile((1 + level) / 2))) / scores.Count;
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>The errors of one forecast, and what was known of them before.</summary>
    private sealed record ForecastErrors(string Set, int SeasonLength, ErrorFeatures Features, double[] Deviations)
    {
        public static ForecastErrors Of(CompetitionSeries series)
        {
            var model = ForecastMethods.Combination.Fit(series.Observed);
            var centre = model.Predict(series.HeldBack.Length);
            var support = Support.Inferred.For(series.Observed);
            return new ForecastErrors(
                series.Set, series.Observed.SeasonLength, ErrorFeatures.Of(model, centre, support),
                [.. series.HeldBack.Select((y, h) => support.Deviation(centre[h], y))]);
        }

        public double[] Scores(CalibratedErrors constants)
        {
            var scale = constants.Scale(Features, Deviations.Length);
            return [.. Deviations.Select((deviation, h) => deviation / scale[h])];
        }

        /// <summary>Minus the mean log likelihood, but for constants and the unit of the series.</summary>
        public double Loss(CalibratedErrors constants, double width, double freedom)
        {
            var scale = constants.Scale(Features, Deviations.Length);
            var sum = 0.0;
            for (var h = 0; h < scale.Length; h++)
            {
                var score = Deviations[h] / (width * scale[h]);
                sum += Math.Log(width * scale[h] / (Features.Unit * Features.Naive[0])) + (freedom + 1) / 2 * Math.Log(1 + score * score / freedom);
            }

            return sum / scale.Length;
        }
    }
}
