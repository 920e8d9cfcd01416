using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ForecastFunctions.Keys;

/// <summary>Counts the requests of each caller, and tells it what remains (draft-ietf-httpapi-ratelimit-headers).</summary>
/// <param name="quotas">Keep the meters.</param>
/// <param name="measurements">Count too, for those who operate the service.</param>
public sealed class QuotaMiddleware(Quotas quotas, Measurements measurements) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && http.Features.Get<Caller>() is { Quota: { } quota } caller)
        {
            var meter = await quotas.MeterOfAsync(caller.Name, quota);
            http.Response.OnStarting(() =>
            {
                http.Response.Headers["RateLimit-Policy"] = meter.Policy;
                http.Response.Headers["RateLimit"] = meter.Remaining;
                return Task.CompletedTask;
            });
            meter.TakeRequest();
            measurements.CountRequest(caller.Name);
            http.Features.Set(caller with { Meter = meter });
        }

        await next(context);
    }
}
