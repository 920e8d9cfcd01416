using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Telemetry;
using Microsoft.Extensions.Hosting;

namespace ForecastFunctions.Telemetry;

/// <summary>Has the measurements watch what is asked for its state now and then, and does not count by itself.</summary>
/// <param name="measurements">Takes what is watched.</param>
/// <param name="gate">Knows how many computations wait.</param>
/// <param name="baselines">Know how old the current baseline is.</param>
internal sealed class WatchedMeasurements(Measurements measurements, ComputeGate gate, BaselineLibrary baselines) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        measurements.WatchQueue(() => gate.Waiting);
        measurements.WatchBaselineAge(() => baselines.CurrentFreshness?.AgeDays);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
