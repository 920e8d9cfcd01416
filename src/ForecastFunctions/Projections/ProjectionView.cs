using System.Text.Json;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Projections;

/// <summary>How a run is to be shown. It is no part of the run: every view of one run has the same run id.</summary>
/// <param name="Table">The form, JSON, CSV, IAMC or metadata, and the page.</param>
/// <param name="IsWide">Whether a line has a variable's whole course; otherwise it has a number: the canonical shape.</param>
/// <param name="Variables">The variables to show.</param>
/// <param name="Statistics">The statistics to show, or <see langword="null"/> for all but the standard deviation.</param>
public sealed record ProjectionView(
    RunTableView Table, bool IsWide, IReadOnlyList<Variable> Variables, IReadOnlyList<string>? Statistics)
{
    /// <summary>
    /// Reads <c>variables</c>, <c>statistics</c>, <c>shape</c>, <c>format</c>, <c>decimal</c>, <c>limit</c> and <c>cursor</c>.
    /// </summary>
    public static ProjectionView Read(HttpRequest request, RequestReader reader, Representation? suffix = null)
    {
        var table = RunTableView.Read(request, reader, suffix, offersIamc: true);
        return new ProjectionView(
            table,
            ReadShape(reader, table.Form),
            VariableList.Read(reader),
            reader.Read("statistics", m => m.AsList(), "a list of statistics such as mean, sd, p50"));
    }

    /// <summary>Shows the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="baselineAsOf">The day of its baseline.</param>
    /// <param name="isPinned">Whether the address names the run itself, so that its answer can never change.</param>
    public Document Show(ProjectionRun run, DateOnly baselineAsOf, bool isPinned)
    {
        var specification = run.Specification;
        var statistics = Choose(specification.Statistics);
        return (Table.Form.Representation, IsWide) switch
        {
            (Representation.Iamc, _) => Table.ShowCsv(
                TableOf(
                    specification, WideTable.IamcColumns(specification),
                    WideTable.IamcRows(WideTable.Rows(run, Variables, statistics), specification.Range.Step)),
                run.IsStored, isPinned),
            (Representation.Csv, true) => Table.ShowCsv(
                TableOf(specification, WideTable.Columns(specification), WideTable.Rows(run, Variables, statistics)),
                run.IsStored, isPinned),
            _ => Table.Show(
                TableOf(specification, LongTable.Columns, LongTable.Rows(run, Variables, statistics)),
                (rows, nextLink, nextCursor) => JsonSerializer.SerializeToUtf8Bytes(
                    ProjectionAnswer.Of(run, baselineAsOf, rows, nextLink, nextCursor), JsonContracts.Readable.ProjectionAnswer),
                run.IsStored, isPinned),
        };
    }

    /// <summary>Tells what the run's table is, without its numbers.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="baselineAsOf">The day of its baseline.</param>
    /// <param name="isPinned">Whether the address names the run itself.</param>
    public Document Describe(ProjectionSpecification specification, DateOnly baselineAsOf, bool isPinned)
        => RunTableView.Describe(
            TableOf(specification, LongTable.Columns, []) with
            {
                Title = $"{specification.Scenario.Label}, {specification.Range.From} to {specification.Range.To}",
                Notes =
                [
                    $"The run is {specification.RunId}: every row carries its id, "
                    + $"and GET /api/v1/projections/{specification.RunId} reads it again.",
                    "Parts add to their parent for the statistics value and mean; percentiles do not add.",
                    "In the layout format=iamc, a statistic other than value follows the variable's name: AI Compute|Spend|p50.",
                ],
                Variables = VariableList.Describe(Variables, specification.BaselineVersion, baselineAsOf),
            },
            isPinned);

    /// <summary>Refuses statistics that the run does not give, before it is computed.</summary>
    /// <param name="reader">The reader of the request.</param>
    /// <param name="specification">The run.</param>
    /// <exception cref="ProblemException">400: there are such.</exception>
    public void Check(RequestReader reader, ProjectionSpecification specification)
    {
        var names = specification.Statistics;
        foreach (var unknown in (Statistics ?? []).Where(s => !names.Contains(s, StringComparer.Ordinal)))
        {
            reader.AddFault("statistics", FaultCode.NotFound,
                $"The run has no statistic '{unknown}'; it has {string.Join(", ", names)}.", allowed: names);
        }

        reader.Finish();
    }

    private RunTable<TRow> TableOf<TRow>(
        ProjectionSpecification specification, IReadOnlyList<CsvColumn<TRow>> columns, IReadOnlyList<TRow> rows)
        => new(ProjectionSpecification.Kind, specification, columns, rows)
        {
            FileStem = $"{specification.Scenario.Extends}-{specification.RunId}",
            Query =
            [
                .. VariableList.ToQuery(Variables, Statistics),
                .. IsWide && Table.Form.Representation == Representation.Csv
                    ? new KeyValuePair<string, string?>[] { new("shape", "wide") } : [],
            ],
        };

    /// <summary>The places of the statistics to show.</summary>
    private List<int> Choose(IReadOnlyList<string> names)
        => [.. names.Index().Where(n => Statistics?.Contains(n.Item, StringComparer.Ordinal) ?? n.Item is not "sd").Select(n => n.Index)];

    private static bool ReadShape(RequestReader reader, TableForm form)
    {
        var isWide = reader.Read<bool>("shape", m => m.AsText() switch { "long" => false, "wide" => true, _ => null }, "long or wide");
        if (isWide == true && !form.IsCsv)
            reader.AddFault("shape", FaultCode.Conflict, "shape=wide is a form of CSV; JSON has a row for each number.");
        if (isWide == false && form.Representation == Representation.Iamc)
            reader.AddFault("shape", FaultCode.Conflict, "format=iamc has a column for each year; the long shape is format=csv.");
        return isWide ?? form.Representation == Representation.Iamc;
    }
}
