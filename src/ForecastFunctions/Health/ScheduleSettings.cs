using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Health;

/// <summary>
/// Has the platform read a schedule under the name that its setting had before, where only that is set; and says at the start which
/// timers do not run.
/// </summary>
/// <param name="settings">Have the schedules.</param>
/// <param name="logger">Is told.</param>
public sealed class ScheduleSettings(IConfiguration settings, ILogger<ScheduleSettings> logger) : IFunctionMetadataTransformer, IHostedService
{
    /// <inheritdoc/>
    public string Name => nameof(ScheduleSettings);

    /// <inheritdoc/>
    public void Transform(IList<IFunctionMetadata> original)
    {
        foreach (var timer in AppTimer.All.Where(timer => timer.IsUnderFormerName(settings)))
        {
            foreach (var bindings in original.Where(f => string.Equals(f.Name, timer.Function, StringComparison.Ordinal)).Select(f => f.RawBindings!))
            {
                for (var i = 0; i < bindings.Count; i++)
                    bindings[i] = bindings[i].Replace($"%{timer.Setting}%", $"%{timer.FormerSetting}%", StringComparison.Ordinal);
            }
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var timer in AppTimer.All)
        {
            if (timer.IsUnderFormerName(settings))
                logger.SettingRenamed(timer.FormerSetting!.Replace(":", "__", StringComparison.Ordinal), timer.Setting);
            if (timer.IsDisabledIn(settings))
                logger.TimerDoesNotRun(timer.Function, $"AzureWebJobs.{timer.Function}.Disabled is set");
            else if (timer.ScheduleIn(settings) is not { } schedule)
                logger.TimerDoesNotRun(timer.Function, $"{timer.Setting} is not set; it is a cron expression of six fields, such as 0 0 5 * * *");
            else if (TimerWatch.NextOf(schedule) is null)
                logger.TimerDoesNotRun(
                    timer.Function, $"{timer.Setting} is '{schedule}'; it is a cron expression of six fields, such as 0 0 5 * * *");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
