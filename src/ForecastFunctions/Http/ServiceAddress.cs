using System.Globalization;
using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Http;

/// <summary>
/// Under which address callers reach the service, for answers that must name it in full. A spreadsheet sends its key there, so
/// nothing but a plain host is taken from a request, and the scheme is never: it is https but for this machine.
/// </summary>
/// <param name="settings">May state the address.</param>
public sealed class ServiceAddress(IOptions<ServiceSettings> settings)
{
    private const string BasePath = "/api";

    /// <summary>The address of a path for the caller of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">The path below <c>/api</c>; it begins with a slash.</param>
    /// <exception cref="ProblemException">400: the Host header is not a host.</exception>
    public Uri Of(HttpRequest request, string path)
    {
        if (settings.Value.BaseAddress is { } stated)
            return new Uri(stated.AbsoluteUri.TrimEnd('/') + path);
        if (Parse(request.Host) is not { } host)
        {
            throw ProblemException.Invalid([Fault.At(new Place("header", "Host"), FaultCode.Malformed,
                "Host is the name or the address of the service, with a port if it is not the usual one.")]);
        }

        return new UriBuilder(host.IsLoopback ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, host.Host, request.Host.Port ?? -1)
        {
            Path = BasePath + path,
        }.Uri;
    }

    /// <summary>The host as an address of the same name and port, or <see langword="null"/> where it is more or less than that.</summary>
    private static Uri? Parse(HostString host)
    {
        if (!host.HasValue || Uri.CheckHostName(host.Host) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
            return null;
        var port = host.Port is { } stated ? string.Create(CultureInfo.InvariantCulture, $":{stated}") : "";
        return string.Equals(host.Value, host.Host + port, StringComparison.Ordinal)
            && Uri.TryCreate($"{Uri.UriSchemeHttps}://{host.Host}{port}", UriKind.Absolute, out var address)
            ? address
            : null;
    }
}
