using System.Globalization;
using CsvHelper;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Http;

/// <summary>
/// Writes tables for spreadsheets: UTF-8 with a byte order mark, CRLF, RFC 4180 quoting, numbers in their shortest
/// round-trip form with the decimal mark that is asked for, ISO dates, and nothing for what is absent.
/// </summary>
public static class CsvTable
{
    /// <summary>The media type of what is written.</summary>
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private static readonly CsvWriterOptions WithPoints = new()
    {
        WriteByteOrderMark = true,
        NewLine = "\r\n",
    };

    private static readonly CsvWriterOptions WithCommas = WithPoints with { Separator = ';' };

    private static readonly NumberFormatInfo Commas = new() { NumberDecimalSeparator = "," };

    /// <summary>Writes the header and a line for each row.</summary>
    public static byte[] Write(Table table, IEnumerable<object> rows, DecimalMark mark) => TextParts.Join(Parts(table, rows, mark));

    /// <summary>Writes the same part by part; each part is valid until the next one is written.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Parts(Table table, IEnumerable<object> rows, DecimalMark mark)
    {
        var (options, numbers) = mark == DecimalMark.Comma ? (WithCommas, Commas) : (WithPoints, NumberFormatInfo.InvariantInfo);
        using var buffer = new MemoryStream();
        using var csv = CsvWriter.Create(buffer, options, leaveOpen: true);
        foreach (var column in table.Cells)
            csv.WriteField(FormulaText.Neutral(column.Name));
        csv.EndRecord();
        foreach (var row in rows)
        {
            foreach (var column in table.Cells)
                Write(csv, column.Cell(column.Value(row)), numbers);
            csv.EndRecord();
            if (buffer.Length < LongText.PartBytes)
                continue;
            csv.Flush();
            yield return Written();
            buffer.SetLength(0);
        }

        csv.Flush();
        yield return Written();

        ReadOnlyMemory<byte> Written() => buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>A number as a cell of its own: in its shortest round-trip form.</summary>
    public static string Number(double number, DecimalMark mark)
        => number.ToString("R", mark == DecimalMark.Comma ? Commas : NumberFormatInfo.InvariantInfo);

    private static void Write(CsvWriter csv, object? cell, NumberFormatInfo numbers)
    {
        switch (cell)
        {
            case null:
                csv.WriteField("");
                break;
            case string text:
                csv.WriteField(FormulaText.Neutral(text));
                break;
            case double number:
                csv.WriteField(number, "R", numbers);
                break;
            case int number:
                csv.WriteField(number, "D", CultureInfo.InvariantCulture);
                break;
            case long number:
                csv.WriteField(number, "D", CultureInfo.InvariantCulture);
                break;
            case bool flag:
                csv.WriteField(flag ? "true" : "false");
                break;
            case DateTimeOffset moment:
                csv.WriteField(moment.UtcDateTime, "yyyy-MM-ddTHH:mm:ssZ");
                break;
            case DateOnly date:
                csv.WriteField(date, "yyyy-MM-dd");
                break;
            default:
                throw new ArgumentException($"A cell is a text, a number or a date, not {cell.GetType()}.", nameof(cell));
        }
    }
}
