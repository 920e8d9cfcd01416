using ForecastFunctions.Application.Partners;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Http;

/// <summary>
/// The headers that keep a browser from making more of an answer than it is. A function that answers a page for people
/// states a Content-Security-Policy of its own; what a function says of caching stands.
/// </summary>
/// <param name="settings">Tell a developer's machine, which has no TLS.</param>
public sealed class SecurityHeadersMiddleware(IOptions<KeySettings> settings) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer"; // a key in the query must not reach another site
            if (!settings.Value.IsOpen)
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            http.Response.OnStarting(() =>
            {
                headers.ContentSecurityPolicy = Or(headers.ContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'");
                headers.CacheControl = Or(headers.CacheControl, "no-store");
                return Task.CompletedTask;
            });
        }

        await next(context);
    }

    private static string Or(string? stated, string otherwise) => string.IsNullOrEmpty(stated) ? otherwise : stated;
}
