using System.Text.Json;
using ForecastFunctions.Http;

namespace ForecastFunctions.Excel;

/// <summary>Tables of the API as a spreadsheet sees them: declared once, by their rows and by the columns of their CSV.</summary>
public static class SheetTables
{
    /// <summary>The columns of a table: each by the member of its row that has the column's name.</summary>
    /// <exception cref="ArgumentException">A column has no such member, or one that no cell can hold.</exception>
    public static IReadOnlyList<SheetColumn> Columns<T>(IReadOnlyList<CsvColumn<T>> columns)
    {
        var members = typeof(T).GetProperties().ToDictionary(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name), StringComparer.Ordinal);
        return
        [
            .. columns.Select(column => members.TryGetValue(column.Name, out var member)
                ? new SheetColumn(column.Name, JsonNamingPolicy.CamelCase.ConvertName(member.Name), TypeOf(member.PropertyType))
                : throw new ArgumentException($"{typeof(T).Name} has no member for the column {column.Name}.", nameof(columns))),
        ];
    }

    /// <summary>A table with its rows.</summary>
    public static SheetTable Of<T>(string name, IReadOnlyList<CsvColumn<T>> columns, IEnumerable<T> rows)
        => new(name, Columns(columns), [.. rows.Select(row => (IReadOnlyList<object?>)[.. columns.Select(c => c.Cell(row))])]);

    private static CellType TypeOf(Type member) => (Nullable.GetUnderlyingType(member) ?? member) switch
    {
        var type when type == typeof(double) => CellType.Number,
        var type when type == typeof(int) => CellType.Whole,
        var type when type == typeof(DateOnly) => CellType.Date,
        var type when type == typeof(bool) => CellType.Logical,
        var type when type == typeof(string) || type.IsAssignableTo(typeof(IEnumerable<string>)) => CellType.Text,
        var type => throw new ArgumentException($"No cell holds {type}.", nameof(member)),
    };
}
