using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.EndToEndTests.Telemetry;

/// <summary>
/// A collector of the OpenTelemetry protocol (protobuf over HTTP) that keeps what it is sent as bytes: names, texts and
/// trace ids stand in them as they are.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    public const string Traces = "/v1/traces";
    public const string Metrics = "/v1/metrics";
    public const string Logs = "/v1/logs";

    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
    private readonly WebApplication _server;

    private Collector(WebApplication server) => _server = server;

    public string Address => _server.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._server.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            collector._received.Enqueue((request.Path, body.ToArray()));
        });
        await collector._server.StartAsync();
        return collector;
    }

    /// <summary>Waits until one message of a signal holds all of these.</summary>
    public async Task<byte[]> HasAsync(string signal, TimeSpan patience, params byte[][] parts)
    {
        using var end = new CancellationTokenSource(patience);
        while (true)
        {
            if (_received.Where(r => r.Path == signal).Select(r => r.Body).FirstOrDefault(b => parts.All(p => Contains(b, p))) is { } found)
                return found;
            Assert.False(end.IsCancellationRequested,
                $"No message to {signal} held all of {string.Join(", ", parts.Select(Encoding.UTF8.GetString))}.");
            await Task.Delay(50);
        }
    }

    /// <summary>Nothing that was received holds a text.</summary>
    public void DoesNotKnow(string text)
        => Assert.All(_received, r => Assert.DoesNotContain(text, Encoding.Latin1.GetString(r.Body), StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static bool Contains(byte[] body, byte[] part) => body.AsSpan().IndexOf(part) >= 0;
}
