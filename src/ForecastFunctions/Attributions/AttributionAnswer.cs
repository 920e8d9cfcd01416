using System.Text.Json.Serialization;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Attributions;

/// <summary>An attribution in JSON: its facts, and its rows under <c>value</c>.</summary>
/// <param name="RunId">The attribution's name.</param>
/// <param name="Scenario">The label of the scenario that is explained.</param>
/// <param name="Reference">The label of the one that it differs from; absent between two periods.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline it ran on.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day.</param>
/// <param name="Region">Where; the model knows only the world.</param>
/// <param name="From">The first period; absent between two scenarios.</param>
/// <param name="To">The second period, or the only one.</param>
/// <param name="Method"><c>shapley</c>.</param>
/// <param name="IsExact">Whether every order of the causes was evaluated; otherwise contributions have standard errors.</param>
/// <param name="Evaluations">How often the model was evaluated.</param>
/// <param name="Note">How the contributions are to be read.</param>
/// <param name="Value">The rows.</param>
/// <param name="NextLink">The path and query of the next page; absent on the last.</param>
/// <param name="NextCursor">The cursor of the next page; absent on the last.</param>
public sealed record AttributionAnswer(
    string RunId, string Scenario,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reference,
    string ModelVersion, string BaselineVersion, DateOnly BaselineAsOf, string Region,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From,
    string To, string Method, bool IsExact, int Evaluations, string Note,
    IReadOnlyList<AttributionRow> Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor)
{
    /// <summary>The method, by its name in the field.</summary>
    public const string Shapley = "shapley";

    private const string OfPeriods = "Shapley values: what each driver adds by moving on from its values of the first period, "
        + "averaged over all orders in which they may; stock is what the installed stock does though every driver stands still. "
        + "Of each variable, from and all contributions sum to to.";

    private const string OfScenarios = "Shapley values: what each parameter or event that differs adds by standing as in the scenario, "
        + "averaged over all orders. Of each variable, from (the reference) and all contributions sum to to (the scenario).";

    /// <summary>The answer for an attribution.</summary>
    public static AttributionAnswer Of(
        Run<AttributionSpecification, Attribution> run, DateOnly baselineAsOf,
        IReadOnlyList<AttributionRow> rows, string? nextLink, string? nextCursor)
    {
        var (specification, attribution, _) = run;
        var note = specification.Reference is null ? OfPeriods : OfScenarios;
        return new AttributionAnswer(
            specification.RunId.ToString(),
            specification.Scenario.Label,
            specification.Reference?.Label,
            Core.Projections.ModelVersion.Current,
            specification.BaselineVersion,
            baselineAsOf,
            ProjectionRow.World,
            specification.From?.ToString(),
            specification.To.ToString(),
            Shapley,
            attribution.IsExact,
            attribution.Evaluations,
            attribution.IsExact ? note : note.Replace("all orders", $"{2 * ShapleyValues.Pairs} random orders", StringComparison.Ordinal),
            rows,
            nextLink,
            nextCursor);
    }
}

/// <summary>One number of an attribution. The members are frozen, and new ones come at the end: they are the CSV's columns.</summary>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="Scenario">The scenario's label.</param>
/// <param name="Reference">The label of the scenario that it differs from; <see langword="null"/> between two periods.</param>
/// <param name="Region">Where.</param>
/// <param name="Variable">What.</param>
/// <param name="Unit">The unit.</param>
/// <param name="FromPeriod">The first period; <see langword="null"/> between two scenarios.</param>
/// <param name="Period">The second period, or the only one.</param>
/// <param name="PeriodStart">Its first day.</param>
/// <param name="Statistic"><c>from</c>, <c>contribution</c> or <c>to</c>.</param>
/// <param name="Cause">The driver, parameter or event that contributes; <see langword="null"/> in the rows from and to.</param>
/// <param name="Value">The number.</param>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="RunId">The attribution.</param>
/// <param name="StandardError">The standard error of the contribution; <see langword="null"/> where it is exact.</param>
public sealed record AttributionRow(
    string ModelVersion, string Scenario, string? Reference, string Region, string Variable, string Unit, string? FromPeriod, string Period,
    DateOnly PeriodStart, string Statistic, string? Cause, double Value, string BaselineVersion, string RunId, double? StandardError);
