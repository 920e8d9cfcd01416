using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

public class VintageAsOfTests
{
    private static readonly IReadOnlyList<Observation> Curated = CuratedObservations.Read();

    [Theory]
    [InlineData("2024-12-31", "2024-12", 2024)]
    [InlineData("2025-03-05", "2024-12", 2024)]
    [InlineData("2025-03-06", "2025-03-06-", 2024)]
    [InlineData("2026-03-03", "2026-0", 2024)]
    [InlineData("2026-03-04", "2026-03-04-", 2025)]
    [InlineData("2026-11-27", "2026-11-24-", 2025)]
    [InlineData("2026-11-28", "2026-11-28-", 2025)]
    public void Vintage_OfADay_HasTheNewestYearThatWasCompleteByThen(string day, string version, int baseYear)
    {
        var vintage = VintageAsOf.Of(Curated, Day(day));
        Assert.StartsWith(version, vintage.Version, StringComparison.Ordinal);
        Assert.Equal(baseYear, vintage.BaseYear);
    }

    [Fact]
    public void Vintage_OfADay_DoesNotChangeByWhatBecameKnownLater() => Gen.Select(Gen.Int[0, 690], Gen.Double[0.1, 10]).Sample(
        (days, factor) =>
        {
            var day = VintageAsOf.FirstDay.AddDays(days);
            var changed = Curated.Select(o => o.KnownSince <= day ? o : new Observation(
                o.SeriesId, o.PeriodEnd, o.Frequency, o.Value * factor, o.Unit, o.Status, o.Source, "changed", o.KnownSince));
            Assert.Equal(VintageAsOf.Of(Curated, day), VintageAsOf.Of(changed, day));
            Assert.Equal(VintageAsOf.Of(Curated, day), VintageAsOf.Of(Curated.Where(o => o.KnownSince <= day), day));
            Assert.True(VintageAsOf.Of(Curated, day).AsOf <= day);
        },
        iter: 30);

    [Fact]
    public void Day_WithoutAVintage_IsRefusedWithThoseThatHaveOne()
    {
        var today = new DateOnly(2026, 11, 28);
        Assert.Contains("from then to 2026-11-28", VintageAsOf.WhyNot(new(2024, 12, 30), today), StringComparison.Ordinal);
        Assert.Contains("lies in the future", VintageAsOf.WhyNot(today.AddDays(1), today), StringComparison.Ordinal);
        Assert.Null(VintageAsOf.WhyNot(today, today));
        Assert.Null(VintageAsOf.WhyNot(VintageAsOf.FirstDay, today));
        Assert.Throws<ArgumentOutOfRangeException>(() => VintageAsOf.Of(Curated, new(2024, 12, 30)));
    }

    [Fact]
    public void FreshInstallation_OnAnyDay_BeginsWithTheArticleAndTheNewest()
    {
        Assert.Equal(["2024-12"], VintageAsOf.ForAFreshInstallation(Curated, new(2025, 1, 15)).Select(v => v.Version));
        var vintages = VintageAsOf.ForAFreshInstallation(Curated, new(2026, 11, 28));
        Assert.Equal(("2024-12", 2025), (vintages[0].Version, vintages[^1].BaseYear));
        Assert.Equal(Curated.Count, vintages[^1].Observations.Count);
        Assert.Equal(["2024-12"], VintageAsOf.ForAFreshInstallation(Curated, new(1970, 1, 1)).Select(v => v.Version));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
