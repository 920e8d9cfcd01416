using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ForecastFunctions.Core.Projections;

/// <summary>The name of a run: the first 32 hex digits of the SHA-256 of what was asked, in canonical form.</summary>
public readonly record struct RunId
{
    private readonly string? _digits;

    private RunId(string digits) => _digits = digits;

    /// <summary>The id of a request.</summary>
    /// <param name="canonicalForm">The request's canonical form.</param>
    public static RunId Of(string canonicalForm)
        => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalForm)))[..32]);

    /// <summary>Reads 32 lower-case hex digits; nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RunId runId)
    {
        var isOne = IsRunId(text);
        runId = isOne ? new RunId(text!) : default;
        return isOne;
    }

    /// <summary>Whether a text is a run id: 32 lower-case hex digits.</summary>
    public static bool IsRunId([NotNullWhen(true)] string? text)
        => text is { Length: 32 } && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');

    /// <summary>32 lower-case hex digits.</summary>
    public override string ToString() => _digits ?? "";
}
