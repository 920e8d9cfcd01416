using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

public class OperatedRefreshTests
{
    private static readonly IReadOnlyList<Observation> Curated = CuratedObservations.Read();
    private static readonly Baseline Article = ArticleBaseline.From(Curated);

    private readonly FakeStore _store = new(Article);
    private readonly FakeReports _reports = new();

    [Fact]
    public async Task DryRun_OfNewFigures_TellsWhatWouldChangeAndStoresNothing()
    {
        var report = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "request", isDryRun: true);
        Assert.Equal((RefreshOutcome.Changed, true, 0, 0), (report.Outcome, report.IsDryRun, _store.Writes, _reports.Saved.Count));
        Assert.Equal("2024-12", _store.Current);

        var real = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "request");
        Assert.Equal((real.Version, real.NewObservations), (report.Version, report.NewObservations));
        Assert.Equal(real.MovedParameters, report.MovedParameters);
        Assert.False(real.IsDryRun);
    }

    [Fact]
    public async Task Refresh_OfAPinnedBaseline_StoresTheNewOneAndLeavesThePinnedOneCurrent()
    {
        _store.IsPinned = true;
        var report = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        Assert.Equal((RefreshOutcome.Pinned, "2024-12", "2024-12"), (report.Outcome, report.Version, _store.Current));
        Assert.Equal(2, _store.Baselines.Count);
        Assert.Equal(_store.Baselines.Keys.Single(v => v != "2024-12"), report.StoredVersion);
        Assert.True(report.IsClean);
    }

    [Fact]
    public async Task Operator_WhoMakesAnOlderBaselineCurrent_IsReportedLikeARefresh()
    {
        var newest = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        var choice = new BaselineChoice(_store, _reports, TimeProvider.System);
        var now = new CurrentBaseline(newest.Version, IsPinned: false);

        var report = (await choice.MakeCurrentAsync(new("2024-12", IsPinned: true), now, CancellationToken.None))!;
        Assert.Equal((RefreshOutcome.Changed, newest.Version, "2024-12"), (report.Outcome, report.PreviousVersion, report.Version));
        Assert.Equal(("2024-12", true), (_store.Current, _store.IsPinned));
        Assert.Contains(report.MovedParameters, p => p is { Id: "spend.base", After: 137 });
        Assert.Equal(report, _reports.Saved[^1]);

        Assert.Equal(RefreshOutcome.Overtaken, (await choice.MakeCurrentAsync(now, now, CancellationToken.None))!.Outcome);
        Assert.Null(await choice.MakeCurrentAsync(new("none", false), new("2024-12", true), CancellationToken.None));
        Assert.Equal("2024-12", _store.Current);
    }

    [Fact]
    public async Task Operator_WhoOnlyMovesThePin_ChangesNoBaseline()
    {
        var choice = new BaselineChoice(_store, _reports, TimeProvider.System);
        CurrentBaseline loose = new("2024-12", IsPinned: false), pinned = new("2024-12", IsPinned: true);
        foreach (var (next, now) in ((CurrentBaseline, CurrentBaseline)[])[(pinned, loose), (loose, pinned)])
        {
            var report = (await choice.MakeCurrentAsync(next, now, CancellationToken.None))!;
            Assert.Equal((RefreshOutcome.Unchanged, next.IsPinned, "2024-12"), (report.Outcome, report.IsPinned, report.Version));
            Assert.Equal(next.IsPinned, _store.IsPinned);
        }
    }

    [Fact]
    public async Task Operator_WhoComesTooLate_ListsNothing()
    {
        var newest = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        _store.Unlisted.Add("2024-12");
        var choice = new BaselineChoice(_store, _reports, TimeProvider.System);
        CurrentBaseline now = new(newest.Version, IsPinned: false), article = new("2024-12", IsPinned: false);
        Assert.Equal(RefreshOutcome.Overtaken, (await choice.MakeCurrentAsync(article, article, CancellationToken.None))!.Outcome);
        Assert.Contains("2024-12", _store.Unlisted);
        Assert.Equal(RefreshOutcome.Changed, (await choice.MakeCurrentAsync(article, now, CancellationToken.None))!.Outcome);
        Assert.Empty(_store.Unlisted);
    }

    private BaselineRefresh Refresh(params IBaselineSource[] sources) => new(sources, _store, _reports, TimeProvider.System);
}
