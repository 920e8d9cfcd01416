using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.IntegrationTests.Storage;

/// <summary>The pointer to the current baseline: who may move it, and what becomes of it.</summary>
[Collection(AzuriteTests.Name)]
public sealed class BaselinePointerTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestTables _tables = new(azurite);

    [Fact]
    public async Task Pointer_MovedToAnUnlistedBaseline_NamesItAllTheSame()
    {
        var store = await _tables.BaselinesWithAsync("a");
        await store.PointCurrentToAsync("a", null, None);
        await store.SaveAsync(Samples.Baseline("b"), isListed: false, None);

        Assert.True(await store.PointCurrentToAsync("b", "a", None));
        Assert.Equal("b", await store.CurrentVersionAsync(None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pin_ChangedByManyAtOnce_IsWonByExactlyOne(bool isPinned)
    {
        var versions = Enumerable.Range(0, 8).Select(i => $"v{i}").ToArray();
        var store = await _tables.BaselinesWithAsync([.. versions, "start"]);
        await store.PointCurrentToAsync("start", null, None);
        var expected = new CurrentBaseline("start", isPinned);
        if (isPinned)
            await store.PointCurrentToAsync(expected, new CurrentBaseline("start", IsPinned: false), None);

        var outcomes = await Task.WhenAll(versions.Select(
            version => _tables.Baselines().PointCurrentToAsync(new CurrentBaseline(version, !isPinned), expected, None)));

        Assert.Single(outcomes, true);
        Assert.Equal(
            new CurrentBaseline(versions[Array.IndexOf(outcomes, true)], !isPinned), await store.CurrentAsync(None));
    }

    [Fact]
    public async Task PointCurrentTo_VersionNotStored_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _tables.Baselines().PointCurrentToAsync("2024-12", null, None));
        Assert.Null(await _tables.Baselines().CurrentVersionAsync(None));
    }

    [Fact]
    public async Task PointCurrentTo_ExpectationHolds_MovesThePointer()
    {
        var store = await _tables.BaselinesWithAsync("a", "b");

        Assert.True(await store.PointCurrentToAsync("a", null, None));
        Assert.True(await store.PointCurrentToAsync("b", "a", None));
        Assert.True(await store.PointCurrentToAsync("b", "a", None), "it is current already");
        Assert.Equal("b", await store.CurrentVersionAsync(None));
    }

    [Fact]
    public async Task Pointer_ThatIsPinned_MovesOnlyForOneWhoKnowsIt()
    {
        var store = await _tables.BaselinesWithAsync("a", "b");
        await store.PointCurrentToAsync("a", null, None);
        Assert.Equal(new CurrentBaseline("a", IsPinned: false), await store.CurrentAsync(None));

        Assert.True(await store.PointCurrentToAsync(new CurrentBaseline("a", IsPinned: true), new CurrentBaseline("a", IsPinned: false), None));
        Assert.Equal(new CurrentBaseline("a", IsPinned: true), await _tables.Baselines().CurrentAsync(None));
        Assert.False(await store.PointCurrentToAsync("b", "a", None));
        Assert.True(await store.PointCurrentToAsync(new CurrentBaseline("b", IsPinned: false), new CurrentBaseline("a", IsPinned: true), None));
        Assert.Equal(new CurrentBaseline("b", IsPinned: false), await store.CurrentAsync(None));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("b")]
    public async Task PointCurrentTo_ExpectationIsStale_LeavesThePointer(string? expected)
    {
        var store = await _tables.BaselinesWithAsync("a", "b");
        await store.PointCurrentToAsync("a", null, None);

        Assert.False(await store.PointCurrentToAsync("b", expected, None));
        Assert.Equal("a", await store.CurrentVersionAsync(None));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("start")]
    public async Task PointCurrentTo_ManyAtOnce_ExactlyOneWins(string? expected)
    {
        var versions = Enumerable.Range(0, 10).Select(i => $"v{i}").ToArray();
        var store = await _tables.BaselinesWithAsync([.. versions, "start"]);
        if (expected is not null)
            await store.PointCurrentToAsync(expected, null, None);
        var outcomes = await Task.WhenAll(versions.Select(version => _tables.Baselines().PointCurrentToAsync(version, expected, None)));

        Assert.Single(outcomes, true);
        Assert.Equal(versions[Array.IndexOf(outcomes, true)], await store.CurrentVersionAsync(None));
    }

    [Fact]
    public async Task PointCurrentTo_AnswerLost_IsFoundToHaveSucceeded()
    {
        var store = await _tables.BaselinesWithAsync("a", "b");
        await store.PointCurrentToAsync("a", null, None);
        var lost = new LostAnswer(request => request.Method == HttpMethod.Put);

        Assert.True(await _tables.Baselines(handler: lost).PointCurrentToAsync("b", "a", None));
        Assert.True(lost.WasLost);
    }

    [Fact]
    public async Task PointCurrentTo_DamagedSnapshot_IsAnErrorAndLeavesThePointer()
    {
        var store = await _tables.BaselinesWithAsync("a", "b");
        await store.PointCurrentToAsync("a", null, None);
        await _tables.DamageAsync("b");

        await Assert.ThrowsAsync<DamagedContentException>(() => store.PointCurrentToAsync("b", "a", None));
        Assert.Equal("a", await store.CurrentVersionAsync(None));
    }

    [Fact]
    public async Task CurrentVersion_PointerWithoutAVersion_IsAnError()
    {
        var store = await _tables.BaselinesWithAsync("a");
        await _tables.Table(TableKeys.BaselineTable).AddEntityAsync(new TableEntity("pointer", "current"));

        await Assert.ThrowsAsync<DamagedContentException>(() => store.CurrentVersionAsync(None));
    }
}
