using System.Text.Json.Serialization;
using ForecastFunctions.Application.Analyses;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.GoalSeeks;

/// <summary>What a goal seek found. Values of the parameter are in the terms in which it was asked for: an alias states shares.</summary>
/// <param name="Run">The goal seek.</param>
/// <param name="Found">What was found.</param>
public sealed record GoalSeekRow(GoalSeekSpecification Run, SearchResult Found) : IRunRow
{
    /// <summary>What was sought.</summary>
    public SoughtParameter Sought => Run.Sought;

    /// <summary>What for.</summary>
    public Goal Goal => Run.Goal;

    /// <summary>The parameter's value; <see langword="null"/> where the target is unreachable.</summary>
    public double? Value => Found.Status == SearchStatus.Unreachable ? null : Stated(Found.Solution.Input);

    /// <summary>What the variable comes to with it.</summary>
    public double? Achieved => Found.Status == SearchStatus.Unreachable ? null : Found.Solution.Output;

    /// <inheritdoc/>
    IRunSpecification IRunRow.Run => Run;

    /// <inheritdoc/>
    string IRunRow.Scenario => Run.Scenario.Label;

    /// <inheritdoc/>
    public Variable Variable => Goal.Output.Variable;

    /// <inheritdoc/>
    public Period Period => Goal.Output.Period;

    /// <summary>A value of the parameter in the terms in which it was asked for.</summary>
    public double Stated(double value) => NumericParameter.Find(Sought.Name)?.FromParameter(value) ?? value;
}

/// <summary>Goal seeks: how they are asked for and shown.</summary>
public static class GoalSeekRuns
{
    /// <summary>One line: what was found.</summary>
    public static readonly Table Table = new(GoalSeekSpecification.Kind, "What a parameter would have to be",
    [
        RunColumns.ModelVersion, RunColumns.Scenario, RunColumns.Region,
        Column.Text<GoalSeekRow>("parameter", "What was sought, by the name it was asked for", r => r.Sought.Name),
        Column.Text<GoalSeekRow>("parameter_unit", "Its unit", r => r.Sought.Parameter.Unit),
        RunColumns.Variable, RunColumns.Unit, RunColumns.Period, RunColumns.PeriodStart,
        Column.Text<GoalSeekRow>("statistic", "value of deterministic runs, else a statistic of the draws", r => r.Goal.Statistic),
        Column.Number<GoalSeekRow>("target", "The number wanted", r => r.Goal.Target),
        Column.Text<GoalSeekRow>("status", "found, unreachable or inexact", r => Words.Of(r.Found.Status)),
        Column.OptionalNumber<GoalSeekRow>("value", "The parameter's value; empty where the target is unreachable", r => r.Value),
        Column.OptionalNumber<GoalSeekRow>("achieved", "What the variable comes to with it", r => r.Achieved),
        Column.Whole<GoalSeekRow>("evaluations", "How many runs the search took", r => r.Found.Evaluations),
        Column.Number<GoalSeekRow>("low", "The lowest value allowed", r => r.Stated(r.Sought.Range.Min)),
        Column.Number<GoalSeekRow>("high", "The highest value allowed", r => r.Stated(r.Sought.Range.Max)),
        Column.Number<GoalSeekRow>("lowest_output", "The lowest output met", r => r.Found.Lowest.Output),
        Column.Number<GoalSeekRow>("lowest_at", "The parameter's value there", r => r.Stated(r.Found.Lowest.Input)),
        Column.Number<GoalSeekRow>("highest_output", "The highest output met", r => r.Found.Highest.Output),
        Column.Number<GoalSeekRow>("highest_at", "The parameter's value there", r => r.Stated(r.Found.Highest.Input)),
        RunColumns.BaselineVersion, RunColumns.RunId,
    ]);

    /// <summary>The kind.</summary>
    public static readonly RunKind<GoalSeekRequest, GoalSeekSpecification, SearchResult> Kind = new(
        new Operation("seekGoal", "GoalSeeks", ["GET", "POST"], "/v1/goal-seeks", AccessScope.Read,
            "What a parameter would have to be; .csv for a table",
            [
                .. ScenarioMembers.All, .. BaselineMembers.All, .. GoalSeekMembers.All, OutputMembers.OnlyVariable, OutputMembers.Period,
                .. DrawMembers.All.Except(GoalSeekMembers.NotOfAGoalSeek), .. FormMembers.OfTables,
            ])
        {
            Table = Table,
            Answer = new OperationAnswer.Rows(GoalSeekJson.Default.GoalSeekFacts),
            BodyExample = """
                {"scenario": "article-base", "parameter": "price.asic.decline", "variable": ["Electricity"], "period": "2028", "target": 200}
                """,
            Tool = new Tool(
                "seek_goal",
                "Turns the question round: what value of a parameter brings a variable to a target in a period, or what can be reached at most."),
            Example = "parameter=price.asic.decline&variable=Electricity&period=2028&target=200",
            Flatten = ScenarioChoice.Flatten,
        },
        new Operation("readGoalSeek", "GoalSeek", ["GET"], "/v1/goal-seeks/{runId}", AccessScope.Read, "Read a goal seek again",
            FormMembers.OfTables)
        {
            Table = Table,
        },
        GoalSeekRequest.Read,
        Show)
    {
        Word = "goal seek",
    };

    /// <summary>The row of a goal seek; every view shows it.</summary>
    public static IReadOnlyList<GoalSeekRow> Rows(Run<GoalSeekSpecification, SearchResult> run, RunView view)
        => [new GoalSeekRow(run.Specification, run.Result)];

    private static RunTable Show(Run<GoalSeekSpecification, SearchResult> run, RunView view)
    {
        var facts = GoalSeekFacts.Of(run);
        return new RunTable(
            Table, Rows(run, view), new RunFacts(facts, GoalSeekJson.Default.GoalSeekFacts),
            $"{facts.Scenario}: what {run.Specification.Sought.Name} would have to be", $"{Table.Name}-{facts.RunId}")
        {
            Notes =
            [
                facts.Message,
                "achieved is what a projection answers with the parameter set to value; where the status is unreachable, both are absent. "
                + "lowest_output and highest_output are the ends of what was met from low to high.",
                .. facts.Note is { } note ? [note] : Array.Empty<string>(),
            ],
            Variables = RunColumns.Describe([run.Specification.Goal.Output.Variable], run.Asked),
        };
    }
}

/// <summary>The JSON of goal seeks.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GoalSeekFacts))]
internal sealed partial class GoalSeekJson : JsonSerializerContext;
