using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Application.Runs;
using System.Diagnostics.Metrics;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using ForecastFunctions.Telemetry;
using ForecastFunctions.UnitTests.Projections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.UnitTests.Functions;

public sealed class ChargedRunTests : IDisposable
{
    private static readonly Quota Quota = new(100, 100_000_000, 100, 100_000_000);

    private readonly ComputeGate _gate = new(TimeProvider.System);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly HeldStore _store = new();

    public void Dispose()
    {
        _services.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task Run_IsChargedOnceAndOnlyWhereItIsComputed()
    {
        var specification = Runs.Specification();
        using var runs = Create();
        using var meter = new CallerMeter(Quota, TimeProvider.System);
        _store.Release();

        await GetAsync(runs, specification, meter);
        await GetAsync(runs, specification, meter);

        Assert.Equal(specification.Numbers, meter.Unsaved().Pending.Compute);
    }

    [Fact]
    public async Task Run_WaitedForTogether_IsComputedAtTheCostOfWhoeverCanPay()
    {
        var specification = Runs.Specification();
        using var runs = Create();
        using var poor = new CallerMeter(Quota, TimeProvider.System);
        using var rich = new CallerMeter(Quota, TimeProvider.System);
        poor.TakeCompute(Quota.ComputePerDay);

        var first = GetAsync(runs, specification, poor);
        var second = GetAsync(runs, specification, rich);
        _store.Release();

        Assert.Equal(429, (await Assert.ThrowsAsync<ProblemException>(() => first)).Status);
        Assert.Equal(specification.RunId, (await second).Specification.RunId);
        Assert.Equal(specification.Numbers, rich.Unsaved().Pending.Compute);
        Assert.Equal(1, runs.Computed);
    }

    private static async Task<Run<ProjectionSpecification, Projection>> GetAsync(
        RunLibrary runs, ProjectionSpecification specification, CallerMeter meter)
    {
        MeterOfRequest.Current = meter; // ends with this method, as with a request
        return await runs.GetAsync(specification, CancellationToken.None);
    }

    private RunLibrary Create() => new(_store, _gate, TimeProvider.System, new Measurements(_services.GetRequiredService<IMeterFactory>()),
        NullLogger<RunLibrary>.Instance);

    private sealed class HeldStore : IRunStore
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.SetResult();

        public async Task<StoredRun?> FindAsync(string runId, CancellationToken cancellationToken)
        {
            await _released.Task.WaitAsync(cancellationToken);
            return null;
        }

        public Task SaveAsync(StoredRun run, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<int> PruneAsync(DateTimeOffset unreadSince, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
