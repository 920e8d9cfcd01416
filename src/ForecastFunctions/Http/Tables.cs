using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ForecastFunctions.Http;

/// <summary>A list in JSON.</summary>
/// <typeparam name="T">The row.</typeparam>
/// <param name="Value">The rows of this page.</param>
/// <param name="NextLink">The path and query of the next page, on the same host; absent on the last.</param>
/// <param name="NextCursor">The cursor of the next page; absent on the last.</param>
public sealed record ListAnswer<T>(
    IReadOnlyList<T> Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor);

/// <summary>A table of the contract: one declaration of its rows for JSON, and of its columns for CSV.</summary>
/// <typeparam name="T">The row.</typeparam>
/// <param name="Name">The name of its file.</param>
/// <param name="Title">The table in words.</param>
/// <param name="Columns">The CSV's columns.</param>
/// <param name="Json">How a page of it is written in JSON.</param>
public sealed record Table<T>(string Name, string Title, IReadOnlyList<CsvColumn<T>> Columns, JsonTypeInfo<ListAnswer<T>> Json)
{
    /// <summary>Answers a page of the table in the form asked for.</summary>
    /// <param name="list">The table's rows, and how they are named.</param>
    /// <param name="form">The form.</param>
    /// <param name="page">Which rows.</param>
    public Document Answer(TableContent<T> list, TableForm form, PageRequest page)
    {
        if (form.Representation == Representation.Metadata)
        {
            return new TableMetadata(Title, [.. Columns.Select(c => c.Name)], [], list.Variables).ToDocument(list.CacheControl);
        }

        var (rows, nextCursor) = page.Of(list.Rows, list.Content);
        var nextLink = nextCursor is null ? null : page.NextLink(list.Path + form.Suffix, [.. list.Query, .. form.Query], nextCursor);
        return form.IsCsv
            ? new Document(CsvTable.Write(Columns, rows, form.Mark), CsvTable.ContentType)
            {
                CacheControl = list.CacheControl,
                NextLink = nextLink,
                FileName = Name + ContentNegotiation.CsvSuffix,
            }
            : new Document(
                JsonSerializer.SerializeToUtf8Bytes(new ListAnswer<T>(rows, nextLink, nextCursor), Json), JsonContracts.ContentType)
            {
                CacheControl = list.CacheControl,
                NextLink = nextLink,
            };
    }
}

/// <summary>The rows of a table, and what identifies them.</summary>
/// <typeparam name="T">The row.</typeparam>
/// <param name="Rows">Every row.</param>
/// <param name="Content">Names the rows: the same rows always have the same name, so that a cursor cannot mix two lists.</param>
/// <param name="Path">The path that gives just these rows, without a suffix.</param>
/// <param name="CacheControl">How long the answer may be kept.</param>
public sealed record TableContent<T>(IReadOnlyList<T> Rows, string Content, string Path, string CacheControl)
{
    /// <summary>What else decides the rows.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query { get; init; } = [];

    /// <summary>What is measured in the table.</summary>
    public IReadOnlyList<VariableMetadata> Variables { get; init; } = [];
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
