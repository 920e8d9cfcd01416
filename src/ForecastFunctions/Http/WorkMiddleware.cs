using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ForecastFunctions.Http;

/// <summary>
/// Has each request take the memory of what it reads and answers until the answer is sent, and do the work of reading a long body
/// behind the gate.
/// </summary>
/// <param name="memory">What it is taken from.</param>
/// <param name="gate">The gate.</param>
public sealed class WorkMiddleware(AnswerMemory memory, ComputeGate gate) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http || http.Features.Get<Caller>() is not { } caller)
        {
            await next(context);
            return;
        }

        var hold = memory.Open(caller.Name);
        http.Response.RegisterForDispose(hold);
        http.Features.Set(caller with { Hold = hold });
        http.Features.Set(gate);
        await next(context);

        var result = context.GetInvocationResult();
        if (result.Value is not Document document)
            return;
        try
        {
            hold.Take(document.BytesHeld);
        }
        catch
        {
            result.Value = null; // it would be sent after the problem
            throw;
        }
    }
}
