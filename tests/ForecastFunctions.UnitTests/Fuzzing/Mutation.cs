using System.Text;
using CsCheck;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>One change of an input.</summary>
/// <param name="Kind">Which.</param>
/// <param name="At">Where, in relation to the length.</param>
/// <param name="Length">Over how much.</param>
/// <param name="Choice">With what.</param>
internal readonly record struct Edit(int Kind, uint At, uint Length, uint Choice);

/// <summary>Changes inputs along their structure: by tokens, and by the parts between separators, as well as by bits.</summary>
internal sealed class Mutation(IReadOnlyList<string> words)
{
    private const int Kinds = 16;
    private const int MaxLength = 300_000;

    /// <summary>The changes of one input.</summary>
    public static readonly Gen<Edit[]> Edits = Gen.Select(
        Gen.Int[0, Kinds - 1], Gen.UInt, Gen.UInt, Gen.UInt, (kind, at, length, choice) => new Edit(kind, at, length, choice)).Array[1, 4];

    private static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1e308", "-1.7976931348623157E308", "1e309", "-1e999", "5e-324", "NaN", "-INF", "Infinity", "1e-400", "2147483647",
        "2147483648", "-2147483649", "9223372036854775808", "18446744073709551616", "0.1", ".5", "1.", "00", "1_0", "1e", "0x10", "٣", "9999",
        "9999-12-31", "0001-01-01", "12/31/9999", "79228162514264337593543950336", "0.30000000000000004", "1e20", "1000000000000", "99.99999999999999",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "\t", "\0", "\r\n", "\n", "\"", "'", "''", "\\", "\\u0000", "\\ud800", "\ufeff", "\u202e", "é", "İ", "ß", "😀", "%00", "%ff", "%",
        "+", "&", ";", "null", "true", "[]", "{}", "()", "..", "~", "/", "~1", "<script>", "=1+1", "\u2028", "ǅ", "\ufffd",
    ];

    private static readonly byte[][] Bytes = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80], [0xef, 0xbb, 0xbf]];

    private static readonly (string Open, string Close)[] Brackets = [("(", ")"), ("[", "]"), ("{", "}"), ("{\"a\":", "}"), ("not (", ")"), ("\"", "\""), ("'", "'"), ("not ", ""), ("-", "")];

    private static readonly int[] Lengths = [2, 3, 10, 20, 33, 100, 500, 2_000, 9_000];

    /// <summary>The input after the changes.</summary>
    /// <param name="input">What it was.</param>
    /// <param name="other">Another input, of which parts may be taken.</param>
    /// <param name="edits">The changes.</param>
    public byte[] Apply(byte[] input, byte[] other, IReadOnlyList<Edit> edits)
    {
        var bytes = input;
        foreach (var edit in edits)
        {
            var changed = Apply(bytes, other, edit);
            if (changed.Length <= MaxLength)
                bytes = changed;
        }

        return bytes;
    }

    private byte[] Apply(byte[] bytes, byte[] other, Edit edit)
    {
        var at = (int)(edit.At % (uint)(bytes.Length + 1));
        var end = Math.Min(bytes.Length, at + 1 + (int)(edit.Length % 16));
        var token = Token(bytes, at);
        var part = Part(bytes, at, edit.Length / 64);
        switch (edit.Kind)
        {
            case 0 when at < bytes.Length:
                var flipped = bytes.ToArray();
                flipped[at] ^= (byte)(1 << (int)(edit.Choice % 8));
                return flipped;
            case 1:
                return Replace(bytes, at..at, [(byte)edit.Choice]);
            case 2:
                return Replace(bytes, at..end, []);
            case 3:
                return Replace(bytes, token, Of(Pick(Numbers, edit.Choice)));
            case 4:
                return Replace(bytes, token, Of(Within(bytes, token, Pick(words, edit.Choice))));
            case 5:
                return Replace(bytes, at..at, Of(Pick(words, edit.Choice)));
            case 6:
                return Replace(bytes, at..at, Of(Pick(Texts, edit.Choice)));
            case 7:
                return Replace(bytes, at..at, Pick(Bytes, edit.Choice));
            case 8:
                // A part stands twice, or many times: a duplicate key, a long list.
                return Replace(bytes, part.End..part.End, Repeated([.. Separator(bytes, part), .. bytes[part]], CountOf(edit, most: 40)));
            case 9:
                return Replace(bytes, at..at, Repeated(at < bytes.Length ? bytes[at..(at + 1)] : "x"u8.ToArray(), CountOf(edit, Lengths.Length)));
            case 10:
                var (open, close) = Pick(Brackets, edit.Choice);
                var depth = CountOf(edit, Lengths.Length);
                return Replace(bytes, part, [.. Repeated(Of(open), depth), .. bytes[part], .. Repeated(Of(close), depth)]);
            case 11 when other.Length > 0:
                return Replace(bytes, part, other[Part(other, (int)(edit.Choice % (uint)other.Length), edit.Length / 64)]);
            case 12 when other.Length > 0:
                return [.. bytes[..part.Start], .. other[Part(other, (int)(edit.Choice % (uint)other.Length), edit.Length / 64).Start..]];
            case 13:
                return Replace(bytes, part, Of(Pick(Numbers, edit.Choice)));
            case 14:
                return WithMember(bytes, at, Of(Pick(words, edit.Choice)), other.Length == 0 ? [] : other[Part(other, (int)(edit.Length % (uint)other.Length), edit.Choice)]);
            default:
                // With the comma before it.
                var isListed = part.Start.Value > 0 && bytes[part.Start.Value - 1] is (byte)',';
                return Replace(bytes, isListed ? (part.Start.Value - 1)..part.End : part, []);
        }
    }

    /// <summary>A word in place of another, where both stand in quotation marks.</summary>
    private static string Within(byte[] bytes, Range token, string word)
        => token.Start.Value > 0 && bytes[token.Start.Value - 1] is (byte)'"' ? word.Trim('"', ':') : word;

    /// <summary>A member more in the object or list that begins or goes on next; an object where a list begins.</summary>
    private static byte[] WithMember(byte[] bytes, int at, byte[] name, byte[] value)
    {
        var list = name is [(byte)'{', ..] ? bytes.AsSpan().IndexOf((byte)'[') : -1;
        at = list < 0 ? at : list;
        var next = bytes.AsSpan(at).IndexOfAny((byte)'{', (byte)'[', (byte)',');
        return next < 0 ? Replace(bytes, at..at, name) : Replace(bytes, (at + next + 1)..(at + next + 1), [.. name, .. name is [.., (byte)':'] ? value : [], (byte)',']);
    }

    /// <summary>Mostly few times, now and then many.</summary>
    private static int CountOf(Edit edit, int most) => edit.Length % 8 == 0 ? Lengths[edit.Length / 8 % Lengths.Length] : (int)(edit.Length % 5 % most) + 1;

    private static byte[] Repeated(byte[] bytes, int count)
    {
        count = Math.Min(count, MaxLength / Math.Max(bytes.Length, 1));
        return [.. Enumerable.Repeat(bytes, count).SelectMany(b => b)];
    }

    private static byte[] Replace(byte[] bytes, Range range, byte[] with) => [.. bytes[..range.Start], .. with, .. bytes[range.End..]];

    /// <summary>The number or word at a place.</summary>
    private static Range Token(byte[] bytes, int at) => Around(bytes, at, b => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'-' or (byte)'_');

    /// <summary>What stands between two separators, a whole line, or what stands between two brackets with them.</summary>
    private static Range Part(byte[] bytes, int at, uint kind) => (kind % 4) switch
    {
        0 or 1 => Around(bytes, at, b => !IsSeparator(b)),
        2 when bytes.Contains((byte)'\n') => Around(bytes, at, b => b is not (byte)'\n'),
        _ => Bracketed(bytes, at) ?? Around(bytes, at, b => !IsSeparator(b)),
    };

    private static Range? Bracketed(byte[] bytes, int at)
    {
        var (start, depth) = (at, 0);
        for (start--; start >= 0; start--)
        {
            if (bytes[start] is (byte)')' or (byte)']' or (byte)'}')
                depth++;
            else if (bytes[start] is (byte)'(' or (byte)'[' or (byte)'{' && depth-- == 0)
                break;
        }

        depth = 0;
        for (var end = Math.Max(start, 0); end < bytes.Length; end++)
        {
            if (bytes[end] is (byte)'(' or (byte)'[' or (byte)'{')
                depth++;
            else if (bytes[end] is (byte)')' or (byte)']' or (byte)'}' && --depth == 0)
                return Math.Max(start, 0)..(end + 1);
        }

        return null;
    }

    private static Range Around(byte[] bytes, int at, Func<byte, bool> isInside)
    {
        var (start, end) = (at, at);
        while (start > 0 && isInside(bytes[start - 1]))
            start--;
        while (end < bytes.Length && isInside(bytes[end]))
            end++;
        return start..end;
    }

    private static bool IsSeparator(byte b) => b is (byte)',' or (byte)'&' or (byte)';' or (byte)'\n' or (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)'(' or (byte)')' or (byte)'?';

    private static byte[] Separator(byte[] bytes, Range part)
        => part.End.Value < bytes.Length && bytes[part.End.Value] is (byte)',' or (byte)'&' or (byte)';' or (byte)'\n' ? [bytes[part.End.Value]] : ","u8.ToArray();

    private static T Pick<T>(IReadOnlyList<T> choices, uint choice) => choices[(int)(choice % (uint)choices.Count)];

    private static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);
}
