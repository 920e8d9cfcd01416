using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

public class VanishedFiguresTests
{
    private static readonly IReadOnlyList<Observation> Curated = CuratedObservations.Read();
    private static readonly Baseline Article = ArticleBaseline.From(Curated);

    private readonly FakeStore _store = new(Article);
    private readonly FakeReports _reports = new();

    [Theory]
    [InlineData("avgo.ai_revenue.q")]
    [InlineData("tpu.h100e_cumulative.p50")]
    [InlineData("market.inference_share_compute")]
    public async Task Series_ThatASourceNoLongerGives_IsAFaultAndKeepsItsFigures(string series)
    {
        var first = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        var current = _store.Baselines[first.Version];
        var less = Curated.Where(o => !string.Equals(o.SeriesId, series, StringComparison.Ordinal)).ToList();
        for (var again = 0; again < 2; again++)
        {
            var report = await Refresh(new FakeSource("curated", less)).RunAsync(current, "schedule");
            var fault = Assert.Single(report.Faults);
            Assert.Equal(("curated", series, SourceFaultCodes.Vanished), (fault.Source, fault.Subject, fault.Code));
            Assert.Equal((RefreshOutcome.Unchanged, false), (report.Outcome, report.IsClean));
        }

        Assert.NotEmpty(_store.Baselines[_store.Current].Series(series));
        Assert.Empty((await Refresh(new FakeSource("curated", Curated)).RunAsync(current, "schedule")).Faults);
    }

    [Fact]
    public async Task Series_ThatIsMissed_IsMissedForAsLongAsItDoesNotComeBack()
    {
        const string Series = "market.inference_share_compute";
        var first = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        var current = _store.Baselines[first.Version];
        var less = Curated.Where(o => o.SeriesId != Series).ToList();
        for (var day = 0; day < 12; day++)
            Assert.Equal(Series, Assert.Single((await Refresh(new FakeSource("curated", less)).RunAsync(current, "schedule")).Faults).Subject);

        // Also behind an operator's reports, which read no source; but not where the source is told to leave it out.
        var choice = new BaselineChoice(_store, _reports, TimeProvider.System);
        for (var again = 0; again < 12; again++)
        {
            var now = new CurrentBaseline(current.Version, _store.IsPinned);
            Assert.Equal(RefreshOutcome.Unchanged, (await choice.MakeCurrentAsync(now with { IsPinned = !now.IsPinned }, now, CancellationToken.None))!.Outcome);
        }

        Assert.Equal(Series, Assert.Single((await Refresh(new FakeSource("curated", less)).RunAsync(current, "schedule")).Faults).Subject);
        Assert.Empty((await Refresh(new FakeSource("curated", less) { Excluded = [Series] }).RunAsync(current, "schedule")).Faults);
    }

    [Fact]
    public async Task Series_ThatIsMissingBesideAFault_IsNamedByItOrHasVanished()
    {
        const string HeldBack = "avgo.ai_revenue.q", Gone = "market.inference_share_compute";
        var first = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        var current = _store.Baselines[first.Version];
        var less = Curated.Where(o => o.SeriesId is not (HeldBack or Gone)).ToList();
        SourceFault fault = new("curated", "a document", SourceFaultCodes.ServerError, "The answer was 503.");

        var named = await Refresh(new FakeSource("curated", less, fault with { Series = [HeldBack] })).RunAsync(current, "schedule");
        Assert.Equal([(SourceFaultCodes.ServerError, HeldBack), (SourceFaultCodes.Vanished, Gone)], named.Faults.Select(f => (f.Code, f.Series.Single())));

        var stem = await Refresh(new FakeSource("curated", less, fault with { Series = ["avgo.ai_revenue"] })).RunAsync(current, "schedule");
        Assert.Equal([SourceFaultCodes.ServerError, SourceFaultCodes.Vanished], stem.Faults.Select(f => f.Code));

        var unnamed = await Refresh(new FakeSource("curated", less, fault)).RunAsync(current, "schedule");
        Assert.Equal([HeldBack, Gone], Assert.Single(unnamed.Faults).Series);
    }

    [Fact]
    public async Task Source_ThatGivesNothingAndCallsItNoMatter_IsMissedSeriesBySeries()
    {
        var first = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        var empty = new FakeSource("curated", [], new SourceFault("curated", "curated", SourceFaultCodes.NoData, "There is nothing but a header."));
        var report = await Refresh(empty).RunAsync(_store.Baselines[first.Version], "schedule");
        Assert.Equal(Curated.Select(o => o.SeriesId).Distinct(StringComparer.Ordinal).Count(), report.Faults.Count(f => f.Code == SourceFaultCodes.Vanished));
        Assert.False(report.IsClean);
    }

    [Fact]
    public async Task Figures_ThatRepeatOthersRounded_AreNoNews()
    {
        var first = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule");
        var rounded = Curated.Where(o => o.SeriesId == "nvda.datacenter_revenue.q").Select(o => new Observation(
            o.SeriesId, o.PeriodEnd, o.Frequency, Math.Round(o.Value / 1e8) * 1e8, o.Unit, ObservationStatus.Derived, "press", "r", new(2026, 11, 20)));
        var report = await Refresh(new FakeSource("press", [.. rounded.Where(o => Curated.All(
                c => c.SeriesId != o.SeriesId || c.PeriodEnd != o.PeriodEnd || c.Value != o.Value))]))
            .RunAsync(_store.Baselines[first.Version], "schedule");
        Assert.Equal((RefreshOutcome.Unchanged, 0), (report.Outcome, report.NewObservations));
    }

    [Fact]
    public async Task Figures_ThatMakeNoVintage_AreAFaultThatNamesTheSeries()
    {
        var early = new Baseline("early", "Early", Article.AsOf, 2024, [], []);
        var report = await Refresh(new FakeSource("curated", [.. Curated.Where(o => o.SeriesId != "avgo.ai_revenue.q")]))
            .RunAsync(early, "schedule");
        Assert.Equal((RefreshOutcome.Incomplete, "early", false), (report.Outcome, report.Version, report.IsClean));
        Assert.Contains(report.Faults, f => f is { Source: "refresh", Subject: "avgo.ai_revenue.q", Code: "series-missing" });
    }

    private BaselineRefresh Refresh(params IBaselineSource[] sources) => new(sources, _store, _reports, TimeProvider.System);
}
