using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Paths;

/// <summary>How likely conditions hold in a period of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Name">The name of joint conditions; of a threshold, the condition itself.</param>
/// <param name="Conditions">The conditions, as a request states them.</param>
/// <param name="Period">The period.</param>
/// <param name="Probability">The share of paths on which they hold.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="ByThen">The share of paths on which they have held by then, since the first period of the run.</param>
/// <param name="Independent">What the probability would be if the conditions were independent of each other.</param>
public sealed record ProbabilityRow(
    ProjectionSpecification Run, string Name, string Conditions, string Period, double Probability, double StandardError, double ByThen,
    double Independent);

/// <summary>The probabilities that a run tells: of its thresholds, and of its joint conditions.</summary>
public static class ProbabilityTable
{
    /// <summary>A line for each condition or conjunction, and period.</summary>
    public static readonly Table Table = new("probabilities", "How likely thresholds are exceeded, and conditions hold together",
    [
        Column.Text<ProbabilityRow>("name", "The name of joint conditions; of a threshold, the condition itself", r => r.Name),
        Column.Text<ProbabilityRow>("conditions", "The conditions, as a request states them", r => r.Conditions),
        Column.Text<ProbabilityRow>("period", "2028 or 2028-Q3", r => r.Period),
        Column.Number<ProbabilityRow>("probability", "The share of paths on which all of them hold", r => r.Probability),
        Column.Number<ProbabilityRow>("standard_error", "Its standard error", r => r.StandardError),
        Column.Number<ProbabilityRow>("by_then", "The share of paths on which they have held together by then", r => r.ByThen),
        Column.Number<ProbabilityRow>(
            "if_independent", "The product of the probabilities of each condition alone", r => r.Independent),
        Column.Text<ProbabilityRow>("scenario", "The scenario", r => r.Run.Scenario.Label),
        Column.Text<ProbabilityRow>("model_version", "The version of the equations", r => r.Run.ModelVersion),
        Column.Text<ProbabilityRow>("baseline_version", "The vintage of what was known", r => r.Run.BaselineVersion),
        Column.Text<ProbabilityRow>("run_id", "The run", r => r.Run.RunId.ToString()),
    ]);

    /// <summary>Reads the probabilities.</summary>
    public static readonly Operation Operation = new(
        "readProbabilities", "Probabilities", ["GET"], "/v1/projections/{runId}/probabilities", AccessScope.Read,
        "How likely the thresholds and joint conditions of a run with draws are", FormMembers.OfTables)
    {
        PathMembers = [RunMembers.RunId],
        AsksRun = "draws=128",
        Problems = [ProblemKind.RunExpired, .. ProblemKind.OfComputing],
        Table = Table,
    };

    /// <summary>The rows of a run: its thresholds, then its joint conditions, each by period.</summary>
    public static IReadOnlyList<ProbabilityRow> Rows(Run<ProjectionSpecification, Projection> run)
    {
        var (specification, _, projection, _) = run;
        List<string> periods = [.. projection.Range.Select(p => p.ToString())];
        return
        [
            .. projection.Exceedances.SelectMany(e => periods.Select((period, i) =>
            {
                var condition = TextOf(new ThresholdCondition(e.Threshold.Variable, e.Threshold.Level, IsAbove: true));
                return new ProbabilityRow(
                    specification, condition, condition, period, e.Above[i], e.StandardErrors[i], e.CrossedBy[i], e.Above[i]);
            })),
            .. projection.Joint.SelectMany(j => periods.Select((period, i) => new ProbabilityRow(
                specification, j.Threshold.Name, string.Join(',', j.Threshold.Conditions.Select(TextOf)), period, j.Together[i],
                j.StandardErrors[i], j.HeldBy[i], j.Alone.Aggregate(1.0, (product, alone) => product * alone[i])))),
        ];
    }

    private static string TextOf(ThresholdCondition condition)
        => string.Create(CultureInfo.InvariantCulture, $"{condition.Variable}{(condition.IsAbove ? '>' : '<')}{condition.Level:R}");
}
