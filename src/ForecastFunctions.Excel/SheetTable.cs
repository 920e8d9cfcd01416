namespace ForecastFunctions.Excel;

/// <summary>What the cells of a column hold.</summary>
public enum CellType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A moment.</summary>
    Instant,

    /// <summary>True or false.</summary>
    Logical,
}

/// <summary>A column of a table as a spreadsheet sees it.</summary>
/// <param name="Name">The heading: the same as in the CSV.</param>
/// <param name="Member">The member of a row in JSON that it is read from.</param>
/// <param name="Type">What its cells hold.</param>
public sealed record SheetColumn(string Name, string Member, CellType Type);

/// <summary>A table with its rows, to be written to a sheet that a query refreshes.</summary>
/// <param name="Name">The sheet, the table and the query.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows: for each column a text, a number, a day, a moment, true or false, or nothing.</param>
public sealed record SheetTable(string Name, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
