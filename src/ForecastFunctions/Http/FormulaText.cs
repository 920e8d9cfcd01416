using System.Buffers;
using System.Text;

namespace ForecastFunctions.Http;

/// <summary>
/// Keeps a spreadsheet from running a text as a formula (CWE-1236): an apostrophe stands before what would begin one, at the beginning
/// of the text, and after everything at which a reader with other separators than the writer's would begin another cell.
/// </summary>
public static class FormulaText
{
    /// <summary>What begins a formula, as half and as full width; and what some readers skip before it.</summary>
    private const string Openers = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>What ends a cell in one dialect of CSV or another.</summary>
    private const string Enders = ",;|\t\"'\r\n";

    private static readonly SearchValues<char> Any = SearchValues.Create(Openers);

    /// <summary>The text with an apostrophe before all that would begin a formula; most texts are as they were.</summary>
    public static string Neutral(string text)
    {
        if (!text.AsSpan().ContainsAny(Any))
            return text;
        var neutral = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var endsBreak = text[i] is '\n' && i > 0 && text[i - 1] is '\r'; // the second half of one line break
            if (!endsBreak && Openers.Contains(text[i], StringComparison.Ordinal) && (i == 0 || Enders.Contains(text[i - 1], StringComparison.Ordinal)))
                neutral.Append('\'');
            neutral.Append(text[i]);
        }

        return neutral.ToString();
    }
}
