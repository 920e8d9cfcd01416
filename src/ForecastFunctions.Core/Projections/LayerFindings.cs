using System.Globalization;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>The limit that binds in a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Limit"><c>none</c>, <c>power</c>, <c>packaging</c> or <c>capital</c>: of a year the one with most quarters.</param>
public sealed record BindingLimit(Period Period, string Limit);

/// <summary>What a run with the layer of drivers and limits says beyond its rows.</summary>
public static class LayerFindings
{
    /// <summary>Planned spend beyond this, bn USD a year, is some 2 % of world output.</summary>
    private const double ExtremeSpend = 2_000;

    private static readonly IReadOnlyList<(string Name, Variable Variable)> Limits =
    [
        ("power", LayerVariables.PowerBinding), ("packaging", LayerVariables.PackagingBinding), ("capital", LayerVariables.CapitalBinding),
    ];

    /// <summary>
    /// The day on which the largest run wanted uses all data, x = ln(F_X/F0)/g, at the scenario's central values and without events;
    /// <see langword="null"/> where it does on none that a projection reaches.
    /// </summary>
    /// <param name="scenario">A scenario with drivers.</param>
    public static DateOnly? DataWallDate(ResolvedScenario scenario)
    {
        if (scenario.Find(LayerParameters.DataWallYear) is { } stated)
            return ProjectionFindings.DateAt(scenario.BaseYear, stated.Value - scenario.BaseYear - 0.5);
        var stock = scenario[LayerParameters.DataStock];
        var ofStock = 6 * stock * stock / scenario[LayerParameters.DataTokensPerParameter];
        var x = Math.Log(ofStock / scenario[LayerParameters.TrainingRunBase]) / scenario[LayerParameters.TrainingRunGrowth];
        return double.IsFinite(x) ? ProjectionFindings.DateAt(scenario.BaseYear, x) : null;
    }

    /// <summary>
    /// The peak work of the compute behind a token in the base year, FLOP, at the central values: the one residual that the base year
    /// leaves, by which its assumptions can be judged.
    /// </summary>
    /// <param name="scenario">A scenario with drivers.</param>
    public static double ComputePerToken(ResolvedScenario scenario)
    {
        var year = Period.OfYear(scenario.BaseYear);
        return ProjectionEngine.RunCentral(scenario, new PeriodRange(year, year)).Value(0, LayerVariables.ComputePerToken);
    }

    /// <summary>The limit that binds in most of each period; with draws, in most of its quarters on all paths.</summary>
    /// <param name="projection">A run that looks at limits.</param>
    /// <param name="baseYear">The base year, in which none is looked at.</param>
    public static IReadOnlyList<BindingLimit> BindingLimits(Projection projection, int baseYear)
    {
        return [.. projection.Range.Index().Where(p => p.Item.Year > baseYear).Select(p => new BindingLimit(p.Item, Most(p.Index)))];

        string Most(int period)
        {
            var shares = Limits.Select(l => (l.Name, Share: projection.Value(period, l.Variable))).ToList();
            var most = shares.MaxBy(s => s.Share);
            return most.Share > 0 && most.Share >= 1 - shares.Sum(s => s.Share) ? most.Name : "none";
        }
    }

    /// <summary>What a reader should know of a run's demand, plan and limits; of a run with draws, of its medians or else its means.</summary>
    /// <param name="projection">The run.</param>
    /// <param name="scenario">Its scenario.</param>
    public static IReadOnlyList<ProjectionWarning> Warnings(Projection projection, ResolvedScenario scenario)
    {
        if (!scenario.HasLayer)
            return [];
        var warnings = new List<ProjectionWarning>();
        Add("planned-spend-extreme", LayerVariables.PlannedSpend, (value, period) => value * PerYear(period) > ExtremeSpend,
            $"is above {ExtremeSpend:#,0} bn USD a year, some 2 % of world output");
        if (scenario.Switches.Drivers)
        {
            Add("largest-run-unaffordable", LayerVariables.Runs, (value, _) => value < 1,
                "is below 1: the growth stated for the largest run exceeds all compute of the frontier developers");
            Add("demand-unmet", LayerVariables.Unmet, (value, _) => value > 0.2, "is above 20 %: what is installed does not meet the demand");
            Add("capacity-idle", LayerVariables.Utilisation, (value, _) => value < 0.8, "is below 80 %: what is installed outgrows the demand");
            Add("scarcity-extreme", LayerVariables.Scarcity, (value, _) => value > 10,
                "is above 10: prices would have to rise as much to turn away what cannot be served");
        }

        if (scenario.Switches.Limits == LimitMode.Report)
        {
            var binding = BindingLimits(projection, scenario.BaseYear).Where(b => b.Limit is not "none").ToList();
            if (binding.Count > 0)
            {
                warnings.Add(new("limit-binding", "Limits would bind, and are only told, since limits.mode=report: "
                    + string.Join(", ", binding.GroupBy(b => b.Limit, StringComparer.Ordinal).Select(
                        g => $"{g.Key} in {string.Join(", ", g.Select(b => b.Period))}")) + ". limits.mode=clip enforces them."));
            }
        }

        return warnings;

        void Add(string code, Variable variable, Func<double, Period, bool> isExceeded, string what)
        {
            var statistic = CentralStatistic(projection);
            var exceeding = projection.Range.Index()
                .Select(p => (Period: p.Item, Value: projection.Value(p.Index, variable, statistic)))
                .Where(p => isExceeded(p.Value, p.Period)).ToList();
            if (exceeding.Count == 0)
                return;
            var also = exceeding.Count == 1 ? "" : $", and in {exceeding.Count} periods up to {exceeding[^1].Period}";
            warnings.Add(new(code, string.Create(CultureInfo.InvariantCulture,
                $"{variable} in {exceeding[0].Period} is {exceeding[0].Value:0.###} {variable.Unit}{also}, and {what}.")));
        }
    }

    private static int PerYear(Period period) => period.Step == Step.Quarter ? 4 : 1;

    private static int CentralStatistic(Projection projection) => Math.Max(projection.Statistics.ToList().IndexOf("p50"), 0);
}
