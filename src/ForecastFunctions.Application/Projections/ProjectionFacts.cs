using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Projections;

/// <summary>What is said of a run as a whole.</summary>
/// <param name="RunId">The run's name.</param>
/// <param name="Scenario">The scenario's name, with six hex digits of what the request set.</param>
/// <param name="Extends">The scenario that the request built on.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline it ran on.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day: how fresh the run is.</param>
/// <param name="Region">Where; the model knows only the world.</param>
/// <param name="From">The first period.</param>
/// <param name="To">The last period.</param>
/// <param name="Step"><c>year</c> or <c>quarter</c>.</param>
/// <param name="WeakestStatus">The status of the weakest parameter, which the whole run inherits.</param>
/// <param name="Draws">How paths were drawn; absent in a deterministic run.</param>
/// <param name="Crossings">When the central path crosses a threshold.</param>
/// <param name="Exceedances">How likely thresholds are exceeded; absent in a deterministic run.</param>
/// <param name="Warnings">What a reader should know before relying on the run.</param>
/// <param name="Parameters">Every parameter, with its value and where it comes from.</param>
/// <param name="Events">What may happen on a path; absent where nothing is stated.</param>
public sealed record ProjectionFacts(
    string RunId, string Scenario, string Extends, string ModelVersion, string BaselineVersion, DateOnly BaselineAsOf,
    string Region, string From, string To, string Step, string WeakestStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DrawsAnswer? Draws,
    IReadOnlyList<CrossingAnswer> Crossings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ExceedanceAnswer>? Exceedances,
    IReadOnlyList<Warning> Warnings,
    IReadOnlyList<ResolvedParameterRow> Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<EventAnswer>? Events)
{
    /// <summary>The facts of a run.</summary>
    public static ProjectionFacts Of(Run<ProjectionSpecification, Projection> run)
    {
        var (specification, baseline, projection, _) = run;
        var scenario = specification.Scenario;
        return new ProjectionFacts(
            specification.RunId.ToString(),
            scenario.Label,
            scenario.Extends,
            specification.ModelVersion,
            specification.BaselineVersion,
            baseline.AsOf,
            RunColumns.World,
            specification.Range.From.ToString(),
            specification.Range.To.ToString(),
            Words.Of(specification.Range.Step),
            Words.Of(scenario.Parameters.Max(p => p.Status)),
            DrawsAnswer.Of(specification.Draws),
            [CrossingAnswer.Of(ProjectionFindings.InferenceCrossing(scenario))],
            specification.Draws is null ? null : [.. projection.Exceedances.Select(e => ExceedanceAnswer.Of(e, projection.Range))],
            [.. WarningsOf(projection).Select(w => new Warning(w.Code, w.Message))],
            [.. scenario.Parameters.Select(p => ResolvedParameterRow.Of(p, withLaw: specification.Draws is not null))],
            scenario.Events.Count == 0 ? null : [.. scenario.Events.Select(EventAnswer.Of)]);
    }

    /// <summary>The central statistic is looked at: the value, or else the median, or else the mean.</summary>
    private static IReadOnlyList<ProjectionWarning> WarningsOf(Projection projection)
    {
        var statistics = projection.Statistics.ToList();
        return ProjectionFindings.Warnings(projection, Math.Max(statistics.IndexOf("p50"), 0));
    }
}

/// <summary>How likely a variable is above a level.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Above">The level.</param>
/// <param name="MedianCrossing">
/// The first period by which half of the paths have been above it; <see langword="null"/> where fewer ever are.
/// </param>
/// <param name="Periods">The probabilities, period by period.</param>
public sealed record ExceedanceAnswer(string Variable, double Above, string? MedianCrossing, IReadOnlyList<ExceedancePeriod> Periods)
{
    /// <summary>The answer for an exceedance over a range.</summary>
    public static ExceedanceAnswer Of(Exceedance exceedance, PeriodRange range)
    {
        var periods = range.ToList();
        return new(
            exceedance.Threshold.Variable.Name,
            exceedance.Threshold.Level,
            exceedance.FirstPeriodCrossedBy(0.5) is { } median ? periods[median].ToString() : null,
            [.. periods.Select((p, i) => new ExceedancePeriod(
                p.ToString(), exceedance.Above[i], exceedance.StandardErrors[i], exceedance.CrossedBy[i]))]);
    }
}

/// <summary>How likely a variable is above a level in a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Probability">The share of paths above the level.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="CrossedBy">The share of paths that have been above it by then, since the first period of the run.</param>
public sealed record ExceedancePeriod(string Period, double Probability, double StandardError, double CrossedBy);

/// <summary>When a variable crosses a threshold.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Date">The day; <see langword="null"/> where it never does.</param>
public sealed record CrossingAnswer(string Variable, double Threshold, DateOnly? Date)
{
    /// <summary>The answer for a crossing.</summary>
    public static CrossingAnswer Of(Crossing crossing) => new(crossing.Variable.Name, crossing.Threshold, crossing.Date);
}
