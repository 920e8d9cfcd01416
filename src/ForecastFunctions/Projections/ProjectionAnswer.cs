using System.Globalization;
using System.Text.Json.Serialization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>A run in JSON: its facts, and its rows under <c>value</c>.</summary>
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
/// <param name="Value">The rows.</param>
/// <param name="Parameters">Every parameter, with its value and where it comes from.</param>
/// <param name="Events">What may happen on a path; absent where nothing is stated.</param>
/// <param name="NextLink">The path and query of the next page; absent on the last.</param>
/// <param name="NextCursor">The cursor of the next page; absent on the last.</param>
public sealed record ProjectionAnswer(
    string RunId, string Scenario, string Extends, string ModelVersion, string BaselineVersion, DateOnly BaselineAsOf,
    string Region, string From, string To, string Step, string WeakestStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DrawsAnswer? Draws,
    IReadOnlyList<CrossingAnswer> Crossings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ExceedanceAnswer>? Exceedances,
    IReadOnlyList<WarningAnswer> Warnings,
    IReadOnlyList<ProjectionRow> Value,
    IReadOnlyList<ResolvedParameterRow> Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<EventAnswer>? Events,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor)
{
    /// <summary>The answer for a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="baselineAsOf">The day of its baseline.</param>
    /// <param name="rows">The rows of the page.</param>
    /// <param name="nextLink">The path and query of the next page.</param>
    /// <param name="nextCursor">Its cursor.</param>
    public static ProjectionAnswer Of(
        ProjectionRun run, DateOnly baselineAsOf, IReadOnlyList<ProjectionRow> rows, string? nextLink, string? nextCursor)
    {
        var (specification, projection, _) = run;
        var scenario = specification.Scenario;
        return new ProjectionAnswer(
            specification.RunId.ToString(),
            scenario.Label,
            scenario.Extends,
            specification.ModelVersion,
            specification.BaselineVersion,
            baselineAsOf,
            ProjectionRow.World,
            specification.Range.From.ToString(),
            specification.Range.To.ToString(),
            JsonContracts.Word(specification.Range.Step),
            JsonContracts.Word(scenario.Parameters.Max(p => p.Status)),
            DrawsAnswer.Of(specification.Draws),
            [CrossingAnswer.Of(ProjectionFindings.InferenceCrossing(scenario))],
            specification.Draws is null ? null : [.. projection.Exceedances.Select(e => ExceedanceAnswer.Of(e, projection.Range))],
            [.. PlausibilityFindings.Warnings(projection).Concat(EventFindings.Warnings(specification)).Select(w => new WarningAnswer(w.Code, w.Message))],
            rows,
            [.. scenario.Parameters.Select(p => ResolvedParameterRow.Of(p, withLaw: specification.Draws is not null))],
            scenario.Events.Count == 0 ? null : [.. scenario.Events.Select(EventAnswer.Of)],
            nextLink,
            nextCursor);
    }
}

/// <summary>How the paths of a run were drawn.</summary>
/// <param name="Count">How many.</param>
/// <param name="Seed">The seed, as text: not every reader keeps large numbers.</param>
/// <param name="Sampling">How points were laid out.</param>
/// <param name="Replicates">In how many independent parts, which give the standard errors.</param>
/// <param name="Percentiles">The percentiles given.</param>
/// <param name="Correlations">The rank correlations in use; after a repair, the repaired ones.</param>
/// <param name="CorrelationsRepaired">Whether the stated correlations contradicted each other and were repaired.</param>
/// <param name="Note">What a reader of percentiles should know.</param>
public sealed record DrawsAnswer(
    int Count, string Seed, string Sampling, int Replicates, IReadOnlyList<double> Percentiles,
    IReadOnlyList<CorrelationAnswer> Correlations, bool CorrelationsRepaired, string Note)
{
    /// <summary>The answer for a run's settings.</summary>
    public static DrawsAnswer? Of(DrawSettings? settings) => settings is null ? null : new(
        settings.Draws,
        settings.Seed.ToString(CultureInfo.InvariantCulture),
        JsonContracts.Word(settings.Sampling),
        DrawSettings.Replicates,
        settings.Percentiles,
        [.. settings.Correlations.Matrix.Pairs.Select(p => new CorrelationAnswer(p.First, p.Second, p.Value))],
        settings.Correlations.Matrix.IsRepaired,
        "Means of parts add to the mean of the whole; percentiles do not.");
}

/// <summary>A rank correlation of two parameters.</summary>
/// <param name="First">One parameter.</param>
/// <param name="Second">The other.</param>
/// <param name="Value">Spearman's rank correlation.</param>
public sealed record CorrelationAnswer(string First, string Second, double Value);

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

/// <summary>Something that may happen on a path.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver">What it acts on.</param>
/// <param name="Multiply">The factor, where it multiplies.</param>
/// <param name="Add">The addend, where it adds.</param>
/// <param name="From">The first quarter.</param>
/// <param name="Quarters">For how many quarters; <see langword="null"/> for good.</param>
/// <param name="Probability">How likely it is.</param>
public sealed record EventAnswer(string Name, string Driver, double? Multiply, double? Add, string From, int? Quarters, double Probability)
{
    /// <summary>The answer for an event.</summary>
    public static EventAnswer Of(ScenarioEvent e) => new(
        e.Name, Drivers.NameOf(e.Driver), e.Effect == EventEffect.Multiply ? e.Amount : null, e.Effect == EventEffect.Add ? e.Amount : null,
        e.Start.ToString(), e.Quarters, e.Probability);
}

/// <summary>A parameter's value in a scenario.</summary>
/// <param name="Parameter">The parameter's id.</param>
/// <param name="Value">Its value, where it is a number.</param>
/// <param name="Choice">Its value, where it is a word.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Law">The law of its draws; <see langword="null"/> where it is fixed, and in a deterministic run.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Status">How well founded it is.</param>
public sealed record ResolvedParameterRow(
    string Parameter, double? Value, string? Choice, string Unit, string? Law, string Origin, string Status)
{
    /// <summary>The row of a resolved parameter.</summary>
    public static ResolvedParameterRow Of(ResolvedParameter resolved, bool withLaw) => new(
        resolved.Parameter.Id,
        resolved.Parameter.IsChoice ? null : resolved.Value,
        resolved.Parameter.IsChoice ? resolved.Parameter.Format(resolved.Value) : null,
        resolved.Parameter.Unit,
        withLaw ? resolved.LawText : null,
        JsonContracts.Word(resolved.Origin),
        JsonContracts.Word(resolved.Status));
}

/// <summary>When a variable crosses a threshold.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Date">The day; <see langword="null"/> where it never does.</param>
public sealed record CrossingAnswer(string Variable, double Threshold, DateOnly? Date)
{
    /// <summary>The answer for a crossing.</summary>
    public static CrossingAnswer Of(Crossing crossing) => new(crossing.Variable.Name, crossing.Threshold, crossing.Date);
}

/// <summary>A warning.</summary>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record WarningAnswer(string Code, string Message);

/// <summary>One number of a run. The members are frozen, and new ones come at the end: they are the CSV's columns.</summary>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="Scenario">The scenario's label.</param>
/// <param name="Region">Where.</param>
/// <param name="Variable">What.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Period"><c>2028</c> or <c>2028-Q3</c>.</param>
/// <param name="PeriodStart">The period's first day.</param>
/// <param name="Statistic"><c>value</c> in a deterministic run, else <c>mean</c>, <c>sd</c> or a percentile such as <c>p5</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Status"><c>observed-base</c> in the base year, else <c>projected</c>.</param>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="RunId">The run.</param>
/// <param name="StandardError">The standard error of the value, where one applies.</param>
public sealed record ProjectionRow(
    string ModelVersion, string Scenario, string Region, string Variable, string Unit, string Period, DateOnly PeriodStart,
    string Statistic, double Value, string Status, string BaselineVersion, string RunId, double? StandardError)
{
    /// <summary>The region of every row: the model knows only the world.</summary>
    public const string World = "World";
}
