using System.Net.Sockets;
using System.Text;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Http;

/// <summary>Callers who send their request or read their answer as slowly as they can.</summary>
[Collection(ProductTests.Name)]
public sealed class SlowCallerTests(ProductFixture fixture)
{
    private const int SlowCallers = 60;
    private static readonly TimeSpan BetweenBytes = TimeSpan.FromMilliseconds(500);

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Others_AreAnswered_WhileBodiesTrickleAndAnswersAreNotRead()
    {
        using var end = new CancellationTokenSource();
        var slow = new List<Task>();
        for (var i = 0; i < SlowCallers; i++)
        {
            slow.Add(TrickleAsync(end.Token));
            slow.Add(NeverReadAsync(end.Token));
        }

        for (var i = 0; i < 20; i++)
            (await _api.GetAsync($"/projections?scenario=asic-surge&from=2028&to=2028&set.ratio.limit={3 + i / 100.0}")).Ok();

        Assert.All(slow, caller => Assert.False(caller.IsFaulted, caller.Exception?.ToString()));
        await end.CancelAsync();
        await Task.WhenAll(slow);
        (await _api.GetAsync("/health")).Ok();
    }

    [Fact]
    public async Task Body_ThatTrickles_IsEndedByTheService()
    {
        using var end = new CancellationTokenSource(Api.Patience);

        var answer = await TrickleAsync(end.Token);

        Assert.True(answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
    }

    /// <summary>Sends a body byte by byte until the service has enough of it; gives what it says then.</summary>
    private async Task<string> TrickleAsync(CancellationToken cancellationToken)
    {
        using var client = await ConnectAsync("POST", "Content-Type: application/json\r\nContent-Length: 100000\r\n", cancellationToken);
        var stream = client.GetStream();
        var answer = ReadAsync(stream, cancellationToken);
        try
        {
            while (!answer.IsCompleted)
            {
                await stream.WriteAsync(" "u8.ToArray(), cancellationToken);
                await Task.WhenAny(answer, Task.Delay(BetweenBytes, cancellationToken));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Cut off, by the service or by the test's end: what was answered before counts.
        }

        return await answer;
    }

    /// <summary>Asks for an answer that fills every buffer on the way, and takes none of it.</summary>
    private async Task NeverReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = await ConnectAsync("GET", "", cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The test's end.
        }
    }

    private async Task<TcpClient> ConnectAsync(string method, string headers, CancellationToken cancellationToken)
    {
        var client = new TcpClient { ReceiveBufferSize = 1024 };
        await client.ConnectAsync(_api.Host.Host, _api.Host.Port, cancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"{method} /api/v1/projections{(method == "GET" ? "?to=2045" : "")} HTTP/1.1\r\nHost: "
                + $"{_api.Host.Authority}\r\n{headers}\r\n"), cancellationToken);
        return client;
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var received = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (!Encoding.ASCII.GetString(received.ToArray()).Contains("\r\n\r\n", StringComparison.Ordinal)
                && await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
                received.Write(buffer, 0, count);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // As above.
        }

        return Encoding.ASCII.GetString(received.ToArray());
    }
}
