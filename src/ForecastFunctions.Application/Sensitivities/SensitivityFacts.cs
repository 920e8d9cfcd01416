using System.Globalization;
using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.Sensitivities;

namespace ForecastFunctions.Application.Sensitivities;

/// <summary>What is said of a sensitivity analysis as a whole.</summary>
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
public sealed record SensitivityFacts(
    string RunId, string Method, string Scenario, string Extends, string ModelVersion, string BaselineVersion, string Region,
    string WeakestStatus, string Correlations, string Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SensitivityDraws? Draws,
    IReadOnlyList<SensitivityOutput> Outputs)
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

    /// <summary>The facts of an analysis.</summary>
    /// <param name="run">The analysis.</param>
    /// <param name="level">The level of the intervals, in percent.</param>
    public static SensitivityFacts Of(Run<SensitivitySpecification, SensitivityResult> run, double level)
    {
        var (specification, _, result, _) = run;
        var scenario = specification.Scenario;
        return new SensitivityFacts(
            specification.RunId.ToString(),
            specification.Method.Name,
            scenario.Label,
            scenario.Extends,
            specification.ModelVersion,
            specification.BaselineVersion,
            RunColumns.World,
            Words.Of(scenario.Parameters.Max(p => p.Status)),
            "off",
            string.Join(' ', [NotesOf(specification.Method, level)[0], .. specification.Widening.Notes]),
            SensitivityDraws.Of(specification.Method, result, level),
            [.. specification.Outputs.All.Select((o, i) => SensitivityOutput.Of(o, i, result))]);
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
                Words.Of(Core.Statistics.Sampling.Sobol), VarianceIndices.Replicates, level)
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
