using System.Text.Json;
using System.Text.Json.Nodes;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.SecFilings;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>The list of a company's filings.</summary>
public sealed class SubmissionsTests
{
    private static readonly SecFiling[] Filings = [NvidiaReports.Filing(NvidiaReports.Quarters[0]), BroadcomFilings.Release(BroadcomFilings.Quarters[0])];

    [Fact]
    public void List_OfTheFormThatEdgarHas_IsRead()
    {
        var list = Submissions.Read(SecSite.List(1045810, Filings, ("CIK0001045810-submissions-001.json", "1998-03-06", "2020-02-24")), 1045810);

        var report = list.Filings.Single(filing => filing.IsReport);
        Assert.Equal(
            new Filing("0001045810-22-000079", "10-Q", new DateOnly(2022, 5, 27), new DateOnly(2022, 5, 1), "", "nvda-20220501.htm"), report);
        Assert.Equal("0001730168-24-000012", list.Filings.Single(filing => filing.IsRelease).Accession);
        Assert.Equal(new SubmissionsPage("CIK0001045810-submissions-001.json", new DateOnly(2020, 2, 24)), Assert.Single(list.Pages));
        Assert.Equal(list.Filings, Submissions.ReadPage(JsonSerializer.SerializeToUtf8Bytes(
            JsonNode.Parse(SecSite.List(1045810, Filings))!["filings"]!["recent"])));
    }

    [Theory]
    [InlineData("10-Q", "", true, false, false)]
    [InlineData("10-K/A", "", true, false, true)]
    [InlineData("10-KT", "", true, false, false)]
    [InlineData("NT 10-Q", "", false, false, false)]
    [InlineData("8-K", "2.02,9.01", false, true, false)]
    [InlineData("8-K", "9.01,2.02", false, true, false)]
    [InlineData("8-K/A", "2.02", false, true, true)]
    [InlineData("8-K", "12.02,9.01", false, false, false)]
    [InlineData("8-K", "", false, false, false)]
    [InlineData("8-K12B", "2.02", false, false, false)]
    [InlineData("10-Q", "2.02", true, false, false)]
    public void Filing_ByFormAndItems_IsWhatItIs(string form, string items, bool isReport, bool isRelease, bool isAmendment)
    {
        var filing = new Filing("0001045810-25-000230", form, new DateOnly(2025, 11, 19), null, items, "a.htm");

        Assert.Equal((isReport, isRelease, isAmendment), (filing.IsReport, filing.IsRelease, filing.IsAmendment));
    }

    [Theory]
    [InlineData("another company", "The list is of company 0001045811, not 1045810.")]
    [InlineData("a column less", "There is no 'form'")]
    [InlineData("a shorter column", "'items' has 6 entries where 'accessionNumber' has 7.")]
    [InlineData("a column of numbers", "'form' has an entry that is a Number")]
    [InlineData("an accession", "'../../x' is not an accession number.")]
    [InlineData("a day", "'19.11.2025' (filingDate) is not a date")]
    [InlineData("a page elsewhere", "is not the name of a page of the company's filings")]
    [InlineData("no JSON", "The list is not JSON")]
    public void List_OfAnotherForm_IsAFaultThatSaysWhy(string how, string message)
    {
        var list = JsonNode.Parse(SecSite.List(1045810, Filings))!;
        var recent = list["filings"]!["recent"]!.AsObject();
        switch (how)
        {
            case "another company": list["cik"] = "0001045811"; break;
            case "a column less": recent.Remove("form"); break;
            case "a shorter column": recent["items"]!.AsArray().RemoveAt(0); break;
            case "a column of numbers": recent["form"]![0] = 10; break;
            case "an accession": recent["accessionNumber"]![0] = "../../x"; break;
            case "a day": recent["filingDate"]![0] = "19.11.2025"; break;
            case "a page elsewhere":
                list["filings"]!["files"] = new JsonArray(new JsonObject { ["name"] = "../CIK0001045810-submissions-001.json", ["filingTo"] = "2020-01-01" });
                break;
        }

        var fault = Assert.Throws<SourceException>(() => Submissions.Read(
            how == "no JSON" ? "<html>"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(list), 1045810));

        Assert.Equal(SourceFaultCodes.Malformed, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FilingsOnAnOlderPage_AreReadFromIt()
    {
        var filings = NvidiaReports.Quarters.Select(quarter => NvidiaReports.Filing(quarter)).ToList();
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        upstream.On(SecSite.ListPath(NvidiaReports.Cik), "application/json", SecSite.List(NvidiaReports.Cik, filings[9..],
            ("CIK0001045810-submissions-001.json", "2021-01-01", "2024-07-01"), ("CIK0001045810-submissions-002.json", "1998-03-06", "2020-12-31")));
        upstream.On("/submissions/CIK0001045810-submissions-001.json", "application/json",
            JsonSerializer.SerializeToUtf8Bytes(SecSite.Columns(filings[..10])));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(18, reading.Observations.Count(o => o.SeriesId == "nvda.datacenter_revenue.q"));
        Assert.Equal(0, upstream.CountOf("/submissions/CIK0001045810-submissions-002.json"));
    }

    [Fact]
    public async Task Read_ListThatCannotBeHad_HoldsTheCompanyBackAndDeliversTheOthers()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        upstream.On(SecSite.ListPath(BroadcomFilings.Cik), Answers.Text("application/json", "[]"));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.DoesNotContain(reading.Observations, o => o.SeriesId.StartsWith("avgo.", StringComparison.Ordinal));
        Assert.Equal(18, reading.Observations.Count(o => o.SeriesId == "nvda.datacenter_revenue.q"));
        Assert.EndsWith(
            "avgo.semiconductor_revenue, avgo.ai_revenue.q, avgo.ai_revenue.fy, avgo.ai_revenue.guidance.q are held back.",
            Assert.Single(reading.Faults, fault => fault.Code == SourceFaultCodes.Malformed).Message, StringComparison.Ordinal);
    }
}
