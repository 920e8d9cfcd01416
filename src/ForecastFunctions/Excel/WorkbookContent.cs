using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Excel.PowerQuery;
using ForecastFunctions.Excel.Workbook;

namespace ForecastFunctions.Excel;

/// <summary>What the workbook of this service holds before its queries are refreshed for the first time: the same numbers.</summary>
public static class WorkbookContent
{
    /// <summary>The variable that the chart shows; the module's query Chart names it too.</summary>
    public static Variable Charted { get; } = Variables.NvidiaRevenue;

    /// <summary>The workbook.</summary>
    /// <param name="module">Its queries.</param>
    /// <param name="address">Where its queries go.</param>
    /// <param name="baseline">The baseline of its numbers.</param>
    /// <param name="presets">The run of each preset on that baseline, in their order; each yearly and without draws.</param>
    /// <param name="comparison">The comparison of them, the same.</param>
    /// <param name="scorecard">Their track record.</param>
    public static ForecastWorkbook Of(
        QueryModule module, Uri address, Baseline baseline,
        IReadOnlyList<Run<ProjectionSpecification, Projection>> presets, Run<ComparisonSpecification, Comparison> comparison,
        ScorecardView scorecard) => new(
        Guide(address, baseline),
        module,
        Chart(presets),
        $"NVIDIA's data centre revenue by scenario, {Charted.Unit}",
        [
            SheetTables.Of("Projection", ProjectionRuns.Table,
                ProjectionRuns.Rows(presets[Presets.All.ToList().IndexOf(Presets.ArticleBase)], RunView.Whole)),
            SheetTables.Of("Comparison", ComparisonRuns.Table, ComparisonRuns.Rows(comparison, RunView.Whole)),
            SheetTables.Of("Scorecard", ScorecardTables.Summaries, scorecard.Summaries),
            SheetTables.Of("Scenarios", ScenarioTables.Scenarios, Presets.Catalogue.Select(ScenarioRow.Of)),
            SheetTables.Of("Observations", BaselineTables.Observations, baseline.Observations),
            SheetTables.Of("Parameters", CatalogueTables.Parameters, ParameterOnBaseline.AllOn(baseline)),
            SheetTables.Of("Variables", CatalogueTables.Variables, RunVariables.Catalogue),
        ]);

    private static SheetTable Chart(IReadOnlyList<Run<ProjectionSpecification, Projection>> presets)
    {
        var periods = presets[0].Specification.Range.ToList();
        var courses = presets.Select(p => ProjectionRuns.Rows(p, RunView.Whole with { Variables = [Charted] }).ToList()).ToList();
        return new SheetTable(
            "Chart",
            [
                new SheetColumn("period", "period", CellType.Whole),
                .. presets.Select(p => new SheetColumn(p.Specification.Scenario.Label, "value", CellType.Number)),
            ],
            [
                .. periods.Select((period, i) => (IReadOnlyList<object?>)
                    [period.Year, .. courses.Select(course => (object?)course[i].Value)]),
            ]);
    }

    private static IReadOnlyList<(string Term, string? Meaning)> Guide(Uri address, Baseline baseline) =>
    [
        ("ForecastFunctions: the AI-compute market, scenario by scenario", null),
        ("Where from", string.Create(CultureInfo.InvariantCulture,
            $"{address}, model {ModelVersion.Current}, baseline {baseline.Version} (what was known by {baseline.AsOf:yyyy-MM-dd}).")),
        ("The numbers", "They are real: what the service gave when the workbook was downloaded. "
            + "Every row names its run (run_id); the same run gives the same numbers for good."),
        ("Refresh", "Enable the content, and the queries refresh when the workbook is opened, or with Data > Refresh All. "
            + "Excel asks once how to sign in: choose Web API and enter your key, or Anonymous where the service asks for none. "
            + "The key stays in Excel's own store, never in a cell or in this file."),
        ("Chart", $"The preset scenarios side by side, a column each, for one variable ({Charted.Name}). "
            + "Another variable: edit the query Chart, first step."),
        ("Projection", "A scenario's path: a row for each variable and year. "
            + "Another scenario, more years, quarters, uncertainty or a belief of your own: edit the query, for example to"),
        ("", "RunScenario(\"asic-surge\", [to = 2035, draws = 4096, #\"set.ratio.limit\" = \"triangular(1.5,4.5,6)\"])"),
        ("Comparison", "What the preset scenarios differ by from the first of them: a row for each scenario, variable and year. "
            + "Others: edit the query, for example to"),
        ("", "CompareScenarios({\"status-quo\", \"data-wall\"}, \"status-quo\", [draws = 4096])"),
        ("Scorecard", "What vintages of the past forecast against what came, scenario by scenario, and plain rivals on the same days. "
            + "Rows of different basis are never put together: known holds only what was public on its day."),
        ("Scenarios", "What can be run: name, title, the belief in a sentence, and what each sets. "
            + "Your own come with a refresh."),
        ("Observations",
            "The figures that the baseline rests on, each with source, reference, status and the day since which it was public."),
        ("Parameters", "What a run may set: unit, bounds, value, law of its uncertainty, and where it comes from."),
        ("Variables", "What a run answers: unit, definition and formula."),
        ("What it is not", "A price list, investment advice, or the truth. Most parameters are assumptions; the column status says which."),
    ];
}
