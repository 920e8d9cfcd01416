using System.Globalization;
using Azure.Data.Tables;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.IntegrationTests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class TableRefreshReportStoreTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestTables _tables = new(azurite);
    private readonly FakeTimeProvider _time = new(NewYear);

    [Fact]
    public async Task List_NothingStored_IsEmptyWithoutCreatingATable()
    {
        Assert.Empty(await Store().ListAsync(10, None));
        Assert.All(_tables.Requests.All, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Save_AnyReport_ReadsBackWhole()
    {
        var report = Report(NewYear.AddMinutes(-1)) with
        {
            Outcome = RefreshOutcome.Overtaken,
            MovedParameters = [new("spend.base", null, 0.1 + 0.2), new("ratio.base", 3.5, 3.25)],
            Sources =
            [
                new("sec-edgar", 120, 33, 98_765, TimeSpan.FromMilliseconds(1_234.5))
                {
                    Missing = ["avgo.ai_revenue.q"],
                    Companies = [new("Broadcom", 22, 21, 1, ["8-K: no amount"], ["avgo.ai_revenue.q"])],
                },
            ],
            StoredVersion = "2026-01-01-abcdef01",
            IsPinned = false,
            Faults =
            [
                new("curated", "https://example.com/c.csv", SourceFaultCodes.NotFound, "The answer was 404: „nichts“.") { Series = ["meta.capex.fy"] },
            ],
            Quarantines = [new("meta.capex.fy", "jump", "It goes from 1 to 1000.")],
            Notices = [new("amzn.capex.q", "unconfirmed", "It is 3, where 1 was to be expected.")],
        };
        await Store().SaveAsync(report, None);

        var found = Assert.Single(await Store().ListAsync(10, None));
        Assert.Equivalent(report, found, strict: true);
        Assert.False(found.IsClean);
    }

    [Fact]
    public async Task List_ReportsOfTwoYears_AreTheNewestFirstAcrossTheBoundary()
    {
        DateTimeOffset[] starts = [NewYear.AddMinutes(-2), NewYear.AddMilliseconds(1), NewYear.AddDays(-40), NewYear.AddMilliseconds(-1),
            NewYear];
        foreach (var start in starts)
            await Store().SaveAsync(Report(start), None);
        _time.Advance(TimeSpan.FromHours(1));

        var listed = await Store().ListAsync(10, None);

        Assert.Equal(starts.OrderDescending(), listed.Select(report => report.StartedAt));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task List_ALimit_IsHonouredFromTheNewest(int most)
    {
        for (var i = 0; i < 4; i++)
            await Store().SaveAsync(Report(NewYear.AddDays(i - 2)), None);
        _time.Advance(TimeSpan.FromDays(2));

        var listed = await Store().ListAsync(most, None);

        Assert.Equal(Enumerable.Range(0, most).Select(i => NewYear.AddDays(1 - i)), listed.Select(report => report.StartedAt));
    }

    [Fact]
    public async Task List_AReportOfAClockThatIsAhead_IsThere()
    {
        var store = _tables.Refreshes(new FakeTimeProvider(NewYear.AddSeconds(-5)));
        await store.SaveAsync(Report(NewYear.AddSeconds(5)), None);

        Assert.Single(await store.ListAsync(10, None));
    }

    [Fact]
    public async Task List_AtTheEndOfALongMonth_LooksIntoEveryMonth()
    {
        // 31 March less one month is 28 February: no month may be left out, nor looked into twice.
        var now = new DateTimeOffset(2026, 3, 31, 23, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] starts = [now, new(2026, 2, 28, 5, 0, 0, TimeSpan.Zero), new(2026, 1, 31, 5, 0, 0, TimeSpan.Zero),
            new(2025, 5, 1, 5, 0, 0, TimeSpan.Zero)];
        foreach (var start in starts)
            await Store().SaveAsync(Report(start), None);
        _time.SetUtcNow(now);

        Assert.Equal(starts, (await Store().ListAsync(10, None)).Select(report => report.StartedAt));
    }

    [Fact]
    public async Task Save_TheSameReportAgain_ChangesNothing()
    {
        var report = Report(NewYear.AddMinutes(-1));
        await Store().SaveAsync(report, None);
        var before = await Rows();

        await Store().SaveAsync(report, None);
        await Store().SaveAsync(report with { Trigger = "request" }, None);

        Assert.Equal(before, await Rows());
        Assert.Equal("schedule", Assert.Single(await Store().ListAsync(10, None)).Trigger);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2_000)]
    public async Task Save_WhatWasUnfinished_IsReplacedUntilItIsDone(int faults)
    {
        var begun = Report(NewYear.AddMinutes(-1)) with { Outcome = RefreshOutcome.Unfinished };
        var intended = begun with
        {
            Version = "2025-06",
            Faults = [.. Enumerable.Range(0, faults).Select(
                i => new SourceFault("sec-edgar", $"{i}", SourceFaultCodes.Malformed, Convert.ToHexString(Samples.Noise(600, i + 1))))],
        };
        var done = intended with { Outcome = RefreshOutcome.Changed };
        foreach (var report in new[] { begun, intended, intended, done })
        {
            await Store().SaveAsync(report, None);
            Assert.Equivalent(report, Assert.Single(await Store().ListAsync(10, None)), strict: true);
        }

        await Store().SaveAsync(begun, None);
        Assert.Equivalent(done, Assert.Single(await Store().ListAsync(10, None)), strict: true);
    }

    [Fact]
    public async Task Save_InPlaceOfWhatWasUnfinished_AnswerLost_IsRepeatedAndSucceeds()
    {
        var begun = Report(NewYear.AddMinutes(-1)) with { Outcome = RefreshOutcome.Unfinished };
        await Store().SaveAsync(begun, None);
        var lost = new LostAnswer(request => request.Method == HttpMethod.Put);

        await _tables.Refreshes(_time, lost).SaveAsync(begun with { Outcome = RefreshOutcome.Failed }, None);

        Assert.True(lost.WasLost);
        Assert.Equal(RefreshOutcome.Failed, Assert.Single(await Store().ListAsync(10, None)).Outcome);
    }

    [Fact]
    public async Task Save_AnswerLost_IsRepeatedAndSucceeds()
    {
        var lost = new LostAnswer(request => request.Method == HttpMethod.Post
            && !request.RequestUri!.AbsolutePath.EndsWith("/Tables", StringComparison.Ordinal));
        await _tables.Refreshes(_time, lost).SaveAsync(Report(NewYear.AddMinutes(-1)), None);

        Assert.True(lost.WasLost);
        Assert.Single(await Store().ListAsync(10, None));
    }

    [Fact]
    public async Task Save_AReportWithEveryFaultThereCanBe_FitsAndReadsBack()
    {
        var report = Report(NewYear.AddMinutes(-1)) with
        {
            Faults = [.. Enumerable.Range(0, 2_000).Select(i => new SourceFault("sec-edgar", $"CIK{i:0000000000}/us-gaap/Revenues",
                SourceFaultCodes.Malformed, Convert.ToHexString(Samples.Noise(600, i + 1))))],
        };
        await Store().SaveAsync(report, None);

        Assert.Equal(report.Faults, Assert.Single(await Store().ListAsync(10, None)).Faults);
    }

    private TableRefreshReportStore Store() => _tables.Refreshes(_time);

    private async Task<string[]> Rows() =>
        await _tables.Table(TableKeys.RefreshTable).QueryAsync<TableEntity>().Select(row => row.RowKey + row.ETag).ToArrayAsync();

    private static RefreshReport Report(DateTimeOffset startedAt) => new(
        startedAt.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + "-0123abcd", startedAt, TimeSpan.FromSeconds(2.5),
        "schedule",
        RefreshOutcome.Unchanged, "2024-12", "2024-12", 0, [], [], [], []);
}
