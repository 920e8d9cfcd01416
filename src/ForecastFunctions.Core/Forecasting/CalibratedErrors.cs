namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// How large the errors of a forecast may be. Their scale at a step pools what the errors of the series itself say (from
/// origins within it) with what is usual for series of its kind, and adds how far the members of the combination are
/// apart; what share of errors lies within which multiple of it was learned. As far as growth curves are believed, the law
/// that follows from them takes its place (<see cref="Evidence.GrowthShare"/>).
/// </summary>
/// <remarks>
/// <para>
/// With n observations, a naive error N(h) (<see cref="ErrorFeatures.Naive"/>) and the mean own error E(h) of c(h)
/// forecasts, the scale is the root of min(1 + s/n, 2)²·S(h)² + D(h)²: S(h) is the geometric mean of E(h) with the weight
/// w = k/(k + <see cref="Prior"/>) and of N(h) with 1 − w; k = c(h)/(1 + <see cref="Overlap"/>(h − 1)) counts overlapping
/// errors as fewer than they are; D(h) is the mean distance of the members from their combination. For logarithms, S(h)
/// is then multiplied by (<see cref="UsualError"/>/S(1)) to the power <see cref="Return"/>: what has been calm is less so
/// later, and what has been wild, less wild. The scale does not fall with the horizon. So no interval is narrow because a
/// model is wrong, or because members that go apart cancel each other out.
/// </para>
/// <para>
/// Provenance: the constants of S(h) are round numbers near to those of greatest likelihood (of Student's t with 4 degrees
/// of freedom) on the 1,001 series of the M competition (Makridakis et al. 1982), the 1,311 of the tourism competition
/// (Athanasopoulos et al. 2011): K from 4 to 16 and ρ from 0.17 to 0.27 are about as good. s and the factors were learned
/// on them, each series forecast from its observations and compared with those held back; the sets with equal weights,
/// within a class of season length. The factor of a level p is the score |y − ŷ|/scale of rank
/// p(1 + 1/n) for n series, the geometric mean of those of the sets, as
/// split conformal prediction has it (Vovk, Gammerman and Shafer 2005; Lei et al. 2018), with series and not steps for n,
/// since errors of one series depend on each other.
/// </para>
/// <para>
/// The table is printed by <c>dotnet run -c Release --project tests/ForecastFunctions.Benchmarks -- calibrate
/// PATH…</c>, together with the coverage of factors that were learned on one competition and applied to the other.
/// </para>
/// </remarks>
internal sealed record CalibratedErrors(double Shortness, double[] Factors)
{
    /// <summary>What is usual weighs as so many errors of the series itself.</summary>
    private const double Prior = 8;

    private const double Overlap = 0.2;

    /// <summary>The power by which relative errors return to what is usual among all series.</summary>
    private const double Return = 0.2;

    /// <summary>An error of 10 % one step ahead.</summary>
    private const double UsualError = 0.1;

    private const double MostShortness = 2;

    private static readonly CalibratedErrors WithoutSeason =
        new(3.28, [0.65, 1.31, 2.00, 2.57, 3.60, 6.21]);

    private static readonly CalibratedErrors ShortSeason =
        new(0.00, [0.67, 1.45, 2.03, 2.58, 3.45, 3.96]);

    private static readonly CalibratedErrors LongSeason =
        new(4.45, [0.59, 1.23, 1.73, 2.27, 3.06, 3.68]);

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
    /// The law of the errors of a forecast: what was learned, together with what the model itself says of its errors as
    /// far as that is believed.
    /// </summary>
    internal static ErrorLaw LawOf(FittedModel model, double[] forecast, Support support)
    {
        var learned = For(model.Series.SeasonLength).Law(ErrorFeatures.Of(model, forecast, support), forecast.Length);
        return support.IsLogarithmic && model.OwnErrors(forecast.Length) is ({ } law, var share) ? learned.With(law, share) : learned;
    }

    /// <summary>The law of the errors of a forecast, as it was learned.</summary>
    internal ErrorLaw Law(ErrorFeatures features, int horizon) => ErrorLaw.Symmetric(Scale(features, horizon), Factors);

    /// <summary>The scale of the errors at every step of a forecast.</summary>
    internal double[] Scale(ErrorFeatures features, int horizon)
    {
        var scale = new double[horizon];
        if (features.Naive[0] == 0) return scale;
        var factor = Math.Min(1 + Shortness / features.Length, MostShortness);
        if (features.IsRelative) factor *= Math.Pow(UsualError / Pooled(features, 1), Return);
        for (var h = 1; h <= horizon; h++)
        {
            var own = factor * Pooled(features, h);
            var apart = features.Disagreement[h - 1];
            scale[h - 1] = features.Unit * Math.Sqrt(own * own + apart * apart);
            if (h > 1) scale[h - 1] = Math.Max(scale[h - 1], scale[h - 2]);
        }

        return scale;
    }

    private static double Pooled(ErrorFeatures features, int h)
    {
        var usual = features.Naive[h - 1];
        var count = features.Counts[h - 1] / (1 + Overlap * (h - 1));
        var weight = count / (count + Prior);
        return weight == 0 ? usual : Math.Exp(weight * Math.Log(features.Own[h - 1]) + (1 - weight) * Math.Log(usual));
    }
}
