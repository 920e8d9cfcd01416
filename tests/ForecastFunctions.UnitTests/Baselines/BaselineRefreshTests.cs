using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Baselines.Calibration;
using ForecastFunctions.Core.Baselines.Refreshes;
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
        var report = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule", CancellationToken.None);

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
        var first = await refresh.RunAsync(Article, "schedule", CancellationToken.None);
        var writes = _store.Writes;

        var second = await refresh.RunAsync(_store.Baselines[first.Version], "schedule", CancellationToken.None);

        Assert.Equal((RefreshOutcome.Unchanged, first.Version, 0, writes), (second.Outcome, second.Version, second.NewObservations, _store.Writes));
        Assert.Empty(second.MovedParameters);
    }

    [Fact]
    public async Task Refresh_OfAnUndatedSourceThatRepeatsItself_WritesNoBaseline()
    {
        var refresh = Refresh(new FakeSource("curated", Curated));
        var first = await refresh.RunAsync(Article, "schedule", CancellationToken.None);
        var repeated = Curated.Where(o => o.SeriesId.StartsWith("nvda.h100e", StringComparison.Ordinal))
            .Select(o => new Observation(o.SeriesId, o.PeriodEnd, o.Frequency, o.Value, o.Unit, o.Status, o.Source, o.Reference, new(2026, 11, 20))).ToList();
        Assert.NotEmpty(repeated);

        var second = await Refresh(new FakeSource("epoch-ai", repeated)).RunAsync(_store.Baselines[first.Version], "schedule", CancellationToken.None);

        Assert.Equal((RefreshOutcome.Unchanged, 0), (second.Outcome, second.NewObservations));
    }

    [Fact]
    public async Task Refresh_WithAPeriodThatIsNotOver_IsCleanStill()
    {
        var fault = new SourceFault("epoch-ai", "nvda.h100e_cumulative.p50", SourceFaultCodes.IncompletePeriod, "2026-Q2 is not over.");
        var report = await Refresh(new FakeSource("epoch-ai", [], fault), new FakeSource("curated", Curated)).RunAsync(Article, "schedule", CancellationToken.None);
        Assert.True(report.IsClean);
    }

    [Fact]
    public async Task Refresh_WithASourceThatFails_TakesTheOthers()
    {
        var fault = new SourceFault("sec-edgar", "NVDA", SourceFaultCodes.ServerError, "It answers 500.");
        var report = await Refresh(new FakeSource("sec-edgar", [], fault), new FakeSource("curated", Curated)).RunAsync(Article, "schedule", CancellationToken.None);
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
        var report = await Refresh(new FakeSource("curated", poisoned)).RunAsync(Article, "schedule", CancellationToken.None);

        Assert.Contains(report.Quarantines, q => q is { SeriesId: "nvda.datacenter_revenue.q", Code: "jump" });
        var series = _store.Baselines[_store.Current].Series("nvda.datacenter_revenue.q");
        Assert.Equal(Article.Series("nvda.datacenter_revenue.q"), series);
    }

    [Fact]
    public async Task Refresh_OfFiguresThatMakeNoYear_ChangesNothing()
    {
        var early = new Baseline("early", "Early", Article.AsOf, 2024, [], []);
        var report = await Refresh(new FakeSource("curated", Article.Observations)).RunAsync(early, "schedule", CancellationToken.None);
        Assert.Equal((RefreshOutcome.Incomplete, "early", 0), (report.Outcome, report.Version, _store.Writes));
    }

    [Fact]
    public async Task Refresh_OvertakenByAnother_LeavesTheOthersCurrent()
    {
        _store.BeforePointing = () => _store.Current = "another";
        var report = await Refresh(new FakeSource("curated", Curated)).RunAsync(Article, "schedule", CancellationToken.None);
        Assert.Equal((RefreshOutcome.Overtaken, "another"), (report.Outcome, _store.Current));
    }

    [Fact]
    public async Task Refresh_EndedOrRefusedAtAnyStep_LeavesAValidBaselineCurrent()
    {
        // Each step fails in turn, as if the process or the storage had gone just then.
        for (var step = 1; step <= 3; step++)
        {
            var store = new FakeStore(Article) { FailAt = step };
            var refresh = new BaselineRefresh([new FakeSource("curated", Curated)], store, new FakeReports { IsFailing = step == 3 }, RandomWalkGrowth.Forecast, TimeProvider.System);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => refresh.RunAsync(Article, "schedule", CancellationToken.None));
            Assert.Contains(store.Current, store.Baselines.Keys);
            Assert.Equal(step < 3, string.Equals(store.Current, "2024-12", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Curated_Series_AreAllBelieved()
        => Assert.All(Curated.GroupBy(o => o.SeriesId, StringComparer.Ordinal), series => Assert.Null(SeriesGuard.Check([], [.. series], new DateOnly(2026, 11, 24))));

    private BaselineRefresh Refresh(params IBaselineSource[] sources) => new(sources, _store, _reports, RandomWalkGrowth.Forecast, TimeProvider.System);

    private sealed class FakeSource(string name, IReadOnlyList<Observation> observations, params SourceFault[] faults) : IBaselineSource
    {
        public string Name => name;

        public Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
            => Task.FromResult(new SourceReading(name, observations, faults, new SourceCost(1, 10, TimeSpan.FromMilliseconds(1))));
    }

    private sealed class FakeReports : IRefreshReportStore
    {
        public List<RefreshReport> Saved { get; } = [];

        public bool IsFailing { get; init; }

        public Task SaveAsync(RefreshReport report, CancellationToken cancellationToken)
        {
            if (IsFailing)
                throw new StorageUnavailableException("It fails here.", new IOException());
            Saved.Add(report);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<RefreshReport>> ListAsync(int most, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RefreshReport>>(Saved);
    }

    private sealed class FakeStore(Baseline first) : IBaselineStore
    {
        private int _steps;

        public Dictionary<string, Baseline> Baselines { get; } = new(StringComparer.Ordinal) { [first.Version] = first };

        public string Current { get; set; } = first.Version;

        public int Writes { get; private set; }

        public int? FailAt { get; init; }

        public Action? BeforePointing { get; set; }

        public Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken) => Task.FromResult(Baselines.GetValueOrDefault(version));

        public Task<string?> CurrentVersionAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(Current);

        public Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SaveOutcome> SaveAsync(Baseline baseline, CancellationToken cancellationToken)
        {
            Step();
            Baselines.Add(baseline.Version, baseline);
            return Task.FromResult(SaveOutcome.Stored);
        }

        public Task<bool> PointCurrentToAsync(string version, string? expectedCurrent, CancellationToken cancellationToken)
        {
            Step();
            BeforePointing?.Invoke();
            if (!string.Equals(Current, expectedCurrent, StringComparison.Ordinal))
                return Task.FromResult(false);
            Current = version;
            return Task.FromResult(true);
        }

        private void Step()
        {
            if (++_steps == FailAt)
                throw new StorageUnavailableException("It fails here.", new IOException());
            Writes++;
        }
    }
}
