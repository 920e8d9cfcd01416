using System.Text.Json.Serialization;
using ForecastFunctions.Application.Analyses;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Sensitivities;

/// <summary>An input and what it does to an output.</summary>
/// <param name="Run">The analysis.</param>
/// <param name="Output">What is looked at.</param>
/// <param name="Rank">The input's place among those of the output, from 1.</param>
/// <param name="Input">A parameter's id, or <c>event:</c> and an event's name.</param>
public sealed record SensitivityRow(SensitivitySpecification Run, ModelOutput Output, int Rank, string Input) : IRunRow
{
    /// <summary>The output of the deterministic run (tornado).</summary>
    public double? BaseOutput { get; init; }

    /// <summary>What the input does at the ends of its range (tornado).</summary>
    public TornadoBar? Bar { get; init; }

    /// <summary>The shares of variance (Sobol').</summary>
    public VarianceShares? Shares { get; init; }

    /// <inheritdoc/>
    IRunSpecification IRunRow.Run => Run;

    /// <inheritdoc/>
    string IRunRow.Scenario => Run.Scenario.Label;

    /// <inheritdoc/>
    Variable IRunRow.Variable => Output.Variable;

    /// <inheritdoc/>
    Period IRunRow.Period => Output.Period;
}

/// <summary>The shares of an output's variance that an input accounts for; absent where the output does not vary.</summary>
/// <param name="FirstOrder">The share that the input accounts for alone.</param>
/// <param name="FirstOrderHalfWidth">Half the width of its interval.</param>
/// <param name="TotalOrder">The share in which the input has a part.</param>
/// <param name="TotalOrderHalfWidth">Half the width of its interval.</param>
/// <param name="Level">The level of the intervals, in percent.</param>
public sealed record VarianceShares(
    double? FirstOrder, double? FirstOrderHalfWidth, double? TotalOrder, double? TotalOrderHalfWidth, double Level);

/// <summary>Sensitivity analyses: how they are asked for and shown.</summary>
public static class SensitivityRuns
{
    /// <summary>A line for each input of each output.</summary>
    public static readonly Table Table = new(SensitivitySpecification.Kind, "What drives outputs",
    [
        RunColumns.ModelVersion, RunColumns.Scenario, RunColumns.Region,
        Column.Text<SensitivityRow>("method", "tornado or sobol", r => r.Run.Method.Name),
        RunColumns.Variable, RunColumns.Unit, RunColumns.Period, RunColumns.PeriodStart,
        Column.Whole<SensitivityRow>("rank", "The input's place among those of the output, from 1", r => r.Rank),
        Column.Text<SensitivityRow>("input", "A parameter's id, or event: and an event's name", r => r.Input),
        Column.Text<SensitivityRow>("input_unit", "The parameter's unit", r => Parameters.Find(r.Input)?.Unit ?? "1"),
        Column.OptionalNumber<SensitivityRow>("low_input", "The low value (tornado)", r => r.Bar?.Range.Low),
        Column.OptionalNumber<SensitivityRow>("high_input", "The high value (tornado)", r => r.Bar?.Range.High),
        Column.OptionalNumber<SensitivityRow>("low_output", "The output at the low value (tornado)", r => r.Bar?.LowOutput),
        Column.OptionalNumber<SensitivityRow>("high_output", "The output at the high value (tornado)", r => r.Bar?.HighOutput),
        Column.OptionalNumber<SensitivityRow>("base_output", "The output of the deterministic run (tornado)", r => r.BaseOutput),
        Column.OptionalNumber<SensitivityRow>("swing", "How far apart the two outputs are (tornado)", r => r.Bar?.Swing),
        Column.OptionalNumber<SensitivityRow>(
            "first_order", "The share of variance that the input accounts for alone (Sobol')", r => r.Shares?.FirstOrder),
        Column.OptionalNumber<SensitivityRow>(
            "first_order_half_width", "Half the width of its interval", r => r.Shares?.FirstOrderHalfWidth),
        Column.OptionalNumber<SensitivityRow>(
            "total_order", "The share of variance in which the input has a part (Sobol')", r => r.Shares?.TotalOrder),
        Column.OptionalNumber<SensitivityRow>(
            "total_order_half_width", "Half the width of its interval", r => r.Shares?.TotalOrderHalfWidth),
        Column.OptionalNumber<SensitivityRow>("level", "The level of the intervals, in percent", r => r.Shares?.Level),
        RunColumns.BaselineVersion, RunColumns.RunId,
    ]);

    /// <summary>The kind.</summary>
    public static readonly RunKind<SensitivityRequest, SensitivitySpecification, SensitivityResult> Kind = new(
        new Operation("analyseSensitivity", "Sensitivities", ["GET", "POST"], "/v1/sensitivities", AccessScope.Read,
            "What drives an output: tornado and Sobol' indices; .csv for a table",
            [
                .. ScenarioMembers.All, .. BaselineMembers.All, OutputMembers.Variables, OutputMembers.Variable, OutputMembers.Periods,
                OutputMembers.Period, .. SensitivityMembers.All, DrawMembers.Seed, RunViewMembers.Level, .. FormMembers.OfTables,
            ])
        {
            Table = Table,
            Answer = new OperationAnswer.Rows(SensitivityJson.Default.SensitivityFacts),
            BodyExample = """
                {"scenario": "asic-surge", "variable": ["Electricity"], "period": "2028", "ranges": {"ratio.limit": {"low": 1.5, "high": 6}}}
                """,
            Tool = new Tool(
                "find_drivers",
                "Tells which parameters move an output most: each alone from low to high (method tornado), or what share of its variance each "
                + "explains (method sobol)."),
            Example = "variable=Electricity&period=2028",
            Flatten = ScenarioChoice.Flatten,
        },
        new Operation("readSensitivity", "Sensitivity", ["GET"], "/v1/sensitivities/{runId}", AccessScope.Read,
            "Read a sensitivity analysis again", [RunViewMembers.Level, .. FormMembers.OfTables])
        {
            Table = Table,
        },
        SensitivityRequest.Read,
        Show)
    {
        Word = "sensitivity analysis",
        Describe = Describe,
    };

    /// <summary>The rows of a view: of each output the inputs, the most influential first.</summary>
    public static IReadOnlyList<SensitivityRow> Rows(Run<SensitivitySpecification, SensitivityResult> run, RunView view)
    {
        var (specification, _, result, _) = run;
        return
        [
            .. specification.Outputs.All.Index().SelectMany(output => specification.Method is SensitivityMethod.VarianceBased sobol
                ? Shares(specification, sobol.Inputs, result.Decomposition!, output.Index, view.Level)
                : Bars(specification, result.Tornadoes[output.Index])),
        ];
    }

    private static IEnumerable<SensitivityRow> Bars(SensitivitySpecification run, OutputTornado tornado)
        => tornado.Bars.Select((bar, place) => new SensitivityRow(run, tornado.Output, place + 1, bar.Range.Parameter.Id)
        {
            BaseOutput = tornado.Base,
            Bar = bar,
        });

    /// <summary>The largest total order first; of equal ones, and where there are none, in the order of the inputs.</summary>
    private static IEnumerable<SensitivityRow> Shares(
        SensitivitySpecification run, IReadOnlyList<string> inputs, VarianceDecomposition decomposition, int output, double level)
    {
        var errors = VarianceIndices.ErrorsOfInterval(level);
        return inputs
            .Select((input, i) => (Input: input, Index: decomposition.Indices[i][output]))
            .OrderByDescending(i => i.Index.Total)
            .Select((i, place) => new SensitivityRow(run, run.Outputs.All[output], place + 1, i.Input)
            {
                Shares = new VarianceShares(
                    Known(i.Index.First), Known(errors * i.Index.FirstError),
                    Known(i.Index.Total), Known(errors * i.Index.TotalError), level),
            });
    }

    private static double? Known(double number) => double.IsNaN(number) ? null : number;

    private static RunTable Show(Run<SensitivitySpecification, SensitivityResult> run, RunView view) => new(
        Table, Rows(run, view), new RunFacts(SensitivityFacts.Of(run, view.Level), SensitivityJson.Default.SensitivityFacts),
        TitleOf(run.Specification), $"{Table.Name}-{run.Specification.RunId}");

    private static TableDescription Describe(Prepared<SensitivitySpecification> asked, RunView view) => new(
        TitleOf(asked.Specification), [.. Table.Cells.Select(c => c.Name)],
        [.. SensitivityFacts.NotesOf(asked.Specification.Method, view.Level), .. asked.Specification.Widening.Notes],
        RunColumns.Describe(asked.Specification.Outputs.Variables, asked));

    private static string TitleOf(SensitivitySpecification run) => $"{run.Scenario.Label}: what drives "
        + (run.Outputs.All is [var output] ? $"{output.Variable} in {output.Period}" : "each of several outputs");
}

/// <summary>The JSON of sensitivity analyses.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SensitivityFacts))]
internal sealed partial class SensitivityJson : JsonSerializerContext;
