using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ForecastFunctions.Application.Partners;

/// <summary>
/// A key as its holder sees it: <c>ff_{name}_{secret}</c>, the secret being 256 random bits in Base64url. The name finds
/// the partner by one read, and tells people whose key they have in hand; the secret alone opens.
/// </summary>
/// <remarks>
/// A secret of 256 random bits cannot be guessed, so a plain SHA-256 of the whole text is kept, and none of the slow
/// hashes that passwords need.
/// </remarks>
public static partial class KeyText
{
    /// <summary>What every key begins with, so that scanners of leaked secrets know it.</summary>
    public const string Prefix = "ff_";

    /// <summary>The random bytes of a secret.</summary>
    public const int SecretBytes = 32;

    /// <summary>The bytes of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>What a partner's name is, in words.</summary>
    public const string NameWanted = "2 to 32 lower-case letters, digits and hyphens, the first a letter";

    /// <summary>A key that nobody has yet.</summary>
    /// <param name="name">The partner's name.</param>
    /// <exception cref="ArgumentException">The name is not one.</exception>
    public static string New(string name)
    {
        if (!IsName(name))
            throw new ArgumentException($"A partner's name is {NameWanted}.", nameof(name));
        return $"{Prefix}{name}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
    }

    /// <summary>Whether a text can name a partner.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>The partner's name in a text that has the form of a key; <see langword="null"/> for any other.</summary>
    public static string? NameIn(string text) => Form().Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>What is kept of a key: the SHA-256 of its UTF-8 bytes.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{1,31}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\Aff_(?<name>[a-z][a-z0-9-]{1,31})_[A-Za-z0-9_-]{43}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
