using System.Text.Json.Serialization;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Comparisons;

/// <summary>A comparison in JSON: its facts, and its rows under <c>value</c>.</summary>
/// <param name="RunId">The comparison's name.</param>
/// <param name="Reference">The label of the scenario that the others are compared with.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline it ran on.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day.</param>
/// <param name="Region">Where; the model knows only the world.</param>
/// <param name="From">The first period.</param>
/// <param name="To">The last period.</param>
/// <param name="Step"><c>year</c> or <c>quarter</c>.</param>
/// <param name="Draws">How paths were drawn, the same for every scenario; absent in a deterministic comparison.</param>
/// <param name="Note">What a reader of differences should know.</param>
/// <param name="Scenarios">The scenarios, in the order of the request.</param>
/// <param name="Value">The rows.</param>
/// <param name="NextLink">The path and query of the next page; absent on the last.</param>
/// <param name="NextCursor">The cursor of the next page; absent on the last.</param>
public sealed record ComparisonAnswer(
    string RunId, string Reference, string ModelVersion, string BaselineVersion, DateOnly BaselineAsOf,
    string Region, string From, string To, string Step,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DrawsAnswer? Draws,
    string Note,
    IReadOnlyList<ComparedScenario> Scenarios,
    IReadOnlyList<ComparisonRow> Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor)
{
    private const string NoteOfDraws = "Each row is of the difference scenario − reference, path by path on common random numbers: "
        + "a percentile of it is not the difference of two percentiles. p_exceeds is the share of paths on which the scenario "
        + "lies strictly above the reference; equal counts as not above. Rows without a reference are levels.";

    private const string NoteOfValues = "Each row is scenario − reference. Rows without a reference are levels.";

    /// <summary>What a reader of differences should know.</summary>
    public static string NoteOf(ComparisonSpecification specification) => specification.Draws is null ? NoteOfValues : NoteOfDraws;

    /// <summary>The answer for a comparison.</summary>
    public static ComparisonAnswer Of(
        ComparisonSpecification specification, DateOnly baselineAsOf,
        IReadOnlyList<ComparisonRow> rows, string? nextLink, string? nextCursor)
    {
        var reference = specification.Scenarios[specification.Reference];
        return new ComparisonAnswer(
            specification.RunId.ToString(),
            reference.Label,
            Core.Projections.ModelVersion.Current,
            specification.BaselineVersion,
            baselineAsOf,
            ProjectionRow.World,
            specification.Range.From.ToString(),
            specification.Range.To.ToString(),
            JsonContracts.Word(specification.Range.Step),
            DrawsAnswer.Of(specification.Draws),
            NoteOf(specification),
            [.. specification.Scenarios.Select(s => ComparedScenario.Of(s, reference, withLaws: specification.Draws is not null))],
            rows,
            nextLink,
            nextCursor);
    }
}

/// <summary>A scenario of a comparison.</summary>
/// <param name="Scenario">Its label.</param>
/// <param name="Extends">The scenario that the request built on.</param>
/// <param name="WeakestStatus">The status of its weakest parameter.</param>
/// <param name="Differs">The parameters that differ from the reference's, as they are in this scenario.</param>
/// <param name="Events">What may happen on a path.</param>
public sealed record ComparedScenario(
    string Scenario, string Extends, string WeakestStatus, IReadOnlyList<ResolvedParameterRow> Differs, IReadOnlyList<EventAnswer> Events)
{
    /// <summary>The answer for a scenario.</summary>
    public static ComparedScenario Of(ResolvedScenario scenario, ResolvedScenario reference, bool withLaws) => new(
        scenario.Label,
        scenario.Extends,
        JsonContracts.Word(scenario.Parameters.Max(p => p.Status)),
        [
            .. scenario.Parameters.Zip(reference.Parameters)
                .Select(pair => (One: ResolvedParameterRow.Of(pair.First, withLaws), Other: ResolvedParameterRow.Of(pair.Second, withLaws)))
                .Where(pair => (pair.One.Value, pair.One.Choice, pair.One.Law) != (pair.Other.Value, pair.Other.Choice, pair.Other.Law))
                .Select(pair => pair.One),
        ],
        [.. scenario.Events.Select(EventAnswer.Of)]);
}

/// <summary>One number of a comparison. The members are frozen, and new ones come at the end: they are the CSV's columns.</summary>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="Scenario">The scenario's label.</param>
/// <param name="Reference">The label of the scenario that is taken off; <see langword="null"/> where the row is a level.</param>
/// <param name="Region">Where.</param>
/// <param name="Variable">What.</param>
/// <param name="Unit">The unit; 1 for a probability.</param>
/// <param name="Period"><c>2028</c> or <c>2028-Q3</c>.</param>
/// <param name="PeriodStart">The period's first day.</param>
/// <param name="Statistic"><c>value</c>, or <c>mean</c>, <c>sd</c>, a percentile such as <c>p5</c>, or <c>p_exceeds</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Status"><c>observed-base</c> in the base year, else <c>projected</c>.</param>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="RunId">The comparison.</param>
/// <param name="StandardError">The standard error of the value, where one applies.</param>
public sealed record ComparisonRow(
    string ModelVersion, string Scenario, string? Reference, string Region, string Variable, string Unit,
    string Period, DateOnly PeriodStart, string Statistic, double Value, string Status,
    string BaselineVersion, string RunId, double? StandardError);
