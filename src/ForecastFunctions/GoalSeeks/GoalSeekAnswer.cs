using System.Globalization;
using System.Text.Json.Serialization;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.GoalSeeks;

/// <summary>A goal seek in JSON: its facts, and its one row under <c>value</c>.</summary>
/// <param name="RunId">The goal seek's name.</param>
/// <param name="Scenario">The scenario's name, with six hex digits of what the request set.</param>
/// <param name="Extends">The scenario that the request built on.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline it ran on.</param>
/// <param name="Region">Where; the model knows only the world.</param>
/// <param name="WeakestStatus">The status of the weakest parameter, which the answer inherits.</param>
/// <param name="Message">The answer in a sentence.</param>
/// <param name="Draws">How paths were drawn, the same for every value tried; absent of deterministic runs.</param>
/// <param name="OtherSolutions">Ranges of the parameter that hold further solutions.</param>
/// <param name="AlsoSets">Parameters that the scenario lets follow the one that was sought.</param>
/// <param name="Value">The row.</param>
/// <param name="NextLink">Never there: there is one page.</param>
/// <param name="NextCursor">Never there.</param>
public sealed record GoalSeekAnswer(
    string RunId, string Scenario, string Extends, string ModelVersion, string BaselineVersion, string Region,
    string WeakestStatus, string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DrawsAnswer? Draws,
    IReadOnlyList<SolutionAnswer> OtherSolutions,
    IReadOnlyList<string> AlsoSets,
    IReadOnlyList<GoalSeekRow> Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor)
{
    /// <summary>The answer for a goal seek.</summary>
    public static GoalSeekAnswer Of(GoalSeekRun run, IReadOnlyList<GoalSeekRow> rows, string? nextLink, string? nextCursor)
    {
        var (specification, result, _) = run;
        var scenario = specification.Scenario;
        return new GoalSeekAnswer(
            specification.RunId.ToString(),
            scenario.Label,
            scenario.Extends,
            Core.Projections.ModelVersion.Current,
            specification.BaselineVersion,
            ProjectionRow.World,
            JsonContracts.Word(scenario.Parameters.Max(p => p.Status)),
            MessageOf(GoalSeekRow.Of(run), result.Others.Count),
            DrawsAnswer.Of(specification.Draws),
            [.. result.Others.Select(o
                => new SolutionAnswer(GoalSeekRow.Stated(specification, o.Low), GoalSeekRow.Stated(specification, o.High)))],
            [.. specification.Sought.Followers.Select(p => p.Id)],
            rows,
            nextLink,
            nextCursor);
    }

    /// <summary>What a reader of a goal seek's table should know.</summary>
    public static IReadOnlyList<string> NotesOf(GoalSeekRun run) =>
    [
        MessageOf(GoalSeekRow.Of(run), run.Result.Others.Count),
        "achieved is what a projection answers with the parameter set to value; where the status is unreachable, both are absent. "
        + "lowest_output and highest_output are the ends of what was met from low to high.",
    ];

    private static string MessageOf(GoalSeekRow row, int others)
    {
        var goal = string.Create(CultureInfo.InvariantCulture, $"{row.Variable} in {row.Period} to {row.Target:R} {row.Unit}");
        var answer = row.Status switch
        {
            "found" => string.Create(CultureInfo.InvariantCulture, $"{row.Parameter} of {row.Value:R} brings {goal}."),
            "inexact" => string.Create(CultureInfo.InvariantCulture,
                $"{row.Parameter} of about {row.Value:R} brings {goal} only nearly, to {row.Achieved:R}."),
            _ => string.Create(CultureInfo.InvariantCulture,
                $"No value of {row.Parameter} from {row.Low:R} to {row.High:R} brings {goal}: "
                + $"it reaches {row.LowestOutput:R} (at {row.LowestAt:R}) to {row.HighestOutput:R} (at {row.HighestAt:R})."),
        };
        return others == 0
            ? answer
            : $"{answer} There are further solutions, see otherSolutions; this one is nearest to the scenario's value.";
    }
}

/// <summary>Values between which there is a further solution.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The higher end.</param>
public sealed record SolutionAnswer(double Low, double High);

/// <summary>What was found. The members are frozen, and new ones come at the end: they are the CSV's columns.</summary>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="Scenario">The scenario's label.</param>
/// <param name="Region">Where.</param>
/// <param name="Parameter">What was sought, by the name it was asked for.</param>
/// <param name="ParameterUnit">Its unit.</param>
/// <param name="Variable">What is to come to the target.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Period"><c>2028</c> or <c>2028-Q3</c>.</param>
/// <param name="PeriodStart">The period's first day.</param>
/// <param name="Statistic"><c>value</c> of deterministic runs, else a statistic of the draws.</param>
/// <param name="Target">The number wanted.</param>
/// <param name="Status"><c>found</c>, <c>unreachable</c> or <c>inexact</c>.</param>
/// <param name="Value">The parameter's value; absent where the target is unreachable.</param>
/// <param name="Achieved">What the variable comes to with it.</param>
/// <param name="Evaluations">How many runs the search took.</param>
/// <param name="Low">The lowest value allowed.</param>
/// <param name="High">The highest value allowed.</param>
/// <param name="LowestOutput">The lowest output met.</param>
/// <param name="LowestAt">The parameter's value there.</param>
/// <param name="HighestOutput">The highest output met.</param>
/// <param name="HighestAt">The parameter's value there.</param>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="RunId">The goal seek.</param>
public sealed record GoalSeekRow(
    string ModelVersion, string Scenario, string Region, string Parameter, string ParameterUnit, string Variable, string Unit,
    string Period, DateOnly PeriodStart, string Statistic, double Target, string Status, double? Value, double? Achieved,
    int Evaluations, double Low, double High, double LowestOutput, double LowestAt, double HighestOutput, double HighestAt,
    string BaselineVersion, string RunId)
{
    /// <summary>The row of a goal seek.</summary>
    public static GoalSeekRow Of(GoalSeekRun run)
    {
        var (specification, result, _) = run;
        var (sought, (output, statistic, target)) = (specification.Sought, specification.Goal);
        var hasSolution = result.Status != SearchStatus.Unreachable;
        return new GoalSeekRow(
            Core.Projections.ModelVersion.Current, specification.Scenario.Label, ProjectionRow.World, sought.Name, sought.Parameter.Unit,
            output.Variable.Name, output.Variable.Unit, output.Period.ToString(), output.Period.Start, statistic, target,
            JsonContracts.Word(result.Status),
            hasSolution ? Stated(specification, result.Solution.Input) : null,
            hasSolution ? result.Solution.Output : null,
            result.Evaluations,
            Stated(specification, sought.Range.Min), Stated(specification, sought.Range.Max),
            result.Lowest.Output, Stated(specification, result.Lowest.Input),
            result.Highest.Output, Stated(specification, result.Highest.Input),
            specification.BaselineVersion, specification.RunId.ToString());
    }

    /// <summary>A value of the parameter in the terms in which it was asked for: an alias states shares.</summary>
    internal static double Stated(GoalSeekSpecification specification, double value)
        => Parameters.FindAlias(specification.Sought.Name)?.FromParameter(value) ?? value;
}
