using System.Text.Json.Serialization;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>A run in JSON: its facts, and its rows under <c>value</c>.</summary>
/// <param name="RunId">The run's name.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline it ran on.</param>
/// <param name="Region">Where; the model knows only the world.</param>
/// <param name="From">The first period.</param>
/// <param name="To">The last period.</param>
/// <param name="Step"><c>year</c> or <c>quarter</c>.</param>
/// <param name="Scenario">The scenario's name, with six hex digits of what the request set.</param>
/// <param name="Extends">The scenario that the request built on.</param>
/// <param name="WeakestStatus">The status of the weakest parameter, which the whole run inherits.</param>
/// <param name="Crossings">When thresholds are crossed.</param>
/// <param name="Warnings">What a reader should know before relying on the run.</param>
/// <param name="Value">The rows.</param>
/// <param name="Parameters">Every parameter, with its value and where it comes from.</param>
/// <param name="NextLink">The path and query of the next page; absent on the last.</param>
/// <param name="NextCursor">The cursor of the next page; absent on the last.</param>
public sealed record ProjectionAnswer(
    string RunId, string Scenario, string Extends, string ModelVersion, string BaselineVersion, string Region, string From, string To, string Step,
    string WeakestStatus, IReadOnlyList<CrossingAnswer> Crossings, IReadOnlyList<WarningAnswer> Warnings,
    IReadOnlyList<ProjectionRow> Value, IReadOnlyList<ResolvedParameterRow> Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor);

/// <summary>A parameter's value in a scenario.</summary>
/// <param name="Parameter">The parameter's id.</param>
/// <param name="Value">Its value, where it is a number.</param>
/// <param name="Choice">Its value, where it is a word.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Status">How well founded it is.</param>
public sealed record ResolvedParameterRow(string Parameter, double? Value, string? Choice, string Unit, string Origin, string Status)
{
    /// <summary>The row of a resolved parameter.</summary>
    public static ResolvedParameterRow Of(ResolvedParameter resolved) => new(
        resolved.Parameter.Id,
        resolved.Parameter.IsChoice ? null : resolved.Value,
        resolved.Parameter.IsChoice ? resolved.Parameter.Format(resolved.Value) : null,
        resolved.Parameter.Unit,
        JsonContracts.Word(resolved.Origin),
        JsonContracts.Word(resolved.Status));
}

/// <summary>When a variable crosses a threshold.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Date">The day; <see langword="null"/> where it never does.</param>
public sealed record CrossingAnswer(string Variable, double Threshold, DateOnly? Date);

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
/// <param name="Statistic"><c>value</c> in a deterministic run.</param>
/// <param name="Value">The number.</param>
/// <param name="Status"><c>observed-base</c> in the base year, else <c>projected</c>.</param>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="RunId">The run.</param>
/// <param name="StandardError">The standard error of the value, where one applies.</param>
public sealed record ProjectionRow(
    string ModelVersion, string Scenario, string Region, string Variable, string Unit, string Period, DateOnly PeriodStart, string Statistic,
    double Value, string Status, string BaselineVersion, string RunId, double? StandardError);
