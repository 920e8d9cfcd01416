using System.Net;
using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Logs;
using ForecastFunctions.LocalHost.Protocol;
using ForecastFunctions.LocalHost.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace ForecastFunctions.LocalHost.Http;

/// <summary>
/// Answers a request by a function: the request itself goes to the worker over HTTP, the invocation of the same id over
/// the event stream, and both must end well.
/// </summary>
internal sealed class InvocationForwarder(IHttpForwarder forwarder, LogBook log) : IDisposable
{
    // The platform's bound on a silent request.
    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = TimeSpan.FromSeconds(240),
        Version = HttpVersion.Version11,
    };

    // A function can fail before it has taken its request over; then nobody answers the forwarded one.
    private static readonly TimeSpan AnswerAfterFailure = TimeSpan.FromSeconds(5);

    // What the worker reads of a request line: method, target, version and the line's end.
    private const int MaxRequestLineBytes = 8 * 1024;
    private const int BytesAroundTarget = 12;

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(15),
    });

    /// <summary>Runs the function on the worker and copies its answer.</summary>
    public async Task AnswerAsync(HttpContext context, Worker worker, RouteMatch match)
    {
        // As it is sent on, which may be longer than as it came.
        var target = RequestUtilities.MakeDestinationAddress(
            worker.HttpUri.ToString(), context.Request.Path, context.Request.QueryString);
        if (context.Request.Method.Length + target.PathAndQuery.Length + BytesAroundTarget > MaxRequestLineBytes)
        {
            context.Response.StatusCode = StatusCodes.Status414UriTooLong;
            return;
        }

        var invocationId = Guid.NewGuid().ToString();
        var traceParent = context.Request.Headers.TraceParent is [{ Length: > 0 } given] ? given : Invocations.NewTraceParent();
        var invocation = worker.InvokeAsync(
            Invocations.ForHttp(match.Function, invocationId, traceParent, context.Request, match.Values),
            context.RequestAborted);

        using var givenUp = new CancellationTokenSource();
        var forward = forwarder
            .SendAsync(
                context, worker.HttpUri.ToString(), _client, Config, new Transformer(target, invocationId, traceParent), givenUp.Token)
            .AsTask();

        var succeeded = await SucceedsAsync(match.Function, invocation);
        var error = succeeded ? await forward : await EndAsync(forward, givenUp);
        if (succeeded && error == ForwarderError.None) return;

        // The caller's doing, a body that came too slowly or broke off, has its answer.
        if (error == ForwarderError.RequestBodyClient) return;

        // What the function has sent by then stands, as on the platform.
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return;
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<bool> SucceedsAsync(FunctionDefinition function, Task<InvocationResponse> invocation)
    {
        try
        {
            var result = (await invocation).Result;
            if (result.Status == StatusResult.Types.Status.Success) return true;
            log.Host(LogLevel.Error, $"{function.Name} failed: {result.Exception?.Message}");
        }
        catch (WorkerLostException exception)
        {
            log.Host(LogLevel.Error, $"{function.Name} was cut off: {exception.Message}");
        }

        return false;
    }

    private async Task<ForwarderError> EndAsync(Task<ForwarderError> forward, CancellationTokenSource givenUp)
    {
        try
        {
            return await forward.WaitAsync(AnswerAfterFailure);
        }
        catch (TimeoutException)
        {
            await givenUp.CancelAsync();
            return await forward;
        }
    }

    private sealed class Transformer(Uri target, string invocationId, string traceParent) : HttpTransformer
    {
        private const string InvocationIdHeader = "x-ms-invocation-id";

        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = target;
            Replace(proxyRequest, HeaderNames.Host, httpContext.Request.Host.Value!);
            Replace(proxyRequest, InvocationIdHeader, invocationId);
            Replace(proxyRequest, "traceparent", traceParent);
        }

        private static void Replace(HttpRequestMessage request, string name, string value)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
