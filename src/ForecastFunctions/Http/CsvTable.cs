using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ForecastFunctions.Http;

/// <summary>A column of a CSV table: its name in the header, and a row's cell in it.</summary>
/// <typeparam name="T">The row.</typeparam>
/// <param name="Name">snake_case; frozen once published.</param>
/// <param name="Cell">The cell: a text, a number, a date, or nothing.</param>
public sealed record CsvColumn<T>(string Name, Func<T, object?> Cell);

/// <summary>
/// Writes tables for spreadsheets: UTF-8 with a byte order mark, CRLF, RFC 4180 quoting, invariant numbers in their
/// shortest round-trip form, ISO dates, and nothing for what is absent.
/// </summary>
public static class CsvTable
{
    /// <summary>The media type of what is written.</summary>
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    /// <summary>Writes the header and a line for each row.</summary>
    public static byte[] Write<T>(IReadOnlyList<CsvColumn<T>> columns, IEnumerable<T> rows)
    {
        using var buffer = new MemoryStream();
        using (var text = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(text, Configuration))
        {
            foreach (var column in columns)
                csv.WriteField(column.Name);
            csv.NextRecord();
            foreach (var row in rows)
            {
                foreach (var column in columns)
                    csv.WriteField(Format(column.Cell(row)));
                csv.NextRecord();
            }
        }

        return buffer.ToArray();
    }

    private static string? Format(object? cell) => cell switch
    {
        null => null,
        string text => Neutralise(text),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A cell is a text, a number or a date, not {cell.GetType()}.", nameof(cell)),
    };

    /// <summary>A text that a spreadsheet would run as a formula gets an apostrophe before it (CWE-1236).</summary>
    private static string Neutralise(string text)
        => text.AsSpan().TrimStart() is [var first, ..] && first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' || text is ['\t' or '\r' or '\0', ..]
            ? "'" + text
            : text;
}
