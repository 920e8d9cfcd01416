using System.Text.Json;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Attributions;

/// <summary>How an attribution is to be shown. It is no part of the attribution: every view of one has the same run id.</summary>
/// <param name="Table">The form and the page.</param>
/// <param name="Variables">The variables to show.</param>
public sealed record AttributionView(RunTableView Table, IReadOnlyList<Variable> Variables)
{
    /// <summary>The columns of the long table, frozen.</summary>
    private static readonly IReadOnlyList<CsvColumn<AttributionRow>> Columns =
    [
        new("model_version", r => r.ModelVersion),
        new("scenario", r => r.Scenario),
        new("reference", r => r.Reference),
        new("region", r => r.Region),
        new("variable", r => r.Variable),
        new("unit", r => r.Unit),
        new("from_period", r => r.FromPeriod),
        new("period", r => r.Period),
        new("period_start", r => r.PeriodStart),
        new("statistic", r => r.Statistic),
        new("cause", r => r.Cause),
        new("value", r => r.Value),
        new("baseline_version", r => r.BaselineVersion),
        new("run_id", r => r.RunId),
        new("standard_error", r => r.StandardError),
    ];

    /// <summary>Reads <c>variables</c>, <c>format</c>, <c>limit</c> and <c>cursor</c>.</summary>
    public static AttributionView Read(HttpRequest request, RequestReader reader, Representation? suffix)
        => new(RunTableView.Read(request, reader, suffix), VariableList.Read(reader));

    /// <summary>Shows the attribution.</summary>
    /// <param name="run">The attribution.</param>
    /// <param name="baselineAsOf">The day of its baseline.</param>
    /// <param name="isPinned">Whether the address names the attribution itself.</param>
    public Document Show(Run<AttributionSpecification, Attribution> run, DateOnly baselineAsOf, bool isPinned)
    {
        var table = new RunTable<AttributionRow>(
            AttributionSpecification.Kind, run.Specification, Columns, [.. Variables.SelectMany(v => Rows(run, v))])
        {
            Query = [.. VariableList.ToQuery(Variables)],
            Variables = VariableList.Describe(Variables, run.Specification.BaselineVersion, baselineAsOf),
        };
        return Table.Show(
            table,
            (rows, nextLink, nextCursor) => JsonSerializer.SerializeToUtf8Bytes(
                AttributionAnswer.Of(run, baselineAsOf, rows, nextLink, nextCursor), JsonContracts.Readable.AttributionAnswer),
            run.IsStored,
            isPinned);
    }

    private static IEnumerable<AttributionRow> Rows(Run<AttributionSpecification, Attribution> run, Variable variable)
    {
        var (specification, attribution, _) = run;
        AttributionRow Row(string statistic, string? cause, double value, double? standardError = null) => new(
            ModelVersion.Current, specification.Scenario.Label, specification.Reference?.Label, ProjectionRow.World,
            variable.Name, variable.Unit,
            specification.From?.ToString(), specification.To.ToString(), specification.To.Start, statistic, cause, value,
            specification.BaselineVersion, specification.RunId.ToString(), standardError);

        yield return Row("from", null, attribution.From[variable.Index]);
        foreach (var (index, cause) in attribution.Causes.Index())
        {
            yield return Row(
                "contribution", cause, attribution.Contributions[index][variable.Index],
                attribution.IsExact ? null : attribution.StandardErrors[index][variable.Index]);
        }

        yield return Row("to", null, attribution.To[variable.Index]);
    }
}
