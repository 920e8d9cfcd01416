using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Refreshes;

namespace ForecastFunctions.UnitTests.Baselines;

/// <summary>A quarter of which a source has seen that nothing is stated is no gap in its series; any other missing one is.</summary>
public sealed class UnstatedPeriodTests
{
    private const string Series = "avgo.ai_revenue.q";
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly Observation[] Known = [Figure("2025-05-04", 4.4)];
    private static readonly Observation[] Arrived = [Figure("2025-05-04", 4.4), Figure("2025-08-03", 5.2), Figure("2026-02-01", 8.4)];

    [Fact]
    public void Quarter_AfterAnUnstatedOne_IsBelieved()
    {
        Assert.Null(SeriesGuard.Check(Known, Arrived, Today, new DateOnly(2025, 11, 2)));
        Assert.Equal("gap", SeriesGuard.Check(Known, Arrived, Today)?.Code);
        Assert.Equal("gap", SeriesGuard.Check(Known, Arrived, Today, new DateOnly(2024, 11, 3))?.Code);
    }

    [Fact]
    public async Task Refresh_OfASourceThatTellsWhatIsUnstated_BelievesTheRestAndSaysSo()
    {
        var sources = new IBaselineSource[] { new Telling(withUnstated: true), new Telling(withUnstated: false) };
        var reports = new List<RefreshReport>();
        foreach (var source in sources)
        {
            var first = new Baseline("2025-06", "First", Today, 2024, [], Known);
            var refresh = new BaselineRefresh([source], new FakeStore(first), new FakeReports(), TimeProvider.System);
            reports.Add(await refresh.RunAsync(first, "request"));
        }

        Assert.Empty(reports[0].Quarantines);
        Assert.Equal("unstated", Assert.Single(reports[0].Notices).Code);
        Assert.Equal("Broadcom", Assert.Single(Assert.Single(reports[0].Sources).Companies).Company);
        Assert.DoesNotContain(reports[0].Faults, fault => fault.Source is "sec-filings"); // one company alone makes no baseline
        Assert.Equal("gap", Assert.Single(reports[1].Quarantines).Code);
    }

    private static Observation Figure(string end, double billions)
    {
        var day = DateOnly.ParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new(
            Series, day, Frequency.Quarterly, billions * 1e9, "USD", ObservationStatus.Reported, "Broadcom", "8-K", day.AddDays(32));
    }

    private sealed class Telling(bool withUnstated) : IBaselineSource
    {
        public string Name => "sec-filings";

        public Task<SourceReading> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(
            new SourceReading(Name, Arrived, [], new SourceCost(1, 1, TimeSpan.Zero))
            {
                Notices = [new(Series, "unstated", "It states no amount.")],
                Unstated = withUnstated ? [new(Series, new DateOnly(2025, 11, 2))] : [],
                Companies = [new("Broadcom", 1, 1, 0, [], [])],
            });
    }
}
