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
    private const int ArticleYear = 2024;

    /// <summary>Value and law of every numeric parameter, as of a base year.</summary>
    public static Dictionary<Parameter, (double Value, Distribution? Law)> For(int baseYear)
    {
        var x = baseYear - ArticleYear;
        var told = Parameters.All.Where(p => !p.IsChoice).ToDictionary(p => p, p => (p.Default, p.Law));

        var limit = Parameters.RatioLimit.Default;
        var ratio = limit * Math.Pow(Parameters.RatioBase.Default / limit, Math.Exp(-Parameters.RatioSpeed.Default * x));
        Move(told, Parameters.RatioBase, ratio, Scaled);

        var longRun = Parameters.SpendGrowthLongRun.Default;
        Move(
            told,
            Parameters.SpendGrowthInitial,
            longRun + (Parameters.SpendGrowthInitial.Default - longRun) * Math.Exp(-Parameters.SpendGrowthFade.Default * x),
            Shifted);

        var anchorDistance = Parameters.AnchorYear.Default - ArticleYear;
        foreach (var (@base, anchor) in ShareLines)
        {
            var logit = Logit(@base.Default) + (Logit(anchor.Default) - Logit(@base.Default)) * x / anchorDistance;
            told[@base] = (1 / (1 + Math.Exp(-logit)), null);
        }

        foreach (var (@base, decline) in Declining)
            Move(told, @base, @base.Default * Math.Pow(1 - decline.Default, x), Scaled);

        if (x > 0)
        {
            var past = Run(Period.OfYear(baseYear - 1));
            foreach (var (stock, power, installed, itPower) in Stocks)
            {
                told[stock] = (past.Value(0, installed), null);
                told[power] = (past.Value(0, itPower) * 1_000, null);
            }
        }

        // Anchors of a year that has come would have no path to it; the next one that a baseline may have is a year ahead.
        told[Parameters.AnchorYear] = (Math.Max(Parameters.AnchorYear.Default, baseYear + 1), null);
        return told;
    }

    /// <summary>The shares by their base and their anchor.</summary>
    public static IReadOnlyList<(Parameter Base, Parameter Anchor)> ShareLines { get; } =
    [
        (Parameters.NvidiaInferenceBase, Parameters.NvidiaInferenceAnchor),
        (Parameters.NvidiaTrainingBase, Parameters.NvidiaTrainingAnchor),
        (Parameters.AsicInferenceBase, Parameters.AsicInferenceAnchor),
        (Parameters.AsicTrainingBase, Parameters.AsicTrainingAnchor),
    ];

    /// <summary>The share of spend that other GPUs have in a year on the article's path.</summary>
    public static double OtherGpuShare(int year) => Run(Period.OfYear(year)).Value(0, Variables.SpendShare.OtherGpu);

    /// <summary>The log odds of a share.</summary>
    public static double Logit(double share) => Math.Log(share / (1 - share));

    /// <summary>A law with the same spread in proportion, around a value other than the one it was stated for.</summary>
    public static Distribution Scaled(Parameter parameter, double value) => OfRange(parameter, p => p * value / parameter.Default);

    private static Distribution Shifted(Parameter parameter, double value) => OfRange(parameter, p => p + value - parameter.Default);

    private static IReadOnlyList<(Parameter Base, Parameter Decline)> Declining { get; } =
    [
        (Parameters.NvidiaPriceBase, Parameters.NvidiaPriceDecline),
        (Parameters.OtherGpuPriceBase, Parameters.OtherGpuPriceDecline),
        (Parameters.AsicPriceBase, Parameters.AsicPriceDecline),
        (Parameters.NvidiaPowerBase, Parameters.NvidiaPowerDecline),
        (Parameters.OtherGpuPowerBase, Parameters.OtherGpuPowerDecline),
        (Parameters.AsicPowerBase, Parameters.AsicPowerDecline),
    ];

    private static IReadOnlyList<(Parameter Stock, Parameter Power, Variable Installed, Variable ItPower)> Stocks { get; } =
    [
        (Parameters.NvidiaStockBase, Parameters.NvidiaStockPower, Variables.ComputeInstalledBy.Nvidia, Variables.ItPowerBy.Nvidia),
        (Parameters.OtherGpuStockBase, Parameters.OtherGpuStockPower, Variables.ComputeInstalledBy.OtherGpu, Variables.ItPowerBy.OtherGpu),
        (Parameters.AsicStockBase, Parameters.AsicStockPower, Variables.ComputeInstalledBy.Asic, Variables.ItPowerBy.Asic),
    ];

    /// <summary>One year of the article's own vintage.</summary>
    private static Projection Run(Period year)
        => ProjectionEngine.RunCentral(
            ResolvedScenario.Resolve(ArticleBaseline.From([]), Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>()),
            new PeriodRange(year, year));

    private static void Move(
        Dictionary<Parameter, (double Value, Distribution? Law)> told, Parameter parameter, double value,
        Func<Parameter, double, Distribution> law)
        => told[parameter] = (value, value == parameter.Default ? parameter.Law : law(parameter, value));

    private static Distribution OfRange(Parameter parameter, Func<double, double> move)
        => Distribution.Create(parameter.Law!.Law.Name, new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["p5"] = move(parameter.Law.Quantile(0.05)),
            ["p95"] = move(parameter.Law.Quantile(0.95)),
        });
}
