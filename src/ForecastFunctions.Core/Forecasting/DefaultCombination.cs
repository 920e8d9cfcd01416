namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The default: a weighted mean of methods that work on the observations and of methods that work on their logarithms.
/// How far each is believed in a series depends on its errors there (<see cref="Evidence"/>), and on how well it did in
/// series like it: the weights here. Growth curves have none but what the series itself gives them.
/// </summary>
/// <remarks>
/// The weights are round numbers between equal ones and those that forward selection (Caruana et al. 2004) finds on the M
/// competition (Makridakis et al. 1982) and on the tourism competition (Athanasopoulos et al. 2011), each tried on the
/// other: <c>dotnet run -c Release --project tests/ForecastFunctions.Benchmarks -- weights PATH…</c> prints both. What is
/// found on one alone does not hold on the other, so they stay near to equal.
/// </remarks>
internal sealed class DefaultCombination : ForecastMethod
{
    /// <summary>
    /// Up to this many observations without season, what a selected model gains is lost in selecting it.
    /// </summary>
    internal const int Short = 50;

    private static readonly ForecastMethod EtsLog = new OnLogarithms(ForecastMethods.AutomaticEts);
    private static readonly ForecastMethod DynamicLog = new OnLogarithms(ForecastMethods.DynamicTheta);
    private static readonly ForecastMethod ThetaLog = new OnLogarithms(ForecastMethods.Theta);
    private static readonly ForecastMethod ComplexLog = new OnLogarithms(ForecastMethods.ComplexSmoothing);
    private static readonly ForecastMethod ArimaLog = new OnLogarithms(ForecastMethods.AutomaticArima);
    private static readonly GrowthCurves Growth = new GrowthCurves();

    private static readonly Combination WithoutSeason = new(
        "combination",
        Combining.WeightedMiddle,
        [
            (ForecastMethods.DynamicTheta, 3), (ForecastMethods.ComplexSmoothing, 2), (ForecastMethods.Drift, 2),
            (EtsLog, 0.3), (DynamicLog, 0.8), (ComplexLog, 2),
        ],
        Growth);

    private static readonly Combination ShortSeason = new(
        "combination",
        Combining.WeightedMean,
        [
            (ForecastMethods.AutomaticEts, 2), (ForecastMethods.Theta, 1), (ForecastMethods.DynamicTheta, 0.5),
            (ForecastMethods.ComplexSmoothing, 0.5), (ForecastMethods.AutomaticArima, 2),
            (ForecastMethods.SeasonalNaive, 1), (EtsLog, 1), (ThetaLog, 1.5), (DynamicLog, 0.5), (ComplexLog, 1),
            (ArimaLog, 0.5),
        ],
        Growth);

    private static readonly Combination LongSeason = new(
        "combination",
        Combining.WeightedMean,
        [
            (ForecastMethods.AutomaticEts, 2), (ForecastMethods.Theta, 1), (ForecastMethods.DynamicTheta, 1),
            (ForecastMethods.ComplexSmoothing, 0.5), (ForecastMethods.AutomaticArima, 2), (ForecastMethods.Drift, 0.5),
            (ForecastMethods.SeasonalNaive, 1.5), (EtsLog, 1), (ThetaLog, 0.5), (DynamicLog, 0.5), (ComplexLog, 1.5),
            (ArimaLog, 1),
        ],
        Growth);

    internal DefaultCombination()
        : base("combination")
    {
    }

    internal override Model Fit(double[] y, int seasonLength) =>
        StraightLine.Through(y) ?? For(y.Length, seasonLength).Fit(y, seasonLength);

    private static Combination For(int length, int seasonLength)
    {
        if (seasonLength == 1) return length <= Short ? WithoutSeason : ShortSeason;
        return seasonLength <= 6 ? ShortSeason : LongSeason;
    }
}
