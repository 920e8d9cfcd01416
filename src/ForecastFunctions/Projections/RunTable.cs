using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Projections;

/// <summary>The rows that a run is shown in.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="Kind">The kind of run.</param>
/// <param name="Run">The run.</param>
/// <param name="Columns">The columns of the CSV, frozen.</param>
/// <param name="Rows">The rows that the view asks for.</param>
public sealed record RunTable<TRow>(string Kind, IRunSpecification Run, IReadOnlyList<CsvColumn<TRow>> Columns, IReadOnlyList<TRow> Rows)
{
    /// <summary>What of the view decides the rows, by the names of a query; absent parts have their defaults.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query { get; init; } = [];

    /// <summary>What a reader of the numbers should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What is measured in the rows.</summary>
    public IReadOnlyList<VariableMetadata> Variables { get; init; } = [];
}

/// <summary>The form that a run's table is wanted in, and the page. It is no part of the run.</summary>
/// <param name="Form">JSON, CSV or metadata.</param>
/// <param name="Page">The rows to show.</param>
public sealed record RunTableView(TableForm Form, PageRequest Page)
{
    /// <summary>Reads <c>format</c>, <c>decimal</c>, <c>limit</c> and <c>cursor</c>.</summary>
    public static RunTableView Read(HttpRequest request, RequestReader reader, Representation? suffix)
        => new(ContentNegotiation.Choose(request, reader, suffix), PageRequest.Read(reader));

    /// <summary>Shows the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="json">The run as JSON, from the rows of the page, the link to the next one, and its cursor.</param>
    /// <param name="isStored">Whether the run was read from the store.</param>
    /// <param name="isPinned">Whether the address names the run itself, so that its answer can never change.</param>
    public Document Show<TRow>(
        RunTable<TRow> table, Func<IReadOnlyList<TRow>, string?, string?, byte[]> json, bool isStored, bool isPinned)
    {
        var cacheControl = isPinned
            ? CachePolicy.Immutable
            : table.Run.Owner is null ? CachePolicy.Latest : CachePolicy.Revalidate;
        if (Form.Representation == Representation.Metadata)
        {
            var lastUpdated = table.Variables.Count == 0 ? (DateOnly?)null : table.Variables.Max(v => v.LastUpdated);
            return new TableMetadata(
                $"{table.Kind} {table.Run.RunId}", [.. table.Columns.Select(c => c.Name)], lastUpdated, table.Notes, table.Variables)
                .ToDocument(cacheControl);
        }

        var isCsv = Form.IsCsv;
        var address = $"/api/v1/{table.Kind}/{table.Run.RunId}{Form.Suffix}";
        var (rows, nextCursor) = Page.Of(table.Rows, $"{table.Run.RunId} {string.Join('&', table.Query)}");
        IReadOnlyList<KeyValuePair<string, string?>> query = [.. table.Query, .. Form.Query];
        var nextLink = nextCursor is null ? null : Page.NextLink(address, query, nextCursor);
        return new Document(
            isCsv ? CsvTable.Write(table.Columns, rows, Form.Mark) : json(rows, nextLink, nextCursor),
            isCsv ? CsvTable.ContentType : JsonContracts.ContentType)
        {
            CacheControl = cacheControl,
            ContentLocation = Page.ThisLink(address, query),
            CacheStatus = isStored ? "forecast-runs; hit" : "forecast-runs; fwd=miss; stored",
            NextLink = nextLink,
            FileName = isCsv ? $"{table.Kind}-{table.Run.RunId}{ContentNegotiation.CsvSuffix}" : null,
        };
    }
}
