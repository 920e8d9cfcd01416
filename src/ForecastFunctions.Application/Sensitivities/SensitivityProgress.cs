using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Sensitivities;

/// <summary>Logs how far an analysis is: nothing of a short one, and a line every few seconds of a long one.</summary>
/// <param name="scenario">The scenario that is analysed.</param>
/// <param name="time">Tells how long it takes.</param>
/// <param name="logger">Takes the lines.</param>
internal sealed class SensitivityProgress(string scenario, TimeProvider time, ILogger logger) : IProgress<double>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private long _last = -1;

    /// <inheritdoc/>
    public void Report(double value)
    {
        var now = time.GetTimestamp();
        var last = Interlocked.CompareExchange(ref _last, now, -1);
        if (last >= 0 && time.GetElapsedTime(last, now) >= Interval && Interlocked.CompareExchange(ref _last, now, last) == last)
            logger.SensitivityUnderWay(scenario, value);
    }
}
