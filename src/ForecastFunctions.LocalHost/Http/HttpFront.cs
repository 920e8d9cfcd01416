using System.Net;
using System.Net.Sockets;
using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Logs;
using ForecastFunctions.LocalHost.Timers;
using ForecastFunctions.LocalHost.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace ForecastFunctions.LocalHost.Http;

/// <summary>The host's HTTP/1.1 address on loopback: the app's functions, and the admin call that runs a timer.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    // Each is what the worker takes, less what the host adds: beyond it the worker would refuse what was forwarded.
    private const int MaxHeaders = 100 - 2;
    private const int MaxHeaderBytes = (32 * 1024) - 512;

    private static readonly TimeSpan WaitForWorker = TimeSpan.FromSeconds(30);
    private static readonly PathString Admin = "/admin";
    private static readonly PathString AdminFunctions = "/admin/functions";

    private readonly HttpFrontOptions _options;
    private readonly WebApplication _server;
    private readonly WorkerPool _workers;
    private readonly TimerRunner _timers;
    private readonly InvocationForwarder _forwarder;
    private readonly CancellationTokenSource _stopping = new();
    private int _outstanding;

    private HttpFront(HttpFrontOptions options, WebApplication server, WorkerPool workers, TimerRunner timers, LogBook log)
    {
        _options = options;
        _server = server;
        _workers = workers;
        _timers = timers;
        _forwarder = new InvocationForwarder(server.Services.GetRequiredService<IHttpForwarder>(), log);
    }

    /// <summary>Where it listens.</summary>
    public Uri BaseAddress => new(_server.Urls.Single());

    /// <summary>Listens on the port; requests wait until there is a worker.</summary>
    public static async Task<HttpFront> StartAsync(
        HttpFrontOptions options, WorkerPool workers, TimerRunner timers, LogBook log, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddHttpForwarder();

        var server = builder.Build();
        var front = new HttpFront(options, server, workers, timers, log);
        server.Run(front.AnswerAsync);
        try
        {
            await server.StartAsync(cancellationToken);
            return front;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await front.DisposeAsync();
            throw PortInUse(options.Port, exception);
        }
    }

    /// <summary>Fails now if the port cannot be listened on later; it may still be taken in between.</summary>
    public static void RequireFreePort(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw PortInUse(port, exception);
        }
    }

    /// <summary>Takes no new requests, and lets those under way end within the period.</summary>
    public async Task StopAsync(TimeSpan gracePeriod)
    {
        using var overdue = new CancellationTokenSource(gracePeriod);
        await _stopping.CancelAsync();
        await _server.StopAsync(overdue.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _forwarder.Dispose();
        _stopping.Dispose();
    }

    private static LocalHostException PortInUse(int port, Exception cause) => new(
        $"Port {port} of 127.0.0.1 is in use: end what uses it, or take another with --port (0 for any free one).", cause);

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Gatekeeper.DropForwarded(request.Headers);
        if (Gatekeeper.Refusal(request, _options.MaxBodyBytes) is { } refusal)
            response.StatusCode = refusal;
        else if (request.Path.StartsWithSegments(Admin, StringComparison.OrdinalIgnoreCase) && !Gatekeeper.IsToLoopbackName(request))
            response.StatusCode = StatusCodes.Status403Forbidden;
        else if (await WorkerForAsync(context) is not { } worker)
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else if (request.Path.StartsWithSegments(AdminFunctions, StringComparison.OrdinalIgnoreCase, out var name))
            response.StatusCode = RunTimer(request, name, worker);
        else if (worker.Routes.Match(context) is { } match)
            await RunFunctionAsync(context, worker, match);
        else if (HomePage.IsAskedFor(request))
            await _options.HomePage.AnswerAsync(response);
        else
            response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task RunFunctionAsync(HttpContext context, Worker worker, RouteMatch match)
    {
        try
        {
            if (Interlocked.Increment(ref _outstanding) > _options.MaxOutstandingRequests && _options.MaxOutstandingRequests >= 0)
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            else
                await _forwarder.AnswerAsync(context, worker, match);
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
        }
    }

    // While a worker is being replaced, requests wait for the next one instead of failing.
    private async Task<Worker?> WorkerForAsync(HttpContext context)
    {
        using var overdue = new CancellationTokenSource(WaitForWorker);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, _stopping.Token, context.RequestAborted);
        try
        {
            return await _workers.GetWorkerAsync(either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or LocalHostException)
        {
            return null;
        }
    }

    private int RunTimer(HttpRequest request, PathString name, Worker worker)
    {
        var function = worker.Functions.FirstOrDefault(candidate => name.Equals("/" + candidate.Name, StringComparison.OrdinalIgnoreCase));
        if (function is null || !HttpMethods.IsPost(request.Method)) return StatusCodes.Status404NotFound;
        if (function.Trigger is not TimerTrigger) return StatusCodes.Status400BadRequest;

        // Also keeps other sites' pages from running timers by a form post.
        if (!request.HasJsonContentType()) return StatusCodes.Status415UnsupportedMediaType;

        _timers.RunOnce(function);
        return StatusCodes.Status202Accepted;
    }
}
