using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Backups;

/// <summary>
/// The form of a backup: lines of JSON in UTF-8. The first names the format, its version and when it was made; each that follows is
/// a row with its columns and their types; the last has the number of rows and the SHA-256 of all bytes before it, so that a
/// backup that is cut off or changed is known by itself.
/// </summary>
public static class BackupText
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    private const string Format = "forecast-backup";

    /// <summary>Writes a backup.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="madeAt">When it is made.</param>
    public static byte[] Write(IEnumerable<BackupRow> rows, DateTimeOffset madeAt)
    {
        using var text = new MemoryStream();
        WriteLine(text, json =>
        {
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("madeAt", madeAt.ToUniversalTime());
        });
        var count = 0;
        foreach (var row in rows)
        {
            WriteLine(text, json => WriteRow(json, row));
            count++;
        }

        var checksum = Checksum(text.GetBuffer().AsSpan(0, (int)text.Length));
        WriteLine(text, json =>
        {
            json.WriteNumber("rows", count);
            json.WriteString("sha256", checksum);
        });
        return text.ToArray();
    }

    /// <summary>Reads a backup, all of it or nothing.</summary>
    /// <exception cref="DamagedContentException">It is none, is of a newer version, was cut off, or was changed.</exception>
    public static IReadOnlyList<BackupRow> Read(ReadOnlySpan<byte> text)
    {
        try
        {
            return ReadLines(text);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DamagedContentException("backup", "a line of it is not one of a backup", exception);
        }
    }

    private static List<BackupRow> ReadLines(ReadOnlySpan<byte> text)
    {
        var end = text.TrimEnd((byte)'\n');
        var last = end.LastIndexOf((byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(text[..last]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            throw new DamagedContentException("backup", "it has no lines");
        var head = JsonElement.Parse(lines[0]);
        if (!head.TryGetProperty("format", out var format) || !format.ValueEquals(Format))
            throw new DamagedContentException("backup", $"its first line does not name the format {Format}");
        if (head.GetProperty("version").GetInt32() > Version)
            throw new DamagedContentException(
                "backup", $"its version is {head.GetProperty("version")}, and this release reads up to {Version}: restore it with a newer one");

        var trailer = JsonElement.Parse(end[last..]);
        if (!trailer.TryGetProperty("sha256", out var checksum))
            throw new DamagedContentException("backup", "it is cut off: its last line has no checksum");
        if (!checksum.ValueEquals(Checksum(text[..last])) || trailer.GetProperty("rows").GetInt32() != lines.Length - 1)
            throw new DamagedContentException("backup", "it was changed: its checksum is another");
        return [.. lines.Skip(1).Select(line => ReadRow(JsonElement.Parse(line)))];
    }

    private static void WriteRow(Utf8JsonWriter json, BackupRow row)
    {
        json.WriteString("table", row.Table);
        json.WriteString("partition", row.Partition);
        json.WriteString("row", row.Row);
        json.WriteStartObject("columns");
        foreach (var (name, value) in row.Columns.OrderBy(column => column.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(name);
            var (type, text) = value switch
            {
                string plain => ("string", plain),
                bool truth => ("bool", truth ? "true" : "false"),
                int number => ("int", number.ToString(CultureInfo.InvariantCulture)),
                long number => ("long", number.ToString(CultureInfo.InvariantCulture)),
                double number => ("double", number.ToString("R", CultureInfo.InvariantCulture)),
                DateTimeOffset time => ("time", time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
                Guid id => ("guid", id.ToString()),
                byte[] bytes => ("bytes", Convert.ToBase64String(bytes)),
                _ => throw new NotSupportedException($"A column {name} of type {value.GetType()} has no form in a backup."),
            };
            json.WriteString("type", type);
            json.WriteString("value", text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static BackupRow ReadRow(JsonElement line) => new(
        Text(line, "table"), Text(line, "partition"), Text(line, "row"),
        line.GetProperty("columns").EnumerateObject().ToDictionary(c => c.Name, c => ReadValue(c.Value), StringComparer.Ordinal));

    private static object ReadValue(JsonElement column)
    {
        var text = Text(column, "value");
        return Text(column, "type") switch
        {
            "string" => text,
            "bool" => bool.Parse(text),
            "int" => int.Parse(text, CultureInfo.InvariantCulture),
            "long" => long.Parse(text, CultureInfo.InvariantCulture),
            "double" => double.Parse(text, CultureInfo.InvariantCulture),
            "time" => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            "guid" => Guid.Parse(text),
            "bytes" => Convert.FromBase64String(text),
            var type => throw new FormatException($"A column is of the unknown type {type}."),
        };
    }

    private static string Text(JsonElement element, string name)
        => element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static void WriteLine(MemoryStream text, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        text.WriteByte((byte)'\n');
    }

    private static string Checksum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
