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
/// <param name="Value">The number; <see langword="null"/> where nothing was observed, and of limits in the base year.</param>
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
        Column.OptionalNumber<ComparisonRow>("value", "The number; empty where nothing was observed, and of limits in the base year", r => r.Value),
        Column.Text<ComparisonRow>(
            "status", "observed or not-observed, calibrated, modelled or not-limited in the base year, else projected", r => r.Status),
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
                .. ComparisonMembers.All, ScenarioMembers.Set, .. ProjectionRequest.RunMembers.Except([DrawMembers.Thresholds, JointMember.Joint]),
                .. ViewMembers, .. FormMembers.OfTables,
            ])
        {
            Table = Table,
            Answer = new OperationAnswer.Rows(ComparisonJson.Default.ComparisonFacts),
            Example = "scenarios=article-base,asic-surge&from=2028&to=2028",
            BodyExample = """
                {"scenarios": ["article-base", {"extends": "asic-surge", "parameters": {"spend.growth.initial": 0.4}}], "to": "2032"}
                """,
            Tool = new Tool(
                "compare_scenarios",
                "Puts scenarios side by side: what each differs by from the reference. With draws, on the same draws, so that what they share "
                + "cancels, and with p_exceeds, the probability that a scenario exceeds the reference."),
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
    public static IReadOnlyCollection<ComparisonRow> Rows(Run<ComparisonSpecification, Comparison> run, RunView view)
        => RowsOf(run, view, [.. DifferencesOf(run), .. LevelsOf(run)]);

    /// <summary>The rows of a view that are differences.</summary>
    public static IReadOnlyCollection<ComparisonRow> Differences(Run<ComparisonSpecification, Comparison> run, RunView view)
        => RowsOf(run, view, [.. DifferencesOf(run)]);

    private static IEnumerable<Part> DifferencesOf(Run<ComparisonSpecification, Comparison> run)
    {
        var own = new ObservedHistory(run.Baseline);
        var other = run.ReferenceBaseline is { } reference ? new ObservedHistory(reference) : own;
        return run.Specification.Compared.Zip(run.Specification.References, run.Result.Differences).Select(d => new Part(
            d.First, d.Second.Label, run.Baseline.Version, d.Third,
            (variable, period) => own.Find(variable, period)?.Value - other.Find(variable, period)?.Value));
    }

    private static IEnumerable<Part> LevelsOf(Run<ComparisonSpecification, Comparison> run)
        => run.Specification.Levels.Zip(run.Result.Levels).Select((level, place) =>
        {
            var baseline = place < run.Specification.Scenarios.Count ? run.Baseline : run.ReferenceBaseline!;
            var history = new ObservedHistory(baseline);
            return new Part(level.First, null, baseline.Version, level.Second, (variable, period) => history.Find(variable, period)?.Value);
        });

    private static RowSequence<ComparisonRow> RowsOf(
        Run<ComparisonSpecification, Comparison> run, RunView view, IReadOnlyList<Part> parts)
    {
        var specification = run.Specification;
        var places = specification.Projected.Index().ToDictionary(p => p.Item, p => p.Index);
        return new RowSequence<ComparisonRow>(
            parts.Sum(p => view.Variables.Count(p.Numbers.Has) * specification.Range.Count * p.Numbers.Statistics.Count(view.Shows)), parts.SelectMany(RowsOf));

        IEnumerable<ComparisonRow> RowsOf(Part part)
        {
            var statistics = part.Numbers.Statistics.Index().Where(s => view.Shows(s.Item)).ToList();
            return from variable in view.Variables
                   where part.Numbers.Has(variable)
                   from period in specification.Range
                   from row in period.Year >= specification.BaseYear ? Projected(variable, period) : Observed(variable, period)
                   select row;

            IEnumerable<ComparisonRow> Projected(Variable variable, Period period)
            {
                var (at, status) = (places[period], RowStatus.Of(part.Resolved, variable, period));
                return from s in statistics
                       let value = part.Numbers.Value(at, variable, s.Index)
                       select new ComparisonRow(
                           specification, part.Resolved.Label, part.Reference, variable, period, s.Item, double.IsNaN(value) ? null : value,
                           status, part.Version, part.Numbers.StandardError(at, variable, s.Index));
            }

            IEnumerable<ComparisonRow> Observed(Variable variable, Period period)
            {
                var known = part.Observed(variable, period);
                return statistics.Select(s => new ComparisonRow(
                    specification, part.Resolved.Label, part.Reference, variable, period, s.Item,
                    s.Item is Comparison.ExceedsStatistic && known is { } difference ? difference > 0 ? 1 : 0 : known,
                    known is null ? RowStatus.NotObserved : RowStatus.Observed, part.Version, null));
            }
        }
    }

    private static RunTable Show(Run<ComparisonSpecification, Comparison> run, RunView view) => new(
        Table, Rows(run, view), new RunFacts(ComparisonFacts.Of(run.Asked), ComparisonJson.Default.ComparisonFacts),
        TitleOf(run.Specification), $"{Table.Name}-{run.Specification.RunId}");

    private static TableDescription Describe(Prepared<ComparisonSpecification> asked, RunView view) => new(
        TitleOf(asked.Specification), [.. Table.Cells.Select(c => c.Name)], [
            ComparisonFacts.NoteOf(asked.Specification),
            .. WideningFindings.Of([.. asked.Specification.Scenarios, .. asked.Specification.References], asked.Specification.Draws).Notes,
        ],
        RunColumns.Describe(view.VariablesOf(asked.Specification), asked));

    private static string TitleOf(ComparisonSpecification run) => $"{Table.Name} {run.RunId}";

    /// <summary>The rows of one scenario: its differences from a reference, or its own numbers.</summary>
    /// <param name="Resolved">The scenario.</param>
    /// <param name="Reference">The label of what is taken off; <see langword="null"/> of levels.</param>
    /// <param name="Version">The vintage that the rows name.</param>
    /// <param name="Numbers">What was computed.</param>
    /// <param name="Observed">What stands before the base year.</param>
    private sealed record Part(
        ResolvedScenario Resolved, string? Reference, string Version, Projection Numbers, Func<Variable, Period, double?> Observed);
}

/// <summary>The JSON of comparisons.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ComparisonFacts))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
