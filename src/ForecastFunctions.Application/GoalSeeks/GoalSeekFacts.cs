using System.Globalization;
using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.GoalSeeks;

/// <summary>What is said of a goal seek beside its one row.</summary>
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
/// <param name="Note">What a reader should know of the draws; absent where nothing is to be said.</param>
public sealed record GoalSeekFacts(
    string RunId, string Scenario, string Extends, string ModelVersion, string BaselineVersion, string Region,
    string WeakestStatus, string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DrawsAnswer? Draws,
    IReadOnlyList<SolutionAnswer> OtherSolutions,
    IReadOnlyList<string> AlsoSets,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note)
{
    /// <summary>The facts of a goal seek.</summary>
    public static GoalSeekFacts Of(Run<GoalSeekSpecification, SearchResult> run)
    {
        var (specification, _, found, _) = run;
        var scenario = specification.Scenario;
        var row = new GoalSeekRow(specification, found);
        return new GoalSeekFacts(
            specification.RunId.ToString(),
            scenario.Label,
            scenario.Extends,
            specification.ModelVersion,
            specification.BaselineVersion,
            RunColumns.World,
            Words.Of(scenario.Parameters.Max(p => p.Status)),
            MessageOf(row),
            DrawsAnswer.Of(specification.Draws),
            [.. found.Others.Select(o => new SolutionAnswer(row.Stated(o.Low), row.Stated(o.High)))],
            [.. specification.Sought.Followers.Select(p => p.Id)],
            WideningFindings.Of([scenario], specification.Draws).Notes is [var note] ? note : null);
    }

    private static string MessageOf(GoalSeekRow row)
    {
        var (sought, goal, found) = (row.Sought, row.Goal, row.Found);
        var wanted = string.Create(CultureInfo.InvariantCulture, $"{row.Variable} in {row.Period} to {goal.Target:R} {row.Variable.Unit}");
        var answer = found.Status switch
        {
            SearchStatus.Found => string.Create(CultureInfo.InvariantCulture, $"{sought.Name} of {row.Value:R} brings {wanted}."),
            SearchStatus.Inexact => string.Create(CultureInfo.InvariantCulture,
                $"{sought.Name} of about {row.Value:R} brings {wanted} only nearly, to {row.Achieved:R}."),
            _ => string.Create(CultureInfo.InvariantCulture,
                $"No value of {sought.Name} from {row.Stated(sought.Range.Min):R} to {row.Stated(sought.Range.Max):R} brings {wanted}: "
                + $"it reaches {found.Lowest.Output:R} (at {row.Stated(found.Lowest.Input):R}) "
                + $"to {found.Highest.Output:R} (at {row.Stated(found.Highest.Input):R})."),
        };
        return found.Others.Count == 0
            ? answer
            : $"{answer} There are further solutions, see otherSolutions; this one is nearest to the scenario's value.";
    }
}

/// <summary>Values between which there is a further solution.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The higher end.</param>
public sealed record SolutionAnswer(double Low, double High);
