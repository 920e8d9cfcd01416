using System.Text.Json;
using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Http;

/// <summary>The rows of a table, and what identifies them.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">Every row.</param>
/// <param name="Content">Names the rows: the same rows always have the same name, so that a cursor cannot mix two lists.</param>
/// <param name="Path">The path that gives just these rows, below <c>/api</c> and without a suffix.</param>
/// <param name="CacheControl">How long the answer may be kept.</param>
public sealed record TableContent(Table Table, IReadOnlyList<object> Rows, string Content, string Path, string CacheControl)
{
    /// <summary>What else decides the rows.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query { get; init; } = [];

    /// <summary>The baseline that the rows are of, where they are one's.</summary>
    public string? BaselineVersion { get; init; }

    /// <summary>The table in words, where it is another one than the table's own.</summary>
    public string Title { get; init; } = Table.Title;

    /// <summary>The name of its file, without a suffix.</summary>
    public string FileStem { get; init; } = Table.Name;

    /// <summary>What a reader of the table should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What is measured in the table.</summary>
    public IReadOnlyList<MeasuredVariable> Variables { get; init; } = [];

    /// <summary>What JSON says beside the rows, as an object; <see langword="null"/> where that is nothing.</summary>
    public JsonElement? Facts { get; init; }

    /// <summary>The revision of what can be written under the address, where it can.</summary>
    public string? Revision { get; init; }

    /// <summary>What the table is.</summary>
    public TableDescription Description => new(Title, [.. Table.Cells.Select(c => c.Name)], Notes, Variables);
}

/// <summary>Answers tables that are not runs, in every form.</summary>
public static class TableResource
{
    /// <summary>Answers GET of a table.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="read">Reads the table; faults of the arguments are raised before it is shown.</param>
    /// <param name="rowsPerPage">The limit of a request for JSON that states none; CSV comes whole.</param>
    /// <exception cref="ProblemException">400: the arguments have faults.</exception>
    public static Task<IResult> GetAsync(
        HttpRequest request, Operation operation, Func<Arguments, Task<TableContent>> read, int? rowsPerPage = null)
        => Methods.Dispatch(request, get: () => ReadAsync(request, operation, read, rowsPerPage));

    /// <summary>Answers GET of a table by a name in the path, which may have the suffix of a form.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="name">The name in the path.</param>
    /// <param name="read">Reads the table by the name without the suffix.</param>
    /// <param name="rowsPerPage">The limit of a request for JSON that states none.</param>
    public static Task<IResult> GetNamedAsync(
        HttpRequest request, Operation operation, string name, Func<string, Arguments, Task<TableContent>> read, int? rowsPerPage = null)
        => Methods.Dispatch(request, get: () => ReadNamedAsync(request, operation, name, read, rowsPerPage));

    /// <inheritdoc cref="GetNamedAsync"/>
    public static Task<Document> ReadNamedAsync(
        HttpRequest request, Operation operation, string name, Func<string, Arguments, Task<TableContent>> read, int? rowsPerPage = null)
    {
        var (wanted, suffix) = ContentNegotiation.SplitSuffix(name);
        return ReadAsync(request, operation, suffix, arguments => read(wanted, arguments), rowsPerPage);
    }

    /// <inheritdoc cref="GetAsync"/>
    public static Task<Document> ReadAsync(
        HttpRequest request, Operation operation, Func<Arguments, Task<TableContent>> read, int? rowsPerPage = null)
        => ReadAsync(request, operation, ContentNegotiation.SuffixOf(request), read, rowsPerPage);

    private static async Task<Document> ReadAsync(
        HttpRequest request, Operation operation, Representation? suffix, Func<Arguments, Task<TableContent>> read, int? rowsPerPage)
    {
        var arguments = HttpArguments.OfQuery(request);
        var form = ContentNegotiation.Choose(request, arguments, operation, suffix);
        var page = PageRequest.Read(arguments, form.Representation == Representation.Json ? rowsPerPage : null);
        arguments.RefuseOthers(operation.Members);
        var content = await read(arguments);
        arguments.ThrowIfFaulty();
        return Answer(content, form, page).Checked(request);
    }

    /// <summary>Answers GET of one thing, which in JSON comes as a whole, and in the other forms as its table.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="name">The name in the path, with the suffix of a form where one is wanted.</param>
    /// <param name="read">Reads the thing's table and writes the whole, by its name without the suffix.</param>
    public static async Task<Document> ReadOneAsync(
        HttpRequest request, Operation operation, string name, Func<string, Arguments, Task<(TableContent Table, Func<byte[]> Whole)>> read)
    {
        var (wanted, suffix) = ContentNegotiation.SplitSuffix(name);
        var arguments = HttpArguments.OfQuery(request);
        var form = ContentNegotiation.Choose(request, arguments, operation, suffix);
        arguments.RefuseOthers(operation.Members);
        var (table, whole) = await read(wanted, arguments);
        arguments.ThrowIfFaulty();
        var document = form.Representation == Representation.Json
            ? new Document(whole(), JsonText.ContentType)
            {
                CacheControl = table.CacheControl,
                Revision = table.Revision,
                ContentLocation = table.Path.Length == 0 ? null : $"/api{table.Path}",
            }
            : Answer(table, form, new PageRequest(0, null, null));
        return document.Checked(request);
    }

    /// <summary>A page of a table in a form.</summary>
    public static Document Answer(TableContent content, TableForm form, PageRequest page)
    {
        if (form.Representation == Representation.Metadata)
            return Describe(content.Description, content.CacheControl);
        var (rows, nextCursor) = page.Of(content.Rows, content.Content);
        var nextLink = nextCursor is null
            ? null : page.NextLink($"/api{content.Path}{form.Suffix}", [.. content.Query, .. form.Query], nextCursor);
        return form.IsCsv
            ? new Document(CsvTable.Write(content.Table, rows, form.Mark), CsvTable.ContentType)
            {
                CacheControl = content.CacheControl,
                NextLink = nextLink,
                FileName = content.FileStem + ContentNegotiation.CsvSuffix,
                Revision = content.Revision,
            }
            : new Document(JsonText.WritePage(content.Facts, content.Table, rows, nextLink, nextCursor), JsonText.ContentType)
            {
                CacheControl = content.CacheControl,
                NextLink = nextLink,
                Revision = content.Revision,
            };
    }

    /// <summary>What a table is.</summary>
    public static Document Describe(TableDescription description, string cacheControl)
        => new(JsonText.Write(description, HttpJson.Default.TableDescription), JsonText.ContentType) { CacheControl = cacheControl };
}

/// <summary>
/// How long answers may be kept (RFC 9111). All are private: a shared cache must not hand one caller's answer to another.
/// </summary>
public static class CachePolicy
{
    /// <summary>The answer can never change.</summary>
    public const string Immutable = "private, max-age=31536000, immutable";

    /// <summary>The answer changes when a baseline is refreshed.</summary>
    public const string Latest = "private, max-age=300";

    /// <summary>The answer changes when its owner writes: it may be kept, but is asked for with its ETag each time.</summary>
    public const string Revalidate = "private, no-cache";

    /// <summary>The answer is of this moment.</summary>
    public const string None = "no-store";
}
