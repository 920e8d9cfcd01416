using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ForecastFunctions.Excel.Workbook;

/// <summary>A sheet with one table, which a query of the same name fills and refreshes when the workbook is opened.</summary>
internal static class TableSheet
{
    private const int WidestColumn = 60;

    /// <summary>Writes the sheet, its table, and how the table follows from the query.</summary>
    /// <param name="part">The sheet's part.</param>
    /// <param name="cells">Writes the cells.</param>
    /// <param name="table">The table.</param>
    /// <param name="number">The table's number in the workbook, from 1.</param>
    /// <param name="figures">How numbers look that need not be whole.</param>
    public static void Write(WorksheetPart part, SheetCells cells, SheetTable table, uint number, CellStyle figures)
    {
        part.Worksheet = new Worksheet(
            new SheetViews(new SheetView(
                new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
            {
                WorkbookViewId = 0,
                TabSelected = number == 1 ? true : null,
            }),
            new Columns(table.Columns.Select((column, i) => new Column
            {
                Min = (uint)i + 1,
                Max = (uint)i + 1,
                Width = WidthOf(table, column, i),
                CustomWidth = true,
            })),
            new SheetData(
            [
                cells.Row(1, table.Columns.Select(c => c.Name)),
                .. table.Rows.Select((row, i) => cells.Row((uint)i + 2, row, figures: figures)),
            ]),
            new TableParts(new TablePart { Id = "table" }) { Count = 1 });
        var definition = part.AddNewPart<TableDefinitionPart>("table");
        definition.Table = new Table(
            new AutoFilter { Reference = ReferenceOf(table) },
            new TableColumns(table.Columns.Select((column, i) => new TableColumn
            {
                Id = (uint)i + 1,
                UniqueName = $"{i + 1}",
                Name = column.Name,
                QueryTableFieldId = (uint)i + 1,
            }))
            { Count = (uint)table.Columns.Count },
            new TableStyleInfo { Name = "TableStyleMedium2", ShowRowStripes = true })
        {
            Id = number,
            Name = table.Name,
            DisplayName = table.Name,
            Reference = ReferenceOf(table),
            TableType = TableValues.QueryTable,
            TotalsRowShown = false,
        };
        definition.AddNewPart<QueryTablePart>("query").QueryTable = new QueryTable(
            new QueryTableRefresh(new QueryTableFields(table.Columns.Select((column, i) => new QueryTableField
            {
                Id = (uint)i + 1,
                Name = column.Name,
                TableColumnId = (uint)i + 1,
            }))
            { Count = (uint)table.Columns.Count })
            {
                NextId = (uint)table.Columns.Count + 1,
            })
        {
            Name = NameOf(number),
            ConnectionId = number,
            RefreshOnLoad = true,
            AutoFormatId = 16,
            ApplyNumberFormats = false,
            ApplyBorderFormats = false,
            ApplyFontFormats = false,
            ApplyPatternFormats = false,
            ApplyAlignmentFormats = false,
            ApplyWidthHeightFormats = false,
        };
    }

    /// <summary>The connection from the table to its query.</summary>
    public static Connection Connection(SheetTable table, uint number) => new(
        new DatabaseProperties
        {
            Connection = $"Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location={table.Name};Extended Properties=\"\"",
            Command = $"SELECT * FROM [{table.Name}]",
        })
    {
        Id = number,
        KeepAlive = true,
        Name = $"Query - {table.Name}",
        Description = $"Connection to the '{table.Name}' query in the workbook.",
        Type = 5, // OLE DB
        RefreshedVersion = 8,
        Background = true,
        SaveData = true,
        RefreshOnLoad = true,
    };

    /// <summary>The name by which Excel finds the range that the query fills.</summary>
    public static DefinedName DefinedName(SheetTable table, uint number)
    {
        var last = SheetCells.NameOf(table.Columns.Count - 1);
        return new DefinedName(string.Create(CultureInfo.InvariantCulture, $"{table.Name}!$A$1:${last}${LastRow(table)}"))
        {
            Name = NameOf(number),
            LocalSheetId = number,
            Hidden = true,
        };
    }

    private static string NameOf(uint number) => $"ExternalData_{number}";

    private static string ReferenceOf(SheetTable table) => $"A1:{SheetCells.ReferenceOf(table.Columns.Count - 1, LastRow(table))}";

    // A table has a row below its headings, be it an empty one.
    private static int LastRow(SheetTable table) => Math.Max(table.Rows.Count, 1) + 1;

    private static double WidthOf(SheetTable table, SheetColumn column, int index)
    {
        var longest = table.Rows.Select(row => row[index] is string text ? text.Length : 10).Append(column.Name.Length + 3).Max();
        return Math.Min(longest + 2, WidestColumn);
    }
}
