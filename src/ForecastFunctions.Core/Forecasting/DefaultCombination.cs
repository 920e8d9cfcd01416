namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The default: the mean of four methods that select or estimate a model each, and for short series without season that
/// of three that have little to estimate.
/// </summary>
/// <remarks>
/// The members were chosen on the M competition (Makridakis et al. 1982) and the tourism competition (Athanasopoulos et
/// al. 2011): where they differ from those of Petropoulos and Svetunkov (2020), which are the four, the errors of
/// yearly series are smaller on both.
/// </remarks>
internal sealed class DefaultCombination : ForecastMethod
{
    /// <summary>
    /// Up to this many observations without season, what a selected model gains is lost in selecting it.
    /// </summary>
    internal const int Short = 50;

    private static readonly Combination OfFour = new(
        "combination",
        Combining.Mean,
        ForecastMethods.AutomaticEts,
        ForecastMethods.DynamicTheta,
        ForecastMethods.ComplexSmoothing,
        ForecastMethods.AutomaticArima);

    private static readonly Combination OfThree = new(
        "combination",
        Combining.Mean,
        ForecastMethods.DynamicTheta,
        ForecastMethods.ComplexSmoothing,
        ForecastMethods.Drift);

    internal DefaultCombination()
        : base("combination")
    {
    }

    internal override Model Fit(double[] y, int seasonLength) =>
        (seasonLength == 1 && y.Length <= Short ? OfThree : OfFour).Fit(y, seasonLength);
}
