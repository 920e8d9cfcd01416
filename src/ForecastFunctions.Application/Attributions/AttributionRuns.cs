using System.Text.Json.Serialization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Attributions;

/// <summary>One number of an attribution.</summary>
/// <param name="Run">The attribution.</param>
/// <param name="Variable">What.</param>
/// <param name="Statistic"><c>from</c>, <c>contribution</c> or <c>to</c>.</param>
/// <param name="Cause">The driver, parameter or event that contributes; <see langword="null"/> in the rows from and to.</param>
/// <param name="Value">The number.</param>
/// <param name="StandardError">The standard error of the contribution; <see langword="null"/> where it is exact.</param>
/// <param name="Difference">The values of the parameter that contributes; <see langword="null"/> where the cause is none.</param>
/// <param name="Figures">The figures behind it, in a line; <see langword="null"/> on one vintage.</param>
public sealed record AttributionRow(
    AttributionSpecification Run, Variable Variable, string Statistic, string? Cause, double Value, double? StandardError = null,
    ParameterDifference? Difference = null, string? Figures = null)
    : IRunRow
{
    /// <inheritdoc/>
    IRunSpecification IRunRow.Run => Run;

    /// <inheritdoc/>
    string IRunRow.Scenario => Run.Scenario.Label;

    /// <inheritdoc/>
    Period IRunRow.Period => Run.To;
}

/// <summary>Attributions: how they are asked for and shown.</summary>
public static class AttributionRuns
{
    /// <summary>A line for each number.</summary>
    public static readonly Table Table = new(AttributionSpecification.Kind, "What explains a change or a difference",
    [
        RunColumns.ModelVersion, RunColumns.Scenario,
        Column.OptionalText<AttributionRow>(
            "reference", "The scenario that it differs from; empty between two periods", r => r.Run.Reference?.Label),
        RunColumns.Region, RunColumns.Variable, RunColumns.Unit,
        Column.OptionalText<AttributionRow>(
            "from_period", "The first period; empty between two scenarios", r => r.Run.From?.ToString()),
        RunColumns.Period, RunColumns.PeriodStart,
        Column.Text<AttributionRow>("statistic", "from, contribution or to", r => r.Statistic),
        Column.OptionalText<AttributionRow>("cause", "The driver, parameter or event that contributes", r => r.Cause),
        Column.Number<AttributionRow>("value", "The number", r => r.Value),
        RunColumns.BaselineVersion, RunColumns.RunId,
        Column.OptionalNumber<AttributionRow>(
            "standard_error", "The standard error of the contribution; empty where it is exact", r => r.StandardError),
        Column.OptionalText<AttributionRow>(
            "reference_baseline_version", "The vintage of the reference; empty between two periods",
            r => r.Run.Reference is null ? null : r.Run.ReferenceBaselineVersion ?? r.Run.BaselineVersion),
        Column.OptionalNumber<AttributionRow>(
            "cause_in_reference", "The parameter's value in the reference, told from the later base year", r => r.Difference?.Reference),
        Column.OptionalNumber<AttributionRow>(
            "cause_in_scenario", "The parameter's value in the scenario, likewise", r => r.Difference?.Scenario),
        Column.OptionalText<AttributionRow>(
            "figures", "Between two vintages, the figures that are not the same in both, of the series that the parameter comes from; empty where it adds nothing",
            r => r.Figures),
    ]);

    /// <summary>The kind.</summary>
    public static readonly RunKind<AttributionRequest, AttributionSpecification, Attribution> Kind = new(
        new Operation("explainChange", "Attributions", ["GET", "POST"], "/v1/attributions", AccessScope.Read,
            "What explains a change or a difference; .csv for a table",
            [
                .. ScenarioMembers.All, AttributionMembers.Reference, .. BaselineMembers.All, BaselineMembers.Reference, .. RangeMembers.All, RunViewMembers.Variables,
                .. FormMembers.OfTables,
            ])
        {
            Table = Table,
            Answer = new OperationAnswer.Rows(AttributionJson.Default.AttributionFacts),
            Example = "scenario=asic-surge&reference=article-base&to=2028",
            BodyExample = """
                {"scenario": "asic-surge", "reference": "article-base", "to": "2028", "variables": ["Vendor Revenue*"]}
                """,
            Tool = new Tool(
                "explain_difference",
                "Shares a difference among its causes, without a residual: with a reference, which parameters make two scenarios differ in the "
                + "period to; without one, which drivers move a scenario between from and to."),
            Flatten = ScenarioChoice.Flatten,
        },
        new Operation("readAttribution", "Attribution", ["GET"], "/v1/attributions/{runId}", AccessScope.Read, "Read an attribution again",
            [RunViewMembers.Variables, .. FormMembers.OfTables])
        {
            Table = Table,
        },
        AttributionRequest.Read,
        Show)
    {
        Word = "attribution",
        Describe = Describe,
    };

    /// <summary>The rows of a view: of each variable where it comes from, what each cause adds, and where it goes.</summary>
    public static IReadOnlyList<AttributionRow> Rows(Run<AttributionSpecification, Attribution> run, RunView view)
    {
        var (specification, baseline, attribution, _) = run;
        var differences = specification.Differences.ToDictionary(d => d.Parameter.Id, StringComparer.Ordinal);
        var figures = run.ReferenceBaseline is { } reference
            ? AttributedCause.Of(specification, baseline, reference).ToDictionary(c => c.Cause, c => c.FiguresText, StringComparer.Ordinal)
            : [];
        return
        [
            .. view.VariablesOf(specification).Select(v => (Variable: v, Place: attribution.PlaceOf(v))).SelectMany(v => (IReadOnlyList<AttributionRow>)
            [
                new(specification, v.Variable, "from", null, attribution.From[v.Place]),
                .. attribution.Causes.Select((cause, place) => ContributionOf(v.Variable, v.Place, cause, place)),
                new(specification, v.Variable, "to", null, attribution.To[v.Place]),
            ]),
        ];

        AttributionRow ContributionOf(Variable variable, int column, string cause, int place)
        {
            var contribution = attribution.Contributions[place][column];
            return new AttributionRow(
                specification, variable, "contribution", cause, contribution,
                attribution.IsExact ? null : attribution.StandardErrors[place][column],
                differences.GetValueOrDefault(cause), contribution == 0 ? null : figures.GetValueOrDefault(cause));
        }
    }

    private static RunTable Show(Run<AttributionSpecification, Attribution> run, RunView view) => new(
        Table, Rows(run, view), new RunFacts(AttributionFacts.Of(run), AttributionJson.Default.AttributionFacts),
        TitleOf(run.Specification), $"{Table.Name}-{run.Specification.RunId}");

    private static TableDescription Describe(Prepared<AttributionSpecification> asked, RunView view) => new(
        TitleOf(asked.Specification), [.. Table.Cells.Select(c => c.Name)], [], RunColumns.Describe(view.VariablesOf(asked.Specification), asked));

    private static string TitleOf(AttributionSpecification run) => $"{Table.Name} {run.RunId}";
}

/// <summary>The JSON of attributions.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AttributionFacts))]
internal sealed partial class AttributionJson : JsonSerializerContext;
