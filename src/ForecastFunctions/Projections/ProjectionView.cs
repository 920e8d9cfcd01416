using System.Text.Json;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Projections;

/// <summary>How a run is to be shown. It is no part of the run: every view of one run has the same run id.</summary>
/// <param name="Representation">JSON or CSV.</param>
/// <param name="Variables">The variables to show.</param>
/// <param name="Statistics">The statistics to show, or <see langword="null"/> for all but the standard deviation.</param>
/// <param name="Page">The rows to show.</param>
public sealed record ProjectionView(
    Representation Representation, IReadOnlyList<Variable> Variables, IReadOnlyList<string>? Statistics, PageRequest Page)
{
    /// <summary>The columns of the long table, frozen.</summary>
    private static readonly IReadOnlyList<CsvColumn<ProjectionRow>> Columns =
    [
        new("model_version", r => r.ModelVersion),
        new("scenario", r => r.Scenario),
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
    public static ProjectionView Read(HttpRequest request, RequestReader reader, Representation? suffix = null) => new(
        ContentNegotiation.Choose(request, reader, suffix),
        VariableList.Read(reader),
        reader.Read("statistics", m => m.AsList(), "a list of statistics such as mean, sd, p50"),
        PageRequest.Read(reader));

    /// <summary>Shows the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="baselineAsOf">The day of its baseline.</param>
    /// <param name="isPinned">Whether the address names the run itself, so that its answer can never change.</param>
    public Document Show(ProjectionRun run, DateOnly baselineAsOf, bool isPinned)
    {
        var specification = run.Specification;
        var suffix = Representation == Representation.Csv ? ContentNegotiation.CsvSuffix : "";
        var address = $"/api/v1/projections/{specification.RunId}{suffix}";
        var statistics = Choose(run.Result.Statistics);
        var content = $"{specification.RunId} {string.Join('.', Variables.Select(v => v.Index))} {string.Join('.', statistics)}";
        var (rows, nextCursor) = Page.Of(Rows(run, statistics), content);
        var query = new List<KeyValuePair<string, string?>>();
        if (Variables.Count < Core.Projections.Variables.All.Count)
            query.Add(new("variables", string.Join(',', Variables)));
        if (Statistics is not null)
            query.Add(new("statistics", string.Join(',', Statistics)));
        var nextLink = nextCursor is null ? null : Page.NextLink(address, query, nextCursor);
        var (body, contentType) = Representation == Representation.Csv
            ? (CsvTable.Write(Columns, rows), CsvTable.ContentType)
            : (JsonSerializer.SerializeToUtf8Bytes(
                ProjectionAnswer.Of(run, baselineAsOf, rows, nextLink, nextCursor), JsonContracts.Readable.ProjectionAnswer),
                JsonContracts.ContentType);
        return new Document(body, contentType)
        {
            CacheControl = isPinned ? CachePolicy.Immutable
                : specification.Scenario.Owner is null ? CachePolicy.Latest : CachePolicy.Revalidate,
            ContentLocation = Page.ThisLink(address, query),
            CacheStatus = run.IsStored ? "forecast-runs; hit" : "forecast-runs; fwd=miss; stored",
            NextLink = nextLink,
            FileName = Representation == Representation.Csv ? $"{specification.Scenario.Extends}-{specification.RunId}.csv" : null,
        };
    }

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

    /// <summary>The places of the statistics to show.</summary>
    private List<int> Choose(IReadOnlyList<string> names)
        => [.. names.Index().Where(n => Statistics?.Contains(n.Item, StringComparer.Ordinal) ?? n.Item is not "sd").Select(n => n.Index)];

    private List<ProjectionRow> Rows(ProjectionRun run, List<int> statistics)
    {
        var (specification, projection, _) = run;
        var runId = specification.RunId.ToString();
        var periods = projection.Range
            .Select(p => (
                Text: p.ToString(),
                p.Start,
                Status: p.Year == specification.Scenario.BaseYear ? "observed-base" : "projected"))
            .ToList();
        var rows = new List<ProjectionRow>(Variables.Count * periods.Count * statistics.Count);
        foreach (var variable in Variables)
        {
            for (var period = 0; period < periods.Count; period++)
            {
                foreach (var statistic in statistics)
                {
                    rows.Add(new ProjectionRow(
                        specification.ModelVersion, specification.Scenario.Label, ProjectionRow.World, variable.Name, variable.Unit,
                        periods[period].Text, periods[period].Start, projection.Statistics[statistic],
                        projection.Value(period, variable, statistic), periods[period].Status,
                        specification.BaselineVersion, runId, projection.StandardError(period, variable, statistic)));
                }
            }
        }

        return rows;
    }
}
