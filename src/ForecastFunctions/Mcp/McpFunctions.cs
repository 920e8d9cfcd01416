using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Cors;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace ForecastFunctions.Mcp;

/// <summary>
/// <c>/api/mcp</c>: tools and resources for agents, by the Model Context Protocol over streamable HTTP. Nothing is kept between two
/// messages: each is answered by a server of its own, so any instance answers any of them.
/// </summary>
/// <param name="agents">Makes the server.</param>
/// <param name="address">Tells where the caller reaches the service.</param>
/// <param name="loggers">Are told what the protocol's library tells.</param>
/// <param name="cors">Tells which other sites' pages may ask.</param>
public sealed class McpFunctions(AgentServer agents, ServiceAddress address, ILoggerFactory loggers, CorsPolicy cors)
{
    /// <summary>Sends a message.</summary>
    public static readonly Operation Call = new(
        "callTools", "Mcp", ["POST"], "/mcp", AccessScope.Read, "Tools for agents, by the Model Context Protocol", [])
    {
        Answer = new OperationAnswer.File(McpAnswer.ContentType, "The answer to the message, as an event")
        {
            Accepted = "The message was a notification, which has no answer",
        },
        Problems = [ProblemKind.OriginRefused, .. ProblemKind.OfComputing],
        IsBodyForeign = true,
        BodyExample = """
            {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
            """,
    };

    private const string MethodHeader = "Mcp-Method";
    private const string VersionHeader = "Mcp-Protocol-Version";

    /// <summary>Answers a message.</summary>
    [Function("Mcp")]
    public async Task<IResult> Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Mcp)] HttpRequest request, CancellationToken cancellationToken)
    {
        // Without sessions there is nothing to listen to and nothing to end: GET and DELETE are refused like any other method.
        if (!HttpMethods.IsPost(request.Method))
            return await Methods.Dispatch(request, post: () => throw new InvalidOperationException("Only POST is left."));
        CheckOrigin(request);
        ContentNegotiation.Require(request, McpAnswer.ContentType);
        var arguments = HttpArguments.OfQuery(request);
        arguments.RefuseOthers(Call.Members);
        arguments.ThrowIfFaulty();
        using var body = await JsonBody.ReadAsync(request, Operation.UsualBodyBytes, cancellationToken);
        var message = MessageOf(request, body.RootElement);
        return new McpAnswer(message, agents.OptionsFor(request.Caller(), path => new Uri(address.Of(request, "/").AbsoluteUri.TrimEnd('/') + path)), loggers);
    }

    /// <summary>A page of another site that a browser shows must not reach a service of this machine by a name of its own.</summary>
    private void CheckOrigin(HttpRequest request)
    {
        if (request.Headers.Origin is not [{ } origin] || cors.AllowedFor(origin) is not null)
            return;
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page)
            || !string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(ProblemKind.OriginRefused, "The page that asks is of another site than this service.");
        }
    }

    private static JsonRpcMessage MessageOf(HttpRequest request, JsonElement body)
    {
        JsonRpcMessage? message;
        try
        {
            message = body.Deserialize<JsonRpcMessage>(McpJsonUtilities.DefaultOptions);
        }
        catch (JsonException)
        {
            message = null;
        }

        if (message is not (JsonRpcRequest or JsonRpcNotification))
        {
            throw ProblemException.Invalid([Fault.At(
                new Place("body", ""), FaultCode.Malformed, "The body is a request or a notification of JSON-RPC 2.0.")]);
        }

        var method = message is JsonRpcRequest asked ? asked.Method : ((JsonRpcNotification)message).Method;
        if (request.Headers[MethodHeader] is [{ } named] && !string.Equals(named, method, StringComparison.Ordinal))
        {
            throw ProblemException.Invalid([Fault.At(
                new Place("header", MethodHeader), FaultCode.Conflict, $"The header names {named}, and the body {method}.")]);
        }

        message.Context = new JsonRpcMessageContext
        {
            ProtocolVersion = request.Headers[VersionHeader] is [{ } version] ? version : null,
        };
        return message;
    }
}
