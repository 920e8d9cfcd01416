using System.Text.Json.Serialization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
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
/// <param name="Joint">How likely conditions hold together; absent where none were stated.</param>
/// <param name="Warnings">What a reader should know before relying on the run.</param>
/// <param name="Parameters">Every parameter, with its value and where it comes from.</param>
/// <param name="Events">What may happen on a path; absent where nothing is stated.</param>
/// <param name="Freshness">Up to when the series are known without which the baseline can't move, and when more is due.</param>
/// <param name="Observed">What the rows before the base year are made of; absent where there are none.</param>
/// <param name="Unused">What is set though it has no effect on the run; absent where nothing is.</param>
/// <param name="Drivers">What follows from the drivers of demand; absent where the ratio is a path.</param>
/// <param name="BindingLimits">The limit that binds in each period after the base year; absent where limits are not looked at.</param>
public sealed record ProjectionFacts(
    string RunId, string Scenario, string Extends, string ModelVersion, string BaselineVersion, DateOnly BaselineAsOf,
    string Region, string From, string To, string Step, string WeakestStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DrawsAnswer? Draws,
    IReadOnlyList<CrossingAnswer> Crossings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ExceedanceAnswer>? Exceedances,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JointAnswer>? Joint,
    IReadOnlyList<Warning> Warnings,
    IReadOnlyList<ResolvedParameterRow> Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<EventAnswer>? Events,
    IReadOnlyList<KnownSeries> Freshness,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ObservedVariable>? Observed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Unused,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DriverFacts? Drivers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<BindingLimitAnswer>? BindingLimits)
{
    /// <summary>The facts of a run.</summary>
    public static ProjectionFacts Of(Run<ProjectionSpecification, Projection> run)
    {
        var (specification, baseline, projection, _) = run;
        var scenario = specification.Scenario;
        var history = new ObservedHistory(baseline);
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
            projection.Joint.Count == 0 ? null : [.. projection.Joint.Select(j => JointAnswer.Of(j, projection.Range))],
            [.. WarningsOf(run, history).Select(w => new Warning(w.Code, w.Message))],
            [.. scenario.Parameters.Select(p => ResolvedParameterRow.Of(p, withLaw: specification.Draws is not null))],
            scenario.Events.Count == 0 ? null : [.. scenario.Events.Select(EventAnswer.Of)],
            KnownSeries.Of(baseline),
            ObservedVariable.Of(specification, history),
            scenario.Unused is { Count: > 0 } unused ? [.. unused.Select(p => p.Id)] : null,
            scenario.Switches.Drivers ? DriverFacts.Of(scenario) : null,
            scenario.Switches.Limits == LimitMode.Off ? null
                : [.. LayerFindings.BindingLimits(projection, scenario.BaseYear).Select(b => new BindingLimitAnswer(b.Period.ToString(), b.Limit))]);
    }

    private static IEnumerable<ProjectionWarning> WarningsOf(Run<ProjectionSpecification, Projection> run, ObservedHistory history) =>
    [
        .. PlausibilityFindings.Warnings(run.Result),
        .. LayerFindings.Warnings(run.Result, run.Specification.Scenario),
        .. EventFindings.Warnings(run.Specification),
        .. WideningFindings.Warnings([run.Specification.Scenario], run.Specification.Draws),
        .. PercentileFindings.Warnings(run.Specification.Draws, DrawRequest.MaxDraws),
        .. TrackingFindings.Warnings(run.Result, run.Specification.Scenario.BaseYear, history),
    ];
}

/// <summary>What follows from the drivers of demand, at the central values.</summary>
/// <param name="DataWallDate">The day on which the largest run wanted uses all data; <see langword="null"/> where it never does.</param>
/// <param name="ComputePerToken">
/// The peak work of the compute behind a token in the base year, FLOP: what the base year leaves to be judged.
/// </param>
public sealed record DriverFacts(DateOnly? DataWallDate, double ComputePerToken)
{
    /// <summary>The facts of a scenario with drivers.</summary>
    public static DriverFacts Of(ResolvedScenario scenario)
        => new(LayerFindings.DataWallDate(scenario), LayerFindings.ComputePerToken(scenario));
}

/// <summary>The limit that binds in a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Limit"><c>none</c>, <c>power</c>, <c>packaging</c> or <c>capital</c>.</param>
public sealed record BindingLimitAnswer(string Period, string Limit);

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

/// <summary>What a variable's rows before the base year are made of.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Status">How far its weakest figure can be relied upon.</param>
/// <param name="Series">The series.</param>
/// <param name="Note">How the figures are made of them.</param>
public sealed record ObservedVariable(string Variable, string Status, IReadOnlyList<string> Series, string Note)
{
    /// <summary>The variables of which something was observed in a run's periods before its base year.</summary>
    public static IReadOnlyList<ObservedVariable>? Of(ProjectionSpecification run, ObservedHistory history)
    {
        var before = run.Range.Where(p => p.Year < run.Scenario.BaseYear).ToList();
        if (before.Count == 0)
            return null;
        return
        [
            .. run.Variables
                .Select(v => (Variable: v, Figures: before.Select(p => history.Find(v, p)).OfType<ObservedFigure>().ToList()))
                .Where(v => v.Figures.Count > 0)
                .Select(v => new ObservedVariable(
                    v.Variable.Name, Words.Of(v.Figures.Max(f => f.Status)), v.Figures[^1].Series, v.Figures[^1].Note)),
        ];
    }
}
