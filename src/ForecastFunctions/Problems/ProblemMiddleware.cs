using System.Diagnostics;
using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
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
/// <param name="logger">Is told of every failure that is ours.</param>
public sealed class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
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
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            logger.CallerLeft(context.FunctionDefinition.Name);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, TraceId(context), ProblemOf(e, context.FunctionDefinition.Name, logger));
        }
    }

    /// <summary>What a caller is told of a failure.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="function">The function that failed.</param>
    /// <param name="logger">Is told of every failure that is ours.</param>
    internal static ProblemException ProblemOf(Exception exception, string function, ILogger logger)
    {
        switch (exception)
        {
            case ProblemException problem:
                return problem;
            case OperationCanceledException:
                logger.TookTooLong(function);
                return ProblemException.TookTooLong();
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return HttpProblems.BodyTooSlow();
            case BadHttpRequestException:
                return HttpProblems.BrokenOff();
            case ModelVersionGoneException gone:
                return new ProblemException(ProblemKind.RunExpired, gone.Message);
            case StorageUnavailableException:
                logger.StorageUnavailable(function, exception.Message);
                return ProblemException.StorageUnavailable();
            default:
                logger.FunctionFailed(exception, function);
                return HttpProblems.Internal();
        }
    }

    private static async Task WriteAsync(HttpContext http, string traceId, ProblemException problem)
    {
        var (response, kind) = (http.Response, problem.Kind);
        var (body, contentType) = ODataError.IsWanted(http.Request)
            ? ODataError.Write(response, problem)
            : (JsonSerializer.SerializeToUtf8Bytes(
                new Problem($"urn:forecastfunctions:problem:{kind.Code}", kind.Title, kind.Status, problem.Message,
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
