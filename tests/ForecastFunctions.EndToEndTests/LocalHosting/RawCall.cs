using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>Requests byte by byte, as no client library would send them.</summary>
public static class RawCall
{
    /// <summary>Sends the head of a request, without its empty line, and gives the status of the answer.</summary>
    /// <remarks>It fails if the answer is not there well before the 15 s for which a worker waits for a lost request.</remarks>
    public static async Task<int> StatusAsync(Uri host, string head)
    {
        using var overdue = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var connection = new TcpClient();
        await connection.ConnectAsync(host.Host, host.Port, overdue.Token);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head + "\r\n\r\n"), overdue.Token);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var line = await reader.ReadLineAsync(overdue.Token);
        Assert.StartsWith("HTTP/1.1 ", line, StringComparison.Ordinal);
        return int.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
