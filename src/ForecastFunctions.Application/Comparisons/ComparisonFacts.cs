using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Comparisons;

/// <summary>What is said of a comparison as a whole.</summary>
/// <param name="RunId">The comparison's name.</param>
/// <param name="Reference">
/// The label of the scenario that the others are compared with; absent where each is compared with itself on another vintage.
/// </param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline it ran on.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day.</param>
/// <param name="ReferenceBaselineVersion">The vintage of what the scenarios are compared with; absent on one vintage.</param>
/// <param name="ReferenceBaselineAsOf">Everything in it was known by this day.</param>
/// <param name="Region">Where; the model knows only the world.</param>
/// <param name="From">The first period.</param>
/// <param name="To">The last period.</param>
/// <param name="Step"><c>year</c> or <c>quarter</c>.</param>
/// <param name="Draws">How paths were drawn, the same for every scenario; absent in a deterministic comparison.</param>
/// <param name="Note">What a reader of differences should know.</param>
/// <param name="Warnings">What a reader should know before relying on the comparison.</param>
/// <param name="Scenarios">The scenarios, in the order of the request.</param>
/// <param name="NotCompared">The variables that only some of the scenarios have; absent where all have the same.</param>
public sealed record ComparisonFacts(
    string RunId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reference,
    string ModelVersion, string BaselineVersion, DateOnly BaselineAsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReferenceBaselineVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? ReferenceBaselineAsOf,
    string Region, string From, string To, string Step,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DrawsAnswer? Draws,
    string Note,
    IReadOnlyList<Warning> Warnings,
    IReadOnlyList<ComparedScenario> Scenarios,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? NotCompared)
{
    private const string NoteOfDraws = "Each row is of the difference scenario − reference, path by path on common random numbers: "
        + "a percentile of it is not the difference of two percentiles. p_exceeds is the share of paths on which the scenario "
        + "lies strictly above the reference; equal counts as not above. Rows without a reference are levels.";

    private const string NoteOfValues = "Each row is scenario − reference. Rows without a reference are levels.";

    private const string NoteOfVintages = " The reference stands on another vintage, reference_baseline_version. /attributions explains "
        + "what moved between the two.";

    /// <summary>What a reader of differences should know.</summary>
    public static string NoteOf(ComparisonSpecification comparison) => (comparison.Draws is null ? NoteOfValues : NoteOfDraws)
        + (comparison.Range.From.Year < comparison.BaseYear
            ? $" Before {comparison.BaseYear} rows are of what was observed, as {(comparison.Vintage is null ? "the vintage knows" : "each vintage knew")} it." : "")
        + (comparison.Vintage is null ? "" : NoteOfVintages);

    /// <summary>The facts of a comparison.</summary>
    public static ComparisonFacts Of(Prepared<ComparisonSpecification> asked)
    {
        var (specification, baseline) = asked;
        var references = specification.References;
        return new ComparisonFacts(
            specification.RunId.ToString(),
            references.Select(r => r.Label).Distinct(StringComparer.Ordinal).ToList() is [var reference] ? reference : null,
            specification.ModelVersion,
            specification.BaselineVersion,
            baseline.AsOf,
            specification.ReferenceBaselineVersion,
            asked.ReferenceBaseline?.AsOf,
            RunColumns.World,
            specification.Range.From.ToString(),
            specification.Range.To.ToString(),
            Words.Of(specification.Range.Step),
            DrawsAnswer.Of(specification.Draws),
            NoteOf(specification),
            [
                .. PercentileFindings.Warnings(specification.Draws, DrawRequest.MaxDraws)
                    .Concat(WideningFindings.Warnings([.. specification.Scenarios, .. references], specification.Draws))
                    .Select(w => new Warning(w.Code, w.Message)),
            ],
            [
                .. specification.Scenarios.Select((s, place) => ComparedScenario.Of(
                    s, specification.Vintage is null ? references[0] : references[place], withLaws: specification.Draws is not null)),
            ],
            specification.NotCompared.Count == 0 ? null : [.. specification.NotCompared.Select(v => v.Name)]);
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
        Words.Of(scenario.Parameters.Max(p => p.Status)),
        [
            .. scenario.Parameters
                .Select(p => (One: ResolvedParameterRow.Of(p, withLaws), Other: RowOf(reference, p.Parameter, withLaws)))
                .Where(pair => (pair.One.Value, pair.One.Choice, pair.One.Law) != (pair.Other?.Value, pair.Other?.Choice, pair.Other?.Law))
                .Select(pair => pair.One),
        ],
        [.. scenario.Events.Select(EventAnswer.Of)]);

    /// <summary>The parameter in a scenario; <see langword="null"/> of one of the layer, where the scenario has no part in it.</summary>
    private static ResolvedParameterRow? RowOf(ResolvedScenario scenario, Parameter parameter, bool withLaws)
        => scenario.Find(parameter) is { } known ? ResolvedParameterRow.Of(known, withLaws) : null;
}
