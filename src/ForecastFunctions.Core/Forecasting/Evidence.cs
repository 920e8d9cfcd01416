namespace ForecastFunctions.Core.Forecasting;

/// <summary>What the past of a series says for or against the members of a combination.</summary>
/// <remarks>
/// The constants are round numbers, chosen on the M competition (Makridakis et al. 1982), the tourism competition
/// (Athanasopoulos et al. 2011) and generated series of growing markets: with weights that follow errors more closely, the
/// competitions are forecast worse, and with such that follow them less, growing markets.
/// </remarks>
internal static class Evidence
{
    /// <summary>The age at which an error counts half, as a share of the series.</summary>
    private const double HalfLife = 0.5;

    /// <summary>
    /// A member whose errors are so many times those of the best counts half. Members that are about as good count about
    /// the same: among them, the past of one series tells less than the average of many.
    /// </summary>
    private const double HalfWeight = 2;

    private const double Sharpness = 6;

    /// <summary>The logarithm of the growth over a series at which trends of differences count half.</summary>
    private const double HalfGrowth = 3;

    /// <summary>The growth of the logarithm in a period at which growth curves have about half.</summary>
    private const double FastGrowth = 0.05;

    private const double MostGrowthShare = 0.95;

    /// <summary>Steady growth of months, as far as they show it, lasts less than that of quarters and of years.</summary>
    private const int LongestSteadySeason = 6;

    /// <summary>Of series told without a season: years are seldom more than so many.</summary>
    private const double MostYears = 27;

    /// <summary>The growth of the logarithm in a year from which growth curves are believed less, and their share below it.</summary>
    private const double FastGrowthInYears = 0.08;

    private const double ShareInYears = 0.25;

    /// <summary>
    /// Errors within the series are too small by the parameters that were fitted to it: by this power of Akaike's ratio
    /// (n + k)/(n − k) for k parameters (1/2 would be that of errors one step ahead; more steps need more).
    /// </summary>
    private const double Optimism = 2;

    /// <summary>Parameters count up to this share of the observations.</summary>
    private const double MostParameters = 1.0 / 3;

    private const double Rounding = 1e-9;

    /// <summary>The factors for the weights of members, each from 0 to 1.</summary>
    internal static double[] Factors(TimeSeries series, IReadOnlyList<FittedModel> members)
    {
        var n = series.Length;
        var scores = members
            .Select(member => Score(series, member.Rolling) * OptimismOf(n, member.Parameters))
            .ToArray();
        var best = scores.Where(score => score > 0).DefaultIfEmpty(0).Min();
        return Array.ConvertAll(scores, score =>
            double.IsNaN(score) || best == 0 ? 1 : 1 / (1 + Math.Pow(score / best / HalfWeight, Sharpness)));
    }

    /// <summary>
    /// The factor for members whose trends are differences: 1/2 where a positive series has grown, or shrunk, by the
    /// factor exp(<see cref="HalfGrowth"/>) between its first and its last quarter, and less beyond.
    /// </summary>
    internal static double AdditiveFactor(TimeSeries series) =>
        series.IsPositive ? 1 / (1 + Math.Pow(GrowthOf(series).Total / HalfGrowth, 3)) : 1;

    /// <summary>
    /// The share that growth curves have of a positive series without a season in it: nearly all where it grows fast,
    /// period by period, or is noise about steady growth.
    /// </summary>
    /// <param name="series">The observations.</param>
    /// <param name="steadiness">How probable they make it that they are noise about steady growth.</param>
    internal static double GrowthShare(TimeSeries series, double steadiness) => Math.Max(
        FastShare(series), series.SeasonLength <= LongestSteadySeason ? MostGrowthShare * steadiness : 0);

    /// <summary>
    /// The share by growth alone. Years of fast growth seldom go on, and a series that was told without a season may be of
    /// years, as long as it is no longer than those mostly are.
    /// </summary>
    private static double FastShare(TimeSeries series)
    {
        var rate = GrowthOf(series).Rate;
        var fast = MostGrowthShare / (1 + Math.Pow(FastGrowth / rate, 6));
        if (series.SeasonLength > 1) return fast;
        var years = 1 / (1 + Math.Pow(series.Length / MostYears, 40));
        return years * ShareInYears / (1 + Math.Pow(rate / FastGrowthInYears, 4)) + (1 - years) * fast;
    }

    /// <summary>
    /// By how much the logarithm of a positive series rose, or fell, from its first quarter to its last, and by how much
    /// of that in a period.
    /// </summary>
    private static (double Total, double Rate) GrowthOf(TimeSeries series)
    {
        var count = Math.Max(series.Length / 4, 1);
        double first = 0, last = 0;
        for (var t = 0; t < count; t++)
        {
            first += Math.Log(series.Span[t]) / count;
            last += Math.Log(series.Span[series.Length - 1 - t]) / count;
        }

        var total = Math.Abs(last - first);
        return (total, total / Math.Max(series.Length - count, 1));
    }

    private static double OptimismOf(int length, int parameters)
    {
        var counted = Math.Min(parameters, length * MostParameters);
        return Math.Pow((length + counted) / (length - counted), Optimism);
    }

    /// <summary>The weighted mean of absolute errors, later ones and those of fewer steps counting more.</summary>
    private static double Score(TimeSeries series, RollingForecasts member)
    {
        var isPositive = series.IsPositive;
        double sum = 0, weights = 0;
        for (var i = 0; i < member.Forecasts.Length; i++)
        {
            var origin = member.First + i;
            for (var h = 0; h < member.Forecasts[i].Length; h++)
            {
                var age = series.Length - origin - h - 1;
                var weight = Math.Pow(0.5, age / (HalfLife * series.Length)) / Math.Sqrt(h + 1);
                sum += weight * Math.Abs(RollingForecasts.Error(series.Span[origin + h], member.Forecasts[i][h], isPositive));
                weights += weight;
            }
        }

        // Errors of rounding are not told apart.
        var rounding = isPositive ? Rounding : Rounding * Accuracy.SeasonalNaiveError(series);
        return weights == 0 ? double.NaN : sum / weights + rounding;
    }
}
