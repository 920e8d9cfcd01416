using System.Reflection;
using System.Text.Json;
using ForecastFunctions.Http;

namespace ForecastFunctions.Excel;

/// <summary>
/// Tables of the API as a spreadsheet sees them: the columns of the CSV, each with the type of the row's member of that name.
/// </summary>
public static class SheetTables
{
    /// <summary>The columns of a table.</summary>
    /// <exception cref="ArgumentException">A column has no such member, or one that no cell can hold.</exception>
    public static IReadOnlyList<SheetColumn> Columns<T>(IReadOnlyList<CsvColumn<T>> columns)
        => [.. columns.Zip(Members(columns), (column, member) =>
            new SheetColumn(column.Name, JsonNamingPolicy.CamelCase.ConvertName(member.Name), TypeOf(member.PropertyType)))];

    /// <summary>A table with its rows.</summary>
    public static SheetTable Of<T>(string name, IReadOnlyList<CsvColumn<T>> columns, IEnumerable<T> rows)
    {
        var members = Members(columns);
        return new(
            name, Columns(columns), [.. rows.Select(row => (IReadOnlyList<object?>)[.. members.Select(m => CellOf(m.GetValue(row)))])]);
    }

    private static List<PropertyInfo> Members<T>(IReadOnlyList<CsvColumn<T>> columns)
    {
        var members = typeof(T).GetProperties()
            .ToDictionary(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name), StringComparer.Ordinal);
        return
        [
            .. columns.Select(column => members.GetValueOrDefault(column.Name)
                ?? throw new ArgumentException($"{typeof(T).Name} has no member for the column {column.Name}.", nameof(columns))),
        ];
    }

    /// <summary>A list becomes a text with semicolons, as the module reads it.</summary>
    private static object? CellOf(object? value) => value is IEnumerable<string> list ? string.Join(';', list) : value;

    private static CellType TypeOf(Type member) => (Nullable.GetUnderlyingType(member) ?? member) switch
    {
        var type when type == typeof(double) => CellType.Number,
        var type when type == typeof(int) => CellType.Whole,
        var type when type == typeof(DateOnly) => CellType.Date,
        var type when type == typeof(DateTimeOffset) => CellType.Instant,
        var type when type == typeof(bool) => CellType.Logical,
        var type when type == typeof(string) || type.IsAssignableTo(typeof(IEnumerable<string>)) => CellType.Text,
        var type => throw new ArgumentException($"No cell holds {type}.", nameof(member)),
    };
}
