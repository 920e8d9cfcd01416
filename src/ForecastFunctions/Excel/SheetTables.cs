using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Excel;

/// <summary>Tables of the API as a spreadsheet sees them: the columns that have a place in cells, each with its type.</summary>
public static class SheetTables
{
    /// <summary>The columns of a table.</summary>
    public static IReadOnlyList<SheetColumn> Columns(Table table)
        => [.. table.Cells.Select(column => new SheetColumn(column.Name, column.JsonName.ToString(), TypeOf(column.Type)))];

    /// <summary>A table with its rows.</summary>
    public static SheetTable Of(string name, Table table, IEnumerable<object> rows) => new(
        name, Columns(table),
        [.. rows.Select(row => (IReadOnlyList<object?>)[.. table.Cells.Select(column => CellOf(column, column.Value(row)))])]);

    /// <summary>A list becomes a text with semicolons, as the module reads it.</summary>
    private static object? CellOf(Column column, object? value) => value switch
    {
        IEnumerable<string> texts => string.Join(';', texts),
        long number => checked((int)number),
        _ => column.Cell(value),
    };

    private static CellType TypeOf(Application.Contract.CellType type) => type switch
    {
        Application.Contract.CellType.Number => CellType.Number,
        Application.Contract.CellType.Whole => CellType.Whole,
        Application.Contract.CellType.Day => CellType.Date,
        Application.Contract.CellType.Moment => CellType.Instant,
        Application.Contract.CellType.Flag => CellType.Logical,
        _ => CellType.Text,
    };
}
