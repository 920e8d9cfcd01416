using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// How large the errors of a forecast may be. Their scale at a step pools what the errors of the series itself say (from
/// origins within it) with what is usual for series of its kind, and adds how far the members of the combination are
/// apart; what share of errors lies within which multiple of it was learned.
/// </summary>
/// <remarks>
/// <para>
/// With n observations, a naive error N(h) (<see cref="ErrorFeatures.Naive"/>) and the mean own error E(h) of c(h)
/// forecasts, the scale is the root of (1 + s/n)²·S(h)² + (κ·D(h))²: S(h) is the geometric mean of E(h) with the weight
/// w = k/(k + K) and of N(h)·h^g with 1 − w; k = c(h)/(1 + o(h − 1)) counts overlapping errors as fewer than they are; D(h) is
/// the mean distance of the members from their combination. Beyond the steps that the series has errors for, E grows as N(h)·h^g does, and
/// counts less. The scale does not fall with the horizon. So no interval is narrow because a model is wrong, or because
/// members that go apart cancel each other out.
/// </para>
/// <para>
/// Provenance: s, K, o, κ, g and the factors were learned on the 1,001 series of the M competition (Makridakis et al.
/// 1982), the 1,311 of the tourism competition (Athanasopoulos et al. 2011) and generated series of growing markets,
/// each forecast from its observations and compared with those held back; the three with equal weights, within a class of
/// season length (months: the competitions). The constants are those of the greatest likelihood for Student's t with 4
/// degrees of freedom; the factor of a level p is the score |y − ŷ|/scale of rank p(1 + 1/n) for n series, as split
/// conformal prediction has it (Vovk, Gammerman and Shafer 2005; Lei et al. 2018), with series and not steps for n, since
/// errors of one series depend on each other.
/// </para>
/// <para>
/// The table is printed by <c>dotnet run -c Release --project tests/ForecastFunctions.Benchmarks -- calibrate
/// PATH…</c>, together with the coverage of factors that were learned on one competition and applied to the other.
/// </para>
/// </remarks>
internal sealed record CalibratedErrors(
    double Growth, double Prior, double Overlap, double Shortness, double Disagreement, double[] Factors)
{
    /// <summary>The levels of the table.</summary>
    internal static readonly double[] Levels = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];

    /// <summary>Beyond so many steps errors grow as those of the naive method do.</summary>
    private const int LongHorizon = 24;

    private static readonly double[] Scores = [.. Levels.Select(level => StandardNormal.Quantile((1 + level) / 2))];

    private static readonly CalibratedErrors WithoutSeason =
        new(0.45, 2.28, 0.12, 6.10, 1.38, [0.58, 1.18, 1.66, 2.19, 2.88, 3.64]);

    private static readonly CalibratedErrors ShortSeason =
        new(0.07, 3.59, 0.27, 0.00, 1.28, [0.72, 1.47, 2.07, 2.84, 3.99, 4.64]);

    private static readonly CalibratedErrors LongSeason =
        new(0.00, 2.77, 0.75, 21.29, 1.38, [0.55, 1.15, 1.61, 2.13, 2.89, 3.61]);

    /// <summary>
    /// The errors of series by season length: none; up to 6, such as quarters; longer, such as months.
    /// </summary>
    internal static CalibratedErrors For(int seasonLength) => seasonLength switch
    {
        1 => WithoutSeason,
        <= 6 => ShortSeason,
        _ => LongSeason,
    };

    /// <summary>The scale of the errors at every step of a forecast.</summary>
    internal double[] Scale(ErrorFeatures features, int horizon)
    {
        var scale = new double[horizon];
        if (features.Naive[0] == 0) return scale;
        for (var h = 1; h <= horizon; h++)
        {
            var own = (1 + Shortness / features.Length) * Pooled(features, h);
            var apart = Disagreement * features.Disagreement[h - 1];
            scale[h - 1] = Math.Sqrt(own * own + apart * apart);
            if (h > 1) scale[h - 1] = Math.Max(scale[h - 1], scale[h - 2]);
        }

        return scale;
    }

    /// <summary>
    /// The multiple of the scale that an error stays within with a probability: between the levels of the table linear in
    /// the normal score, and proportional to it beyond the last.
    /// </summary>
    internal double Factor(double level) => FactorOfScore(StandardNormal.Quantile(0.5 + level / 2));

    /// <summary>The same by the normal score of the upper limit.</summary>
    internal double FactorOfScore(double score)
    {
        double low = 0, below = 0;
        for (var i = 0; i < Scores.Length; i++)
        {
            if (score <= Scores[i]) return below + (Factors[i] - below) * (score - low) / (Scores[i] - low);
            (low, below) = (Scores[i], Factors[i]);
        }

        return Factors[^1] * score / Scores[^1];
    }

    private double Pooled(ErrorFeatures features, int h)
    {
        var usual = features.Naive[h - 1] * Math.Pow(Math.Min(h, LongHorizon), Growth);
        var last = Math.Min(h, features.Own.Length);
        if (last == 0) return usual;
        var count = features.Counts[last - 1] / (1 + Overlap * (last - 1)) * last / h;
        var weight = count / (count + Prior);
        var own = features.Own[last - 1] * usual / features.Naive[last - 1] / Math.Pow(last, Growth);
        return Math.Exp(weight * Math.Log(own) + (1 - weight) * Math.Log(usual));
    }
}
