using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Sensitivities;

/// <summary>How an analysis is to be shown.</summary>
/// <param name="View">The form and the page.</param>
/// <param name="Level">The level of intervals, in percent.</param>
public sealed record SensitivityTable(RunTableView View, double Level)
{
    private const double DefaultLevel = 95;
    private const double MinLevel = 50;
    private const double MaxLevel = 99.9;

    /// <summary>The columns of the table, frozen.</summary>
    private static readonly IReadOnlyList<CsvColumn<SensitivityRow>> Columns =
    [
        new("model_version", r => r.ModelVersion),
        new("scenario", r => r.Scenario),
        new("region", r => r.Region),
        new("method", r => r.Method),
        new("variable", r => r.Variable),
        new("unit", r => r.Unit),
        new("period", r => r.Period),
        new("period_start", r => r.PeriodStart),
        new("rank", r => r.Rank),
        new("input", r => r.Input),
        new("input_unit", r => r.InputUnit),
        new("low_input", r => r.LowInput),
        new("high_input", r => r.HighInput),
        new("low_output", r => r.LowOutput),
        new("high_output", r => r.HighOutput),
        new("base_output", r => r.BaseOutput),
        new("swing", r => r.Swing),
        new("first_order", r => r.FirstOrder),
        new("first_order_half_width", r => r.FirstOrderHalfWidth),
        new("total_order", r => r.TotalOrder),
        new("total_order_half_width", r => r.TotalOrderHalfWidth),
        new("level", r => r.Level),
        new("baseline_version", r => r.BaselineVersion),
        new("run_id", r => r.RunId),
    ];

    /// <summary>Reads <c>level</c>, <c>format</c>, <c>limit</c> and <c>cursor</c>.</summary>
    public static SensitivityTable Read(HttpRequest request, RequestReader reader, Representation? suffix)
    {
        var level = reader.Read<double>("level", m => m.AsNumber(), "the level of intervals in percent, such as 95");
        if (level is < MinLevel or > MaxLevel)
        {
            reader.AddFault("level", FaultCode.OutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"level is a percentage from {MinLevel} to {MaxLevel}."), MinLevel, MaxLevel);
        }

        return new SensitivityTable(RunTableView.Read(request, reader, suffix), level ?? DefaultLevel);
    }

    /// <summary>Shows the analysis.</summary>
    /// <param name="run">The analysis.</param>
    /// <param name="baselineAsOf">The day of its baseline.</param>
    /// <param name="isPinned">Whether the address names the analysis itself, so that its answer can never change.</param>
    public Document Show(SensitivityRun run, DateOnly baselineAsOf, bool isPinned)
    {
        var specification = run.Specification;
        var table = new RunTable<SensitivityRow>(SensitivitySpecification.Kind, specification, Columns, Rows(run))
        {
            Title = $"{specification.Scenario.Label}: what drives "
                + (specification.Outputs.All is [var output] ? $"{output.Variable} in {output.Period}" : "each of several outputs"),
            Notes = SensitivityAnswer.NotesOf(specification.Method, Level),
            Variables = VariableList.Describe(
                [.. specification.Outputs.All.Select(o => o.Variable).Distinct()], specification.BaselineVersion, baselineAsOf),
            Query = Level == DefaultLevel ? [] : [new("level", Level.ToString("R", CultureInfo.InvariantCulture))],
        };
        return View.Show(
            table,
            (rows, nextLink, nextCursor) => JsonSerializer.SerializeToUtf8Bytes(
                SensitivityAnswer.Of(run, this, rows, nextLink, nextCursor), JsonContracts.Readable.SensitivityAnswer),
            run.IsStored, isPinned);
    }

    private List<SensitivityRow> Rows(SensitivityRun run)
    {
        var (specification, result, _) = run;
        var rows = new List<SensitivityRow>();
        foreach (var (index, output) in specification.Outputs.All.Index())
        {
            var empty = new SensitivityRow(
                ModelVersion.Current, specification.Scenario.Label, ProjectionRow.World, specification.Method.Name,
                output.Variable.Name, output.Variable.Unit, output.Period.ToString(), output.Period.Start,
                0, "", "", null, null, null, null, null, null, null, null, null, null, null,
                specification.BaselineVersion, specification.RunId.ToString());
            rows.AddRange(specification.Method is SensitivityMethod.VarianceBased sobol
                ? Shares(empty, sobol.Inputs, result.Decomposition!, index)
                : Bars(empty, result.Tornadoes[index]));
        }

        return rows;
    }

    private static IEnumerable<SensitivityRow> Bars(SensitivityRow empty, OutputTornado tornado)
        => tornado.Bars.Select((bar, place) => empty with
        {
            Rank = place + 1,
            Input = bar.Range.Parameter.Id,
            InputUnit = bar.Range.Parameter.Unit,
            LowInput = bar.Range.Low,
            HighInput = bar.Range.High,
            LowOutput = bar.LowOutput,
            HighOutput = bar.HighOutput,
            BaseOutput = tornado.Base,
            Swing = bar.Swing,
        });

    /// <summary>The largest total order first; of equal ones, and where there are none, in the order of the inputs.</summary>
    private IEnumerable<SensitivityRow> Shares(
        SensitivityRow empty, IReadOnlyList<string> inputs, VarianceDecomposition decomposition, int output)
    {
        var errors = VarianceIndices.ErrorsOfInterval(Level);
        return inputs
            .Select((input, i) => (Input: input, Index: decomposition.Indices[i][output]))
            .OrderByDescending(i => i.Index.Total)
            .Select((i, place) => empty with
            {
                Rank = place + 1,
                Input = i.Input,
                InputUnit = Parameters.Find(i.Input)?.Unit ?? "1",
                FirstOrder = Known(i.Index.First),
                FirstOrderHalfWidth = Known(errors * i.Index.FirstError),
                TotalOrder = Known(i.Index.Total),
                TotalOrderHalfWidth = Known(errors * i.Index.TotalError),
                Level = Level,
            });
    }

    private static double? Known(double number) => double.IsNaN(number) ? null : number;
}
