using System.Net;
using System.Net.Sockets;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>
/// Keeps requests away from whatever only this machine can reach. The check is made on the addresses that are then
/// connected to, since a name may resolve to another address a moment later.
/// </summary>
internal static class PublicAddresses
{
    // The special-purpose registries of IANA, and the addresses at which Azure's platform answers its machines
    // (the metadata service is link-local; 168.63.129.16 looks public and is not).
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
            "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address))
            && !Special.Any(network => network.Contains(address));
    }

    /// <summary>Connects to a host all of whose addresses are public.</summary>
    /// <exception cref="SourceException">One of them is not.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        if (addresses.FirstOrDefault(address => !IsPublic(address)) is { } refused)
        {
            throw new SourceException(
                SourceFaultCodes.AddressRefused,
                $"{context.DnsEndPoint.Host} resolves to {refused}, which is not a public address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
