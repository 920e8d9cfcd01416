using System.Text;

namespace ForecastFunctions.TestKit;

/// <summary>
/// A reader of CSV by the letter of RFC 4180, sharing nothing with what writes it: CRLF ends a record, a quoted field
/// may hold anything, and a quote within it is doubled.
/// </summary>
public static class CsvText
{
    /// <summary>The records of a text, each a list of fields.</summary>
    /// <exception cref="FormatException">The text is not CSV by the letter.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text, char separator = ',')
    {
        var records = new List<IReadOnlyList<string>>();
        var at = 0;
        while (at < text.Length)
        {
            var fields = new List<string>();
            do
                fields.Add(Field(text, ref at, separator));
            while (Take(text, ref at, separator));

            if (!Take(text, ref at, '\r') || !Take(text, ref at, '\n'))
                throw new FormatException($"At {at} a record should end with CRLF.");
            records.Add(fields);
        }

        return records;
    }

    private static string Field(string text, ref int at, char separator)
    {
        if (!Take(text, ref at, '"'))
        {
            var end = text.AsSpan(at).IndexOfAny([separator, '\r', '\n', '"']) is var length and >= 0 ? at + length : text.Length;
            var bare = text[at..end];
            at = end;
            return bare;
        }

        var field = new StringBuilder();
        while (at < text.Length)
        {
            if (!Take(text, ref at, '"'))
                field.Append(text[at++]);
            else if (Take(text, ref at, '"'))
                field.Append('"');
            else
                return field.ToString();
        }

        throw new FormatException("The last quoted field does not end.");
    }

    private static bool Take(string text, ref int at, char character)
    {
        if (at >= text.Length || text[at] != character)
            return false;
        at++;
        return true;
    }
}
