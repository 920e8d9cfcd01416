using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Application.Runs;
using System.Diagnostics.Metrics;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using ForecastFunctions.Telemetry;
using ForecastFunctions.UnitTests.Projections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Functions;

public sealed class PrunedRunTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 18, 0, 0, TimeSpan.Zero));
    private readonly OneRun _store = new();
    private readonly ComputeGate _gate = new(TimeProvider.System);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose()
    {
        _services.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task Find_PrunedRun_ComputesItOnceStoresItAndGivesTheSameBytes()
    {
        var specification = Runs.Specification();
        using var runs = Create();
        var before = await runs.GetAsync(specification, None);
        _store.Prune();

        using var later = Create();
        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Find(later, specification.RunId)));

        Assert.All(found, run => Assert.Equal(before.Result.ToBytes(), run!.Result.ToBytes()));
        Assert.All(found, run => Assert.Equal(specification.RunId, run!.Specification.RunId));
        Assert.Equal(1, later.Computed);
        Assert.Equal(4, later.Served);
        Assert.Equal(before.Result.ToBytes(), _store.Run!.Result!.Value.ToArray());
    }

    [Fact]
    public async Task Find_PrunedComparison_ComputesItAgainAndIsNoProjection()
    {
        var one = Runs.Specification();
        var specification = new ComparisonSpecification(
            one.BaselineVersion, [one.Scenario, Runs.Specification("data-wall").Scenario], 0, one.Range);
        using var runs = Create();
        var before = await runs.GetAsync(specification, None);
        _store.Prune();

        using var later = Create();
        var problem = await Assert.ThrowsAsync<ProblemException>(() => Find(later, specification.RunId));
        Assert.Equal(404, problem.Status);
        Assert.Equal(0, later.Computed);
        var found = await later.ReadAsync<ComparisonSpecification, Comparison>(specification.RunId.ToString(), Caller.Anyone, None);
        Assert.Equal(before.Result.ToBytes(), found.Result.ToBytes());
        Assert.Equal((1, 1), (later.Computed, later.Served));

        // Remembered, it is still none.
        await Assert.ThrowsAsync<ProblemException>(() => Find(later, specification.RunId));
    }

    [Fact]
    public async Task Find_RunOfASavedScenario_IsThereForItsOwnerAlone()
    {
        var one = Runs.Specification();
        var own = ResolvedScenario.Resolve(
            Runs.Article,
            new Scenario("our-view", "Ours", "", new Dictionary<Parameter, ParameterSetting>()) { Owner = "one" },
            new Dictionary<Parameter, ParameterSetting>());
        var specification = new ComparisonSpecification(one.BaselineVersion, [one.Scenario, own], 0, one.Range);
        using var runs = Create();
        await runs.GetAsync(specification, None);
        using var later = Create();
        foreach (var library in (RunLibrary[])[later, runs])
        {
            Assert.Null(await Find("another", library));

            // Nor does another kind's path tell that there is such a run.
            Assert.Null(await library.FindAsync<ProjectionSpecification, Projection>(
                specification.RunId, new Caller("another", AccessScope.Admin), None));
            Assert.Equal(specification.RunId, (await Find("one", library))!.Specification.RunId);
        }

        Task<Run<ComparisonSpecification, Comparison>?> Find(string partner, RunLibrary library)
            => library.FindAsync<ComparisonSpecification, Comparison>(specification.RunId, new Caller(partner, AccessScope.Read), None);
    }

    [Fact]
    public async Task Find_PrunedRunOfAnotherModelVersion_IsGone()
    {
        var specification = Runs.Specification();
        var request = specification.CanonicalForm.Replace($"\"{ModelVersion.Current}\"", "\"0.9.0\"", StringComparison.Ordinal);
        _store.Run = new StoredRun(specification.RunId.ToString(), request, null, _time.GetUtcNow());
        using var runs = Create();

        await Assert.ThrowsAsync<ModelVersionGoneException>(() => Find(runs, specification.RunId));
        Assert.Equal(0, runs.Computed);
    }

    [Fact]
    public async Task Find_RememberedRun_ReachesTheStoreOnceADay()
    {
        var specification = Runs.Specification();
        using var runs = Create();
        await runs.GetAsync(specification, None);
        _store.Finds = 0;
        for (var day = 1; day <= 3; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            await Find(runs, specification.RunId);
            await runs.GetAsync(specification, None);
            Assert.Equal(day, _store.Finds);
        }

        Assert.Equal(1, runs.Computed);
    }

    private RunLibrary Create()
        => new(_store, _gate, _time, new Measurements(_services.GetRequiredService<IMeterFactory>()), NullLogger<RunLibrary>.Instance);

    private static Task<Run<ProjectionSpecification, Projection>?> Find(RunLibrary runs, RunId runId)
        => runs.FindAsync<ProjectionSpecification, Projection>(runId, Caller.Anyone, None);

    private sealed class OneRun : IRunStore
    {
        public StoredRun? Run { get; set; }

        public int Finds { get; set; }

        public void Prune() => Run = new StoredRun(Run!.RunId, Run.Request, null, Run.CreatedAt);

        public Task<StoredRun?> FindAsync(string runId, CancellationToken cancellationToken)
        {
            Finds++;
            return Task.FromResult(Run is { } run && run.RunId == runId ? run : null);
        }

        public Task SaveAsync(StoredRun run, CancellationToken cancellationToken)
        {
            if (Run?.Result is null)
                Run = run;
            return Task.CompletedTask;
        }

        public Task<int> PruneAsync(DateTimeOffset unreadSince, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
