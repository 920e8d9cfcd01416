using System.Globalization;
using CsvHelper;

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

    // A text that a spreadsheet would run as a formula gets an apostrophe before it (CWE-1236); numbers do not.
    private static readonly CsvWriterOptions Form = new() { WriteByteOrderMark = true, NewLine = "\r\n", Injection = CsvInjection.Escape };

    /// <summary>Writes the header and a line for each row.</summary>
    public static byte[] Write<T>(IReadOnlyList<CsvColumn<T>> columns, IEnumerable<T> rows)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, Form, leaveOpen: true))
        {
            foreach (var column in columns)
                csv.WriteField(column.Name);
            csv.EndRecord();
            foreach (var row in rows)
            {
                foreach (var column in columns)
                    Write(csv, column.Cell(row));
                csv.EndRecord();
            }
        }

        return buffer.ToArray();
    }

    private static void Write(CsvWriter csv, object? cell)
    {
        switch (cell)
        {
            case null:
                csv.WriteField("");
                break;
            case string text:
                csv.WriteField(text);
                break;
            case double number:
                csv.WriteField(number, "R", CultureInfo.InvariantCulture);
                break;
            case int number:
                csv.WriteField(number, "D", CultureInfo.InvariantCulture);
                break;
            case DateOnly date:
                csv.WriteField(date, "yyyy-MM-dd");
                break;
            default:
                throw new ArgumentException($"A cell is a text, a number or a date, not {cell.GetType()}.", nameof(cell));
        }
    }
}
