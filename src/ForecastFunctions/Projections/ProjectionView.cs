using System.Text.Json;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Projections;

/// <summary>How a run is to be shown. It is no part of the run: every view of one run has the same run id.</summary>
/// <param name="Form">JSON, CSV, IAMC or metadata.</param>
/// <param name="IsWide">Whether a line has a variable's whole course; otherwise it has a number: the canonical shape.</param>
/// <param name="Variables">The variables to show.</param>
/// <param name="Statistics">The statistics to show, or <see langword="null"/> for all but the standard deviation.</param>
/// <param name="Page">The rows to show.</param>
public sealed record ProjectionView(
    TableForm Form, bool IsWide, IReadOnlyList<Variable> Variables, IReadOnlyList<string>? Statistics, PageRequest Page)
{
    /// <summary>
    /// Reads <c>variables</c>, <c>statistics</c>, <c>shape</c>, <c>format</c>, <c>decimal</c>, <c>limit</c> and <c>cursor</c>.
    /// </summary>
    public static ProjectionView Read(HttpRequest request, RequestReader reader, Representation? suffix = null)
    {
        var form = ContentNegotiation.Choose(request, reader, suffix, offersIamc: true);
        return new ProjectionView(
            form,
            ReadShape(reader, form),
            VariableList.Read(reader),
            reader.Read("statistics", m => m.AsList(), "a list of statistics such as mean, sd, p50"),
            PageRequest.Read(reader));
    }

    /// <summary>Shows the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="baselineAsOf">The day of its baseline.</param>
    /// <param name="isPinned">Whether the address names the run itself, so that its answer can never change.</param>
    public Document Show(ProjectionRun run, DateOnly baselineAsOf, bool isPinned)
    {
        var specification = run.Specification;
        var address = $"/api/v1/projections/{specification.RunId}{Form.Suffix}";
        var query = Query();
        var statistics = Choose(specification.Statistics);
        var content = $"{specification.RunId} {string.Join('.', Variables.Select(v => v.Index))} {string.Join('.', statistics)} "
            + $"{IsWide} {Form.IsCsv}";
        var (body, contentType, nextLink) = (Form.Representation, IsWide) switch
        {
            (Representation.Iamc, _) => Write(
                WideTable.IamcRows(WideTable.Rows(run, Variables, statistics), specification.Range.Step), WideTable.IamcColumns(specification)),
            (Representation.Csv, true) => Write(WideTable.Rows(run, Variables, statistics), WideTable.Columns(specification)),
            (Representation.Csv, _) => Write(LongTable.Rows(run, Variables, statistics), LongTable.Columns),
            _ => WriteJson(),
        };
        return new Document(body, contentType)
        {
            CacheControl = isPinned ? CachePolicy.Immutable
                : specification.Scenario.Owner is null ? CachePolicy.Latest : CachePolicy.Revalidate,
            ContentLocation = Page.ThisLink(address, query),
            CacheStatus = run.IsStored ? "forecast-runs; hit" : "forecast-runs; fwd=miss; stored",
            NextLink = nextLink,
            FileName = Form.IsCsv ? $"{specification.Scenario.Extends}-{specification.RunId}.csv" : null,
        };

        (byte[] Body, string ContentType, string? NextLink) Write<T>(IReadOnlyList<T> rows, IReadOnlyList<CsvColumn<T>> columns)
        {
            var (page, nextCursor) = Page.Of(rows, content);
            return (CsvTable.Write(columns, page, Form.Mark), CsvTable.ContentType, LinkTo(nextCursor));
        }

        (byte[] Body, string ContentType, string? NextLink) WriteJson()
        {
            var (page, nextCursor) = Page.Of(LongTable.Rows(run, Variables, statistics), content);
            var answer = ProjectionAnswer.Of(run, baselineAsOf, page, LinkTo(nextCursor), nextCursor);
            var json = JsonSerializer.SerializeToUtf8Bytes(answer, JsonContracts.Readable.ProjectionAnswer);
            return (json, JsonContracts.ContentType, LinkTo(nextCursor));
        }

        string? LinkTo(string? cursor) => cursor is null ? null : Page.NextLink(address, query, cursor);
    }

    /// <summary>Tells what the run's table is, without its numbers.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="baselineAsOf">The day of its baseline.</param>
    /// <param name="isPinned">Whether the address names the run itself.</param>
    public Document Describe(ProjectionSpecification specification, DateOnly baselineAsOf, bool isPinned)
        => new TableMetadata(
            $"{specification.Scenario.Label}, {specification.Range.From} to {specification.Range.To}",
            [.. LongTable.Columns.Select(c => c.Name)],
            baselineAsOf,
            [
                $"The run is {specification.RunId}: every row carries its id, and GET /api/v1/projections/{specification.RunId} reads it again.",
                "Parts add to their parent for the statistics value and mean; percentiles do not add.",
                "In the layout format=iamc, a statistic other than value follows the variable's name: AI Compute|Spend|p50.",
            ],
            VariableList.Describe(Variables, specification.BaselineVersion, baselineAsOf))
            .ToDocument(isPinned ? CachePolicy.Immutable : CachePolicy.Revalidate);

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

    private List<KeyValuePair<string, string?>> Query()
    {
        var query = VariableList.ToQuery(Variables).ToList();
        if (Statistics is not null)
            query.Add(new("statistics", string.Join(',', Statistics)));
        if (IsWide && Form.Representation == Representation.Csv)
            query.Add(new("shape", "wide"));
        query.AddRange(Form.Query);
        return query;
    }

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
