using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.ProbeApp;

/// <summary>A timer that logs its raw input and takes as long as it is told, and one that runs when the app starts.</summary>
public sealed class TimerFunctions(ILogger<TimerFunctions> logger)
{
    [Function("Tick")]
    public async Task Tick([TimerTrigger("%Probe:Schedule%")] string input)
    {
        logger.LogInformation("Tick began {Input}", input);
        if (Environment.GetEnvironmentVariable("Probe__TickMilliseconds") is { } milliseconds)
            await Task.Delay(int.Parse(milliseconds, CultureInfo.InvariantCulture));
        logger.LogInformation("Tick ended");
    }

    [Function("AtStart")]
    public void AtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) =>
        logger.LogInformation("AtStart ran, past due: {IsPastDue}", timer.IsPastDue);
}
