using System.Net.Http.Headers;
using System.Text;
using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Keys;

/// <summary>What a caller presents; its text is a secret, and never part of a message.</summary>
public sealed class Credential
{
    private Credential(string text, bool isToken)
    {
        Text = text;
        IsToken = isToken;
    }

    /// <summary>The header that carries a key.</summary>
    public const string Header = "x-functions-key";

    /// <summary>The query parameter that carries a key.</summary>
    public const string Parameter = "code";

    /// <summary>The key, or the token.</summary>
    public string Text { get; }

    /// <summary>Whether it is a token of Entra ID, and not a key.</summary>
    public bool IsToken { get; }

    /// <summary>What the request presents, or <see langword="null"/> where it presents nothing.</summary>
    /// <exception cref="ProblemException">401: it presents two different ones, or one that cannot be read.</exception>
    public static Credential? Read(HttpRequest request)
    {
        var presented = request.Headers[Header].Concat(request.Query[Parameter])
            .Where(text => !string.IsNullOrWhiteSpace(text))
            .Select(text => new Credential(text!.Trim(), isToken: false))
            .Concat(request.Headers.Authorization.Select(ReadAuthorization).OfType<Credential>())
            .ToList();
        return presented.DistinctBy(c => (c.Text, c.IsToken)).Count() <= 1
            ? presented.FirstOrDefault()
            : throw ProblemException.CredentialRefused("The request presents several credentials; one is wanted.");
    }

    /// <summary>A scheme without anything, as Power Query sends it to learn where to sign in, presents nothing.</summary>
    private static Credential? ReadAuthorization(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
            return null;
        if (!AuthenticationHeaderValue.TryParse(header, out var value))
            throw ProblemException.CredentialRefused("The header Authorization cannot be read.");
        if (string.IsNullOrWhiteSpace(value.Parameter))
            return null;
        return value.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => new Credential(value.Parameter, isToken: true),
            "BASIC" => new Credential(Password(value.Parameter), isToken: false),
            _ => throw ProblemException.CredentialRefused("The scheme of the header Authorization is neither Basic nor Bearer."),
        };
    }

    /// <summary>The key is the password; the user's name may be anything.</summary>
    private static string Password(string parameter)
    {
        var bytes = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, bytes, out var length)
            || bytes.AsSpan(0, length).IndexOf((byte)':') is not (>= 0 and var colon))
            throw ProblemException.CredentialRefused(
                "Basic carries the Base64 of user:password; the password is the key, the user may be anything.");
        return Encoding.UTF8.GetString(bytes.AsSpan(colon + 1, length - colon - 1)).Trim();
    }
}
