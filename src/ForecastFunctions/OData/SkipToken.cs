using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ForecastFunctions.OData;

/// <summary>
/// Where the next page begins, and in which state of the data: every page of a list is cut out of what was current when
/// the first was read, whatever a refresh brings in between.
/// </summary>
/// <param name="Offset">How many entities came before.</param>
/// <param name="PageSize">The most entities of a page.</param>
/// <param name="Pin">Names the state of the data.</param>
public sealed record SkipToken(int Offset, int PageSize, string Pin)
{
    private const int MaxLength = 300;

    /// <summary>The token as text, for a list of that name: it fits no other.</summary>
    public string Encode(string list)
        => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{Offset} {PageSize} {Digest(list)} {Pin}")));

    /// <summary>Reads a token, or gives <see langword="null"/> where it is none, or one of another list.</summary>
    public static SkipToken? Decode(string text, string list)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 4);
        return parts.Length == 4
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pageSize)
            && pageSize is > 0 and <= FeedQuery.MaxPageSize
            && string.Equals(parts[2], Digest(list), StringComparison.Ordinal)
            ? new SkipToken(offset, pageSize, parts[3])
            : null;
    }

    private static string Digest(string list)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list)).AsSpan(0, 12));
}
