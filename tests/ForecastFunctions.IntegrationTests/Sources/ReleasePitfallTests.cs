using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>What releases of results, the exhibits of 8-Ks, do in the wild, through the source as it is registered.</summary>
public sealed class ReleasePitfallTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_AnExhibit_IsFoundByItsTypeAlsoWithoutTheIndexPage(bool hasPage)
    {
        var quarter = BroadcomFilings.Quarters[^1];
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        if (!hasPage)
        {
            upstream.On(SecSite.Path(BroadcomFilings.Cik, quarter.Accession, $"{quarter.Accession}-index.html"), Answers.Status(404));
            upstream.On(SecSite.Path(BroadcomFilings.Cik, quarter.Accession, "index.json"), "application/json",
                SecSite.Listing("avgo-20260902.htm", "R1.htm", "a-commentary.htm", quarter.Exhibit, $"{quarter.Accession}-index.htm", "avgo.jpg"));
            upstream.On(SecSite.Path(BroadcomFilings.Cik, quarter.Accession, "a-commentary.htm"), Answers.Text("text/html",
                "<DOCUMENT>\n<TYPE>EX-99.2\n<TEXT><html><p>Q3 AI revenue of $1.0 billion grew.</p></html>"));
        }

        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(16.7e9, reading.Observations.Last(o => o.SeriesId == BroadcomFilings.Series).Value);
    }

    [Theory]
    [InlineData("8-K", SourceFaultCodes.NoData)]
    [InlineData("8-K/A", null)]
    public async Task Read_ResultsWithoutAnExhibit_AreNoAlert(string form, string? code)
    {
        const string Accession = "0001730168-26-000080";
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        var bare = new SecFiling(Accession, form, "2026-09-03", "2026-09-03", "9.01,2.02", "d1d8k.htm")
        {
            Files = { [$"{Accession}-index.html"] = ("text/html", SecSite.IndexPage(BroadcomFilings.Cik, Accession, ("d1d8k.htm", form), ("d2.htm", "EX-99.2"))) },
        };
        upstream.Company(BroadcomFilings.Cik, [.. BroadcomFilings.All, bare]);
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(code is null ? [] : [code],
            reading.Faults.Where(fault => fault.Subject.Contains(Accession, StringComparison.Ordinal)).Select(fault => fault.Code));
        Assert.Equal(7, reading.Observations.Count(o => o.SeriesId == BroadcomFilings.Series));
    }

    [Fact]
    public async Task Read_ReleaseThatCannotBeHad_HoldsBackWhatReleasesStateAndNotTheReports()
    {
        var quarter = BroadcomFilings.Quarters[5];
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        upstream.On(SecSite.Path(BroadcomFilings.Cik, quarter.Accession, quarter.Exhibit), Answers.Status(500));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.DoesNotContain(reading.Observations, o => o.SeriesId.StartsWith("avgo.ai_revenue", StringComparison.Ordinal));
        Assert.Equal(11, reading.Observations.Count(o => o.SeriesId == "avgo.semiconductor_revenue.q"));
        Assert.EndsWith(
            "avgo.ai_revenue.q, avgo.ai_revenue.fy, avgo.ai_revenue.guidance.q are held back.",
            Assert.Single(reading.Faults, one => one.Code == SourceFaultCodes.ServerError).Message, StringComparison.Ordinal);
    }
}
