using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.ProbeApp;

/// <summary>A function for messages that say what is to become of them.</summary>
public sealed class QueueFunctions(ILogger<QueueFunctions> logger)
{
    /// <summary><c>throw</c> fails, <c>wait 1500</c> takes so many milliseconds, the first time only where <c>once</c> follows.</summary>
    [Function("Work")]
    public async Task Work([QueueTrigger("%Probe:Queue%")] string message, FunctionContext context)
    {
        var count = int.Parse(context.BindingContext.BindingData["DequeueCount"]!.ToString()!, CultureInfo.InvariantCulture);
        logger.LogInformation("Work began {Message} {Count}", message, count);
        var words = message.Split(' ');
        if (words[0] is "throw")
            throw new InvalidOperationException("thrown by the probe");
        if (words[0] is "wait" && (count == 1 || words[^1] is not "once"))
            await Task.Delay(int.Parse(words[1], CultureInfo.InvariantCulture));
        logger.LogInformation("Work ended {Message} {Count}", message, count);
    }
}
