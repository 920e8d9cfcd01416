using System.Text.Json;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Comparisons;

/// <summary>How a comparison is to be shown. It is no part of the comparison: every view of one has the same run id.</summary>
/// <param name="Table">The form and the page.</param>
/// <param name="Variables">The variables to show.</param>
/// <param name="Statistics">The statistics to show, or <see langword="null"/> for all but the standard deviation.</param>
public sealed record ComparisonView(RunTableView Table, IReadOnlyList<Variable> Variables, IReadOnlyList<string>? Statistics)
{
    /// <summary>The columns of the long table, frozen.</summary>
    internal static readonly IReadOnlyList<CsvColumn<ComparisonRow>> Columns =
    [
        new("model_version", r => r.ModelVersion),
        new("scenario", r => r.Scenario),
        new("reference", r => r.Reference),
        new("region", r => r.Region),
        new("variable", r => r.Variable),
        new("unit", r => r.Unit),
        new("period", r => r.Period),
        new("period_start", r => r.PeriodStart),
        new("statistic", r => r.Statistic),
        new("value", r => r.Value),
        new("status", r => r.Status),
        new("baseline_version", r => r.BaselineVersion),
        new("run_id", r => r.RunId),
        new("standard_error", r => r.StandardError),
    ];

    /// <summary>Reads <c>variables</c>, <c>statistics</c>, <c>format</c>, <c>limit</c> and <c>cursor</c>.</summary>
    public static ComparisonView Read(HttpRequest request, RequestReader reader, Representation? suffix) => new(
        RunTableView.Read(request, reader, suffix),
        VariableList.Read(reader),
        reader.Read("statistics", m => m.AsList(), "a list of statistics such as mean, p50, p_exceeds"));

    /// <summary>Refuses statistics that the comparison does not give, before it is computed.</summary>
    /// <exception cref="ProblemException">400: there are such.</exception>
    public void Check(RequestReader reader, ComparisonSpecification specification)
    {
        var names = specification.Statistics;
        foreach (var unknown in (Statistics ?? []).Where(s => !names.Contains(s, StringComparer.Ordinal)))
        {
            reader.AddFault("statistics", FaultCode.NotFound,
                $"The comparison has no statistic '{unknown}'; it has {string.Join(", ", names)}.", allowed: names);
        }

        reader.Finish();
    }

    /// <summary>Shows the comparison.</summary>
    /// <param name="run">The comparison.</param>
    /// <param name="baselineAsOf">The day of its baseline.</param>
    /// <param name="isPinned">Whether the address names the comparison itself.</param>
    public Document Show(Run<ComparisonSpecification, Comparison> run, DateOnly baselineAsOf, bool isPinned)
    {
        var table = new RunTable<ComparisonRow>(ComparisonSpecification.Kind, run.Specification, Columns, [.. Rows(run)])
        {
            Query = [.. VariableList.ToQuery(Variables, Statistics)],
            Notes = [ComparisonAnswer.NoteOf(run.Specification)],
            Variables = VariableList.Describe(Variables, run.Specification.BaselineVersion, baselineAsOf),
        };
        return Table.Show(
            table,
            (rows, nextLink, nextCursor) => JsonSerializer.SerializeToUtf8Bytes(
                ComparisonAnswer.Of(run.Specification, baselineAsOf, rows, nextLink, nextCursor), JsonContracts.Readable.ComparisonAnswer),
            run.IsStored,
            isPinned);
    }

    /// <summary>The rows of the variables and statistics that are shown: differences, then levels where they are wanted.</summary>
    public IEnumerable<ComparisonRow> Rows(Run<ComparisonSpecification, Comparison> run)
    {
        var (specification, comparison, _) = run;
        var reference = specification.Scenarios[specification.Reference].Label;
        return specification.Compared.Zip(comparison.Differences).SelectMany(s => Rows(specification, s.First.Label, reference, s.Second))
            .Concat(specification.Scenarios.Zip(comparison.Levels).SelectMany(s => Rows(specification, s.First.Label, null, s.Second)));
    }

    private IEnumerable<ComparisonRow> Rows(ComparisonSpecification specification, string scenario, string? reference, Projection numbers)
    {
        var runId = specification.RunId.ToString();
        var baseYear = specification.Scenarios[0].BaseYear;
        var periods = numbers.Range
            .Select(p => (Text: p.ToString(), p.Start, Status: p.Year == baseYear ? "observed-base" : "projected")).ToList();
        var statistics = numbers.Statistics.Index()
            .Where(s => Statistics?.Contains(s.Item, StringComparer.Ordinal) ?? s.Item is not "sd").ToList();
        return from variable in Variables
               from period in Enumerable.Range(0, periods.Count)
               from statistic in statistics
               select new ComparisonRow(
                   ModelVersion.Current, scenario, reference, ProjectionRow.World, variable.Name,
                   statistic.Item is Comparison.ExceedsStatistic ? "1" : variable.Unit,
                   periods[period].Text, periods[period].Start, statistic.Item, numbers.Value(period, variable, statistic.Index),
                   periods[period].Status, specification.BaselineVersion, runId, numbers.StandardError(period, variable, statistic.Index));
    }
}
