using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ForecastFunctions.Excel.Workbook;

/// <summary>The sheet that explains the others.</summary>
internal static class GuideSheet
{
    /// <summary>Writes the sheet: a term and its meaning on each row, and a term alone as a heading.</summary>
    public static void Write(WorksheetPart part, SheetCells cells, IReadOnlyList<(string Term, string? Meaning)> guide)
        => part.Worksheet = new Worksheet(
            new SheetViews(new SheetView { ShowGridLines = false, WorkbookViewId = 0 }),
            new Columns(
                new Column { Min = 1, Max = 1, Width = 24, CustomWidth = true },
                new Column { Min = 2, Max = 2, Width = 110, CustomWidth = true }),
            new SheetData(guide.Select((line, i) => RowOf(cells, (uint)i + 1, line.Term, line.Meaning))));

    private static Row RowOf(SheetCells cells, uint index, string term, string? meaning)
    {
        if (meaning is null)
            return cells.Row(index, [term], CellStyle.Title);
        var row = cells.Row(index, [term, meaning], CellStyle.Paragraph);
        row.Elements<Cell>().First().StyleIndex = (uint)CellStyle.Term;
        return row;
    }
}
