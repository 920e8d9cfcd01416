using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Sources.Curated;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class TableBaselineStoreTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestTables _tables = new(azurite);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20_000)]
    public async Task Save_AnySize_ReadsBackEqual(int observations)
    {
        var baseline = observations == 0
            ? new Baseline("empty", "Nothing", new DateOnly(2024, 12, 31), 2024, [], [])
            : Samples.Baseline("2024-12", observations);
        Assert.Equal(SaveOutcome.Stored, await _tables.Baselines().SaveAsync(baseline, None));

        var found = await _tables.Baselines().FindAsync(baseline.Version, None);
        Assert.Equal(baseline, found);
        Assert.Equal(baseline.Parameters, found!.Parameters);
        Assert.Equal(baseline.Observations, found.Observations);
    }

    [Fact]
    public async Task Save_TheCuratedBaseline_IsOneRowAndOneRead()
    {
        var baseline = ArticleBaseline.From(CuratedObservations.Read());
        await _tables.Baselines().SaveAsync(baseline, None);
        Assert.Equal(1, await _tables.Table(TableKeys.BaselineTable).QueryAsync<TableEntity>().CountAsync());
        _tables.Requests.Clear();

        Assert.Equal(baseline, await _tables.Baselines().FindAsync(baseline.Version, None));
        Assert.Equal("GET", _tables.Requests.Methods);
    }

    [Fact]
    public async Task Save_SameContentAgain_WritesNothing()
    {
        var store = _tables.Baselines();
        await store.SaveAsync(Samples.Baseline("2024-12"), None);
        _tables.Requests.Clear();

        Assert.Equal(SaveOutcome.AlreadyStored, await store.SaveAsync(Samples.Baseline("2024-12"), None));
        Assert.Equal("GET", _tables.Requests.Methods);
    }

    [Fact]
    public async Task Save_OtherContentUnderTheVersion_IsRefusedAndChangesNothing()
    {
        var first = Samples.Baseline("2024-12");
        await _tables.Baselines().SaveAsync(first, None);

        var error = await Assert.ThrowsAsync<BaselineConflictException>(
            () => _tables.Baselines().SaveAsync(Samples.Baseline("2024-12", title: "Another"), None));
        Assert.Equal("2024-12", error.Version);
        Assert.Equal(first, await _tables.Baselines().FindAsync("2024-12", None));
    }

    [Fact]
    public async Task Save_DifferentContentsAtOnce_OneIsStoredAndTheOthersRefused()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async seed =>
        {
            try
            {
                return (SaveOutcome?)await _tables.Baselines().SaveAsync(Samples.Baseline("2024-12", 12_000, seed: 1000 * seed), None);
            }
            catch (BaselineConflictException)
            {
                return null;
            }
        }));

        Assert.Single(outcomes, SaveOutcome.Stored);
        Assert.Equal(7, outcomes.Count(outcome => outcome is null));
        Assert.NotNull(await _tables.Baselines().FindAsync("2024-12", None));
    }

    [Fact]
    public async Task Save_AnswerLost_IsFoundToHaveSucceeded()
    {
        var lost = new LostAnswer(request => request.Method == HttpMethod.Post
            && !request.RequestUri!.AbsolutePath.EndsWith("/Tables", StringComparison.Ordinal));

        Assert.Equal(SaveOutcome.AlreadyStored, await _tables.Baselines(handler: lost).SaveAsync(Samples.Baseline("2024-12"), None));
        Assert.True(lost.WasLost);
    }

    [Fact]
    public async Task List_SeveralBaselines_AreSummarisedInOrderOfVersion()
    {
        var now = new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero);
        var store = _tables.Baselines(new FixedTime(now));
        await store.SaveAsync(Samples.Baseline("2025-03", 12_000), None);
        var older = Samples.Baseline("2024-12");
        await store.SaveAsync(older, None);
        await store.PointCurrentToAsync("2024-12", null, None);

        var list = await store.ListAsync(None);
        Assert.Equal("2024-12 2025-03", string.Join(' ', list.Select(summary => summary.Version)));
        Assert.Equal(new BaselineSummary("2024-12", older.Title, older.AsOf, 2024, older.ContentHash, 2, 3, now), list[0]);
    }

    /// <summary>What was made only to answer a request for a day in the past is read like any other, and shown once somebody wants it.</summary>
    [Fact]
    public async Task Save_OfAnUnlistedBaseline_IsFoundAndListedOnlyWhenItIsSavedAsListed()
    {
        var store = _tables.Baselines();
        var unlisted = Samples.Baseline("2025-03-06-0badcafe", 12_000);
        await store.SaveAsync(Samples.Baseline("2024-12"), None);

        Assert.Equal(SaveOutcome.Stored, await store.SaveAsync(unlisted, isListed: false, None));
        Assert.Equal(unlisted, await _tables.Baselines().FindAsync(unlisted.Version, None));
        Assert.Equal("2024-12", await VersionsAsync());
        Assert.Equal(SaveOutcome.AlreadyStored, await store.SaveAsync(unlisted, isListed: false, None));
        Assert.Equal("2024-12", await VersionsAsync());

        Assert.Equal(SaveOutcome.AlreadyStored, await store.SaveAsync(unlisted, isListed: true, None));
        Assert.Equal("2024-12 2025-03-06-0badcafe", await VersionsAsync());
        Assert.Equal(unlisted, await _tables.Baselines().FindAsync(unlisted.Version, None));

        // Nor does a later request for the day hide it again.
        Assert.Equal(SaveOutcome.AlreadyStored, await store.SaveAsync(unlisted, isListed: false, None));
        Assert.Equal("2024-12 2025-03-06-0badcafe", await VersionsAsync());

        async Task<string> VersionsAsync()
            => string.Join(' ', (await _tables.Baselines().ListAsync(None)).Select(summary => summary.Version));
    }

    [Fact]
    public async Task Store_NothingStored_AnswersEmpty()
    {
        var store = _tables.Baselines();

        Assert.Null(await store.FindAsync("2024-12", None));
        Assert.Null(await store.FindAsync("no/such#version", None));
        Assert.Null(await store.CurrentVersionAsync(None));
        Assert.Empty(await store.ListAsync(None));
        Assert.All(_tables.Requests.All, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Find_Damaged_IsAnErrorThatNamesTheBaseline()
    {
        var store = await _tables.BaselinesWithAsync("2024-12");
        await _tables.DamageAsync("2024-12");

        var error = await Assert.ThrowsAsync<DamagedContentException>(() => store.FindAsync("2024-12", None));
        Assert.Equal("baseline 2024-12", error.Name);
    }

    [Fact]
    public async Task Find_HashOfTheHeadChanged_IsAnError()
    {
        var store = await _tables.BaselinesWithAsync("a", "b");
        var (a, b) = (await _tables.HeadAsync("a"), await _tables.HeadAsync("b"));
        a["ContentHash"] = new string('0', 64);
        await _tables.Table(TableKeys.BaselineTable).UpdateEntityAsync(a, a.ETag, TableUpdateMode.Replace);

        var error = await Assert.ThrowsAsync<DamagedContentException>(() => store.FindAsync("a", None));
        Assert.Contains("content hash", error.Message, StringComparison.Ordinal);
        Assert.NotNull(await store.FindAsync(b.RowKey, None));
    }

    [Theory]
    [InlineData("Title")]
    [InlineData("AsOf")]
    [InlineData("ObservationCount")]
    public async Task List_HeadIncomplete_IsAnErrorThatNamesTheBaseline(string column)
    {
        var store = await _tables.BaselinesWithAsync("a");
        var head = await _tables.HeadAsync("a");
        head.Remove(column);
        await _tables.Table(TableKeys.BaselineTable).UpdateEntityAsync(head, head.ETag, TableUpdateMode.Replace);

        var error = await Assert.ThrowsAsync<DamagedContentException>(() => store.ListAsync(None));
        Assert.Equal("baseline a", error.Name);
    }

    [Fact]
    public async Task Ping_StorageAnswers_Returns()
    {
        await _tables.Probe().PingAsync(None);
        Assert.Equal("GET", _tables.Requests.Methods);
    }

    [Fact]
    public async Task Store_OnTheRequestPath_AsksForSinglePointsOnly()
    {
        var store = await _tables.BaselinesWithAsync("a");
        await store.PointCurrentToAsync("a", null, None);
        _tables.Requests.Clear();
        await store.CurrentVersionAsync(None);
        await store.FindAsync("a", None);

        Assert.Equal(2, _tables.Requests.All.Count);
        Assert.All(_tables.Requests.All, request => Assert.DoesNotContain("$filter", request.Uri.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_ItsRequest_NamesThePartition()
    {
        var store = await _tables.BaselinesWithAsync("a");
        _tables.Requests.Clear();
        await store.ListAsync(None);

        var query = Uri.UnescapeDataString(Assert.Single(_tables.Requests.All).Uri.Query);
        Assert.Contains("$filter=PartitionKey eq 'snapshot'", query.Replace('+', ' '), StringComparison.Ordinal);
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
