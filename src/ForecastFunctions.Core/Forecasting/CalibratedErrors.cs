namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// How large the errors of a forecast may be. Their scale at a step pools what the errors of the series itself say (from
/// origins within it) with what is usual for series of its kind, and adds how far the members of the combination are
/// apart; what share of errors lies within which multiple of it was learned.
/// </summary>
/// <remarks>
/// <para>
/// With n observations, a naive error N(h) (<see cref="ErrorFeatures.Naive"/>) and the mean own error E(h) of c(h)
/// forecasts, the scale is the root of min(1 + s/n, 2)²·S(h)² + (κ·D(h))²: S(h) is the geometric mean of E(h) with the weight
/// w = k/(k + K) and of N(h) with 1 − w; k = c(h)/(1 + o(h − 1)) counts overlapping errors as fewer than they are; D(h) is
/// the mean distance of the members from their combination. The scale does not fall with the horizon. So no interval is narrow because a model is wrong, or because
/// members that go apart cancel each other out.
/// </para>
/// <para>
/// Provenance: s, K, o, κ and the factors were learned on the 1,001 series of the M competition (Makridakis et al.
/// 1982), the 1,311 of the tourism competition (Athanasopoulos et al. 2011) and generated series of growing markets,
/// each forecast from its observations and compared with those held back; the three with equal weights, within a class of
/// season length (months: the competitions). The constants are those of the greatest likelihood for Student's t with 4
/// degrees of freedom; the factor of a level p is the score |y − ŷ|/scale of rank p(1 + 1/n) for n series, the geometric
/// mean of those of the sets (and 4 % more where generated series take part, most of which are easy), as split conformal prediction has it (Vovk, Gammerman and Shafer 2005; Lei et al. 2018), with series and not steps for n, since
/// errors of one series depend on each other.
/// </para>
/// <para>
/// The table is printed by <c>dotnet run -c Release --project tests/ForecastFunctions.Benchmarks -- calibrate
/// PATH…</c>, together with the coverage of factors that were learned on one competition and applied to the other.
/// </para>
/// </remarks>
internal sealed record CalibratedErrors(
    double Prior, double Overlap, double Shortness, double Disagreement, double[] Factors)
{
    private static readonly CalibratedErrors WithoutSeason =
        new(4.33, 0.15, 6.50, 1.48, [0.60, 1.23, 1.76, 2.29, 3.10, 4.61]);

    private static readonly CalibratedErrors ShortSeason =
        new(3.69, 0.20, 0.00, 1.36, [0.72, 1.50, 2.08, 2.74, 3.53, 4.17]);

    private static readonly CalibratedErrors LongSeason =
        new(3.40, 0.51, 18.30, 1.45, [0.52, 1.09, 1.53, 2.02, 2.73, 3.32]);

    /// <summary>
    /// The errors of series by season length: none; up to 6, such as quarters; longer, such as months.
    /// </summary>
    internal static CalibratedErrors For(int seasonLength) => seasonLength switch
    {
        1 => WithoutSeason,
        <= 6 => ShortSeason,
        _ => LongSeason,
    };

    private const double MostShortness = 2;

    /// <summary>The law of the errors of a forecast.</summary>
    internal ErrorLaw Law(ErrorFeatures features, int horizon) => new(Scale(features, horizon), Factors);

    /// <summary>The scale of the errors at every step of a forecast.</summary>
    internal double[] Scale(ErrorFeatures features, int horizon)
    {
        var scale = new double[horizon];
        if (features.Naive[0] == 0) return scale;
        for (var h = 1; h <= horizon; h++)
        {
            var own = Math.Min(1 + Shortness / features.Length, MostShortness) * Pooled(features, h);
            var apart = Disagreement * features.Disagreement[h - 1];
            scale[h - 1] = features.Unit * Math.Sqrt(own * own + apart * apart);
            if (h > 1) scale[h - 1] = Math.Max(scale[h - 1], scale[h - 2]);
        }

        return scale;
    }

    private double Pooled(ErrorFeatures features, int h)
    {
        var usual = features.Naive[h - 1];
        var count = features.Counts[h - 1] / (1 + Overlap * (h - 1));
        if (count == 0) return usual;
        var weight = count / (count + Prior);
        return Math.Exp(weight * Math.Log(features.Own[h - 1]) + (1 - weight) * Math.Log(usual));
    }
}
