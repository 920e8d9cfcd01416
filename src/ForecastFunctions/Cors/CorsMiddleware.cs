using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Cors;

/// <summary>
/// Lets pages of other sites read answers (the Fetch standard, 3.2): those of the origins that the settings allow. It answers their
/// preflights, which carry no key, and stands before access for that. What the platform answers by itself has none of these headers.
/// </summary>
/// <remarks>
/// It is a middleware of the worker, not of ASP.NET Core: there, one that answers by itself leaves the platform waiting for a function
/// that never runs.
/// </remarks>
/// <param name="policy">Tells the origins.</param>
public sealed class CorsMiddleware(CorsPolicy policy) : IFunctionsWorkerMiddleware
{
    /// <summary>What a page may send: what the service reads, and what clients of OData and of agents send by habit.</summary>
    public const string RequestHeaders = "Accept, Authorization, Content-Type, If-Match, If-None-Match, Last-Event-ID, Mcp-Protocol-Version, "
        + "Mcp-Session-Id, OData-MaxVersion, OData-Version, Prefer, traceparent, tracestate, x-functions-key";

    /// <summary>What a page may read beside what it always may.</summary>
    public const string ResponseHeaders = "Cache-Status, Content-Disposition, Content-Location, ETag, Link, Location, Mcp-Session-Id, "
        + "OData-Version, Operation-Location, RateLimit, RateLimit-Policy, Retry-After, x-ms-error-code, x-trace-id";

    /// <summary>For how long a browser need not ask again; the longest that one of them takes.</summary>
    private const string Seconds = "7200";

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
            return next(context);
        var headers = http.Response.Headers;
        if (policy.Varies)
        {
            // An answer states what else it depends on when it is written.
            http.Response.OnStarting(() =>
            {
                headers.Vary = StringValues.IsNullOrEmpty(headers.Vary) ? HeaderNames.Origin : $"{headers.Vary}, {HeaderNames.Origin}";
                return Task.CompletedTask;
            });
        }

        if (policy.AllowedFor(http.Request.Headers.Origin) is not { } origin)
            return next(context);
        headers.AccessControlAllowOrigin = origin;
        if (!IsPreflight(http.Request))
        {
            headers.AccessControlExposeHeaders = ResponseHeaders;
            return next(context);
        }

        headers.AccessControlAllowMethods = string.Join(", ", FunctionAccess.MethodsOf(context.FunctionDefinition.Name));
        headers.AccessControlAllowHeaders = RequestHeaders;
        headers.AccessControlMaxAge = Seconds;
        headers.CacheControl = CachePolicy.None;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return http.Response.StartAsync(http.RequestAborted);
    }

    private static bool IsPreflight(HttpRequest request)
        => HttpMethods.IsOptions(request.Method) && request.Headers.AccessControlRequestMethod.Count > 0;
}
