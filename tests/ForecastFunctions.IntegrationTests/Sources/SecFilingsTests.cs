using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;
using Xunit.Abstractions;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>What is read of every filing of NVIDIA's and Broadcom's, and what it costs.</summary>
public sealed class SecFilingsTests(ITestOutputHelper output)
{
    private const string DataCentre = "nvda.datacenter_revenue.q";

    /// <summary>The quarters of which no release states an amount.</summary>
    private static readonly string[] UnstatedEnds = ["2024-02-04", "2024-08-04", "2024-11-03", "2025-11-02"];

    [Fact]
    public async Task Read_NvidiasReports_GiveEveryQuarterWithPeriodStatusAndDay()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);
        foreach (var fault in reading.Faults)
            output.WriteLine($"{fault}");

        Assert.Equal(
            NvidiaReports.Quarters.Select(q => (q.End, (double)(q.DataCentre * 1_000_000m), Status(q), q.Filed)),
            reading.Observations.Where(o => o.SeriesId == DataCentre)
                .Select(o => ($"{o.PeriodEnd:yyyy-MM-dd}", o.Value, o.Status, $"{o.KnownSince:yyyy-MM-dd}")));
        Assert.Equal(
            [("2021-01-31", 6_696e6), ("2022-01-30", 10_613e6), ("2023-01-29", 15_005e6), ("2024-01-28", 47_525e6),
                ("2025-01-26", 115_186e6), ("2026-01-25", 193_737e6)],
            reading.Observations.Where(o => o.SeriesId == "nvda.datacenter_revenue.fy").Select(o => ($"{o.PeriodEnd:yyyy-MM-dd}", o.Value)));
        Assert.Equal(
            "us-gaap:Revenues of nvda:DataCenterMember, accession 0001045810-25-000209 (nvda-20250727_htm.xml)",
            Assert.Single(reading.Observations, o => o.SeriesId == DataCentre && o.PeriodEnd == new DateOnly(2025, 7, 27)).Reference);
        Assert.Equal(
            "us-gaap:Revenues of nvda:DataCenterMember, accession 0001045810-26-000021 (nvda-20260125_htm.xml) "
                + "less 0001045810-25-000230 (nvda-20251026_htm.xml)",
            Assert.Single(reading.Observations, o => o.SeriesId == DataCentre && o.PeriodEnd == new DateOnly(2026, 1, 25)).Reference);
        Assert.All(reading.Faults, fault => Assert.Equal(SourceFaultCodes.NoData, fault.Code));
        Assert.Equal(new CompanyFilings("NVIDIA", 18, 18, 18, [], []), Company(reading, "NVIDIA"), Alike);
    }

    [Fact]
    public async Task Read_BroadcomsReleases_GiveWhatTheyStateAndNoticeWhatTheyDoNot()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(
            BroadcomFilings.Quarters.Where(q => q.Ai is not null)
                .Select(q => (q.End, (double)(q.Ai!.Value * 1_000_000_000m), ObservationStatus.Reported, q.Filed)),
            Told(reading, "avgo.ai_revenue.q"));
        Assert.Equal([("2024-11-03", 12.2e9, ObservationStatus.Reported, "2024-12-12")], Told(reading, "avgo.ai_revenue.fy"));
        Assert.Equal(
            [("2025-05-04", 4.4e9), ("2025-08-03", 5.1e9), ("2025-11-02", 6.2e9), ("2026-02-01", 8.2e9), ("2026-05-03", 10.7e9),
                ("2026-08-02", 16.0e9), ("2026-11-01", 21.7e9)],
            Told(reading, "avgo.ai_revenue.guidance.q").Select(o => (o.End, o.Value)));
        Assert.All(Told(reading, "avgo.ai_revenue.guidance.q"), o => Assert.Equal(ObservationStatus.Guidance, o.Status));
        Assert.Equal(
            "8-K, accession 0001730168-25-000061 (avgo-05042025x8kxex99.htm): \"AI revenue grew 46% year-over-year to over $4.4 billion\"",
            Assert.Single(reading.Observations, o => o.SeriesId == BroadcomFilings.Series && o.PeriodEnd == new DateOnly(2025, 5, 4)).Reference);

        Assert.Equal(UnstatedEnds, reading.Unstated.Select(one => $"{one.PeriodEnd:yyyy-MM-dd}"));
        Assert.Equal(4, reading.Notices.Count);
        Assert.All(reading.Notices, notice => Assert.Equal((BroadcomFilings.Series, "unstated"), (notice.SeriesId, notice.Code)));
        Assert.Contains("0001730168-25-000116/avgo-11022025x8kxex99.htm: The release of Q4 of fiscal 2025 states no amount",
            reading.Notices[3].Message, StringComparison.Ordinal);
        Assert.Contains("AI semiconductor revenue increasing 74% year-over-year", reading.Notices[3].Message, StringComparison.Ordinal);
        Assert.EndsWith("No sentence speaks of it.", reading.Notices[0].Message, StringComparison.Ordinal);

        var broadcom = Company(reading, "Broadcom");
        Assert.Equal((22, 22, 22, 0), (broadcom.Seen, broadcom.Read, broadcom.New, broadcom.HeldBack.Count));
        Assert.Equal(4, broadcom.Unreadable.Count);
    }

    [Fact]
    public async Task Read_BroadcomsReports_GiveTheSegmentAndTheFourthQuarter()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(
            BroadcomFilings.Quarters.Select(q => (q.End, (double)(q.SemiconductorMillions!.Value * 1_000_000m), q.Number == 4)),
            Told(reading, "avgo.semiconductor_revenue.q").Select(o => (o.End, o.Value, o.Status == ObservationStatus.Derived)));
    }

    [Fact]
    public async Task Read_Again_CostsOneRequestForEachCompanyAndIsTheSame()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        await using var sources = new SourcesUnderTest(upstream);
        var first = await sources.ReadAsync(SourcesUnderTest.Filings);

        var second = await sources.ReadAsync(SourcesUnderTest.Filings);

        output.WriteLine($"first {first.Cost}, second {second.Cost}");
        Assert.Equal(7 + 18 + 11 + 22, first.Cost.Requests);
        Assert.Equal(7, second.Cost.Requests);
        Assert.Equal(first.Observations, second.Observations);
        Assert.Equal(first.Notices, second.Notices);
        Assert.Equal(first.Unstated, second.Unstated);
        Assert.Equal((18, 18, 0), Company(second, "NVIDIA") is var nvidia ? (nvidia.Seen, nvidia.Read, nvidia.New) : default);
    }

    [Fact]
    public async Task Read_WhatAnOlderReaderRead_IsReadAgain()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        await using var sources = new SourcesUnderTest(upstream);
        var first = await sources.ReadAsync(SourcesUnderTest.Filings);
        sources.Remembered.Age();

        var second = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(first.Cost.Requests, second.Cost.Requests);
        Assert.Equal(first.Observations, second.Observations);
    }

    [Fact]
    public async Task Read_ANewFiling_FetchesThatOneAndGivesWhatReadingAllOfThemGives()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings(until: "2026-08-25");
        await using var sources = new SourcesUnderTest(upstream);
        var before = await sources.ReadAsync(SourcesUnderTest.Filings);
        upstream.TellFilings(until: "2026-08-26");

        var after = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(7 + 1, after.Cost.Requests);
        var news = Assert.Single(after.Observations.Except(before.Observations));
        Assert.Equal((DataCentre, 89_023e6), (news.SeriesId, news.Value));
        await using var fresh = new SourcesUnderTest(upstream);
        Assert.Equal((await fresh.ReadAsync(SourcesUnderTest.Filings)).Observations, after.Observations);
    }

    [Fact]
    public async Task Read_WithoutAMemory_ReadsEverythingAndSaysNoFault()
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        await using var sources = new SourcesUnderTest(upstream);
        sources.Remembered.Fault = new StorageUnavailableException("It is down.", new IOException("down"));

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(18, reading.Observations.Count(o => o.SeriesId == DataCentre));
        Assert.All(reading.Faults, fault => Assert.Equal(SourceFaultCodes.NoData, fault.Code));
        Assert.Equal(0, sources.Remembered.Count);
    }

    private static IEnumerable<(string End, double Value, ObservationStatus Status, string Since)> Told(SourceReading reading, string series) =>
        reading.Observations.Where(o => o.SeriesId == series)
            .Select(o => ($"{o.PeriodEnd:yyyy-MM-dd}", o.Value, o.Status, $"{o.KnownSince:yyyy-MM-dd}"));

    private static ObservationStatus Status(NvidiaQuarter quarter) =>
        quarter.Number == 4 ? ObservationStatus.Derived : ObservationStatus.Reported;

    private static CompanyFilings Company(SourceReading reading, string name) => Assert.Single(reading.Companies, one => one.Company == name);

    private static bool Alike(CompanyFilings? x, CompanyFilings? y) =>
        x is not null && y is not null && (x.Company, x.Seen, x.Read, x.New) == (y.Company, y.Seen, y.Read, y.New)
            && x.Unreadable.SequenceEqual(y.Unreadable) && x.HeldBack.SequenceEqual(y.HeldBack);
}
