using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.UnitTests.Projections;
using ForecastFunctions.UnitTests.Scenarios;

namespace ForecastFunctions.UnitTests.Functions;

/// <summary>What one partner keeps is not there for another.</summary>
public sealed class OwnScenariosTests
{
    private readonly ScenariosInMemory _store = new();
    private readonly ScenarioLibrary _library;

    public OwnScenariosTests()
    {
        _library = new ScenarioLibrary(_store, Widening.None);
        _store.Keep("one", SavedScenarioTests.Saved("secret-plan"));
        _store.Keep("other",
            SavedScenarioTests.Saved("public-plan", settings: new() { [Parameters.AnchorYear] = new ParameterSetting.Fixed(2026) }));
    }

    [Fact]
    public async Task Scenario_OfAnotherPartner_IsNeitherFoundNorSuggested()
    {
        var (found, none) = await ResolveAsync("secret-plan", "one");
        Assert.Equal("one", found?.Owner);
        Assert.Empty(none);

        var (ofOther, faults) = await ResolveAsync("secret-plan", "other");
        Assert.Null(ofOther);
        var fault = Assert.Single(faults);
        Assert.Equal((FaultCode.NotFound, "scenario"), (fault.Code, fault.Target));
        Assert.DoesNotContain("Did you mean secret", fault.Message, StringComparison.Ordinal);
        Assert.Equal([.. Presets.Catalogue.Select(p => p.Name), "public-plan"], fault.Allowed!);

        var (misspelt, ofOne) = await ResolveAsync("secret-plam", "one");
        Assert.Null(misspelt);
        Assert.Contains("Did you mean secret-plan?", Assert.Single(ofOne).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenario_ThatALaterBaselineHasNoPlaceFor_SaysSoUnlessItIsOverridden()
    {
        var later = new Baseline("2026-12", "Later", new DateOnly(2026, 12, 31), 2026, ArticleRuns.Article.Parameters, []);
        Assert.NotNull((await ResolveAsync("public-plan", "other")).Scenario);

        var (outside, faults) = await ResolveAsync("public-plan", "other", later);
        Assert.Null(outside);
        Assert.Contains("on a baseline of 2026", Assert.Single(faults).Message, StringComparison.Ordinal);
        Assert.Contains("from 2027 to 2041", faults[0].Message, StringComparison.Ordinal);

        Assert.NotNull((await ResolveAsync(
            "public-plan", "other", later, new StatedSetting(Parameters.AnchorYear.Id, new StatedValue.Number(2030)))).Scenario);
    }

    [Fact]
    public async Task Run_OfAnotherPartnersScenario_IsNotThereStoredOrRemembered()
    {
        var scenario = (await ResolveAsync("secret-plan", "one")).Scenario!;
        var specification = new ProjectionSpecification(ArticleRuns.Article.Version, scenario, ArticleRuns.Specification().Range);
        using var libraries = new RunLibraries();
        for (var process = 0; process < 2; process++)
        {
            var runs = libraries.Create();
            if (process == 0)
                await runs.AskAsync(specification);
            Assert.Null(await FindAsync("other"));
            Assert.NotNull(await FindAsync("one"));
            Assert.Null(await FindAsync("other"));

            async Task<ProjectionSpecification?> FindAsync(string partner)
                => (await runs.FindAsync(specification.RunId, new Caller(partner, AccessScope.Admin)))?.Specification;
        }
    }

    private async Task<(ResolvedScenario? Scenario, IReadOnlyList<Fault> Faults)> ResolveAsync(
        string name, string owner, Baseline? baseline = null, params IReadOnlyList<StatedSetting> settings)
    {
        var faults = new Faults();
        var scenario = await _library.ResolveAsync(
            new ScenarioChoice(name, settings, []), "", baseline ?? ArticleRuns.Article, new Caller(owner, AccessScope.Read), faults,
            CancellationToken.None);
        return (scenario, faults.All);
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
}
