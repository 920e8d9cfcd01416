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

    /// <summary>The table in words.</summary>
    public string Title { get; init; } = $"{Kind} {Run.RunId}";

    /// <summary>The name of its file, without a suffix.</summary>
    public string FileStem { get; init; } = $"{Kind}-{Run.RunId}";

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
    /// <param name="request">The request.</param>
    /// <param name="reader">Records what is wrong with them.</param>
    /// <param name="suffix">What the path's suffix asks for, where it has one.</param>
    /// <param name="offersIamc">Whether the table comes in the IAMC's layout too.</param>
    public static RunTableView Read(HttpRequest request, RequestReader reader, Representation? suffix, bool offersIamc = false)
        => new(ContentNegotiation.Choose(request, reader, suffix, offersIamc), PageRequest.Read(reader));

    /// <summary>Shows the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="json">The run as JSON, from the rows of the page, the link to the next one, and its cursor.</param>
    /// <param name="isStored">Whether the run was read from the store.</param>
    /// <param name="isPinned">Whether the address names the run itself, so that its answer can never change.</param>
    public Document Show<TRow>(
        RunTable<TRow> table, Func<IReadOnlyList<TRow>, string?, string?, byte[]> json, bool isStored, bool isPinned)
        => Form.Representation switch
        {
            Representation.Metadata => Describe(table, isPinned),
            Representation.Json => ShowPage(table, json, isStored, isPinned),
            _ => ShowCsv(table, isStored, isPinned),
        };

    /// <summary>Shows the table as CSV.</summary>
    /// <param name="table">The table.</param>
    /// <param name="isStored">Whether the run was read from the store.</param>
    /// <param name="isPinned">Whether the address names the run itself.</param>
    public Document ShowCsv<TRow>(RunTable<TRow> table, bool isStored, bool isPinned)
        => ShowPage(table, (rows, _, _) => CsvTable.Write(table.Columns, rows, Form.Mark), isStored, isPinned);

    /// <summary>Tells what the table is; its rows do not count.</summary>
    /// <param name="table">The table.</param>
    /// <param name="isPinned">Whether the address names the run itself.</param>
    public static Document Describe<TRow>(RunTable<TRow> table, bool isPinned)
        => new TableMetadata(table.Title, [.. table.Columns.Select(c => c.Name)], table.Notes, table.Variables)
            .ToDocument(CacheControl(table.Run, isPinned));

    private Document ShowPage<TRow>(
        RunTable<TRow> table, Func<IReadOnlyList<TRow>, string?, string?, byte[]> write, bool isStored, bool isPinned)
    {
        var address = $"/api/v1/{table.Kind}/{table.Run.RunId}{Form.Suffix}";
        IReadOnlyList<KeyValuePair<string, string?>> query = [.. table.Query, .. Form.Query];
        var (rows, nextCursor) = Page.Of(table.Rows, $"{table.Run.RunId} {string.Join('&', query)}");
        var nextLink = nextCursor is null ? null : Page.NextLink(address, query, nextCursor);
        return new Document(write(rows, nextLink, nextCursor), Form.IsCsv ? CsvTable.ContentType : JsonContracts.ContentType)
        {
            CacheControl = CacheControl(table.Run, isPinned),
            ContentLocation = Page.ThisLink(address, query),
            CacheStatus = isStored ? "forecast-runs; hit" : "forecast-runs; fwd=miss; stored",
            NextLink = nextLink,
            FileName = Form.IsCsv ? table.FileStem + ContentNegotiation.CsvSuffix : null,
        };
    }

    private static string CacheControl(IRunSpecification run, bool isPinned)
        => isPinned ? CachePolicy.Immutable : run.Owner is null ? CachePolicy.Latest : CachePolicy.Revalidate;
}
