using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.ProbeApp;

/// <summary>What of a request and an answer gets through.</summary>
public sealed class MessageFunctions
{
    [Function("Describe")]
    public IResult Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "describe")] HttpRequest request, FunctionContext context) =>
        TypedResults.Json(new
        {
            request.Method,
            Url = request.GetEncodedPathAndQuery(),
            Host = request.Host.Value,
            context.InvocationId,
            Headers = request.Headers
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            BoundQuery = context.BindingContext.BindingData["Query"]?.ToString(),
            context.TraceContext.TraceParent,
        });

    [Function("Mirror")]
    public async Task Mirror([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "mirror")] HttpRequest request)
    {
        var response = request.HttpContext.Response;
        response.StatusCode = StatusCodes.Status207MultiStatus;
        response.ContentType = request.ContentType;
        response.Headers.Append("X-Probe", "one");
        response.Headers.Append("X-Probe", "two");
        await request.Body.CopyToAsync(response.Body, request.HttpContext.RequestAborted);
    }

    [Function("Count")]
    public async Task<IResult> Count([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "count")] HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return TypedResults.Text($"{body.Length}");
    }

    [Function("Setting")]
    public IResult Setting(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings/{name}")] HttpRequest request, string name) =>
        TypedResults.Text(Environment.GetEnvironmentVariable(name) ?? "(unset)");

    [Function("WorkerProcess")]
    public IResult WorkerProcess([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "worker-process")] HttpRequest request) =>
        TypedResults.Text($"{Environment.ProcessId} {Environment.CurrentDirectory}");
}
