using System.Collections.Concurrent;
using ForecastFunctions.EndToEndTests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace ForecastFunctions.EndToEndTests.Excel;

/// <summary>Stands before the API and counts what a client asks of it.</summary>
internal sealed class RequestCounter : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private readonly ConcurrentQueue<(string Method, string Target)> _requests = new();

    private RequestCounter(WebApplication app) => _app = app;

    /// <summary>The API by way of the counter.</summary>
    public string Address => $"{_app.Urls.Single()}/api/v1";

    public static async Task<RequestCounter> StartAsync(Api api)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var counter = new RequestCounter(builder.Build());
        var forwarder = counter._app.Services.GetRequiredService<IHttpForwarder>();
        counter._app.Run(async context =>
        {
            counter._requests.Enqueue((context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}"));
            await forwarder.SendAsync(context, api.Host.AbsoluteUri, counter._client);
        });
        await counter._app.StartAsync();
        return counter;
    }

    /// <summary>How often a path and query were asked for with a method.</summary>
    public int Count(HttpMethod method, string address)
        => _requests.Count(
            r => r.Method == method.Method && Uri.UnescapeDataString(r.Target) == Uri.UnescapeDataString(new Uri(address).PathAndQuery));

    public override string ToString() => string.Join(Environment.NewLine, _requests);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }
}
