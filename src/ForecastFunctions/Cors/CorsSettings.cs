using ForecastFunctions.Application.Partners;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Cors;

/// <summary>Which other sites' pages may read answers: section <c>Cors</c> of the configuration.</summary>
public sealed class CorsSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Cors";

    /// <summary>What stands for every origin.</summary>
    public const string Any = "*";

    /// <summary>What valid origins are.</summary>
    public const string AllowedOriginsWanted = "Cors__AllowedOrigins is * for every site, or origins with commas between them, each as a browser "
        + "sends it: https://app.example.com, with a port where it is not the usual one, and without a path or a slash at the end.";

    /// <summary>The origins, with commas between them; or <c>*</c>. Without it, no other site's page reads an answer.</summary>
    public string? AllowedOrigins { get; set; }

    /// <summary>The origins.</summary>
    public IReadOnlyList<string> Origins
        => AllowedOrigins?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether each is an origin, or the only one stands for all.</summary>
    public bool IsValid => Origins is [Any] || Origins.All(IsOrigin);

    /// <summary>Whether a text is an origin as browsers write it (RFC 6454, 6.2).</summary>
    private static bool IsOrigin(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
                || string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal))
            && string.Equals(text, address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            && address.UserInfo.Length == 0;
}

/// <summary>Tells which origins' pages may read answers. Cookies and stored credentials are never asked for.</summary>
/// <param name="cors">The origins.</param>
/// <param name="keys">Tell a developer's own machine, where pages of that machine may read them too.</param>
public sealed class CorsPolicy(IOptions<CorsSettings> cors, IOptions<KeySettings> keys)
{
    private readonly HashSet<string> _origins = new(cors.Value.Origins, StringComparer.Ordinal);

    /// <summary>Whether every answer is the same for every origin.</summary>
    public bool IsForAll => _origins.Contains(CorsSettings.Any);

    /// <summary>Whether answers depend on the origin.</summary>
    public bool Varies => !IsForAll && (_origins.Count > 0 || keys.Value.IsOpen);

    /// <summary>What <c>Access-Control-Allow-Origin</c> says to a page of an origin; <see langword="null"/> where it may not read.</summary>
    public string? AllowedFor(string? origin) => string.IsNullOrEmpty(origin) ? null
        : IsForAll ? CorsSettings.Any
        : _origins.Contains(origin) || (keys.Value.IsOpen && IsLoopback(origin)) ? origin
        : null;

    private static bool IsLoopback(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.IsLoopback
        && address.Scheme is "http" or "https";
}
