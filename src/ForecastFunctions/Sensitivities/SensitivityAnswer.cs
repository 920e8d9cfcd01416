using System.Globalization;
using System.Text.Json.Serialization;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Sensitivities;

/// <summary>A sensitivity analysis in JSON: its facts, and its rows under <c>value</c>.</summary>
/// <param name="RunId">The analysis' name.</param>
/// <param name="Method"><c>tornado</c> or <c>sobol</c>.</param>
/// <param name="Scenario">The scenario's name, with six hex digits of what the request set.</param>
/// <param name="Extends">The scenario that the request built on.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline it ran on.</param>
/// <param name="Region">Where; the model knows only the world.</param>
/// <param name="WeakestStatus">The status of the weakest parameter, which the whole analysis inherits.</param>
/// <param name="Correlations"><c>off</c>: inputs vary independently of each other.</param>
/// <param name="Note">What a reader of the rows should know.</param>
/// <param name="Draws">How points were drawn; absent of a tornado.</param>
/// <param name="Outputs">What was looked at.</param>
/// <param name="Value">The rows: of each output the inputs, the most influential first.</param>
/// <param name="NextLink">The path and query of the next page; absent on the last.</param>
/// <param name="NextCursor">The cursor of the next page; absent on the last.</param>
public sealed record SensitivityAnswer(
    string RunId, string Method, string Scenario, string Extends, string ModelVersion, string BaselineVersion, string Region,
    string WeakestStatus, string Correlations, string Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SensitivityDraws? Draws,
    IReadOnlyList<SensitivityOutput> Outputs,
    IReadOnlyList<SensitivityRow> Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor)
{
    private const string NoteOfTornado =
        "Each parameter goes alone from its low to its high value, all others at their deterministic values; correlations do not enter. "
        + "The swing tells nothing of what lies between the ends.";

    private const string NoteOfSobol =
        "Shares of variance need independent inputs, so correlations are switched off: the variance differs from that of a run with draws "
        + "and its default correlations. Estimates may be negative or above 1 within their half-widths, and are not clipped. "
        + "Total orders add to more than 1 where inputs act together.";

    /// <summary>What a reader of an analysis' table should know.</summary>
    /// <param name="method">The method.</param>
    /// <param name="level">The level of the intervals, in percent.</param>
    public static IReadOnlyList<string> NotesOf(SensitivityMethod method, double level) => method is SensitivityMethod.VarianceBased
        ?
        [
            NoteOfSobol,
            "first_order and total_order are shares of the output's variance. An estimate ± its half-width is an interval of "
            + string.Create(CultureInfo.InvariantCulture,
                $"{level:R} %, from the spread of {VarianceIndices.Replicates} independent replicates."),
        ]
        : [NoteOfTornado];

    private static string NoteOf(SensitivityMethod method) => method is SensitivityMethod.VarianceBased ? NoteOfSobol : NoteOfTornado;

    /// <summary>The answer for an analysis.</summary>
    public static SensitivityAnswer Of(
        SensitivityRun run, SensitivityTable table, IReadOnlyList<SensitivityRow> rows, string? nextLink, string? nextCursor)
    {
        var (specification, result, _) = run;
        var scenario = specification.Scenario;
        return new SensitivityAnswer(
            specification.RunId.ToString(),
            specification.Method.Name,
            scenario.Label,
            scenario.Extends,
            Core.Projections.ModelVersion.Current,
            specification.BaselineVersion,
            ProjectionRow.World,
            JsonContracts.Word(scenario.Parameters.Max(p => p.Status)),
            "off",
            NoteOf(specification.Method),
            SensitivityDraws.Of(specification.Method, result, table.Level),
            [.. specification.Outputs.All.Select((o, i) => SensitivityOutput.Of(o, i, result))],
            rows,
            nextLink,
            nextCursor);
    }
}

/// <summary>How the points of a variance-based analysis were drawn.</summary>
/// <param name="Base">Base draws.</param>
/// <param name="Seed">The seed, as text: not every reader keeps large numbers.</param>
/// <param name="Evaluations">How often the model was evaluated.</param>
/// <param name="Sampling">How points were laid out.</param>
/// <param name="Replicates">In how many independent parts, whose spread gives the half-widths.</param>
/// <param name="Level">The level of the intervals, in percent.</param>
public sealed record SensitivityDraws(int Base, string Seed, long Evaluations, string Sampling, int Replicates, double Level)
{
    /// <summary>The draws of a method.</summary>
    public static SensitivityDraws? Of(SensitivityMethod method, SensitivityResult result, double level)
        => method is SensitivityMethod.VarianceBased sobol
            ? new(
                sobol.Draws, sobol.Seed.ToString(CultureInfo.InvariantCulture), result.Decomposition!.Evaluations,
                JsonContracts.Word(Core.Statistics.Sampling.Sobol), VarianceIndices.Replicates, level)
            : null;
}

/// <summary>An output that was looked at.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Period">The period.</param>
/// <param name="Base">Its value in the deterministic run; absent of a variance-based analysis.</param>
/// <param name="Mean">Its mean; absent of a tornado.</param>
/// <param name="StandardDeviation">Its standard deviation; absent of a tornado. Where it is zero, there are no indices.</param>
public sealed record SensitivityOutput(
    string Variable, string Unit, string Period,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Base,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Mean,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? StandardDeviation)
{
    /// <summary>The answer for an output.</summary>
    public static SensitivityOutput Of(ModelOutput output, int index, SensitivityResult result) => new(
        output.Variable.Name, output.Variable.Unit, output.Period.ToString(),
        result.Decomposition is null ? result.Tornadoes[index].Base : null,
        result.Decomposition?.Means[index],
        result.Decomposition is { } decomposition ? Math.Sqrt(decomposition.Variances[index]) : null);
}

/// <summary>
/// An input and what it does to an output. The members are frozen, and new ones come at the end: they are the CSV's columns.
/// </summary>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="Scenario">The scenario's label.</param>
/// <param name="Region">Where.</param>
/// <param name="Method"><c>tornado</c> or <c>sobol</c>.</param>
/// <param name="Variable">What is looked at.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Period"><c>2028</c> or <c>2028-Q3</c>.</param>
/// <param name="PeriodStart">The period's first day.</param>
/// <param name="Rank">The input's place among those of the output, from 1.</param>
/// <param name="Input">A parameter's id, or <c>event:</c> and an event's name.</param>
/// <param name="InputUnit">The parameter's unit.</param>
/// <param name="LowInput">The low value (tornado).</param>
/// <param name="HighInput">The high value (tornado).</param>
/// <param name="LowOutput">The output at the low value (tornado).</param>
/// <param name="HighOutput">The output at the high value (tornado).</param>
/// <param name="BaseOutput">The output of the deterministic run (tornado).</param>
/// <param name="Swing">How far apart the two outputs are (tornado).</param>
/// <param name="FirstOrder">The share of variance that the input accounts for alone (Sobol').</param>
/// <param name="FirstOrderHalfWidth">Half the width of its interval.</param>
/// <param name="TotalOrder">The share of variance in which the input has a part (Sobol').</param>
/// <param name="TotalOrderHalfWidth">Half the width of its interval.</param>
/// <param name="Level">The level of the intervals, in percent.</param>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="RunId">The analysis.</param>
public sealed record SensitivityRow(
    string ModelVersion, string Scenario, string Region, string Method, string Variable, string Unit, string Period, DateOnly PeriodStart,
    int Rank, string Input, string InputUnit, double? LowInput, double? HighInput, double? LowOutput, double? HighOutput,
    double? BaseOutput, double? Swing, double? FirstOrder, double? FirstOrderHalfWidth, double? TotalOrder, double? TotalOrderHalfWidth,
    double? Level, string BaselineVersion, string RunId);
