using System.Globalization;

namespace ForecastFunctions.Core.Statistics;

/// <summary>How numbers and quoted input are written in canonical forms and messages.</summary>
internal static class Numeral
{
    /// <summary>
    /// The shortest text that reads back to the same double, with a decimal point, and an exponent without plus sign
    /// (which a URL would turn into a blank) or leading zeros: <c>0.47</c>, <c>1e-5</c>, <c>1e20</c>. Valid JSON.
    /// </summary>
    internal static string Of(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        if (e < 0) return text;
        var sign = text[e + 1] == '-' ? "-" : string.Empty;
        return $"{text[..e]}e{sign}{text.AsSpan(e + 2).TrimStart('0')}";
    }

    /// <summary>Foreign text, cut to a length that a message can hold.</summary>
    internal static string Excerpt(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "...");
}
