using System.Text;
using System.Text.Json.Nodes;
using ForecastFunctions.Core.Baselines;
using static ForecastFunctions.TestKit.InstanceBuilder;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>What reports and the lists of filings do in the wild, through the source as it is registered.</summary>
public sealed class FilingPitfallTests
{
    private const string DataCentre = "nvda.datacenter_revenue.q";
    private const string Held = "nvda.datacenter_revenue is held back.";

    private static readonly NvidiaQuarter Latest = NvidiaReports.Quarters[^1];
    private static readonly string Instance = SecSite.Path(
        NvidiaReports.Cik, Latest.Accession, Latest.Document.Replace(".htm", "_htm.xml", StringComparison.Ordinal));
    private static readonly string Listing = SecSite.Path(NvidiaReports.Cik, Latest.Accession, "index.json");

    public static TheoryData<string, string> Documents { get; } = new()
    {
        { "truncated", SourceFaultCodes.Malformed },
        { "DTD", SourceFaultCodes.Malformed },
        { "another company", SourceFaultCodes.Malformed },
        { "HTML", SourceFaultCodes.ContentType },
        { "HTML that says it is XML", SourceFaultCodes.Malformed },
        { "JSON", SourceFaultCodes.ContentType },
        { "huge", SourceFaultCodes.TooLarge },
        { "500", SourceFaultCodes.ServerError },
        { "403", SourceFaultCodes.Forbidden },
        { "302", SourceFaultCodes.Redirected },
        { "nowhere", SourceFaultCodes.NotFound },
        { "none listed", SourceFaultCodes.NotFound },
        { "several listed", SourceFaultCodes.NotFound },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Read_OneReportFaulty_HoldsItsSeriesBackAndLosesNothing(string how, string code)
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        await using var healthy = new SourcesUnderTest(upstream);
        var whole = await healthy.ReadAsync(SourcesUnderTest.Filings);
        Spoil(upstream, how);
        await using var sources = new SourcesUnderTest(upstream);

        var spoilt = await sources.ReadAsync(SourcesUnderTest.Filings);

        var fault = Assert.Single(spoilt.Faults, one => one.Code != SourceFaultCodes.NoData);
        Assert.Equal(code, fault.Code);
        Assert.StartsWith("CIK0001045810/0001045810-26-000075", fault.Subject, StringComparison.Ordinal);
        Assert.EndsWith(Held, fault.Message, StringComparison.Ordinal);
        Assert.Equal(whole.Observations.Where(o => !o.SeriesId.StartsWith("nvda.", StringComparison.Ordinal)), spoilt.Observations);
        var nvidia = spoilt.Companies.Single(one => one.Company == "NVIDIA");
        Assert.Equal((18, 17, "nvda.datacenter_revenue"), (nvidia.Seen, nvidia.Read, Assert.Single(nvidia.HeldBack)));

        // What was read is remembered, and the faulty one is asked for again.
        upstream.TellFilings();
        upstream.On(Listing, Answers.Status(404));
        var mended = await sources.ReadAsync(SourcesUnderTest.Filings);
        Assert.Equal(whole.Observations, mended.Observations);
        Assert.Equal(7 + 1, mended.Cost.Requests);
    }

    [Theory]
    [InlineData("nvda-20260726_htm.xml", "nvda-20260726.xsd", "R1.htm")]
    [InlineData("d84378d10q_htm.xml", "FilingSummary.xml")]
    [InlineData("nvda-20260726.xml", "nvda-20260726_cal.xml", "nvda-20260726_def.xml", "nvda-20260726_lab.xml", "nvda-20260726_pre.xml", "FilingSummary.xml")]
    public async Task Read_InstanceUnderAnotherName_IsFoundInTheListing(string name, params string[] others)
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        upstream.On(Instance, Answers.Status(404));
        upstream.On(Listing, "application/json", SecSite.Listing([name, .. others]));
        upstream.On(SecSite.Path(NvidiaReports.Cik, Latest.Accession, name), "text/xml", NvidiaReports.Instance(Latest).Bytes());
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(89_023e6, reading.Observations.Last(o => o.SeriesId == DataCentre).Value);
    }

    [Fact]
    public async Task Read_MemberGone_KeepsWhatEarlierReportsStateAndNamesTheMembers()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        var text = NvidiaReports.Instance(Latest).ToString().Replace("nvda:DataCenterMember", "nvda:AIFactoryMember", StringComparison.Ordinal);
        upstream.On(Instance, "text/xml", Encoding.UTF8.GetBytes(text));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(17, reading.Observations.Count(o => o.SeriesId == DataCentre));
        var fault = Assert.Single(reading.Faults, one => one.Code == SourceFaultCodes.FigureMissing);
        Assert.Equal("CIK0001045810/0001045810-26-000075/nvda-20260726_htm.xml", fault.Subject);
        Assert.StartsWith("NVIDIA, nvda.datacenter_revenue: There is no figure of DataCenterMember", fault.Message, StringComparison.Ordinal);
        Assert.Contains("2026-07-26", fault.Message, StringComparison.Ordinal);
        Assert.Contains("nvda:AIFactoryMember", fault.Message, StringComparison.Ordinal);

        // It never changes, so it is remembered, and said again.
        var again = await sources.ReadAsync(SourcesUnderTest.Filings);
        Assert.Equal((7, reading.Faults), (again.Cost.Requests, again.Faults), (x, y) => x.Item1 == y.Item1 && x.Item2.SequenceEqual(y.Item2));
    }

    [Fact]
    public async Task Read_MembersRotated_AreHeldBackUntilALaterFilingPutsThemRight()
    {
        const int Amd = 2488;
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        var before = Report("0000002488-24-000012", "10-Q", "2023-10-31", "2023-09-30", ("2023-07-02", "2023-09-30", 1_598));
        var wrong = Report("0000002488-24-000076", "10-Q", "2024-01-30", "2023-12-30", ("2023-10-01", "2023-12-30", 750));
        var right = Report("0000002488-25-000047", "10-Q", "2025-01-30", "2024-12-28",
            ("2024-09-29", "2024-12-28", 2_600), ("2023-10-01", "2023-12-30", 2_282));
        upstream.Company(Amd, before, wrong);
        await using var sources = new SourcesUnderTest(upstream);

        var rotated = await sources.ReadAsync(SourcesUnderTest.Filings);
        upstream.Company(Amd, before, wrong, right);
        var restated = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.DoesNotContain(rotated.Observations, o => o.SeriesId.StartsWith("amd.", StringComparison.Ordinal));
        var fault = Assert.Single(rotated.Faults, one => one.Code == SourceFaultCodes.Implausible);
        Assert.Equal("amd.datacenter_revenue", fault.Subject);
        Assert.Contains("falls from 1598000000 in the quarter to 2023-09-30 to 750000000", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("amd.datacenter_revenue is held back.", fault.Message, StringComparison.Ordinal);

        // The first figure stays as a vintage of its day; the later filing is a second one.
        Assert.Equal(
            [(750e6, "2024-01-30"), (2_282e6, "2025-01-30")],
            restated.Observations.Where(o => o.SeriesId == "amd.datacenter_revenue.q" && o.PeriodEnd == new DateOnly(2023, 12, 30))
                .Select(o => (o.Value, $"{o.KnownSince:yyyy-MM-dd}")));
        Assert.DoesNotContain(restated.Faults, one => one.Code == SourceFaultCodes.Implausible);

        static SecFiling Report(
            string accession, string form, string filed, string end, params (string Start, string End, decimal Millions)[] figures)
        {
            Dim[] dataCentre = [new(Segments, "amd:DataCenterMember"), new(Consolidation, OperatingSegments)];
            var instance = new InstanceBuilder(Amd, "amd", "http://www.amd.com/20240330", end, form);
            foreach (var figure in figures)
                instance.Millions("Revenues", figure.Millions, figure.Start, figure.End, dataCentre);
            return new(accession, form, filed, end, "", "amd.htm") { Files = { ["amd_htm.xml"] = ("text/xml", instance.Bytes()) } };
        }
    }

    [Fact]
    public async Task Read_AFilingAThousandTimesSmaller_IsHeldBack()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        upstream.On(Instance, "text/xml", Encoding.UTF8.GetBytes(
            NvidiaReports.Instance(Latest).ToString().Replace("000000</us-gaap", "000</us-gaap", StringComparison.Ordinal)));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.EndsWith(Held, Assert.Single(reading.Faults, one => one.Code == SourceFaultCodes.Implausible).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(reading.Observations, o => o.SeriesId == DataCentre);
    }

    [Fact]
    public async Task Read_Restatement_IsASecondVintageAndTheFourthQuarterKeepsItsBasis()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        var restated = NvidiaReports.Instance(Latest).Millions("Revenues", 40_000, "2024-04-29", "2024-07-28", new Dim(Products, "nvda:DataCenterMember"));
        upstream.On(Instance, "text/xml", restated.Bytes());
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(
            [(26_272e6, "2024-08-28"), (40_000e6, "2026-08-26")],
            reading.Observations.Where(o => o.SeriesId == DataCentre && o.PeriodEnd == new DateOnly(2024, 7, 28))
                .Select(o => (o.Value, $"{o.KnownSince:yyyy-MM-dd}")));
        Assert.Equal(35_580e6, Assert.Single(reading.Observations, o => o.SeriesId == DataCentre && o.PeriodEnd == new DateOnly(2025, 1, 26)).Value);
    }

    [Fact]
    public async Task Read_AFourthQuarterWithoutTheNineMonths_IsNone()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        upstream.Company(NvidiaReports.Cik, [.. NvidiaReports.Quarters.Where(q => q is not { Year: 2026, Number: 3 }).Select(q => NvidiaReports.Filing(q))]);
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.DoesNotContain(reading.Observations, o => o.SeriesId == DataCentre && o.PeriodEnd == new DateOnly(2026, 1, 25));
        Assert.Contains(reading.Observations, o => o.SeriesId == "nvda.datacenter_revenue.fy" && o.PeriodEnd == new DateOnly(2026, 1, 25));
    }

    [Theory]
    [InlineData("10-Q/A", false)]
    [InlineData("10-K/A", false)]
    [InlineData("10-K/A", true)]
    public async Task Read_AnAmendmentWithoutFigures_ChangesNothing(string form, bool hasNoInstance)
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        await using var healthy = new SourcesUnderTest(upstream);
        var expected = await healthy.ReadAsync(SourcesUnderTest.Filings);
        var amendment = new SecFiling("0001045810-26-000099", form, "2026-10-01", "2026-07-26", "", "nvda-20260726x10qa.htm");
        if (hasNoInstance)
            amendment.Files["index.json"] = ("application/json", SecSite.Listing("nvda-20260726x10qa.htm"));
        else
            amendment.Files["nvda-20260726x10qa_htm.xml"] = ("text/xml",
                new InstanceBuilder(NvidiaReports.Cik, "nvda", "http://www.nvidia.com/20260726", "2026-07-26", form).Noise("2026-07-26").Bytes());
        upstream.Company(NvidiaReports.Cik, [.. NvidiaReports.Quarters.Select(q => NvidiaReports.Filing(q)), amendment]);
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(expected.Observations, reading.Observations);
        Assert.Equal(expected.Faults, reading.Faults);
        Assert.Equal(19, reading.Companies[0].Read);
    }

    [Fact]
    public async Task Read_AFilingOfTomorrow_IsAFaultAndLeftOut()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        upstream.Company(NvidiaReports.Cik,
            [.. NvidiaReports.Quarters.Select(q => NvidiaReports.Filing(q == Latest ? q with { Filed = "2026-11-29" } : q))]);
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        var fault = Assert.Single(reading.Faults, one => one.Code == SourceFaultCodes.ImpossibleDate);
        Assert.Contains("It is filed on 2026-11-29, after today, 2026-11-28.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(17, reading.Observations.Count(o => o.SeriesId == DataCentre));
        Assert.Equal(0, upstream.CountOf(Instance));
    }

    [Fact]
    public async Task Read_OtherForms_AreNotFetched()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        await using var sources = new SourcesUnderTest(upstream);

        await sources.ReadAsync(SourcesUnderTest.Filings);

        var asked = upstream.Requests.Select(request => request.Path).ToList();
        Assert.DoesNotContain(asked, path => path.Contains("0001193125", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, path => path.Contains("000112760225", StringComparison.Ordinal));

        // Neither the inline document of a report nor the instance of an 8-K, which has no figures.
        Assert.DoesNotContain(SecSite.Path(NvidiaReports.Cik, Latest.Accession, Latest.Document), asked);
        var release = SecSite.Path(BroadcomFilings.Cik, BroadcomFilings.Quarters[0].Accession, "");
        Assert.Equal(2, asked.Count(path => path.StartsWith(release, StringComparison.Ordinal)));
        Assert.DoesNotContain(asked, path => path.StartsWith(release, StringComparison.Ordinal) && path.EndsWith(".xml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_DayOfAFigure_IsTheFilingDateAndNotTheTimestamp()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        var list = JsonNode.Parse(SecSite.List(NvidiaReports.Cik, NvidiaReports.Quarters.Select(q => NvidiaReports.Filing(q))))!;
        list["filings"]!["recent"]!["acceptanceDateTime"] = new JsonArray(
            [.. list["filings"]!["recent"]!["acceptanceDateTime"]!.AsArray().Select(_ => (JsonNode)"2020-01-01T00:00:00.000Z")]);
        upstream.On(SecSite.ListPath(NvidiaReports.Cik), Answers.Text("application/json", list.ToJsonString()));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(new DateOnly(2026, 8, 26), reading.Observations.Last(o => o.SeriesId == DataCentre).KnownSince);
    }

    private static void Spoil(Upstream upstream, string how)
    {
        var text = NvidiaReports.Instance(Latest).ToString();
        _ = how switch
        {
            "truncated" => upstream.On(Instance, Answers.Text("text/xml", text[..(text.Length / 2)])),
            "DTD" => upstream.On(Instance, Answers.Text("text/xml", text.Replace("?>\n", "?>\n<!DOCTYPE xbrl []>\n", StringComparison.Ordinal))),
            "another company" => upstream.On(Instance, Answers.Text("text/xml", text.Replace("0001045810", "0000002488", StringComparison.Ordinal))),
            "HTML" => upstream.On(Instance, Answers.Text("text/html", "<html><body>Something else</body></html>")),
            "HTML that says it is XML" => upstream.On(Instance, Answers.Text("text/xml", "<html><body>Something else</body></html>")),
            "JSON" => upstream.On(Instance, Answers.Text("application/json", "{}")),
            "huge" => upstream.On(Instance, Answers.Text("text/xml", text + new string(' ', 1_000_000))),
            "nowhere" => upstream.On(Instance, Answers.Status(404)),
            "none listed" => upstream.On(Instance, Answers.Status(404)).On(Listing, "application/json", SecSite.Listing("a.htm", "b_cal.xml")),
            "several listed" => upstream.On(Instance, Answers.Status(404)).On(Listing, "application/json", SecSite.Listing("a_htm.xml", "b_htm.xml")),
            _ => upstream.On(Instance, Answers.Status(int.Parse(how, System.Globalization.CultureInfo.InvariantCulture))),
        };
    }
}
