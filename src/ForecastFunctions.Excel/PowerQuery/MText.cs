using System.Globalization;
using System.Text;

namespace ForecastFunctions.Excel.PowerQuery;

/// <summary>Values as literals of M, the language of Power Query.</summary>
internal static class MText
{
    private const int LongestLine = 100;

    /// <summary>A text, with quotes, escapes and control characters written so that it stays one.</summary>
    public static string Quote(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => literal.Append("\"\""),
                '#' => literal.Append("#(#)"),
                _ when char.IsControl(c) => literal.Append(CultureInfo.InvariantCulture, $"#({(int)c:x4})"),
                _ => literal.Append(c),
            };
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The type of a column's cells.</summary>
    public static string TypeOf(CellType type) => type switch
    {
        CellType.Text => "type text",
        CellType.Number => "type number",
        CellType.Whole => "Int64.Type",
        CellType.Date => "type date",
        CellType.Instant => "type datetimezone",
        CellType.Logical => "type logical",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>A list, on one line or with an item on each, as Power Query's formatter writes it.</summary>
    public static string List(IReadOnlyList<string> items)
    {
        var line = $"{{{string.Join(", ", items)}}}";
        return line.Length <= LongestLine ? line : $"{{\n    {string.Join(",\n    ", items)}\n}}";
    }
}
