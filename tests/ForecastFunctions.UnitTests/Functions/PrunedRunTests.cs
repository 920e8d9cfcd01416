using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Functions;

public sealed class PrunedRunTests : IDisposable
{
    private readonly RunLibraries _libraries = new();

    public void Dispose() => _libraries.Dispose();

    [Fact]
    public async Task Find_PrunedRun_ComputesItOnceStoresItAndGivesTheSameBytes()
    {
        var specification = ArticleRuns.Specification();
        var runs = _libraries.Create();
        var before = await runs.AskAsync(specification);
        _libraries.Store.PutResult(specification.RunId, null);

        var later = _libraries.Create();
        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => later.FindAsync(specification.RunId)));

        Assert.All(found, run => Assert.Equal(before.Result.ToBytes(), run!.Result.ToBytes()));
        Assert.All(found, run => Assert.Equal(specification.RunId, run!.Specification.RunId));
        Assert.Equal(1, later.Computed);
        Assert.Equal(4, later.Served);
        Assert.Equal(before.Result.ToBytes(), _libraries.Store[specification.RunId].Result!.Value.ToArray());
    }

    [Fact]
    public async Task Find_PrunedComparison_ComputesItAgainAndIsNoProjection()
    {
        var one = ArticleRuns.Specification();
        var specification = new ComparisonSpecification(
            one.BaselineVersion, [one.Scenario, ArticleRuns.Specification("data-wall").Scenario], 0, one.Range);
        var runs = _libraries.Create();
        var before = await runs.AskAsync(specification);
        _libraries.Store.PutResult(specification.RunId, null);

        var later = _libraries.Create();
        var problem = await Assert.ThrowsAsync<ProblemException>(() => later.FindAsync(specification.RunId));
        Assert.Equal(404, problem.Kind.Status);
        Assert.Equal(0, later.Computed);
        var found = await later.ReadAsync<ComparisonSpecification, Comparison>(specification.RunId.ToString(), Caller.Anyone, CancellationToken.None);
        Assert.Equal(before.Result.ToBytes(), found.Result.ToBytes());
        Assert.Equal((1, 1), (later.Computed, later.Served));

        // Remembered, it is still none.
        await Assert.ThrowsAsync<ProblemException>(() => later.FindAsync(specification.RunId));
    }

    [Fact]
    public async Task Find_RunOfASavedScenario_IsThereForItsOwnerAlone()
    {
        var one = ArticleRuns.Specification();
        var own = ResolvedScenario.Resolve(
            ArticleRuns.Article,
            new Scenario("our-view", "Ours", "", new Dictionary<Parameter, ParameterSetting>()) { Owner = "one" },
            new Dictionary<Parameter, ParameterSetting>());
        var specification = new ComparisonSpecification(one.BaselineVersion, [one.Scenario, own], 0, one.Range);
        var runs = _libraries.Create();
        await runs.AskAsync(specification);
        var later = _libraries.Create();
        foreach (var library in (RunLibrary[])[later, runs])
        {
            Assert.Null(await Find("another", library));

            // Nor does another kind's path tell that there is such a run.
            Assert.Null(await library.FindAsync<ProjectionSpecification, Projection>(
                specification.RunId, new Caller("another", AccessScope.Admin), CancellationToken.None));
            Assert.Equal(specification.RunId, (await Find("one", library))!.Specification.RunId);
        }

        Task<Run<ComparisonSpecification, Comparison>?> Find(string partner, RunLibrary library)
            => library.FindAsync<ComparisonSpecification, Comparison>(
                specification.RunId, new Caller(partner, AccessScope.Read), CancellationToken.None);
    }

    [Fact]
    public async Task Find_PrunedRunOfAnotherModelVersion_IsGone()
    {
        var specification = ArticleRuns.Specification();
        var request = specification.CanonicalForm.Replace($"\"{ModelVersion.Current}\"", "\"0.9.0\"", StringComparison.Ordinal);
        _libraries.Store[specification.RunId] = new StoredRun(specification.RunId.ToString(), request, null, _libraries.Time.GetUtcNow());
        var runs = _libraries.Create();

        await Assert.ThrowsAsync<ModelVersionGoneException>(() => runs.FindAsync(specification.RunId));
        Assert.Equal(0, runs.Computed);
    }

    [Fact]
    public async Task Find_RememberedRun_ReachesTheStoreOnceADay()
    {
        var specification = ArticleRuns.Specification();
        var runs = _libraries.Create();
        await runs.AskAsync(specification);
        var before = _libraries.Store.Finds;
        for (var day = 1; day <= 3; day++)
        {
            _libraries.Time.Advance(TimeSpan.FromDays(1));
            await runs.FindAsync(specification.RunId);
            await runs.AskAsync(specification);
            Assert.Equal(before + day, _libraries.Store.Finds);
        }

        Assert.Equal(1, runs.Computed);
    }
}
