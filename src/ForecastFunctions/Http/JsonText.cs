using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Http;

/// <summary>
/// Writes answers in JSON, with letters such as × and ' as they are: answers are sent as JSON and never sniffed for HTML, so there
/// is nothing to escape them for.
/// </summary>
public static class JsonText
{
    /// <summary>The media type of what is written.</summary>
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>The media type of rows on lines of their own.</summary>
    public const string LinesContentType = "application/x-ndjson";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ConcurrentDictionary<JsonTypeInfo, JsonTypeInfo> ReadableTypes = new();

    /// <summary>Writes a value by its contract.</summary>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, TypeOf(type));

    /// <summary>Writes a page of a table: the facts beside it, the rows, and where the next page is.</summary>
    /// <inheritdoc cref="PartsOfPage"/>
    public static byte[] WritePage(JsonElement? facts, Table table, IEnumerable<object> rows, string? nextLink, string? nextCursor)
        => TextParts.Join(PartsOfPage(facts, table, rows, nextLink, nextCursor));

    /// <summary>Writes a page of a table part by part; each part is valid until the next one is written.</summary>
    /// <param name="facts">The facts, as an object; <see langword="null"/> where there are none.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows of the page.</param>
    /// <param name="nextLink">The path and query of the next page.</param>
    /// <param name="nextCursor">Its cursor.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> PartsOfPage(
        JsonElement? facts, Table table, IEnumerable<object> rows, string? nextLink, string? nextCursor)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        if (facts is { } members)
        {
            foreach (var member in members.EnumerateObject())
                member.WriteTo(json);
        }

        json.WritePropertyName("value");
        json.WriteStartArray();
        foreach (var row in rows)
        {
            WriteRow(json, table.Columns, row);
            if (buffer.WrittenCount + json.BytesPending < LongText.PartBytes)
                continue;
            json.Flush();
            yield return buffer.WrittenMemory;
            buffer.ResetWrittenCount();
        }

        json.WriteEndArray();
        if (nextLink is not null)
            json.WriteString("nextLink", nextLink);
        if (nextCursor is not null)
            json.WriteString("nextCursor", nextCursor);
        json.WriteEndObject();
        json.Flush();
        yield return buffer.WrittenMemory;
    }

    /// <summary>Writes rows part by part, each as an object on a line of its own; each part is valid until the next one is written.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> PartsOfLines(Table table, IEnumerable<object> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Readable);
        foreach (var row in rows)
        {
            WriteRow(json, table.Columns, row);
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
            if (buffer.WrittenCount < LongText.PartBytes)
                continue;
            yield return buffer.WrittenMemory;
            buffer.ResetWrittenCount();
        }

        yield return buffer.WrittenMemory;
    }

    /// <summary>Writes one row as an object.</summary>
    public static byte[] WriteRow(IReadOnlyList<Column> columns, object row)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Readable))
            WriteRow(json, columns, row);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same contract with letters as they are.</summary>
    internal static JsonTypeInfo<T> TypeOf<T>(JsonTypeInfo<T> type)
        => (JsonTypeInfo<T>)ReadableTypes.GetOrAdd(type, static t => new JsonSerializerOptions(t.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }.GetTypeInfo(t.Type));

    private static void WriteRows(Utf8JsonWriter json, IReadOnlyList<Column> columns, IEnumerable<object> rows)
    {
        json.WriteStartArray();
        foreach (var row in rows)
            WriteRow(json, columns, row);
        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<Column> columns, object row)
    {
        json.WriteStartObject();
        foreach (var column in columns)
        {
            json.WritePropertyName(column.JsonName);
            WriteValue(json, column, column.Value(row));
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, Column column, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateOnly day:
                Span<char> characters = stackalloc char[10];
                day.TryFormat(characters, out _, "O");
                json.WriteStringValue(characters);
                break;
            case DateTimeOffset moment:
                json.WriteStringValue(moment);
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (var text in texts)
                    json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            case IEnumerable<object> rows:
                WriteRows(json, column.Within, rows);
                break;
            default:
                throw new ArgumentException($"{column.Name} is of no type that a table holds: {value.GetType()}.", nameof(value));
        }
    }
}
