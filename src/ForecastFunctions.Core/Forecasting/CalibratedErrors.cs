using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// What share of forecast errors lies within which multiple of the series' own <see cref="ErrorScale"/>: learned from
/// errors of the default combination at the forecasts of two competitions, as split conformal prediction does (Vovk,
/// Gammerman and Shafer 2005; Lei et al. 2018).
/// </summary>
/// <remarks>
/// <para>
/// Provenance: the 1,001 series of the M competition (Makridakis et al. 1982) and the 1,311 of the tourism competition
/// (Athanasopoulos et al. 2011), each forecast from its observations and compared with those held back. Scores |y −
/// ŷ|/(scale(h)·h^growth), with the ratio of <see cref="Support.NonNegative"/> below the forecast, are pooled over
/// steps within a class of season length, the two competitions with equal weight. The factor of a level p is the score
/// of rank p(1 + 1/n) for n series: the finite-sample correction, with series and not steps for n, since errors of one
/// series depend on each other.
/// </para>
/// <para>
/// The table is printed by <c>dotnet run -c Release --project tests/ForecastFunctions.Benchmarks -- calibrate
/// PATH…</c>, together with the coverage of factors that were learned on one competition and applied to the other.
/// </para>
/// </remarks>
internal sealed class CalibratedErrors
{
    /// <summary>The levels of the table.</summary>
    internal static readonly double[] Levels = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];

    private static readonly double[] Scores = [.. Levels.Select(level => StandardNormal.Quantile((1 + level) / 2))];

    private static readonly CalibratedErrors WithoutSeason = new(0.57, [0.78, 1.67, 2.38, 3.19, 4.35, 5.56]);
    private static readonly CalibratedErrors ShortSeason = new(0.30, [0.70, 1.59, 2.32, 3.02, 4.30, 6.04]);
    private static readonly CalibratedErrors LongSeason = new(0.13, [0.66, 1.47, 2.15, 2.90, 3.89, 4.71]);

    private readonly double[] _factors;

    internal CalibratedErrors(double growth, double[] factors)
    {
        Growth = growth;
        _factors = factors;
    }

    /// <summary>How much faster errors grow with the horizon than their scale, as an exponent; not negative.</summary>
    internal double Growth { get; }

    /// <summary>
    /// The errors of series by season length: none; up to 6, such as quarters; longer, such as months.
    /// </summary>
    internal static CalibratedErrors For(int seasonLength) => seasonLength switch
    {
        1 => WithoutSeason,
        <= 6 => ShortSeason,
        _ => LongSeason,
    };

    /// <summary>
    /// The multiple of the scale that the error at a step stays within with a probability: between the levels of the
    /// table linear in the normal score, and proportional to it beyond the last.
    /// </summary>
    internal double Factor(int step, double level)
    {
        var score = StandardNormal.Quantile(0.5 + level / 2);
        double low = 0, below = 0;
        var factor = _factors[^1] * score / Scores[^1];
        for (var i = 0; i < Scores.Length; i++)
        {
            if (score <= Scores[i])
            {
                factor = below + (_factors[i] - below) * (score - low) / (Scores[i] - low);
                break;
            }

            (low, below) = (Scores[i], _factors[i]);
        }

        return factor * Math.Pow(step, Growth);
    }
}
