using ForecastFunctions.Core.Baselines;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>The SEC refuses by a page of HTML; then neither of its hosts is asked for ten minutes.</summary>
public sealed class RefusalTests
{
    private const string TooMany = "<html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head><body>Your request originates…</body></html>";
    private const string Undeclared = "<html><body><h1>Your Request Originates from an Undeclared Automated Tool</h1></body></html>";

    private static readonly NvidiaQuarter First = NvidiaReports.Quarters[0];
    private static readonly string Instance =
        SecSite.Path(NvidiaReports.Cik, First.Accession, First.Document.Replace(".htm", "_htm.xml", StringComparison.Ordinal));
    private static readonly string Exhibit = SecSite.Path(
        BroadcomFilings.Cik, BroadcomFilings.Quarters[^1].Accession, BroadcomFilings.Quarters[^1].Exhibit);

    public static TheoryData<string, string, int> Refusals { get; } = new()
    {
        { Instance, TooMany, 403 },
        { Instance, TooMany, 429 },
        { Instance, Undeclared, 200 },
        { Exhibit, TooMany, 200 },
        { SecSite.ListPath(NvidiaReports.Cik), Undeclared, 403 },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Read_Refused_LeavesBothHostsAloneForTenMinutes(string path, string page, int status)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        await using var archives = await Upstream.StartAsync();
        await using var data = (await SourceDocuments.StartAsync()).TellFilings();
        archives.TellFilings();
        var refusing = path.StartsWith("/Archives", StringComparison.Ordinal) ? archives : data;
        refusing.On(path, async context =>
        {
            context.Response.StatusCode = status;
            await Answers.Text("text/html; charset=utf-8", page)(context);
        });
        await using var sources = new SourcesUnderTest(
            data, clock, ("Sources:SecFilings:ArchivesAddress", archives.Address), ("Sources:Http:MaxParallelRequests", "1"));

        var refused = await sources.ReadAsync(SourcesUnderTest.Filings);
        var asked = archives.Requests.Count + data.Requests.Count;

        Assert.Single(refused.Faults, fault => fault.Code == SourceFaultCodes.Forbidden);
        Assert.Contains(refused.Faults, fault => fault.Code == SourceFaultCodes.CircuitOpen
            && fault.Message.StartsWith("The SEC refused this client and is left alone until 12:10:00 UTC.", StringComparison.Ordinal));
        Assert.Equal(1, refusing.CountOf(path));
        Assert.Equal(asked, refused.Cost.Requests);

        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.All((await sources.ReadAsync(SourcesUnderTest.Filings)).Faults, fault => Assert.Equal(SourceFaultCodes.CircuitOpen, fault.Code));
        Assert.Empty((await sources.ReadAsync(SourcesUnderTest.Edgar)).Observations);
        Assert.Equal(asked, archives.Requests.Count + data.Requests.Count);

        archives.TellFilings();
        data.TellFilings();
        clock.Advance(TimeSpan.FromSeconds(1));
        var after = await sources.ReadAsync(SourcesUnderTest.Filings);
        Assert.Equal(18, after.Observations.Count(o => o.SeriesId == "nvda.datacenter_revenue.q"));
        Assert.Equal(7, after.Observations.Count(o => o.SeriesId == BroadcomFilings.Series));
        Assert.NotEmpty((await sources.ReadAsync(SourcesUnderTest.Edgar)).Observations);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Read_OneDocumentDenied_IsNoRefusal(int status)
    {
        await using var upstream = (await Upstream.StartAsync()).TellFilings();
        upstream.On(Instance, async context =>
        {
            context.Response.StatusCode = status;
            await Answers.Text("text/html", "<html><body>Access denied to this file</body></html>")(context);
        });
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Filings);

        Assert.Equal(7, reading.Observations.Count(o => o.SeriesId == BroadcomFilings.Series));
        Assert.DoesNotContain(reading.Faults, fault => fault.Code == SourceFaultCodes.CircuitOpen);
    }

    [Fact]
    public async Task Read_EverySource_GoesThroughOneLimitAndSaysWhoAsks()
    {
        const int PerSecond = 40;
        await using var upstream = (await SourceDocuments.StartAsync()).TellFilings();
        await using var sources = new SourcesUnderTest(
            upstream, TimeProvider.System, ("Sources:SecEdgar:RequestsPerSecond", $"{PerSecond}"),
            ("Sources:SecEdgar:Contact", "Example Ltd data@example.com"), ("Sources:Http:MaxParallelRequests", "8"));
        var start = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(sources.ReadAsync(SourcesUnderTest.Filings), sources.ReadAsync(SourcesUnderTest.Edgar));

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        Assert.Equal(58 + 32, upstream.Requests.Count);
        Assert.InRange(upstream.Requests.Count, 0, seconds * PerSecond + 2);
        Assert.All(upstream.Requests, request =>
            Assert.EndsWith("(Example Ltd data@example.com)", request.Headers.UserAgent.ToString(), StringComparison.Ordinal));
    }
}
