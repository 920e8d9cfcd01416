using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

public class BaselineFreshnessTests
{
    [Fact]
    public void Newest_OnADayInNovember2026_IsAsOldAsTheWeakestRequiredSeries()
    {
        var freshness = BaselineFreshness.Of(VintageAsOf.Of(CuratedObservations.Read(), new(2026, 11, 28)), new(2026, 11, 28));
        Assert.Equal(
            [
                // A year before, the quarter to 2025-10-26 was filed 24 days later; that to 2025-11-02 was told 39 days later.
                new SeriesFreshness(
                    "nvda.datacenter_revenue.q", new(2026, 7, 26), new(2026, 8, 26), 125, new(2026, 10, 25), new(2026, 12, 2), false),
                new SeriesFreshness("avgo.ai_revenue.q", new(2026, 8, 2), new(2026, 9, 2), 118, new(2026, 11, 1), new(2026, 12, 24), false),
            ],
            freshness.Series);
        Assert.Equal((125, false), (freshness.AgeDays, freshness.IsOverdue));
    }

    [Theory]
    [InlineData("2026-12-02", false)]
    [InlineData("2026-12-03", true)]
    public void Series_WhoseNextFigureDoesNotCome_IsOverdueTheDayAfterItWasDue(string today, bool isOverdue)
    {
        var day = DateOnly.ParseExact(today, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var freshness = BaselineFreshness.Of(VintageAsOf.Of(CuratedObservations.Read(), new(2026, 11, 28)), day);
        Assert.Equal((isOverdue, isOverdue), (freshness.IsOverdue, freshness.Series[0].IsOverdue));
    }

    [Fact]
    public void Series_WithoutAYearBehindIt_IsDueByTheUsualLag()
    {
        var quarter = Period.OfQuarter(2024, 4);
        var baseline = new Baseline("x", "X", new(2025, 6, 30), 2024, [], [MadeUpMarket.Nvidia(quarter, 30)]);
        var freshness = BaselineFreshness.Of(baseline, new(2025, 3, 1));
        var nvidia = Assert.Single(freshness.Series);
        Assert.Equal(nvidia.PeriodEnd.AddDays(91 + 28 + 14), nvidia.NextDue);
        Assert.Null(freshness.AgeDays); // Broadcom is wanted too
        Assert.Empty(BaselineFreshness.Of(Sample.Baseline(), new(2025, 3, 1)).Series);
    }

    [Fact]
    public void Claim_OfYesterday_MakesNothingFresh()
    {
        var old = VintageAsOf.Of(CuratedObservations.Read(), new(2026, 11, 28));
        var claim = Sample.Observation("market.claim", new(2026, 11, 27), Frequency.Event, 1, status: ObservationStatus.Claim, knownSince: new(2026, 11, 27));
        var claimed = new Baseline("x", "X", new(2026, 11, 28), old.BaseYear, old.Parameters, [.. old.Observations, claim]);
        Assert.Equal(BaselineFreshness.Of(old, new(2026, 11, 28)).AgeDays, BaselineFreshness.Of(claimed, new(2026, 11, 28)).AgeDays);
    }
}
