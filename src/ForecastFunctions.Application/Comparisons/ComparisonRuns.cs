using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Comparisons;

/// <summary>One number of a comparison.</summary>
/// <param name="Run">The comparison.</param>
/// <param name="Scenario">The scenario's label.</param>
/// <param name="Reference">The label of the scenario that is taken off; <see langword="null"/> where the row is a level.</param>
/// <param name="Variable">What.</param>
/// <param name="Period">When.</param>
/// <param name="Statistic"><c>value</c>, or <c>mean</c>, <c>sd</c>, a percentile such as <c>p5</c>, or <c>p_exceeds</c>.</param>
/// <param name="Value">The number; <see langword="null"/> of limits in the base year.</param>
/// <param name="StandardError">The standard error of the value, where one applies.</param>
public sealed record ComparisonRow(
    ComparisonSpecification Run, string Scenario, string? Reference, Variable Variable, Period Period, string Statistic, double? Value,
    double? StandardError)
    : IRunRow
{
    /// <inheritdoc/>
    IRunSpecification IRunRow.Run => Run;
}

/// <summary>Comparisons: how they are asked for and shown.</summary>
public static class ComparisonRuns
{
    /// <summary>A line for each number.</summary>
    public static readonly Table Table = new(ComparisonSpecification.Kind, "Scenarios against a reference",
    [
        RunColumns.ModelVersion, RunColumns.Scenario,
        Column.OptionalText<ComparisonRow>("reference", "The scenario that is taken off; empty where the row is a level", r => r.Reference),
        RunColumns.Region, RunColumns.Variable,
        Column.Text<ComparisonRow>(
            "unit", "The variable's unit; 1 for a probability", r => r.Statistic is Comparison.ExceedsStatistic ? "1" : r.Variable.Unit),
        RunColumns.Period, RunColumns.PeriodStart,
        Column.Text<ComparisonRow>(
            "statistic", "value, or mean, sd, a percentile such as p5, or p_exceeds", r => r.Statistic),
        Column.OptionalNumber<ComparisonRow>("value", "The number; empty of limits in the base year", r => r.Value),
        Column.Text<ComparisonRow>("status", "calibrated or modelled in the base year, else projected",
            r => RowStatus.Of(r.Run.Scenarios[0], r.Variable, r.Period)),
        RunColumns.BaselineVersion, RunColumns.RunId,
        Column.OptionalNumber<ComparisonRow>(
            "standard_error", "The standard error of the value, where one applies and enough draws lie beyond a percentile",
            r => r.StandardError),
    ]);

    /// <summary>The kind.</summary>
    public static readonly RunKind<ComparisonRequest, ComparisonSpecification, Comparison> Kind = new(
        new Operation("compareScenarios", "Comparisons", ["GET", "POST"], "/v1/comparisons", AccessScope.Read,
            "Scenarios against a reference; .csv for a table",
            [
                .. ComparisonMembers.All, ScenarioMembers.Set, .. ProjectionRequest.RunMembers.Except([DrawMembers.Thresholds]),
                .. ViewMembers, .. FormMembers.OfTables,
            ])
        {
            Table = Table,
            Flatten = ScenarioChoice.Flatten,
        },
        new Operation("readComparison", "Comparison", ["GET"], "/v1/comparisons/{runId}", AccessScope.Read, "Read a comparison again",
            [.. ViewMembers, .. FormMembers.OfTables])
        {
            Table = Table,
        },
        ComparisonRequest.Read,
        Show)
    {
        Word = "comparison",
        Describe = Describe,
    };

    private static IReadOnlyList<Member> ViewMembers => [RunViewMembers.Variables, RunViewMembers.Statistics];

    /// <summary>
    /// The rows of a view: differences, then levels where there are any; of each by scenario, variable, period and statistic.
    /// </summary>
    public static IReadOnlyList<ComparisonRow> Rows(Run<ComparisonSpecification, Comparison> run, RunView view)
    {
        var (specification, _, comparison, _) = run;
        var reference = specification.Scenarios[specification.Reference].Label;
        return
        [
            .. specification.Compared.Zip(comparison.Differences).SelectMany(s => RowsOf(s.First.Label, reference, s.Second)),
            .. specification.Scenarios.Zip(comparison.Levels).SelectMany(s => RowsOf(s.First.Label, null, s.Second)),
        ];

        IEnumerable<ComparisonRow> RowsOf(string scenario, string? taken, Projection numbers)
        {
            var statistics = numbers.Statistics.Index().Where(s => view.Shows(s.Item)).ToList();
            return from variable in view.Variables
                   where numbers.Has(variable)
                   from period in numbers.Range.Index()
                   from statistic in statistics
                   let value = numbers.Value(period.Index, variable, statistic.Index)
                   select new ComparisonRow(
                       specification, scenario, taken, variable, period.Item, statistic.Item,
                       double.IsNaN(value) ? null : value,
                       numbers.StandardError(period.Index, variable, statistic.Index));
        }
    }

    private static RunTable Show(Run<ComparisonSpecification, Comparison> run, RunView view) => new(
        Table, Rows(run, view), new RunFacts(ComparisonFacts.Of(run.Asked), ComparisonJson.Default.ComparisonFacts),
        TitleOf(run.Specification), $"{Table.Name}-{run.Specification.RunId}");

    private static TableDescription Describe(Prepared<ComparisonSpecification> asked, RunView view) => new(
        TitleOf(asked.Specification), [.. Table.Cells.Select(c => c.Name)], [ComparisonFacts.NoteOf(asked.Specification)],
        RunColumns.Describe(view.VariablesOf(asked.Specification), asked));

    private static string TitleOf(ComparisonSpecification run) => $"{Table.Name} {run.RunId}";
}

/// <summary>The JSON of comparisons.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ComparisonFacts))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
