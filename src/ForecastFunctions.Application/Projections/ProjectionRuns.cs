using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Projections;

/// <summary>One number of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Variable">What.</param>
/// <param name="Period">When.</param>
/// <param name="Statistic"><c>value</c> in a deterministic run, else <c>mean</c>, <c>sd</c> or a percentile such as <c>p5</c>.</param>
/// <param name="Value">The number; <see langword="null"/> where nothing was observed, and of limits in the base year.</param>
/// <param name="Status">What the number is, one of <see cref="RowStatus"/>.</param>
/// <param name="StandardError">The standard error of the value, where one applies.</param>
public sealed record ProjectionRow(
    ProjectionSpecification Run, Variable Variable, Period Period, string Statistic, double? Value, string Status, double? StandardError)
    : IRunRow
{
    /// <inheritdoc/>
    IRunSpecification IRunRow.Run => Run;

    /// <inheritdoc/>
    string IRunRow.Scenario => Run.Scenario.Label;
}

/// <summary>Runs of the model: how they are asked for and shown.</summary>
public static class ProjectionRuns
{
    /// <summary>A line for each number: the canonical shape.</summary>
    public static readonly Table Table = new("projection", "The path of a scenario",
    [
        RunColumns.ModelVersion, RunColumns.Scenario, RunColumns.Region, RunColumns.Variable, RunColumns.Unit,
        RunColumns.Period, RunColumns.PeriodStart,
        Column.Text<ProjectionRow>(
            "statistic", "value in a deterministic run, else mean, sd or a percentile such as p5; observed on wish", r => r.Statistic),
        Column.OptionalNumber<ProjectionRow>("value", "The number; empty where nothing was observed, and of limits in the base year", r => r.Value),
        Column.Text<ProjectionRow>("status", "observed or not-observed, calibrated, modelled or not-limited in the base year, else projected", r => r.Status),
        RunColumns.BaselineVersion, RunColumns.RunId,
        Column.OptionalNumber<ProjectionRow>(
            "standard_error", "The standard error of the value, where one applies and enough draws lie beyond a percentile",
            r => r.StandardError),
    ]);

    /// <summary>The kind.</summary>
    public static readonly RunKind<ProjectionRequest, ProjectionSpecification, Projection> Kind = new(
        new Operation("runProjection", "Projections", ["GET", "POST"], "/v1/projections", AccessScope.Read, "Run a scenario; .csv for a table",
            [.. ScenarioMembers.All, .. ProjectionRequest.MembersOfProjections, .. ViewMembers, .. FormMembers.OfRunsWithIamc])
        {
            Table = Table,
            Answer = new OperationAnswer.Rows(ProjectionJson.Default.ProjectionFacts),
            Example = "scenario=asic-surge&from=2028&to=2028&baseline=2024-12",
            BodyExample = """
                {"scenario": {"extends": "asic-surge", "parameters": {"ratio.limit": {"law": "triangular", "min": 1.5, "mode": 4.5, "max": 6}}}, "to": "2032", "draws": 1024, "percentiles": [5, 50, 95]}
                """,
            Tool = new Tool(
                "run_scenario",
                "Runs a scenario of AI compute and gives the path of spend, compute, shares, vendor revenue and power to 2045. "
                + "Name variables and from and to, or the answer is cut short. With draws (4096 is plenty) each number comes as mean, p5, p50 and p95 "
                + "with its standard error: ask for these to say how sure a number is; without, as one value."),
            Flatten = ScenarioChoice.Flatten,
        },
        new Operation("readProjection", "Projection", ["GET"], "/v1/projections/{runId}", AccessScope.Read, "Read a run again",
            [.. ViewMembers, .. FormMembers.OfRunsWithIamc])
        {
            Table = Table,
        },
        ProjectionRequest.Read,
        Show)
    {
        Describe = Describe,
        Division = new(
            run => run.Draws is { } settings && settings.Draws > DrawRequest.MaxDraws ? (DividedRun.UnitsOf(run), DividedRun.UnitsPerPart(run)) : null,
            DividedRun.Compute, DividedRun.Combine),
        ShowWide = (run, view) => TableOf(run, WideTable.Of(run.Specification), WideTable.Rows(run, view)),
        ShowIamc = (run, view) => TableOf(run, WideTable.IamcOf(run.Specification), WideTable.IamcRows(run, view)),
    };

    private static IReadOnlyList<Member> ViewMembers => [RunViewMembers.Variables, RunViewMembers.Statistics, RunViewMembers.Shape];

    /// <summary>
    /// The rows of a view: by variable, then period, then statistic. Before the base year every statistic is what the vintage knows;
    /// from it on the statistic <c>observed</c>, where that is asked for, has a row wherever something is known.
    /// </summary>
    public static IReadOnlyCollection<ProjectionRow> Rows(Run<ProjectionSpecification, Projection> run, RunView view)
    {
        var (specification, baseline, projection, _) = run;
        var (range, baseYear) = (specification.Range, specification.Scenario.BaseYear);
        var places = specification.Projected.Index().ToDictionary(p => p.Item, p => p.Index);
        var statistics = projection.Statistics.Index().Where(s => view.Shows(s.Item)).ToList();
        var showsObserved = view.Statistics is not null && view.Shows(RowStatus.Observed);
        var history = new ObservedHistory(baseline);
        var variables = view.VariablesOf(specification);
        var observed = showsObserved ? variables.Sum(v => range.Count(p => history.Find(v, p) is not null)) : 0;
        return new RowSequence<ProjectionRow>(
            (variables.Count * range.Count * statistics.Count) + observed, variables.SelectMany(RowsOf));

        IEnumerable<ProjectionRow> RowsOf(Variable variable)
        {
            foreach (var period in range)
            {
                var isPast = period.Year < baseYear;
                var figure = isPast || showsObserved ? history.Find(variable, period) : null;
                var (place, status) = isPast
                    ? (-1, figure is null ? RowStatus.NotObserved : RowStatus.Observed)
                    : (places[period], RowStatus.Of(specification.Scenario, variable, period));
                foreach (var (statistic, name) in statistics)
                {
                    yield return isPast
                        ? new ProjectionRow(specification, variable, period, name, figure?.Value, status, null)
                        : new ProjectionRow(
                            specification, variable, period, name, Known(projection.Value(place, variable, statistic)), status,
                            projection.StandardError(place, variable, statistic));
                }

                if (figure is not null && showsObserved)
                    yield return new ProjectionRow(specification, variable, period, RowStatus.Observed, figure.Value, RowStatus.Observed, null);
            }
        }
    }

    /// <summary>Of what has no value in a period there is none to show.</summary>
    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static RunTable Show(Run<ProjectionSpecification, Projection> run, RunView view) => TableOf(run, Table, Rows(run, view));

    private static RunTable TableOf(Run<ProjectionSpecification, Projection> run, Table table, IReadOnlyCollection<object> rows) => new(
        table, rows, new RunFacts(ProjectionFacts.Of(run), ProjectionJson.Default.ProjectionFacts), TitleOf(run.Specification),
        $"{run.Specification.Scenario.Extends}-{run.Specification.RunId}");

    private static string TitleOf(ProjectionSpecification run) => $"{run.Scenario.Label}, {run.Range.From} to {run.Range.To}";

    private static TableDescription Describe(Prepared<ProjectionSpecification> asked, RunView view)
    {
        var runId = asked.Specification.RunId;
        return new TableDescription(
            TitleOf(asked.Specification),
            [.. Table.Cells.Select(c => c.Name)],
            [
                $"The run is {runId}: every row carries its id, and GET /api/v1/projections/{runId} reads it again.",
                "Parts add to their parent for the statistics value and mean; percentiles do not add.",
                "In the layout format=iamc, a statistic other than value follows the variable's name: AI Compute|Spend|p50.",
                .. WideningFindings.Of([asked.Specification.Scenario], asked.Specification.Draws).Notes,
            ],
            RunColumns.Describe(view.VariablesOf(asked.Specification), asked));
    }
}

/// <summary>The JSON of runs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProjectionFacts))]
internal sealed partial class ProjectionJson : JsonSerializerContext;
