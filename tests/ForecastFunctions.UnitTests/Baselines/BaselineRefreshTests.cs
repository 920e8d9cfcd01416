using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

public class BaselineRefreshTests
{
    private static readonly IReadOnlyList<Observation> Curated = CuratedObservations.Read();
    private static readonly Baseline Article = ArticleBaseline.From(Curated);

    private readonly FakeStore _store = new(Article);
    private readonly FakeReports _reports = new();

    [Fact]
    public async Task Refresh_WithNewFigures_MakesANewBaselineCurrent()
    {
        var report = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");

        Assert.Equal((RefreshOutcome.Changed, true), (report.Outcome, report.IsClean));
        Assert.Equal(report.Version, _store.Current);
        Assert.Equal(Curated.Count - Article.Observations.Count, report.NewObservations);
        Assert.Equal(2025, _store.Baselines[report.Version].BaseYear);
        Assert.Contains(report.MovedParameters, m => m is { Id: "spend.base", Before: 137, After: > 200 });
        Assert.Same(Article, _store.Baselines["2024-12"]);
        Assert.Equal([report], _reports.Saved);
    }

    [Fact]
    public async Task Refresh_OfWhatIsKnown_WritesNoBaseline()
    {
        var refresh = Refresh(new FakeSource("curated", Curated));
        var first = await refresh.RunAsync(Article, "schedule");
        var writes = _store.Writes;

        var second = await refresh.RunAsync(_store.Baselines[first.Version], "schedule");

        Assert.Equal(
            (RefreshOutcome.Unchanged, first.Version, 0, writes), (second.Outcome, second.Version, second.NewObservations, _store.Writes));
        Assert.Empty(second.MovedParameters);
    }

    [Fact]
    public async Task Refresh_OfAnUndatedSourceThatRepeatsItself_WritesNoBaseline()
    {
        var refresh = Refresh(new FakeSource("curated", Curated));
        var first = await refresh.RunAsync(Article, "schedule");
        var repeated = Curated.Where(o => o.SeriesId.StartsWith("nvda.h100e", StringComparison.Ordinal))
            .Select(o => new Observation(
                o.SeriesId, o.PeriodEnd, o.Frequency, o.Value, o.Unit, o.Status, o.Source, o.Reference, new(2026, 11, 20))).ToList();
        Assert.NotEmpty(repeated);

        var second = await Refresh(new FakeSource("epoch-ai", repeated))
            .RunAsync(_store.Baselines[first.Version], "schedule");

        Assert.Equal((RefreshOutcome.Unchanged, 0), (second.Outcome, second.NewObservations));
    }

    [Fact]
    public async Task Refresh_WithAPeriodThatIsNotOver_IsCleanStill()
    {
        var fault = new SourceFault("epoch-ai", "nvda.h100e_cumulative.p50", SourceFaultCodes.IncompletePeriod, "2026-Q2 is not over.");
        var report = await Refresh(new FakeSource("epoch-ai", [], fault), new FakeSource("curated", Curated))
            .RunAsync(Article, "schedule");
        Assert.True(report.IsClean);
    }

    [Fact]
    public async Task Refresh_OfAFigureThatIsRestatedAndRestatedBack_KeepsEachVintage()
    {
        var end = new DateOnly(2025, 12, 31);
        var day = new DateOnly(2026, 7, 1);
        var current = Article;
        foreach (var (days, factor) in new[] { (0, 1.0), (1, 1.1), (2, 1.0), (3, 1.0) })
        {
            var report = await Refresh(new FakeSource("curated", Curated), new FakeSource("epoch-ai", Counted(day.AddDays(days), factor)))
                .RunAsync(current, "schedule");
            current = _store.Baselines[report.Version];
        }

        // The first day says what the curated figure has said since May, the last what the third has.
        Assert.Equal(
            [new(2026, 5, 31), day.AddDays(1), day.AddDays(2)],
            current.Observations.Where(o => o.SeriesId == "nvda.h100e_cumulative.p50" && o.PeriodEnd == end).Select(o => o.KnownSince));
    }

    [Fact]
    public async Task Refresh_OfARestatementAndItsReverseAtOnce_KeepsBoth()
    {
        var day = new DateOnly(2026, 7, 1);
        var report = await Refresh(
            new FakeSource("curated", Curated), new FakeSource("epoch-ai", [.. Counted(day, 1.1), .. Counted(day.AddDays(1))]))
            .RunAsync(Article, "schedule");

        Assert.Equal(
            [new(2026, 5, 31), day, day.AddDays(1)],
            _store.Baselines[report.Version].Observations.Where(
                o => o.SeriesId == "nvda.h100e_cumulative.p50" && o.PeriodEnd == new DateOnly(2025, 12, 31)).Select(o => o.KnownSince));
    }

    [Fact]
    public async Task Refresh_WithASourceThatFails_TakesTheOthers()
    {
        var fault = new SourceFault("sec-edgar", "NVDA", SourceFaultCodes.ServerError, "It answers 500.");
        var report = await Refresh(new FakeSource("sec-edgar", [], fault), new FakeSource("curated", Curated))
            .RunAsync(Article, "schedule");
        Assert.Equal((RefreshOutcome.Changed, false), (report.Outcome, report.IsClean));
        Assert.Equal([fault], report.Faults);
        Assert.Equal(["sec-edgar", "curated"], report.Sources.Select(s => s.Name));
    }

    [Fact]
    public async Task Refresh_WithAPoisonedSeries_KeepsItsOldFigures()
    {
        var poisoned = Curated.Select(o => o is { SeriesId: "nvda.datacenter_revenue.q", PeriodEnd: { Year: 2025, Month: 7 } }
            ? new Observation(o.SeriesId, o.PeriodEnd, o.Frequency, o.Value * 1_000, o.Unit, o.Status, o.Source, o.Reference, o.KnownSince)
            : o).ToList();
        var report = await Refresh(new FakeSource("curated", poisoned)).RunAsync(Article, "schedule");

        Assert.Contains(report.Quarantines, q => q is { SeriesId: "nvda.datacenter_revenue.q", Code: "jump" });
        var series = _store.Baselines[_store.Current].Series("nvda.datacenter_revenue.q");
        Assert.Equal(Article.Series("nvda.datacenter_revenue.q"), series);
    }

    [Fact]
    public async Task Refresh_OfFiguresThatMakeNoYear_ChangesNothing()
    {
        var early = new Baseline("early", "Early", Article.AsOf, 2024, [], []);
        var report = await Refresh(new FakeSource("curated", Article.Observations)).RunAsync(early, "schedule");
        Assert.Equal((RefreshOutcome.Incomplete, "early", 0), (report.Outcome, report.Version, _store.Writes));
    }

    [Fact]
    public async Task Refresh_OvertakenByAnother_LeavesTheOthersCurrent()
    {
        _store.BeforePointing = () => _store.Current = "another";
        var report = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        Assert.Equal((RefreshOutcome.Overtaken, "another"), (report.Outcome, _store.Current));
    }

    [Fact]
    public async Task Refresh_EndedAtAnyStep_LeavesAValidBaselineAndAReportThatIsTrue()
    {
        // Each write fails in turn, not done or done, as if the process had gone just then; then all is well again.
        var steps = new List<string>();
        for (var step = 0; step < 10; step++)
        {
            var store = new FakeStore(Article);
            var reports = new FakeReports();
            store.Ending = reports.Ending = new Ending(step / 2 + 1, isDone: step % 2 == 1);
            var refresh = new BaselineRefresh([new FakeSource("curated", Curated)], store, reports, TimeProvider.System);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => refresh.RunAsync(Article, "schedule"));

            Assert.Contains(store.Current, store.Baselines.Keys);
            store.Ending = reports.Ending = null;
            var told = (await new RefreshHistory(reports, store).ListAsync(10, CancellationToken.None)).SingleOrDefault();
            steps.Add($"{(store.Current == "2024-12" ? "old" : "new")} {told?.Outcome}");
            if (told?.Outcome == RefreshOutcome.Changed)
                Assert.Equal((store.Current, true), (told.Version, told.MovedParameters.Count > 0));

            var next = await refresh.RunAsync(store.Baselines[store.Current], "schedule");
            Assert.Equal(next.Version, store.Current);
        }

        Assert.Equal(
            [
                "old ", "old Unfinished", // it has begun
                "old Unfinished", "old Unfinished", // the baseline
                "old Unfinished", "old Unfinished", // what it means to make current
                "old Unfinished", "new Changed", // the pointer
                "new Changed", "new Changed", // what it has done
            ],
            steps);
    }

    [Fact]
    public async Task Refresh_WhileTheStorageRefuses_AsksNoSource()
    {
        var source = new FakeSource("curated", Curated);
        _reports.Ending = new Ending(1, isDone: false);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Refresh(source).RunAsync(Article, "request"));
        Assert.Equal(0, source.Readings);
    }

    [Fact]
    public async Task Refresh_WithEverySourceDown_HasFailed()
    {
        var fault = new SourceFault("sec-edgar", "NVDA", SourceFaultCodes.ServerError, "It answers 500.");
        var other = fault with { Source = "curated" };
        var report = await Refresh(new FakeSource("sec-edgar", [], fault), new FakeSource("curated", [], other))
            .RunAsync(Article, "schedule");
        Assert.Equal((RefreshOutcome.Failed, "2024-12", false), (report.Outcome, report.Version, report.IsClean));
        Assert.Equal([report], _reports.Saved);

        // What has nothing yet has not failed.
        var empty = await Refresh(new FakeSource("curated", [], other with { Code = SourceFaultCodes.NoData }))
            .RunAsync(Article, "schedule");
        Assert.Equal(RefreshOutcome.Unchanged, empty.Outcome);
    }

    [Fact]
    public async Task Refresh_WithALastFigureOutOfTheOrdinary_BelievesAndNoticesIt()
    {
        var first = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        var last = Curated.Where(o => o.SeriesId == "nvda.datacenter_revenue.q").MaxBy(o => o.PeriodEnd)!;
        var doubled = new Observation(
            last.SeriesId, last.PeriodEnd.AddDays(91), last.Frequency, last.Value * 3, last.Unit, last.Status, last.Source, last.Reference,
            last.PeriodEnd.AddDays(121));
        var current = _store.Baselines[first.Version];

        var report = await Refresh(new FakeSource("curated", [.. Curated, doubled])).RunAsync(current, "schedule");

        Assert.Equal((RefreshOutcome.Changed, true), (report.Outcome, report.IsClean));
        Assert.Equal(("nvda.datacenter_revenue.q", "unconfirmed"),
            Assert.Single(report.Notices) is var notice ? (notice.SeriesId, notice.Code) : default);
    }

    [Fact]
    public void Curated_Series_AreAllBelieved()
        => Assert.All(Curated.GroupBy(o => o.SeriesId, StringComparer.Ordinal),
            series => Assert.Null(SeriesGuard.Check([], [.. series], new DateOnly(2026, 11, 28))));

    [Theory]
    [InlineData(2023)]
    [InlineData(2024)]
    [InlineData(2025)]
    public void Curated_Series_HoldNoOutliersForOneWhoKnewThemUpToAYear(int year)
        => Assert.All(Curated.GroupBy(o => o.SeriesId, StringComparer.Ordinal), series => Assert.NotEqual(
            "outlier",
            SeriesGuard.Check([.. series.Where(o => o.KnownSince.Year <= year)], [.. series], new DateOnly(2026, 11, 24))?.Code));

    private static List<Observation> Counted(DateOnly day, double factor = 1)
        => [.. Curated.Where(o => o.SeriesId == "nvda.h100e_cumulative.p50").Select(o => new Observation(
            o.SeriesId, o.PeriodEnd, o.Frequency, o.Value * factor, o.Unit, o.Status, "Epoch AI", "A reading", day))];

    private BaselineRefresh Refresh(params IBaselineSource[] sources) => new(sources, _store, _reports, TimeProvider.System);
}
