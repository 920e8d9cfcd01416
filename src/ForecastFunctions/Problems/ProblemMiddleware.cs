using System.Diagnostics;
using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using ForecastFunctions.OData;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Problems;

/// <summary>
/// Turns what an HTTP function throws into a problem document. Without it, an exception leaves the worker as an
/// answer with an empty body.
/// </summary>
/// <param name="failures">Tell what a failure is to a caller.</param>
/// <param name="logger">Is told of callers who have left.</param>
public sealed class ProblemMiddleware(Failures failures, ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        http.Response.Headers["x-trace-id"] = TraceId(context);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (HasLeft())
        {
            logger.CallerLeft(context.FunctionDefinition.Name);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var problem = failures.ProblemOf(e, context.FunctionDefinition.Name);
            try
            {
                await WriteAsync(http, TraceId(context), problem);
            }
            catch (OperationCanceledException) when (HasLeft())
            {
                logger.CallerLeft(context.FunctionDefinition.Name);
            }
        }

        // The host says that the caller has left a moment before or after the connection does.
        bool HasLeft() => http.RequestAborted.IsCancellationRequested || context.CancellationToken.IsCancellationRequested;
    }

    private static async Task WriteAsync(HttpContext http, string traceId, ProblemException problem)
    {
        var (response, kind) = (http.Response, problem.Kind);
        var (body, contentType) = ODataError.IsWanted(http.Request)
            ? ODataError.Write(response, problem)
            : (JsonSerializer.SerializeToUtf8Bytes(
                new Problem(kind.Type, kind.Title, kind.Status, problem.Message,
                    http.Request.Path, kind.Code, traceId, problem.Faults),
                JsonText.TypeOf(HttpJson.Default.Problem)), "application/problem+json");

        response.StatusCode = kind.Status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers["x-ms-error-code"] = kind.Code;
        response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (problem.Allow is { } allow)
            response.Headers.Allow = allow;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>The trace that the caller began (W3C traceparent, handed on by the host), or the worker's own.</summary>
    private static string TraceId(FunctionContext context)
        => ActivityContext.TryParse(context.TraceContext.TraceParent, null, out var parent)
            ? parent.TraceId.ToHexString()
            : Activity.Current?.TraceId.ToHexString() ?? context.InvocationId.Replace("-", "", StringComparison.Ordinal);
}
