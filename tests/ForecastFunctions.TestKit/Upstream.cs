using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.TestKit;

/// <summary>
/// A server on loopback that answers each path by its script: one answer for each request, the last one for all that
/// follow. What has no script does not exist.
/// </summary>
public sealed class Upstream : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Script> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Path, IHeaderDictionary Headers)> _requests = new();
    private readonly WebApplication _app;
    private int _underWay;
    private int _mostUnderWay;

    private Upstream(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public IReadOnlyCollection<(string Path, IHeaderDictionary Headers)> Requests => _requests;

    public int MostAtOnce => Volatile.Read(ref _mostUnderWay);

    /// <summary>What answers every path, whatever its script; null, the default, is nothing.</summary>
    public RequestDelegate? Everywhere { get; set; }

    public static async Task<Upstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MinResponseDataRate = null);
        var upstream = new Upstream(builder.Build());
        upstream._app.Run(upstream.AnswerAsync);
        await upstream._app.StartAsync();
        return upstream;
    }

    public Upstream On(string path, params RequestDelegate[] answers)
    {
        _scripts[path] = new Script(answers);
        return this;
    }

    public Upstream On(string path, string mediaType, byte[] body) => On(path, Answers.Body(mediaType, body));

    public int CountOf(string path) => _requests.Count(request => request.Path == path);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _requests.Enqueue((path, new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase))));
        var now = Interlocked.Increment(ref _underWay);
        for (var most = MostAtOnce; now > most; most = MostAtOnce)
            Interlocked.CompareExchange(ref _mostUnderWay, now, most);
        try
        {
            if (Everywhere is { } everywhere)
                await everywhere(context);
            else if (_scripts.TryGetValue(path, out var script))
                await script.Next()(context);
            else
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, as it should.
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private sealed class Script(RequestDelegate[] answers)
    {
        private int _next = -1;

        public RequestDelegate Next() => answers[Math.Min(Interlocked.Increment(ref _next), answers.Length - 1)];
    }
}

/// <summary>Good and bad answers of an upstream.</summary>
public static class Answers
{
    /// <summary>The body, compressed for those who accept it.</summary>
    public static RequestDelegate Body(string mediaType, byte[] body) => async context =>
    {
        context.Response.ContentType = mediaType;
        var sent = body;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            sent = Gzip(body);
        }

        context.Response.ContentLength = sent.Length;
        await context.Response.Body.WriteAsync(sent, context.RequestAborted);
    };

    public static RequestDelegate Text(string mediaType, string text) => Body(mediaType, Encoding.UTF8.GetBytes(text));

    public static RequestDelegate Status(int status, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return Task.CompletedTask;
    };

    public static Task Reset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public static async Task ResetWithinBody(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 1_000;
        await context.Response.WriteAsync("{\"cik\":");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    public static Task Stall(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted);

    public static async Task Trickle(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        while (true)
        {
            await context.Response.WriteAsync(" ", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(20, context.RequestAborted);
        }
    }

    public static RequestDelegate TruncatedGzip(byte[] body) => Encoded(Gzip(body)[..^20]);

    /// <summary>16 MB of spaces, which are valid before any JSON, in some 16 kB.</summary>
    public static RequestDelegate GzipBomb { get; } = Encoded(Gzip(Encoding.ASCII.GetBytes(new string(' ', 16 << 20))));

    public static async Task HugeDeclared(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 1L << 40;
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Stall(context);
    }

    public static async Task HugeChunked(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var spaces = Encoding.ASCII.GetBytes(new string(' ', 64 << 10));
        while (true)
            await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
    }

    private static RequestDelegate Encoded(byte[] gzip) => async context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        await context.Response.Body.WriteAsync(gzip, context.RequestAborted);
    };

    private static byte[] Gzip(byte[] body)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(body);
        return stream.ToArray();
    }
}
