using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ForecastFunctions.Mcp;

/// <summary>The answer to one message of the protocol, written as it comes about.</summary>
/// <param name="message">The message.</param>
/// <param name="options">What the service is to its sender.</param>
/// <param name="loggers">Are told what the protocol's library tells.</param>
internal sealed class McpAnswer(JsonRpcMessage message, McpServerOptions options, ILoggerFactory loggers) : IResult
{
    /// <summary>The media type of answers: server-sent events.</summary>
    public const string ContentType = "text/event-stream";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        httpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        await using var transport = new StreamableHttpServerTransport(loggers) { Stateless = true };
        await using var server = McpServer.Create(transport, options, loggers);
        var end = httpContext.RequestAborted;
        var serving = server.RunAsync(end);
        var hasAnswer = await transport.HandlePostRequestAsync(message, response.Body, first => SetStatus(response, first), end);
        await transport.DisposeAsync();
        await serving;
        if (!hasAnswer)
        {
            response.ContentType = null;
            response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    /// <summary>Some errors of the protocol have a status of HTTP too, as long as nothing is written.</summary>
    private static ValueTask SetStatus(HttpResponse response, JsonRpcMessage? first)
    {
        if (!response.HasStarted && first is JsonRpcError { Error.Code: var code })
        {
            response.StatusCode = (McpErrorCode)code switch
            {
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                McpErrorCode.UnsupportedProtocolVersion or McpErrorCode.MissingRequiredClientCapability or McpErrorCode.HeaderMismatch
                    => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status200OK,
            };
        }

        return ValueTask.CompletedTask;
    }
}
