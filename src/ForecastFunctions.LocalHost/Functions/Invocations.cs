using System.Diagnostics;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using ForecastFunctions.LocalHost.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ForecastFunctions.LocalHost.Functions;

/// <summary>The requests by which the host runs functions, in the platform's shape.</summary>
internal static class Invocations
{
    /// <summary>An invocation whose HTTP request is forwarded under the same id.</summary>
    public static InvocationRequest ForHttp(
        FunctionDefinition function, string invocationId, string traceParent, HttpRequest request, RouteValueDictionary routeValues)
    {
        var invocation = New(function, invocationId, traceParent, new TypedData { Http = new RpcHttp() });
        invocation.TraceContext.TraceState = request.Headers.TraceState.ToString();
        invocation.TriggerMetadata["Query"] = Json(
            request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));
        invocation.TriggerMetadata["Headers"] = Json(
            request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));
        foreach (var (name, value) in routeValues)
        {
            if (value is string text) invocation.TriggerMetadata[name] = new TypedData { String = text };
        }

        return invocation;
    }

    /// <summary>An invocation by a timer, with its input as JSON.</summary>
    public static InvocationRequest ForTimer(FunctionDefinition function, string input) =>
        New(function, Guid.NewGuid().ToString(), NewTraceParent(), new TypedData { Json = input });

    /// <summary>An invocation by a message, with its text.</summary>
    public static InvocationRequest ForQueue(FunctionDefinition function, QueueMessage message)
    {
        var text = message.Body.ToString();
        var invocation = New(function, Guid.NewGuid().ToString(), NewTraceParent(), new TypedData { String = text });
        invocation.TriggerMetadata["QueueTrigger"] = new TypedData { String = text };
        invocation.TriggerMetadata["Id"] = new TypedData { String = message.MessageId };
        invocation.TriggerMetadata["DequeueCount"] = new TypedData { Json = JsonSerializer.Serialize(message.DequeueCount) };
        return invocation;
    }

    /// <summary>A trace of its own, for an invocation that comes with none.</summary>
    public static string NewTraceParent() => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";

    private static InvocationRequest New(FunctionDefinition function, string invocationId, string traceParent, TypedData input) => new()
    {
        InvocationId = invocationId,
        FunctionId = function.Metadata.FunctionId,
        InputData = { new ParameterBinding { Name = function.Trigger.Parameter, Data = input } },
        TraceContext = new RpcTraceContext { TraceParent = traceParent },
        RetryContext = new RetryContext(),
    };

    private static TypedData Json(Dictionary<string, string> values) => new() { Json = JsonSerializer.Serialize(values) };
}
