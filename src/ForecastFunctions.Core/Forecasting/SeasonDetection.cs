namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The season that a series is to be forecast with: the one that it was told with, where it can be estimated; and where
/// it was told with none, one that its changes repeat all but exactly.
/// </summary>
internal static class SeasonDetection
{
    private const int Longest = 24;

    /// <summary>A season is seen where it recurs so often.</summary>
    private const int FewestSeasons = 3;

    /// <summary>
    /// The share of the variation of changes that recurs, corrected for the number of seasons, from which nobody would
    /// call it chance.
    /// </summary>
    private const double LeastShare = 0.98;

    internal static int Of(TimeSeries series)
    {
        if (series.SeasonLength > 1) return series.Length > 2 * series.SeasonLength ? series.SeasonLength : 1;
        var changes = UnitRoots.Difference([.. series.Values], 1);
        var (best, most) = (1, LeastShare);
        for (var season = 2; season <= Longest && FewestSeasons * season <= series.Length; season++)
        {
            var share = Share(changes, season);
            // A multiple of the season explains as much, and not notably more.
            if (share > most + 0.01 || (best == 1 && share >= most)) (best, most) = (season, share);
        }

        return best;
    }

    /// <summary>Whether the season repeats itself all but exactly, whatever tests of few observations say.</summary>
    internal static bool Recurs(ReadOnlySpan<double> y, int season) =>
        season > 1 && FewestSeasons * season <= y.Length
        && Share(UnitRoots.Difference(y.ToArray(), 1), season) >= LeastShare;

    private static double Share(double[] changes, int season)
    {
        var mean = changes.Average();
        double total = 0, within = 0;
        for (var phase = 0; phase < season; phase++)
        {
            double sum = 0;
            var count = 0;
            for (var t = phase; t < changes.Length; t += season)
            {
                sum += changes[t];
                count++;
            }

            for (var t = phase; t < changes.Length; t += season)
            {
                within += Math.Pow(changes[t] - sum / count, 2);
                total += Math.Pow(changes[t] - mean, 2);
            }
        }

        return total == 0 ? 0 : 1 - within / (changes.Length - season) / (total / (changes.Length - 1));
    }
}
