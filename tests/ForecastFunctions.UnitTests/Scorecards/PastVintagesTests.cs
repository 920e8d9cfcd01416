using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Scorecards;

namespace ForecastFunctions.UnitTests.Scorecards;

public class PastVintagesTests
{
    private static IReadOnlyList<Observation> Curated => TrackRecords.Curated;

    [Fact]
    public void Days_OfTheCuratedFigures_AreThe15thOfEachQuartersThirdMonth()
    {
        Assert.Equal(
            ["2025-03-15", "2025-06-15", "2025-09-15", "2025-12-15", "2026-03-15", "2026-06-15", "2026-09-15"],
            PastVintages.Days(Curated, TrackRecords.Today).Select(d => $"{d:yyyy-MM-dd}"));

        // The clock moves: by the 15th of December nothing had become known, and then the figure of the 24th of November had.
        Assert.Equal(7, PastVintages.Days(Curated, new(2026, 12, 14)).Count);
        Assert.Equal(new DateOnly(2026, 12, 15), PastVintages.Days(Curated, new(2027, 6, 30))[^1]);
        Assert.Empty(PastVintages.Days(Curated, new(2025, 3, 14)));
        Assert.Empty(PastVintages.Days([], TrackRecords.Today));
    }

    [Fact]
    public void Vintages_OfTheDays_AreThoseThatCouldHaveBeenMadeThen()
    {
        var vintages = PastVintages.Of(Curated, PastVintages.Days(Curated, TrackRecords.Today), threads: 2);

        Assert.Equal(("2024-12", VintageBasis.Hindsight, "2024-Q3", 2024), Told(vintages[0].About));
        Assert.Equal("2025-Q1", vintages[0].About.FirstForecast.ToString());
        foreach (var (about, baseline, _) in vintages.Where(v => v.About.Basis == VintageBasis.Known))
            Assert.Equal(VintageAsOf.Of(Curated, about.Day), baseline);
        Assert.Equal(
            ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"],
            vintages.Where(v => v.About.Basis == VintageBasis.Known).Select(v => v.About.LastKnown.ToString()));

        // Since the estimates of May 2026 nothing is backfilled.
        Assert.Equal("2026-03-15", vintages.Last(v => v.About.Basis == VintageBasis.Backfilled).About.Name);
        Assert.All(vintages, v => Assert.Equal(43, v.About.Calibrated + v.About.Assumed));
        Assert.All(vintages, v => Assert.True(v.About.Assumed > 0, v.About.ToString()));

        static (string, VintageBasis, string, int) Told(PastVintage v) => (v.Name, v.Basis, v.LastKnown.ToString(), v.BaseYear);
    }

    [Fact]
    public void Vintage_OfADay_AndWhatItForecasts_DoNotChangeByLaterFigures() => Gen.Select(Gen.Int[0, 6], Gen.Double[0.2, 5]).Sample(
        (place, factor) =>
        {
            var day = PastVintages.Days(Curated, TrackRecords.Today)[place];
            List<Observation> changed = [.. Curated.Select(o => o.KnownSince <= day ? o : With(o, o.Value * factor))];
            var (before, after) = (Known(Curated), Known(changed));
            Assert.Equal(before.Select(v => (v.About, v.Baseline)), after.Select(v => (v.About, v.Baseline)));
            Assert.Equal(2, before.Count);

            IReadOnlyList<VintageInHand> Known(IReadOnlyList<Observation> observations)
                => [.. PastVintages.Of(observations, [day]).Where(v => v.About.Basis != VintageBasis.Backfilled)];
        },
        iter: 20);

    [Fact]
    public void Forecasts_OfEveryVintage_DoNotChangeByLaterFigures()
    {
        var day = new DateOnly(2025, 6, 15);
        List<Observation> changed = [.. Curated.Select(o => o.KnownSince <= day ? o : With(o, o.Value * 1.7))];
        var (before, after) = (Scores(Curated), Scores(changed));
        Assert.NotEmpty(before);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        foreach (var (cell, score) in before)
        {
            Assert.Equal(score.Sample.Percentiles, after[cell].Sample.Percentiles);
            Assert.NotEqual(score.Observed, after[cell].Observed);
        }

        static Dictionary<string, Score> Scores(IReadOnlyList<Observation> observations)
        {
            var newest = VintageAsOf.Of(observations, TrackRecords.Today);
            var card = new ScorecardSpecification(newest, [new(2025, 3, 15), new(2025, 6, 15)], [Core.Scenarios.Presets.ArticleBase], 128).Compute(2);
            return card.Scores.Where(s => s.Vintage.Name is "2025-06-15" && s.Vintage.Basis == VintageBasis.Known)
                .ToDictionary(s => $"{s.Forecaster} {s.Variable} {s.Period}", StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Backfilled_HoldsWhatWasKnownAndEstimatesOfPeriodsThatHadEnded()
    {
        var day = new DateOnly(2025, 6, 15);
        var backfilled = PastVintages.Backfilled(Curated, day);
        List<Observation> known = [.. Curated.Where(o => o.KnownSince <= day)];
        Assert.Equal(known, backfilled.Take(known.Count));
        var added = backfilled.Skip(known.Count).ToList();
        Assert.Contains(added, o => o.SeriesId is "amd.instinct_revenue.q.p5" && o.PeriodEnd == new DateOnly(2025, 3, 29));
        Assert.Contains(added, o => o.SeriesId is "nvda.h100e_cumulative.p50");
        Assert.All(added, o =>
        {
            Assert.Equal(ObservationStatus.Estimated, o.Status);
            Assert.Equal(o.PeriodEnd.AddDays(75), o.KnownSince);
            Assert.True(o.KnownSince <= day);
            var published = Curated.Single(c => (c.SeriesId, c.PeriodEnd, c.Value) == (o.SeriesId, o.PeriodEnd, o.Value));
            Assert.True(published.KnownSince > day);
        });
    }

    private static Observation With(Observation o, double value)
        => new(o.SeriesId, o.PeriodEnd, o.Frequency, value, o.Unit, o.Status, o.Source, o.Reference, o.KnownSince);
}
