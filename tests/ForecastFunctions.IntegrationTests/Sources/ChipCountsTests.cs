using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.EpochAi;

namespace ForecastFunctions.IntegrationTests.Sources;

public sealed class ChipCountsTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly ChipCountFile Nvidia = ChipCountFile.All[0];

    [Fact]
    public void Read_Totals_AreTheFourSeries()
    {
        var counts = ChipCounts.Read(ChipCountDocuments.Nvidia, Nvidia, Today);

        Assert.Equal(
            [
                ("nvda.h100e_cumulative.p5", 11_899_055, "H100e"),
                ("nvda.h100e_cumulative.p50", 13_659_258, "H100e"),
                ("nvda.h100e_cumulative.p95", 15_548_902, "H100e"),
                ("nvda.power_mw_cumulative.p50", 8_562, "MW"),
            ],
            counts.Observations.Where(o => o.PeriodEnd == new DateOnly(2025, 12, 31)).Select(o => (o.SeriesId, o.Value, o.Unit)));
        Assert.All(counts.Observations, observation =>
        {
            Assert.Equal((ObservationStatus.Estimated, Today), (observation.Status, observation.KnownSince));
            Assert.StartsWith("Epoch AI (CC-BY)", observation.Source, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Read_QuarterMarkedIncomplete_IsLeftOutAndSaid()
    {
        var counts = ChipCounts.Read(ChipCountDocuments.Nvidia, Nvidia, Today);

        Assert.Equal([new DateOnly(2026, 3, 31)], counts.Incomplete);
        Assert.DoesNotContain(counts.Observations, observation => observation.PeriodEnd == counts.Incomplete[0]);
    }

    [Theory]
    [InlineData("checked,Incomplete: based", "checked,based")]
    [InlineData("checked,Incomplete: based", ",Incomplete: based")]
    public void Read_OneMarkOfIncompleteness_IsEnough(string both, string one) =>
        Assert.Single(ChipCounts.Read(ChipCountDocuments.Nvidia.Replace(both, one, StringComparison.Ordinal), Nvidia, Today).Incomplete);

    [Fact]
    public void Read_QuarterThatIsNotOver_IsLeftOut() =>
        Assert.Contains(
            new DateOnly(2025, 12, 31), ChipCounts.Read(ChipCountDocuments.Nvidia, Nvidia, new DateOnly(2025, 12, 31)).Incomplete);

    [Fact]
    public void Read_OlderNamesAndDates_AreUnderstood()
    {
        var nvidia = ChipCounts.Read(ChipCountDocuments.OldNvidia, Nvidia, Today);
        var trainium = ChipCounts.Read(ChipCountDocuments.Trainium, ChipCountFile.All.Single(file => file.Id == "trainium"), Today);

        Assert.Equal(10_682_946, nvidia.Observations.Single(o => o.SeriesId == "nvda.h100e_cumulative.p50").Value);
        Assert.Equal(new DateOnly(2025, 9, 30), nvidia.Observations[0].PeriodEnd);
        Assert.Equal(
            [("trainium.h100e_cumulative.p5", 907_525), ("trainium.h100e_cumulative.p50", 1_020_727),
                ("trainium.h100e_cumulative.p95", 1_164_343), ("trainium.power_mw_cumulative.p50", 840.0)],
            trainium.Observations.Select(o => (o.SeriesId, o.Value)));
    }

    [Theory]
    [InlineData("Compute estimate in H100e (median)", "Compute estimate", "Compute estimate in H100e (median)")]
    [InlineData("Number of units (median)", "H100e (median)", "Compute estimate in H100e (median)")]
    [InlineData("Power in MW (median)", "Power", "Power in MW (median)")]
    [InlineData("12/31/2025", "12/30/2025", "End date")]
    [InlineData("12/31/2025", "31.12.2025", "End date")]
    [InlineData("3/31/2026", "12/31/2025", "End date")]
    [InlineData(",Nvidia,", ",AMD,", "Chip manufacturer")]
    [InlineData("13659258", "NaN", "Compute estimate in H100e (median)")]
    [InlineData("13659258", "∞", "Compute estimate in H100e (median)")]
    [InlineData("13659258", "-1", "Compute estimate in H100e (median)")]
    [InlineData("13659258", "1e9", "Compute estimate in H100e (median)")]
    [InlineData("13659258", "", "Compute estimate in H100e (median)")]
    [InlineData("13659258", "15548903", "Compute estimate in H100e (median)")]
    [InlineData("13659258", "13,659,258", null)]
    [InlineData("13659258", "\"13659258", null)]
    public void Read_OtherForm_IsRefusedAndNamesTheColumn(string good, string bad, string? column)
    {
        Assert.Contains(good, ChipCountDocuments.Nvidia, StringComparison.Ordinal);
        var error = Assert.Throws<SourceFormatException>(() =>
            ChipCounts.Read(ChipCountDocuments.Nvidia.Replace(good, bad, StringComparison.Ordinal), Nvidia, Today));
        Assert.Equal(column, error.Column);
    }

    [Fact]
    public void Read_NoHeader_IsRefused() =>
        Assert.Throws<SourceFormatException>(() => ChipCounts.Read("", Nvidia, Today));

    [Fact]
    public void Read_MutatedDocument_FailsByNameOrNotAtAll()
    {
        var text = ChipCountDocuments.Nvidia;
        var edits = Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char[" \0\"\n\r,;0123456789.-eNa∞"]).Array[1, 5];

        edits.Sample(changes =>
        {
            var mutated = text.ToCharArray();
            foreach (var (at, character) in changes)
                mutated[at] = character;
            try
            {
                _ = ChipCounts.Read(new string(mutated), Nvidia, Today);
            }
            catch (SourceFormatException)
            {
                // A named fault is what may happen.
            }
        }, iter: 5_000);
    }
}
