using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Comparisons;

/// <summary>One number of a comparison.</summary>
/// <param name="Run">The comparison.</param>
/// <param name="Scenario">The scenario's label.</param>
/// <param name="Reference">The label of the scenario that is taken off; <see langword="null"/> where the row is a level.</param>
/// <param name="Variable">What.</param>
/// <param name="Period">When.</param>
/// <param name="Statistic"><c>value</c>, or <c>mean</c>, <c>sd</c>, a percentile such as <c>p5</c>, or <c>p_exceeds</c>.</param>
/// <param name="Value">The number; <see langword="null"/> where nothing was observed.</param>
/// <param name="Status">What the number is, one of <see cref="RowStatus"/>.</param>
/// <param name="BaselineVersion">The vintage of the scenario.</param>
/// <param name="StandardError">The standard error of the value, where one applies.</param>
public sealed record ComparisonRow(
    ComparisonSpecification Run, string Scenario, string? Reference, Variable Variable, Period Period, string Statistic, double? Value,
    string Status, string BaselineVersion, double? StandardError)
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
        Column.OptionalNumber<ComparisonRow>("value", "The number; empty where nothing was observed", r => r.Value),
        Column.Text<ComparisonRow>(
            "status", "observed or not-observed, calibrated or modelled in the base year, else projected", r => r.Status),
        Column.Text<ComparisonRow>("baseline_version", "The vintage of what was known", r => r.BaselineVersion),
        RunColumns.RunId,
        Column.OptionalNumber<ComparisonRow>(
            "standard_error", "The standard error of the value, where one applies and enough draws lie beyond a percentile",
            r => r.StandardError),
        Column.OptionalText<ComparisonRow>(
            "reference_baseline_version", "The vintage of the scenario that is taken off; empty where the row is a level",
            r => r.Reference is null ? null : r.Run.ReferenceBaselineVersion ?? r.Run.BaselineVersion),
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
    /// Before the base year a level is what its vintage knows, and a difference that of what both know: zero on one vintage.
    /// </summary>
    public static IReadOnlyList<ComparisonRow> Rows(Run<ComparisonSpecification, Comparison> run, RunView view)
    {
        var (specification, baseline, comparison, _) = run;
        var places = specification.Projected.Index().ToDictionary(p => p.Item, p => p.Index);
        var own = new ObservedHistory(baseline);
        var other = run.ReferenceBaseline is { } reference ? new ObservedHistory(reference) : own;
        return
        [
            .. specification.Compared.Zip(specification.References, comparison.Differences).SelectMany(s => RowsOf(
                s.First.Label, s.Second.Label, baseline.Version, s.Third, s.First,
                (variable, period) => own.Find(variable, period)?.Value - other.Find(variable, period)?.Value)),
            .. specification.Levels.Zip(comparison.Levels).SelectMany((s, place) => place < specification.Scenarios.Count
                ? RowsOf(s.First.Label, null, baseline.Version, s.Second, s.First, (variable, period) => own.Find(variable, period)?.Value)
                : RowsOf(
                    s.First.Label, null, run.ReferenceBaseline!.Version, s.Second, s.First,
                    (variable, period) => other.Find(variable, period)?.Value)),
        ];

        IEnumerable<ComparisonRow> RowsOf(
            string scenario, string? taken, string version, Projection numbers, ResolvedScenario resolved,
            Func<Variable, Period, double?> observed)
        {
            var statistics = numbers.Statistics.Index().Where(s => view.Shows(s.Item)).ToList();
            foreach (var variable in view.Variables)
            {
                foreach (var period in specification.Range)
                {
                    if (period.Year >= specification.BaseYear)
                    {
                        var (at, status) = (places[period], RowStatus.Of(resolved, variable, period));
                        foreach (var (index, statistic) in statistics)
                        {
                            yield return new ComparisonRow(
                                specification, scenario, taken, variable, period, statistic, numbers.Value(at, variable, index), status, version,
                                numbers.StandardError(at, variable, index));
                        }

                        continue;
                    }

                    var known = observed(variable, period);
                    foreach (var (_, statistic) in statistics)
                    {
                        yield return new ComparisonRow(
                            specification, scenario, taken, variable, period, statistic,
                            statistic is Comparison.ExceedsStatistic && known is { } difference ? difference > 0 ? 1 : 0 : known,
                            known is null ? RowStatus.NotObserved : RowStatus.Observed, version, null);
                    }
                }
            }
        }
    }

    private static RunTable Show(Run<ComparisonSpecification, Comparison> run, RunView view) => new(
        Table, Rows(run, view), new RunFacts(ComparisonFacts.Of(run.Asked), ComparisonJson.Default.ComparisonFacts),
        TitleOf(run.Specification), $"{Table.Name}-{run.Specification.RunId}");

    private static TableDescription Describe(Prepared<ComparisonSpecification> asked, RunView view) => new(
        TitleOf(asked.Specification), [.. Table.Cells.Select(c => c.Name)], [ComparisonFacts.NoteOf(asked.Specification)],
        RunColumns.Describe(view.Variables, asked));

    private static string TitleOf(ComparisonSpecification run) => $"{Table.Name} {run.RunId}";
}

/// <summary>The JSON of comparisons.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ComparisonFacts))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
