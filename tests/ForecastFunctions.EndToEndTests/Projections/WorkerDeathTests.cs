using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class WorkerDeathTests(ProductFixture fixture)
{
    [Fact]
    public async Task Worker_KilledWhileItReadsARequest_FailsThatOneAndTheNextIsAnsweredFromTheStore()
    {
        await using var product = await fixture.StartAsync(fixture.NewTableNamePrefix());
        var before = (await product.Api.GetAsync("/projections")).Ok();
        var victim = product.Host.WorkerProcessId;

        using var connection = new TcpClient { ReceiveTimeout = (int)Api.Patience.TotalMilliseconds };
        await connection.ConnectAsync(product.Api.Host.Host, product.Api.Host.Port);
        using var patience = new CancellationTokenSource(Api.Patience);
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/projections HTTP/1.1\r\nHost: {product.Api.Host.Authority}\r\nContent-Type: application/json\r\nContent-Length: "
            + "100\r\nExpect: 100-continue\r\n\r\n"), patience.Token);

        // The worker asks for the body: it is in the middle of the request, and stays there, since the rest never comes.
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(patience.Token));
        Assert.Equal("", await reader.ReadLineAsync(patience.Token));
        await stream.WriteAsync("{\"scenario\": "u8.ToArray(), patience.Token);
        using (var worker = Process.GetProcessById(victim))
            worker.Kill();

        Assert.Equal("HTTP/1.1 500 Internal Server Error", await reader.ReadLineAsync(patience.Token));

        var after = (await product.Api.GetAsync("/projections")).Ok();
        Assert.NotEqual(victim, product.Host.WorkerProcessId);
        Assert.Equal(before.Body, after.Body);
        Assert.Equal(0, await product.Api.RunsComputedAsync());
    }
}
