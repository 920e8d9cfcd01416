using System.Text.Json;

namespace ForecastFunctions.Application.Contract;

/// <summary>What the cells of a column hold.</summary>
public enum CellType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A moment.</summary>
    Moment,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>Texts: an array in JSON, and one text with a separator in a cell.</summary>
    Texts,

    /// <summary>Rows of a table of their own: an array of objects in JSON; <see cref="Column.Cell"/> tells what stands in a cell.</summary>
    Rows,
}

/// <summary>
/// A column of a table, declared once for all of the table's forms: <c>snake_case</c> in CSV and sheets, camelCase in JSON,
/// PascalCase in the OData feed.
/// </summary>
/// <param name="Name">The name in CSV; frozen once published.</param>
/// <param name="Type">What its cells hold.</param>
/// <param name="IsNullable">Whether a cell can be empty.</param>
/// <param name="Meaning">What it tells.</param>
/// <param name="Value">A row's value: of the type, or <see langword="null"/>.</param>
public sealed record Column(string Name, CellType Type, bool IsNullable, string Meaning, Func<object, object?> Value)
{
    /// <summary>The name in JSON.</summary>
    public JsonEncodedText JsonName { get; init; } = JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(Pascal(Name)));

    /// <summary>The name in the OData feed.</summary>
    public string PropertyName { get; } = Pascal(Name);

    /// <summary>Whether only JSON has it.</summary>
    public bool IsJsonOnly { get; init; }

    /// <summary>The words that its cells can be; <see langword="null"/> where they are free.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The columns of the rows within, of a column of rows.</summary>
    public IReadOnlyList<Column> Within { get; init; } = [];

    /// <summary>What stands in a cell instead of a list: the value itself unless the column says otherwise.</summary>
    public Func<object?, object?> Cell { get; init; } = value => value;

    /// <summary>A text.</summary>
    public static Column Text<T>(string name, string meaning, Func<T, string> value) => Of(name, CellType.Text, meaning, value);

    /// <summary>A text that may be absent.</summary>
    public static Column OptionalText<T>(string name, string meaning, Func<T, string?> value)
        => new(name, CellType.Text, true, meaning, row => value((T)row));

    /// <summary>A number.</summary>
    public static Column Number<T>(string name, string meaning, Func<T, double> value) => Of(name, CellType.Number, meaning, value);

    /// <summary>A number that may be absent.</summary>
    public static Column OptionalNumber<T>(string name, string meaning, Func<T, double?> value)
        => new(name, CellType.Number, true, meaning, row => value((T)row));

    /// <summary>A whole number.</summary>
    public static Column Whole<T>(string name, string meaning, Func<T, long> value) => Of(name, CellType.Whole, meaning, value);

    /// <summary>A whole number that may be absent.</summary>
    public static Column OptionalWhole<T>(string name, string meaning, Func<T, long?> value)
        => new(name, CellType.Whole, true, meaning, row => value((T)row));

    /// <summary>A day.</summary>
    public static Column Day<T>(string name, string meaning, Func<T, DateOnly> value) => Of(name, CellType.Day, meaning, value);

    /// <summary>A day that may be absent.</summary>
    public static Column OptionalDay<T>(string name, string meaning, Func<T, DateOnly?> value)
        => new(name, CellType.Day, true, meaning, row => value((T)row));

    /// <summary>A moment.</summary>
    public static Column Moment<T>(string name, string meaning, Func<T, DateTimeOffset> value) => Of(name, CellType.Moment, meaning, value);

    /// <summary>A moment that may be absent.</summary>
    public static Column OptionalMoment<T>(string name, string meaning, Func<T, DateTimeOffset?> value)
        => new(name, CellType.Moment, true, meaning, row => value((T)row));

    /// <summary>True or false.</summary>
    public static Column Flag<T>(string name, string meaning, Func<T, bool> value) => Of(name, CellType.Flag, meaning, value);

    /// <summary>Texts, which stand in one cell with a separator.</summary>
    public static Column Texts<T>(string name, string meaning, Func<T, IReadOnlyList<string>?> value, char separator = ';')
        => new(name, CellType.Texts, true, meaning, row => value((T)row))
        {
            Cell = texts => texts is IReadOnlyList<string> list ? string.Join(separator, list) : null,
        };

    /// <summary>Rows of their own; a cell tells how many there are, unless something else is said of them.</summary>
    public static Column Rows<T, TRow>(
        string name, string meaning, Func<T, IReadOnlyList<TRow>> rows, IReadOnlyList<Column> within,
        Func<IReadOnlyList<TRow>, object?>? cell = null)
        where TRow : class
        => new(name, CellType.Rows, false, meaning, row => rows((T)row))
        {
            Within = within,
            Cell = value => cell is null ? (object)((IReadOnlyList<TRow>)value!).Count : cell((IReadOnlyList<TRow>)value!),
        };

    private static Column Of<T, TValue>(string name, CellType type, string meaning, Func<T, TValue> value)
        => new(name, type, false, meaning, row => value((T)row));

    private static string Pascal(string name)
        => string.Concat(name.Split('_').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>A table that the service answers.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Title">The table in words.</param>
/// <param name="Columns">Its columns, frozen; new ones come at the end.</param>
public sealed record Table(string Name, string Title, IReadOnlyList<Column> Columns)
{
    /// <summary>What further columns an answer has before its last one, in words, where they depend on what is asked.</summary>
    public string? Further { get; init; }

    /// <summary>The columns that have a place in CSV and in sheets.</summary>
    public IReadOnlyList<Column> Cells { get; } = [.. Columns.Where(c => !c.IsJsonOnly)];

    /// <summary>The same table with other columns.</summary>
    public Table With(IReadOnlyList<Column> columns) => new(Name, Title, columns);
}
