namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// Where the search for the initial state begins (Hyndman et al. 2008, section 2.6.1): seasons by classical
/// decomposition, level and slope by a line through the first adjusted observations.
/// </summary>
internal sealed class EtsInitialState
{
    private EtsInitialState(double[] seasons, double[] adjusted, bool hasSeason)
    {
        Seasons = seasons;
        HasSeason = hasSeason;
        var count = Math.Min(adjusted.Length, Math.Max(10, 2 * seasons.Length));
        (Level, Slope) = Line(adjusted.AsSpan(0, count));
        Mean = adjusted.AsSpan(0, count).ToArray().Average();
        var sum = 0.0;
        for (var t = 0; t < count; t++) sum += Math.Abs(adjusted[t] - Level - Slope * (t + 1));
        Spread = Math.Max(sum / count, 1e-6);
    }

    /// <summary>The seasons, of the first observation first; a single neutral one where there are none.</summary>
    internal double[] Seasons { get; }

    /// <summary>Whether the observations have a season, be it modelled or not.</summary>
    internal bool HasSeason { get; }

    /// <summary>The line one step before the first observation.</summary>
    internal double Level { get; }

    internal double Slope { get; }

    internal double Mean { get; }

    /// <summary>The mean distance of the first observations from the line.</summary>
    internal double Spread { get; }

    /// <param name="y">The observations.</param>
    /// <param name="seasonLength">The length of the season, 1 where there is none.</param>
    /// <param name="season">How the season enters the model.</param>
    /// <param name="hadSeason">Whether the observations were adjusted for one.</param>
    internal static EtsInitialState Of(double[] y, int seasonLength, EtsSeason season, bool hadSeason = false)
    {
        var hasSeason = hadSeason || seasonLength > 1;
        if (season == EtsSeason.None) return new EtsInitialState([0], y, hasSeason);
        var decomposition = SeasonalAdjustment.Decompose(y, seasonLength, season == EtsSeason.Multiplicative);
        var seasons = decomposition.FirstYear.ToArray();
        if (season == EtsSeason.Multiplicative)
        {
            for (var s = 0; s < seasons.Length; s++) seasons[s] = Math.Max(seasons[s], 0.01);
        }

        return new EtsInitialState(seasons, decomposition.Adjusted, hasSeason);
    }

    private static (double Level, double Slope) Line(ReadOnlySpan<double> y)
    {
        double mean = 0, product = 0, square = 0;
        foreach (var value in y) mean += value;
        mean /= y.Length;
        var centre = (y.Length + 1) / 2.0;
        for (var t = 0; t < y.Length; t++)
        {
            product += (t + 1 - centre) * (y[t] - mean);
            square += (t + 1 - centre) * (t + 1 - centre);
        }

        var slope = product / square;
        return (mean - slope * centre, slope);
    }
}
