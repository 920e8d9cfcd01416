using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.Runs;
using System.Diagnostics.Metrics;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using ForecastFunctions.Scenarios;
using ForecastFunctions.Telemetry;
using ForecastFunctions.UnitTests.Http;
using ForecastFunctions.UnitTests.Projections;
using ForecastFunctions.UnitTests.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.UnitTests.Functions;

/// <summary>What one partner keeps is not there for another.</summary>
public sealed class OwnScenariosTests
{
    private const int BaseYear = 2024;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ScenariosInMemory _store = new();
    private readonly ScenarioLibrary _library;

    public OwnScenariosTests()
    {
        _library = new ScenarioLibrary(_store);
        _store.Keep("one", SavedScenarioTests.Saved("secret-plan"));
        _store.Keep("other",
            SavedScenarioTests.Saved("public-plan", settings: new() { [Parameters.AnchorYear] = new ParameterSetting.Fixed(2026) }));
    }

    [Fact]
    public async Task Scenario_OfAnotherPartner_IsNeitherFoundNorSuggested()
    {
        Assert.Equal("one", (await Read("secret-plan", "one", out _))?.Owner);

        Assert.Null(await Read("secret-plan", "other", out var ofOther));
        var fault = Assert.Single(ofOther.Faults);
        Assert.Equal(FaultCode.NotFound, fault.Code);
        Assert.DoesNotContain("Did you mean secret", fault.Message, StringComparison.Ordinal);
        Assert.Equal([.. Presets.All.Select(p => p.Name), "public-plan"], fault.Allowed!);

        Assert.Null(await Read("secret-plam", "one", out var ofOne));
        Assert.Contains("Did you mean secret-plan?", Assert.Single(ofOne.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenario_ThatALaterBaselineHasNoPlaceFor_SaysSoUnlessItIsOverridden()
    {
        Assert.NotNull(await Read("public-plan", "other", out _));
        Assert.Null(await Read("public-plan", "other", out var reader, baseYear: 2026));
        Assert.Contains("on a baseline of 2026 it is from 2027 to 2041", Assert.Single(reader.Faults).Message, StringComparison.Ordinal);
        Assert.NotNull(await Read("public-plan", "other", out _, baseYear: 2026, overridden: "share.anchorYear"));
    }

    [Fact]
    public async Task Run_OfAnotherPartnersScenario_IsNotThereStoredOrRemembered()
    {
        var scenario = (await Read("secret-plan", "one", out _))!;
        var resolved = ResolvedScenario.Resolve(Runs.Article, scenario, new Dictionary<Parameter, ParameterSetting>());
        var specification = new ProjectionSpecification(Runs.Article.Version, resolved, Runs.Specification().Range);
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var store = new RunsInMemory();
        for (var process = 0; process < 2; process++)
        {
            using var gate = new ComputeGate(TimeProvider.System);
            using var runs = new RunLibrary(
                store, gate, TimeProvider.System, new Measurements(services.GetRequiredService<IMeterFactory>()),
                NullLogger<RunLibrary>.Instance);
            if (process == 0)
                await runs.GetAsync(specification, None);
            Assert.Null(await FindAsync("other"));
            Assert.NotNull(await FindAsync("one"));
            Assert.Null(await FindAsync("other"));

            Task<Run<ProjectionSpecification, Projection>?> FindAsync(string partner)
                => runs.FindAsync<ProjectionSpecification, Projection>(specification.RunId, new Caller(partner, AccessScope.Admin), None);
        }
    }

    private Task<Scenario?> Read(string name, string owner, out RequestReader reader, int baseYear = BaseYear, params string[] overridden)
    {
        reader = RequestReader.OfQuery(Requests.Get($"?scenario={name}"));
        Assert.NotNull(reader.Find("scenario"));
        return _library.ReadAsync(reader, name, owner, baseYear, overridden, None);
    }

    private sealed class ScenariosInMemory : IScenarioStore
    {
        private readonly Dictionary<string, List<StoredScenario>> _byOwner = new(StringComparer.Ordinal);

        public void Keep(string owner, SavedScenario scenario)
            => _byOwner[owner] = [new StoredScenario(scenario, 1, DateTimeOffset.UnixEpoch)];

        public Task<PartnerScenarios> ReadAsync(string owner, CancellationToken cancellationToken)
            => Task.FromResult(new PartnerScenarios(owner, _byOwner.GetValueOrDefault(owner) ?? []));

        public Task<PartnerScenarios> ReadChainAsync(string owner, string name, CancellationToken cancellationToken)
            => ReadAsync(owner, cancellationToken);

        public Task<StoredScenario?> ChangeAsync(
            string owner, string name, Func<PartnerScenarios, SavedScenario?> decide, CancellationToken cancellationToken)
                => throw new NotSupportedException();
    }

    private sealed class RunsInMemory : IRunStore
    {
        private readonly Dictionary<string, StoredRun> _runs = new(StringComparer.Ordinal);

        public Task<StoredRun?> FindAsync(string runId, CancellationToken cancellationToken)
            => Task.FromResult(_runs.GetValueOrDefault(runId));

        public Task SaveAsync(StoredRun run, CancellationToken cancellationToken)
        {
            _runs[run.RunId] = run;
            return Task.CompletedTask;
        }

        public Task<int> PruneAsync(DateTimeOffset unreadSince, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
