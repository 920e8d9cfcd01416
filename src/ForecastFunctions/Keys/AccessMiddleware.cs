using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ForecastFunctions.Keys;

/// <summary>Lets nobody reach an HTTP function who may not: the platform itself lets everyone through.</summary>
/// <param name="access">Decides.</param>
public sealed class AccessMiddleware(AccessControl access) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
            await access.AdmitAsync(http, context.FunctionDefinition.Name);
        await next(context);
    }
}
