using System.Text.Json.Serialization;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.Attributions;

namespace ForecastFunctions.Application.Attributions;

/// <summary>What is said of an attribution as a whole.</summary>
/// <param name="RunId">The attribution's name.</param>
/// <param name="Scenario">The label of the scenario that is explained.</param>
/// <param name="Reference">The label of the one that it differs from; absent between two periods.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline it ran on.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day.</param>
/// <param name="ReferenceBaselineVersion">The vintage of the reference; absent on one vintage.</param>
/// <param name="ReferenceBaselineAsOf">Everything in it was known by this day.</param>
/// <param name="Region">Where; the model knows only the world.</param>
/// <param name="From">The first period; absent between two scenarios.</param>
/// <param name="To">The second period, or the only one.</param>
/// <param name="Method"><c>shapley</c>.</param>
/// <param name="IsExact">Whether every order of the causes was evaluated; otherwise contributions have standard errors.</param>
/// <param name="Evaluations">How often the model was evaluated.</param>
/// <param name="Note">How the contributions are to be read.</param>
/// <param name="Causes">Between two vintages, the parameters that differ, each with the figures behind it.</param>
public sealed record AttributionFacts(
    string RunId, string Scenario,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reference,
    string ModelVersion, string BaselineVersion, DateOnly BaselineAsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReferenceBaselineVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? ReferenceBaselineAsOf,
    string Region,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From,
    string To, string Method, bool IsExact, int Evaluations, string Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AttributedCause>? Causes)
{
    /// <summary>The method, by its name in the field.</summary>
    public const string Shapley = "shapley";

    /// <summary>The facts of an attribution.</summary>
    public static AttributionFacts Of(Run<AttributionSpecification, Attribution> run)
    {
        var (specification, baseline, attribution, _) = run;
        var orders = attribution.IsExact ? "all orders" : $"{2 * ShapleyValues.Pairs} random orders";
        return new AttributionFacts(
            specification.RunId.ToString(),
            specification.Scenario.Label,
            specification.Reference?.Label,
            specification.ModelVersion,
            specification.BaselineVersion,
            baseline.AsOf,
            specification.ReferenceBaselineVersion,
            run.ReferenceBaseline?.AsOf,
            RunColumns.World,
            specification.From?.ToString(),
            specification.To.ToString(),
            Shapley,
            attribution.IsExact,
            attribution.Evaluations,
            specification.Reference is null ? NoteOfPeriods(orders)
                : run.ReferenceBaseline is null ? NoteOfScenarios(orders)
                : NoteOfVintages(specification, orders),
            run.ReferenceBaseline is { } reference ? AttributedCause.Of(specification, baseline, reference) : null);
    }

    private static string NoteOfPeriods(string orders)
        => $"Shapley values: what each driver adds by moving on from its values of the first period, averaged over {orders} in which they "
            + "may; stock is what the installed stock does though every driver stands still. Of each variable, from and all contributions "
            + "sum to to.";

    private static string NoteOfScenarios(string orders)
        => $"Shapley values: what each parameter or event that differs adds by standing as in the scenario, averaged over {orders}. "
            + "Of each variable, from (the reference) and all contributions sum to to (the scenario).";

    private static string NoteOfVintages(AttributionSpecification run, string orders)
        => string.Equals(run.BaselineVersion, run.ReferenceBaselineVersion, StringComparison.Ordinal)
            ? $"Both are of the vintage {run.BaselineVersion}, so that nothing moved between vintages. {NoteOfScenarios(orders)}"
            : $"Shapley values: what each parameter or event that differs adds by standing as in the scenario on its vintage, averaged "
                + $"over {orders}. Both are told from {run.BaseYear}, the later base year: what the earlier vintage's own path expected for "
                + "it stands against what the later one knows. Of each variable, from (the reference) and all contributions sum to to "
                + "(the scenario).";
}
