using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Refreshes;

namespace ForecastFunctions.UnitTests.Baselines;

public class RefreshHistoryTests
{
    [Theory]
    [InlineData("a", "a>a", "unfinished")] // killed while sources were read
    [InlineData("a", "a>b", "unfinished")] // killed before the pointer was moved
    [InlineData("b", "a>b", "changed")] // killed after it
    [InlineData("b", "a>b, b>b unchanged", "changed")]
    [InlineData("c", "a>b, b>c changed", "changed")] // the next one began with what it had made current
    [InlineData("c", "a>b, b>c", "changed")]
    [InlineData("b", "a>b, a>b changed", "unfinished")] // the next one had to make it anew
    [InlineData("b", "a>b, a>b", "unfinished")]
    [InlineData("c", "a>b, a>c changed", "unfinished")]
    [InlineData("a", "a>b, a>a unchanged", "unfinished")]
    [InlineData("b", "a>b overtaken, a>b changed", "overtaken")]
    public async Task Report_OfAKilledRefresh_IsToldByWhatItLeft(string current, string reports, string first)
    {
        var stored = reports.Split(", ").Select(Report).Reverse().ToList();

        var told = await new RefreshHistory(new StoredReports(stored), new FakePointer(current)).ListAsync(10, CancellationToken.None);

        Assert.Equal(stored.Select(r => r.Id), told.Select(r => r.Id));
        Assert.Equal(Enum.Parse<RefreshOutcome>(first, ignoreCase: true), told[^1].Outcome);
        Assert.Equal(stored.Where(r => r.Outcome != RefreshOutcome.Unfinished),
            told.Where(r => stored.Find(s => s.Id == r.Id)!.Outcome != RefreshOutcome.Unfinished));
    }

    /// <summary>The first of two that were killed, where the second was killed after the pointer was moved.</summary>
    [Fact]
    public async Task Reports_OfTwoKilledRefreshes_GiveTheChangeToTheLater()
    {
        var stored = new[] { Report("a>b", 0), Report("a>b", 1) }.Reverse().ToList();
        var told = await new RefreshHistory(new StoredReports(stored), new FakePointer("b")).ListAsync(10, CancellationToken.None);
        Assert.Equal([RefreshOutcome.Changed, RefreshOutcome.Unfinished], told.Select(r => r.Outcome));
    }

    private static RefreshReport Report(string text, int index)
    {
        var parts = text.Split(' ', '>');
        var outcome = parts.Length > 2 ? Enum.Parse<RefreshOutcome>(parts[2], ignoreCase: true) : RefreshOutcome.Unfinished;
        return new($"2026-{index}", DateTimeOffset.UnixEpoch.AddDays(index), TimeSpan.Zero, "schedule", outcome, parts[0], parts[1], 0, [],
            [], [], []);
    }

    private sealed class StoredReports(IReadOnlyList<RefreshReport> stored) : IRefreshReportStore
    {
        public Task SaveAsync(RefreshReport report, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<RefreshReport>> ListAsync(int most, CancellationToken cancellationToken) => Task.FromResult(stored);
    }

    private sealed class FakePointer(string current) : IBaselineStore
    {
        public Task<CurrentBaseline?> CurrentAsync(CancellationToken cancellationToken)
            => Task.FromResult<CurrentBaseline?>(new(current, IsPinned: false));

        public Task<Baseline?> FindAsync(string version, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<BaselineSummary>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SaveOutcome> SaveAsync(Baseline baseline, bool isListed, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> PointCurrentToAsync(CurrentBaseline next, CurrentBaseline? expected, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}
