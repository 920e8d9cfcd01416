using System.Globalization;
using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Explanations;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Explanations;

/// <summary>A step of an explanation, in its table.</summary>
/// <param name="Number">The number that is explained.</param>
/// <param name="Step">The step.</param>
public sealed record ExplanationRow(ExplainedNumber Number, ExplanationStep Step);

/// <summary>Explanations of numbers: how they are asked for and shown.</summary>
public static class ExplanationTable
{
    private static readonly IReadOnlyList<Column> InputColumns =
    [
        Column.Text<ExplanationInput>("symbol", "Its symbol in the formula", i => i.Symbol),
        Column.Number<ExplanationInput>("value", "The value", i => i.Value),
        Column.Text<ExplanationInput>("unit", "The unit", i => i.Unit),
        Column.Text<ExplanationInput>("origin", "parameter, step, period, event or baseline", i => Words.Of(i.Origin)),
        Column.OptionalWhole<ExplanationInput>("step", "The step that gave it; empty where that is left out by depth", i => i.Step),
        Column.Text<ExplanationInput>("name", "What it is", i => i.Name),
        Column.OptionalText<ExplanationInput>("id", "The parameter's id, the event's name, or the series", i => i.Id),
        Column.OptionalText<ExplanationInput>("set_by", "Who set a parameter: baseline, scenario or request", i => i.SetBy),
        Column.OptionalText<ExplanationInput>("status", "How well founded it is", i => i.Status),
        Column.OptionalText<ExplanationInput>("basis", "Why it has this value", i => i.Basis),
        Column.Texts<ExplanationInput>("series", "The series of the baseline that it rests on", i => i.Series),
    ];

    /// <summary>A line for each step.</summary>
    public static readonly Table Table = new("explanation", "How a number of a run comes about",
    [
        Column.Whole<ExplanationRow>("step", "The step's number; it takes nothing of a later one", r => r.Step.Number),
        Column.Text<ExplanationRow>("period", "The year or quarter that it is of", r => r.Step.Period.ToString()),
        Column.Text<ExplanationRow>("symbol", "The symbol of what it gives", r => r.Step.Symbol),
        Column.Text<ExplanationRow>("name", "What that is", r => r.Step.Name),
        Column.OptionalText<ExplanationRow>("variable", "The variable of runs that it is", r => r.Step.Variable?.Name),
        Column.Text<ExplanationRow>("formula", "The equation, in the symbols of the inputs", r => r.Step.Formula),
        Column.Rows<ExplanationRow, ExplanationInput>(
            "inputs", "What the equation takes, and where that comes from", r => r.Step.Inputs, InputColumns, inputs => string.Join("; ", inputs.Select(TextOf))),
        Column.Number<ExplanationRow>("value", "What it gives: the formula of the inputs' values", r => r.Step.Value),
        Column.Text<ExplanationRow>("unit", "The unit of that", r => r.Step.Unit),
        Column.Text<ExplanationRow>("model_version", "The version of the equations", r => r.Number.Deterministic.ModelVersion),
        Column.Text<ExplanationRow>("baseline_version", "The vintage of what was known", r => r.Number.Deterministic.BaselineVersion),
        Column.Text<ExplanationRow>("run_id", "The deterministic run whose number it is", r => r.Number.Deterministic.RunId.ToString()),
    ]);

    /// <summary>Explains a number.</summary>
    public static readonly Operation Operation = new(
        "explainNumber", "Explanation", ["GET"], "/v1/projections/{runId}/explanation", AccessScope.Read,
        "How a number of a run comes about, step by step", [.. ExplanationRequest.Members, .. FormMembers.OfTables])
    {
        PathMembers = [RunMembers.RunId],
        Table = Table,
        Answer = new OperationAnswer.Rows(ExplanationJson.Default.ExplanationFacts),
        Problems = [ProblemKind.RunExpired, .. ProblemKind.OfComputing],
        Example = "variable=Share|Inference|Compute&period=2028&depth=3",
        Tool = new Tool(
            "explain_number",
            "Explains how a number of a run comes about, equation by equation down to the parameters and where they come from. The run is "
            + "named by the runId of an earlier answer."),
    };

    /// <summary>The rows of an explanation.</summary>
    public static IReadOnlyList<ExplanationRow> Rows(ExplainedNumber number)
        => [.. number.Explanation.Steps.Select(step => new ExplanationRow(number, step))];

    /// <summary>What is measured in an explanation.</summary>
    public static IReadOnlyList<MeasuredVariable> Describe(ExplainedNumber number)
        => RunColumns.Describe([number.Explanation.Variable], number.Run);

    private static string TextOf(ExplanationInput input)
    {
        var source = input.Origin switch
        {
            InputOrigin.Step => input.Step is { } step ? string.Create(CultureInfo.InvariantCulture, $" (step {step})") : "",
            InputOrigin.Parameter => $" ({input.Id}, {input.SetBy})",
            InputOrigin.Period => "",
            _ => input.Id is { } id ? $" ({id})" : input.Series.Count > 0 ? $" ({string.Join(", ", input.Series)})" : "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{input.Symbol} = {input.Value:R} {input.Unit}{source}");
    }
}

/// <summary>What is said of an explanation as a whole.</summary>
/// <param name="RunId">The run that was asked about.</param>
/// <param name="DeterministicRunId">The run whose number is explained: the same, or of a run with draws its deterministic twin.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="Variable">What is explained.</param>
/// <param name="Definition">What that is.</param>
/// <param name="Period">When.</param>
/// <param name="Number">The number, which the last step gives.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Status">observed, calibrated, modelled or projected.</param>
/// <param name="Functions">What functions in formulas mean.</param>
/// <param name="Notes">What a reader should know.</param>
public sealed record ExplanationFacts(
    string RunId, string DeterministicRunId, string Scenario, string ModelVersion, string BaselineVersion,
    string Variable, string Definition, string Period, double Number, string Unit, string Status,
    IReadOnlyList<string> Functions, IReadOnlyList<string> Notes)
{
    /// <summary>The facts of an explanation.</summary>
    public static ExplanationFacts Of(ExplainedNumber number)
    {
        var (run, deterministic, explanation, status) = number;
        return new ExplanationFacts(
            run.Specification.RunId.ToString(),
            deterministic.RunId.ToString(),
            deterministic.Scenario.Label,
            deterministic.ModelVersion,
            deterministic.BaselineVersion,
            explanation.Variable.Name,
            explanation.Variable.Definition,
            explanation.Period.ToString(),
            explanation.Value,
            explanation.Variable.Unit,
            status,
            Explanation.Functions,
            NotesOf(number));
    }

    /// <summary>What a reader of an explanation should know.</summary>
    public static IReadOnlyList<string> NotesOf(ExplainedNumber number)
    {
        var draws = number.Run.Specification.Draws;
        return
        [
            .. draws is not null && number.Status is not RowStatus.Observed
                ? [$"The run has {draws.Draws} paths, each with values of its own. What is explained is its deterministic twin, "
                    + "one path at the central values; it is neither the mean nor the median of the paths."]
                : Array.Empty<string>(),
            .. WideningFindings.Of([number.Run.Specification.Scenario], draws).Notes,
            .. number.Explanation.Steps.Any(s => s.Inputs.Any(i => i.Origin == InputOrigin.Event))
                ? ["On the one path, an event that is more likely than not happens, and any other does not."] : Array.Empty<string>(),
            .. number.Explanation.Steps.Any(s => s.Inputs.Any(i => i.Origin == InputOrigin.Step && i.Step is null))
                ? ["Inputs of steps that depth leaves out stand there with their values, and without a step."] : Array.Empty<string>(),
        ];
    }
}

/// <summary>The JSON of explanations.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExplanationFacts))]
public sealed partial class ExplanationJson : JsonSerializerContext;
