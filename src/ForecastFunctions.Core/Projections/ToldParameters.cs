using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// A scenario's parameters, told from a later base year: spend, ratio, shares, prices, power and stock are where the
/// scenario's own path has them by then, so that the path stays where it is, and only the year changes from which it is told.
/// </summary>
internal static class ToldParameters
{
    private const double SmallestShare = 1e-9;

    /// <summary>The shares by their base and their anchor: their log odds are linear in time.</summary>
    public static IReadOnlyList<(Parameter Base, Parameter Anchor)> ShareLines { get; } =
    [
        (Parameters.NvidiaInferenceBase, Parameters.NvidiaInferenceAnchor),
        (Parameters.NvidiaTrainingBase, Parameters.NvidiaTrainingAnchor),
        (Parameters.AsicInferenceBase, Parameters.AsicInferenceAnchor),
        (Parameters.AsicTrainingBase, Parameters.AsicTrainingAnchor),
    ];

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

    /// <summary>The value of every parameter, by its place in the catalogue.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="baseYear">The year to tell it from; its own base year or a later one.</param>
    /// <remarks>What the path reaches is not held to the parameters' bounds, which are for what is stated.</remarks>
    public static double[] From(ResolvedScenario scenario, int baseYear)
    {
        var x = baseYear - scenario.BaseYear;
        ArgumentOutOfRangeException.ThrowIfNegative(x, nameof(baseYear));
        double[] told = [.. scenario.Parameters.Select(p => p.Value)];
        double At(Parameter parameter) => scenario[parameter];

        var (longRun, fade) = (At(Parameters.SpendGrowthLongRun), At(Parameters.SpendGrowthFade));
        var fading = At(Parameters.SpendGrowthInitial) - longRun;
        told[Parameters.SpendBase.Index] = At(Parameters.SpendBase) * Math.Exp(longRun * x + fading * FadedTime(fade, x));
        told[Parameters.SpendGrowthInitial.Index] = longRun + fading * Math.Exp(-fade * x);

        var limit = At(Parameters.RatioLimit);
        told[Parameters.RatioBase.Index] = limit * Math.Pow(At(Parameters.RatioBase) / limit, Math.Exp(-At(Parameters.RatioSpeed) * x));

        var anchorDistance = At(Parameters.AnchorYear) - scenario.BaseYear;
        foreach (var (@base, anchor) in ShareLines)
        {
            var logit = Logit(At(@base)) + (Logit(At(anchor)) - Logit(At(@base))) * x / anchorDistance;
            told[@base.Index] = 1 / (1 + Math.Exp(-logit));
        }

        foreach (var (@base, decline) in Declining)
            told[@base.Index] = At(@base) * Math.Pow(1 - At(decline), x);

        if (x > 0)
        {
            var before = Period.OfYear(baseYear - 1);
            var past = ProjectionEngine.RunCentral(scenario, new PeriodRange(before, before));
            foreach (var (stock, power, installed, itPower) in Stocks)
            {
                told[stock.Index] = past.Value(0, installed);
                told[power.Index] = past.Value(0, itPower) * 1_000;
            }
        }

        return told;
    }

    /// <summary>States the shares' lines by another year: of a year that has come, anchors would have no path to it.</summary>
    /// <param name="told">The parameters, as <see cref="From"/> gives them.</param>
    /// <param name="baseYear">The year that they are told from.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="anchorYear">The year to anchor the shares in.</param>
    public static void AnchorIn(double[] told, int baseYear, ResolvedScenario scenario, double anchorYear)
    {
        var years = scenario[Parameters.AnchorYear] - scenario.BaseYear;
        foreach (var (@base, anchor) in ShareLines)
        {
            var slope = (Logit(scenario[anchor]) - Logit(scenario[@base])) / years;
            var logit = Logit(scenario[@base]) + slope * (baseYear - scenario.BaseYear);
            told[@base.Index] = Share(logit);
            told[anchor.Index] = Share(logit + slope * (anchorYear - baseYear));
        }

        told[Parameters.AnchorYear.Index] = anchorYear;

        // Far beyond its anchor a share comes so near to nothing or to all that its odds could no longer be told.
        static double Share(double logit) => Math.Clamp(1 / (1 + Math.Exp(-logit)), SmallestShare, 1 - SmallestShare);
    }

    /// <summary>The log odds of a share.</summary>
    public static double Logit(double share) => Math.Log(share / (1 - share));

    /// <summary>(1 − e^(−κx))/κ, the time that growth above the long run counts for; x where it never fades.</summary>
    private static double FadedTime(double fade, double x)
    {
        var z = fade * x;
        return z < 1e-5 ? x * (1 - z / 2 + z * z / 6) : (1 - Math.Exp(-z)) / fade;
    }
}
