using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.ProbeApp;

/// <summary>Ways for a request to end: by an exception, before or after the first byte, late, or never.</summary>
public sealed class EndingFunctions(ILogger<EndingFunctions> logger)
{
    [Function("Throw")]
    public IResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequest request) =>
        throw new InvalidOperationException("thrown by the probe");

    [Function("ThrowLate")]
    public async Task ThrowLate([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw-late")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("first");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("thrown after the first bytes");
    }

    [Function("Wait")]
    public async Task<IResult> Wait(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait/{milliseconds:int}")] HttpRequest request,
        int milliseconds,
        CancellationToken cancellationToken)
    {
        var id = request.Query["id"].ToString();
        logger.LogInformation("Waiting {Id}", id);
        try
        {
            await Task.Delay(milliseconds, cancellationToken);
            return TypedResults.Text("waited");
        }
        catch (OperationCanceledException)
        {
            logger.LogInformation("Cancelled {Id}", id);
            throw;
        }
    }
}
