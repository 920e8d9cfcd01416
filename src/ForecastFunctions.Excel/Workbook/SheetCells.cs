using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ForecastFunctions.Excel.Workbook;

/// <summary>Cells of a sheet.</summary>
/// <param name="texts">Keeps the texts.</param>
internal sealed class SheetCells(SharedTexts texts)
{
    // What spreadsheets take for the beginning of a formula (CWE-1236).
    private const string Openers = "=+-@\t\r";

    /// <summary>A row of cells that begins in the first column.</summary>
    /// <param name="index">Which row, from 1.</param>
    /// <param name="values">For each cell a text, a number, a day, or nothing.</param>
    /// <param name="style">How texts look.</param>
    /// <param name="figures">How numbers look that need not be whole.</param>
    public Row Row(uint index, IEnumerable<object?> values, CellStyle style = CellStyle.General, CellStyle figures = CellStyle.General)
        => new(values.Select((value, column) => (value, column)).Where(v => v.value is not null and not "")
            .Select(v => Cell(ReferenceOf(v.column, index), v.value!, style, figures)))
        { RowIndex = index };

    /// <summary>The name of a cell, such as <c>AB12</c>.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <param name="row">The row, from 1.</param>
    public static string ReferenceOf(int column, long row) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(column)}{row}");

    /// <summary>The name of a column, such as <c>AB</c>.</summary>
    public static string NameOf(int column)
        => column < 26 ? $"{(char)('A' + column)}" : NameOf((column / 26) - 1) + NameOf(column % 26);

    private Cell Cell(string reference, object value, CellStyle style, CellStyle figures) => value switch
    {
        string text => new Cell
        {
            CellReference = reference,
            DataType = CellValues.SharedString,
            StyleIndex = (uint)(Openers.Contains(text[0], StringComparison.Ordinal) ? CellStyle.Literal : style),
            CellValue = new CellValue(texts.PlaceOf(text)),
        },
        double number => new Cell
        {
            CellReference = reference,
            StyleIndex = (uint)figures,
            CellValue = new CellValue(number.ToString("R", CultureInfo.InvariantCulture)),
        },
        int number => new Cell { CellReference = reference, CellValue = new CellValue(number) },
        bool fact => new Cell { CellReference = reference, DataType = CellValues.Boolean, CellValue = new CellValue(fact ? "1" : "0") },
        DateOnly date => Time(reference, date.ToDateTime(TimeOnly.MinValue), CellStyle.Date),
        DateTimeOffset instant => Time(reference, instant.UtcDateTime, CellStyle.Instant),
        _ => throw new ArgumentException($"A cell is a text, a number, a time, true or false, not {value.GetType()}.", nameof(value)),
    };

    private static Cell Time(string reference, DateTime time, CellStyle style) => new()
    {
        CellReference = reference,
        StyleIndex = (uint)style,
        CellValue = new CellValue(time.ToOADate().ToString("R", CultureInfo.InvariantCulture)),
    };
}
