using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>
/// What the claims of a vintage are about, the same for all scenarios: the article's 70 % of inference, and spend and revenue
/// at multiples of what the model has for the base year, as round numbers.
/// </summary>
internal static class ClaimLevels
{
    /// <summary>For so many years after the base year.</summary>
    public const int Years = 3;

    private const double InferenceShare = 0.7;

    private static readonly double[] Multiples = [1.5, 2, 3];

    /// <summary>The levels by variable.</summary>
    public static IReadOnlyList<Threshold> Of(VintageInHand vintage)
    {
        var year = Period.OfYear(vintage.About.BaseYear);
        var central = ProjectionEngine.RunCentral(
            ResolvedScenario.Resolve(vintage.Baseline, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>()),
            new PeriodRange(year, year));
        Variable[] money = [Variables.Spend, Variables.NvidiaRevenue, Variables.BroadcomRevenue];
        return
        [
            new(Variables.InferenceComputeShare, InferenceShare),
            .. money.SelectMany(v => Multiples.Select(m => new Threshold(v, Round(m * central.Value(0, v))))),
        ];
    }

    /// <summary>To two digits.</summary>
    private static double Round(double value)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return Math.Round(value / step) * step;
    }
}
