using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Calibration;

/// <summary>
/// The article's parameters, told from a later base year: the paths of ratio, shares, prices and growth stay where they
/// were, and only the year changes from which they are told. What no source can move keeps its assumption in this way.
/// </summary>
internal static class RebasedArticle
{
    /// <summary>Value and law of every numeric parameter, as of a base year.</summary>
    public static Dictionary<Parameter, (double Value, Distribution? Law)> For(int baseYear)
    {
        var told = Parameters.All.Where(p => !p.IsChoice).ToDictionary(p => p, p => (Value: p.Default, p.Law));

        var path = ToldParameters.From(Article, baseYear);
        Move(told, Parameters.RatioBase, path, Scaled);
        Move(told, Parameters.SpendGrowthInitial, path, Shifted);
        foreach (var (@base, _) in ToldParameters.ShareLines)
            told[@base] = (path[@base.Index], null);
        foreach (var parameter in PricesAndPower)
            Move(told, parameter, path, Scaled);
        foreach (var stock in Stocks)
            told[stock] = (path[stock.Index], null);

        // Anchors of a year that has come would have no path to it; the next one that a baseline may have is a year ahead.
        told[Parameters.AnchorYear] = (Math.Max(Parameters.AnchorYear.Default, baseYear + 1), null);

        // Prices that decline for ten years leave their bounds, and so would a vintage of that base year.
        return told.ToDictionary(t => t.Key, t => LayerToldFrom.Within(t.Key.BoundsFor(baseYear), t.Value.Value, t.Value.Law));
    }

    /// <summary>The share of spend that other GPUs have in a year on the article's path.</summary>
    public static double OtherGpuShare(int year) => Run(Period.OfYear(year)).Value(0, Variables.SpendShare.OtherGpu);

    /// <summary>A law with the same spread in proportion, around a value other than the one it was stated for.</summary>
    public static Distribution Scaled(Parameter parameter, double value) => OfRange(parameter, p => p * value / parameter.Default);

    private static Distribution Shifted(Parameter parameter, double value) => OfRange(parameter, p => p + value - parameter.Default);

    private static IReadOnlyList<Parameter> PricesAndPower { get; } =
    [
        Parameters.NvidiaPriceBase, Parameters.OtherGpuPriceBase, Parameters.AsicPriceBase,
        Parameters.NvidiaPowerBase, Parameters.OtherGpuPowerBase, Parameters.AsicPowerBase,
    ];

    private static IReadOnlyList<Parameter> Stocks { get; } =
    [
        Parameters.NvidiaStockBase, Parameters.OtherGpuStockBase, Parameters.AsicStockBase,
        Parameters.NvidiaStockPower, Parameters.OtherGpuStockPower, Parameters.AsicStockPower,
    ];

    private static ResolvedScenario Article { get; } = ResolvedScenario.Resolve(
        ArticleBaseline.From([]), Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>());

    /// <summary>One year of the article's own vintage.</summary>
    private static Projection Run(Period year) => ProjectionEngine.RunCentral(Article, new PeriodRange(year, year));

    private static void Move(
        Dictionary<Parameter, (double Value, Distribution? Law)> told, Parameter parameter, double[] path,
        Func<Parameter, double, Distribution> law)
        => told[parameter] = path[parameter.Index] is var value && value == parameter.Default
            ? (value, parameter.Law) : (value, law(parameter, value));

    private static Distribution OfRange(Parameter parameter, Func<double, double> move)
        => Distribution.Create(parameter.Law!.Law.Name, new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["p5"] = move(parameter.Law.Quantile(0.05)),
            ["p95"] = move(parameter.Law.Quantile(0.95)),
        });
}
