using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Infrastructure;

public sealed class CuratedObservationsTests
{
    private const string Header = "series_id,period_end,frequency,value,unit,status,source,reference,known_since\n";
    private const string Good = "nvda.revenue.q,2024-10-27,quarterly,35082000000,USD,reported,NVIDIA's filings,accession 1,2024-11-20\n";

    private static readonly IReadOnlyList<Observation> Committed = CuratedObservations.Read();

    [Fact]
    public void Committed_AllOfIt_IsReadAndSorted()
    {
        Assert.InRange(Committed.Count, 400, 2_000);
        Assert.Equal(
            Committed.OrderBy(o => o.SeriesId, StringComparer.Ordinal).ThenBy(o => o.PeriodEnd).ThenBy(o => o.KnownSince),
            Committed);
    }

    [Theory]
    [InlineData("nvda.datacenter_revenue.q", 18)]
    [InlineData("avgo.ai_revenue.q", 15)]
    [InlineData("nvda.h100e_cumulative.p50", 16)]
    [InlineData("googl.capex.q", 14)]
    [InlineData("market.inference_share_compute", 3)]
    [InlineData("world.datacentre_electricity", 1)]
    public void Committed_SeriesOfTheModel_AreThere(string seriesId, int periods) =>
        Assert.Equal(periods,
            Committed.Where(o => string.Equals(o.SeriesId, seriesId, StringComparison.Ordinal)).DistinctBy(o => o.PeriodEnd).Count());

    [Fact]
    public void Committed_EveryStatus_Occurs() =>
        Assert.Equal(Enum.GetValues<ObservationStatus>(), Committed.Select(o => o.Status).Distinct().Order());

    [Fact]
    public void Committed_WhatIsSaidOfTheFuture_IsGuidanceClaimOrEstimate() =>
        Assert.All(Committed.Where(o => o.KnownSince < o.PeriodEnd), o =>
            Assert.True(o.Status is ObservationStatus.Guidance or ObservationStatus.Claim, $"{o.SeriesId} {o.PeriodEnd:O} is {o.Status}"));

    [Fact]
    public void Committed_KnownSince_IsWithinTheTimeOfTheList() =>
        Assert.All(Committed, o => Assert.InRange(o.KnownSince, new DateOnly(2022, 1, 1), new DateOnly(2026, 11, 28)));

    [Fact]
    public void Committed_EpochEstimates_AreNotKnownBeforeTheirDataSet() =>
        Assert.All(
            Committed.Where(
                o => o.Status == ObservationStatus.Estimated && o.Reference.Contains("ai-chip-counts", StringComparison.Ordinal)),
            o => Assert.True(o.KnownSince >= new DateOnly(2026, 5, 31) && o.Source.Contains("CC-BY", StringComparison.Ordinal),
                $"{o.SeriesId} {o.PeriodEnd:O}"));

    [Fact]
    public void Committed_KnownByDecember2024_MakesABaselineWithoutHindsight()
    {
        var asOf = new DateOnly(2024, 12, 31);
        var baseline = new Baseline("2024-12", "December 2024", asOf, 2024, [], [.. Committed.Where(o => o.KnownSince <= asOf)]);

        Assert.Equal(new DateOnly(2024, 10, 27), baseline.Series("nvda.datacenter_revenue.q")[^1].PeriodEnd);
        Assert.Equal(12.2e9, baseline.Series("avgo.ai_revenue.fy")[^1].Value);
        Assert.Empty(baseline.Series("nvda.h100e_cumulative.p50"));
        Assert.Empty(baseline.Series("market.inference_share_compute"));
    }

    [Fact]
    public void Committed_AllOfIt_MakesABaseline() =>
        Assert.Equal(
            39.112e9,
            new Baseline("all", "All", new DateOnly(2026, 11, 28), 2025, [], Committed)
                .Series("nvda.datacenter_revenue.q").Single(o => o.PeriodEnd == new DateOnly(2025, 4, 27)).Value);

    [Fact]
    public void Read_GoodLine_IsAnObservation()
    {
        var observation = Assert.Single(Read(Header + Good));
        Assert.Equal(
            new Observation("nvda.revenue.q", new DateOnly(2024, 10, 27), Frequency.Quarterly, 35_082_000_000, "USD",
                ObservationStatus.Reported, "NVIDIA's filings", "accession 1", new DateOnly(2024, 11, 20)),
            observation);
    }

    [Theory]
    [InlineData("35082000000", "NaN", "value")]
    [InlineData("35082000000", "1e999", "value")]
    [InlineData("35082000000", "35,082", null)]
    [InlineData("35082000000", "\"35,082\"", "value")]
    [InlineData("35082000000", " 1", "value")]
    [InlineData("35082000000", "", "value")]
    [InlineData("2024-10-27", "27.10.2024", "period_end")]
    [InlineData("2024-11-20", "2024-11-31", "known_since")]
    [InlineData("2024-11-20", "2024-10-26", "known_since")]
    [InlineData("quarterly", "Quarterly", "frequency")]
    [InlineData("quarterly", "1", "frequency")]
    [InlineData("reported", "reported; derived", "status")]
    [InlineData("USD", "usd", "unit")]
    [InlineData("nvda.revenue.q", "NVDA", "series_id")]
    [InlineData("accession 1", "", "reference")]
    [InlineData("accession 1", "accession 1 ", "reference")]
    [InlineData("accession 1", "accession \"1\"", null)]
    [InlineData("accession 1", "\"accession 1", null)]
    [InlineData("accession 1", "accession 1,more", null)]
    public void Read_BadField_NamesLineAndColumn(string good, string bad, string? column)
    {
        var another = Good.Replace("nvda.revenue.q", "amd.revenue.q", StringComparison.Ordinal);
        var text = Header + another + Good.Replace(good, bad, StringComparison.Ordinal);
        var error = Assert.Throws<SourceFormatException>(() => Read(text));

        Assert.Equal((3, column), (error.Line, error.Column));
        Assert.StartsWith("test.csv, line 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("series_id,period_end\n")]
    [InlineData("Series_id,period_end,frequency,value,unit,status,source,reference,known_since\n")]
    [InlineData("series_id,period_end,frequency,unit,value,status,source,reference,known_since\n")]
    public void Read_OtherHeader_IsRefused(string header) =>
        Assert.Equal(1, Assert.Throws<SourceFormatException>(() => Read(header + Good)).Line);

    [Fact]
    public void Read_SameFigureTwice_NamesBothLines()
    {
        var error = Assert.Throws<SourceFormatException>(() => Read(Header + Good + Good));
        Assert.Equal(3, error.Line);
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n  \n\n")]
    public void Read_BlankLinesAtTheEnd_AreNoMatter(string end) => Assert.Single(Read(Header + Good + end));

    [Fact]
    public void Read_EmptyLine_IsRefused() => Assert.Throws<SourceFormatException>(() => Read(Header + "\n" + Good));

    private static IReadOnlyList<Observation> Read(string text) => CuratedObservations.Read(new StringReader(text), "test.csv");
}
