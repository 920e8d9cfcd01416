using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Keys;

/// <summary>Where a caller is, as far as that can be told.</summary>
public static class ClientAddress
{
    private const string Forwarded = "X-Forwarded-For";

    /// <summary>
    /// The address that the nearest proxy has seen, which is the last that the header <c>X-Forwarded-For</c> names, or that of the
    /// connection. It only counts keys of nobody, so a caller that lies about it gains no more than that these are looked up.
    /// Of IPv6 it is the network of 64 bits, since one site has all of its addresses.
    /// </summary>
    public static string Of(HttpContext http)
    {
        var last = http.Request.Headers[Forwarded].ToString().Split(',', StringSplitOptions.TrimEntries)[^1];
        var address = IPEndPoint.TryParse(last, out var end) ? end.Address : http.Connection.RemoteIpAddress;
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]]).ToString()
            : address.ToString();
    }
}
