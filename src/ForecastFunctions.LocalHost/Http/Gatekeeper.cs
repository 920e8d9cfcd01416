using System.Net;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.LocalHost.Http;

/// <summary>
/// Decides about requests before the worker is asked: what could not be forwarded is refused at once, since the worker
/// would wait 15 s for it, and so is what a page of another site could make a browser send.
/// </summary>
internal static class Gatekeeper
{
    private const char LastAscii = '\x7f';

    /// <summary>The status that refuses the request; null lets it pass.</summary>
    public static int? Refusal(HttpRequest request, long maxBodyBytes)
    {
        if (!IsHost(request.Host.Value) || !IsAscii(request.Headers)) return StatusCodes.Status400BadRequest;
        if (request.ContentLength > maxBodyBytes) return StatusCodes.Status413PayloadTooLarge;
        return IsFormOfAnotherOrigin(request) ? StatusCodes.Status403Forbidden : null;
    }

    /// <summary>
    /// Takes away what only a proxy in front could know. There is none, so it is the caller's word: the worker believes
    /// it, and would take a request for a local one.
    /// </summary>
    public static void DropForwarded(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(IsForwarded).ToList()) headers.Remove(name);
    }

    /// <summary>Whether the request was sent to a name that no other site can have.</summary>
    public static bool IsToLoopbackName(HttpRequest request) =>
        string.Equals(request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(request.Host.Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>A name or an address, and at most a port.</summary>
    private static bool IsHost(string? value) =>
        Uri.TryCreate($"{Uri.UriSchemeHttp}://{value}", UriKind.Absolute, out var address)
        && address is { UserInfo: "", PathAndQuery: "/", Fragment: "" }
        && value![^1] is not ('/' or '?' or '#');

    // HTTP clients write ASCII alone into headers.
    private static bool IsAscii(IHeaderDictionary headers) =>
        headers.All(header => header.Value.All(value => value?.All(letter => letter <= LastAscii) != false));

    private static bool IsForwarded(string name) =>
        name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A browser sends a form, a text or nothing by POST to any address without asking it first; JSON and all other
    /// methods it asks about.
    /// </summary>
    private static bool IsFormOfAnotherOrigin(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && !request.HasJsonContentType()
        && request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !IsOwn(origin, request.Host);

    // A host without a port has that of the scheme, as an origin has.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var theirs)
        && theirs.Scheme is "http" or "https"
        && Uri.TryCreate($"{theirs.Scheme}://{host.Value}", UriKind.Absolute, out var ours)
        && Uri.Compare(theirs, ours, UriComponents.HostAndPort, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
