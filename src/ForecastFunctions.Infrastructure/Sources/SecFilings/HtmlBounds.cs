using System.Buffers;
using System.Text;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>
/// Refuses pages that no honest filer writes before they are parsed: a parser of HTML repairs everything, and the time that
/// it takes for elements that are never closed grows with their square.
/// </summary>
internal static class HtmlBounds
{
    private const int MaxBytes = 2 * 1024 * 1024;
    private const int MaxOpen = 200;
    private const int MaxTag = 16 * 1024;
    private const int MaxName = 32;

    private static readonly SearchValues<byte> EndsName = SearchValues.Create(" \t\r\n\f/>"u8);

    /// <summary>Elements that need no end, or that the next of their kind ends.</summary>
    private static readonly HashSet<string> Endless = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param", "source",
        "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
    };

    /// <exception cref="SourceException">The page is larger, deeper or otherwise than an honest one.</exception>
    public static void Check(ReadOnlySpan<byte> page)
    {
        if (page.Length > MaxBytes)
            throw TooLarge($"{page.Length} bytes, more than {MaxBytes}");
        if (page.Contains((byte)0))
            throw new SourceException(SourceFaultCodes.Malformed, "The page has bytes that no text has.");

        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var depth = 0;
        for (var at = page.IndexOf((byte)'<'); at >= 0; at = Next(page, at))
        {
            var isEnd = at + 1 < page.Length && page[at + 1] is (byte)'/';
            var tag = page[(at + (isEnd ? 2 : 1))..];
            var length = tag.IndexOfAny(EndsName);
            if (length <= 0 || !char.IsAsciiLetter((char)tag[0]))
                continue;
            if (tag[..Math.Min(tag.Length, MaxTag)].IndexOf((byte)'>') < 0 && tag.Length > MaxTag)
                throw TooLarge($"a tag of more than {MaxTag} bytes");
            var name = Encoding.Latin1.GetString(tag[..Math.Min(length, MaxName)]);
            if (Endless.Contains(name))
                continue;
            var before = open.GetValueOrDefault(name);
            if (isEnd && before == 0)
                continue;
            open[name] = before + (isEnd ? -1 : 1);
            depth += isEnd ? -1 : 1;
            if (depth > MaxOpen)
                throw TooLarge($"more than {MaxOpen} elements within each other");
        }
    }

    private static int Next(ReadOnlySpan<byte> page, int at) =>
        page[(at + 1)..].IndexOf((byte)'<') is >= 0 and var next ? at + 1 + next : -1;

    private static SourceException TooLarge(string what) => new(SourceFaultCodes.TooLarge, $"The page has {what}.");
}
