using System.Diagnostics;
using System.Text;
using ForecastFunctions.Core.Baselines;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>One document of EDGAR is answered badly: the fault is named, and the other series are those of a healthy reading.</summary>
public sealed class SecEdgarFaultTests
{
    private const string NvidiaRevenue = "nvda.revenue";

    public static TheoryData<string, string, int> Faults { get; } = new()
    {
        { "401", SourceFaultCodes.Forbidden, 1 },
        { "403", SourceFaultCodes.Forbidden, 1 },
        { "408", SourceFaultCodes.ServerError, 2 },
        { "429", SourceFaultCodes.RateLimited, 2 },
        { "429 with seconds", SourceFaultCodes.RateLimited, 2 },
        { "429 with a date", SourceFaultCodes.RateLimited, 2 },
        { "429 with a day", SourceFaultCodes.RateLimited, 1 },
        { "500", SourceFaultCodes.ServerError, 2 },
        { "503", SourceFaultCodes.ServerError, 2 },
        { "301", SourceFaultCodes.Redirected, 1 },
        { "204", SourceFaultCodes.UnexpectedStatus, 1 },
        { "reset", SourceFaultCodes.ConnectionFailed, 2 },
        { "reset within the body", SourceFaultCodes.ConnectionFailed, 2 },
        { "truncated gzip", SourceFaultCodes.DamagedBody, 2 },
        { "no gzip", SourceFaultCodes.DamagedBody, 2 },
        { "unknown encoding", SourceFaultCodes.DamagedBody, 1 },
        { "gzip bomb", SourceFaultCodes.TooLarge, 1 },
        { "huge, declared", SourceFaultCodes.TooLarge, 1 },
        { "huge, chunked", SourceFaultCodes.TooLarge, 1 },
        { "wrong content type", SourceFaultCodes.ContentType, 1 },
        { "HTML", SourceFaultCodes.ContentType, 1 },
        { "HTML that says it is JSON", SourceFaultCodes.Malformed, 1 },
        { "empty", SourceFaultCodes.EmptyBody, 2 },
        { "empty, chunked", SourceFaultCodes.EmptyBody, 2 },
        { "NaN", SourceFaultCodes.Malformed, 1 },
        { "another company", SourceFaultCodes.Malformed, 1 },
        { "euros", SourceFaultCodes.WrongUnit, 1 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Read_OneDocumentFaulty_NamesTheFaultAndDeliversTheRest(string fault, string code, int requests)
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var healthy = new SourcesUnderTest(upstream);
        var expected = (await healthy.ReadAsync(SourcesUnderTest.Edgar)).Observations
            .Where(o => !o.SeriesId.StartsWith(NvidiaRevenue, StringComparison.Ordinal));
        var before = upstream.CountOf(SourceDocuments.NvidiaRevenue);
        upstream.On(SourceDocuments.NvidiaRevenue, Answer(fault));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Edgar);

        var named = Assert.Single(reading.Faults, one => one.Code != SourceFaultCodes.NoData);
        Assert.Equal((SourcesUnderTest.Edgar, SourceDocuments.NvidiaRevenueSubject, code), (named.Source, named.Subject, named.Code));
        Assert.EndsWith("nvda.revenue is held back.", named.Message, StringComparison.Ordinal);
        Assert.Equal(expected, reading.Observations);
        Assert.Equal(requests, upstream.CountOf(SourceDocuments.NvidiaRevenue) - before);
    }

    [Theory]
    [InlineData("stall")]
    [InlineData("trickle")]
    public async Task Read_OneDocumentTooSlow_EndsInTimeAndDeliversTheRest(string how)
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.NvidiaRevenue, how == "stall" ? Answers.Stall : Answers.Trickle);
        await using var sources = new SourcesUnderTest(upstream, ("Sources:Http:TryTimeout", "00:00:02"), ("Sources:Http:Retries", "0"));
        var start = Stopwatch.GetTimestamp();

        var reading = await sources.ReadAsync(SourcesUnderTest.Edgar);

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(15));
        Assert.Equal(
            (SourceDocuments.NvidiaRevenueSubject, SourceFaultCodes.TimedOut),
            Assert.Single(reading.Faults, one => one.Code != SourceFaultCodes.NoData) is var fault ? (fault.Subject, fault.Code) : default);
        Assert.Contains(reading.Observations, observation => observation.SeriesId == "msft.capex.q");
    }

    [Theory]
    [InlineData("2026-11-29", SourceFaultCodes.ImpossibleDate)]
    [InlineData("2024-04-27", SourceFaultCodes.ImpossibleDate)]
    public async Task Read_ClockADayOff_LeavesThatFactOutAndDeliversTheSeries(string filed, string code)
    {
        await using var upstream = await SourceDocuments.StartAsync();
        var facts = EdgarDocuments.NvidiaRevenue.Select((fact, i) => i is 0 or 6 ? fact with { Filed = filed } : fact);
        upstream.On(SourceDocuments.NvidiaRevenue, "application/json",
            EdgarDocuments.Bytes(EdgarDocuments.Document(EdgarDocuments.Nvidia, "Revenues", facts)));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Edgar);

        var fault = Assert.Single(reading.Faults, one => one.Code != SourceFaultCodes.NoData);
        Assert.Equal((SourceDocuments.NvidiaRevenueSubject, code), (fault.Subject, fault.Code));
        Assert.EndsWith("And 1 more such facts.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(
            [30.040e9, 35.082e9, 39.331e9],
            reading.Observations.Where(o => o.SeriesId == "nvda.revenue.q").Select(o => o.Value));
    }

    [Fact]
    public async Task Read_DuplicateAndUnsortedFacts_IsTheHealthyReading()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream);
        var expected = await sources.ReadAsync(SourcesUnderTest.Edgar);
        var facts = EdgarDocuments.NvidiaRevenue.Reverse().Concat(EdgarDocuments.NvidiaRevenue);
        upstream.On(SourceDocuments.NvidiaRevenue, "application/json",
            EdgarDocuments.Bytes(EdgarDocuments.Document(EdgarDocuments.Nvidia, "Revenues", facts)));

        var reading = await sources.ReadAsync(SourcesUnderTest.Edgar);

        Assert.Equal(expected.Observations, reading.Observations);
        Assert.Equal(expected.Faults, reading.Faults);
    }

    [Fact]
    public async Task Read_FailureThatPasses_IsNoFault()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(
            SourceDocuments.NvidiaRevenue, Answers.Status(503), Answers.ResetWithinBody,
            Answers.TruncatedGzip(SourceDocuments.NvidiaRevenueBytes),
            Answers.Body("application/json", SourceDocuments.NvidiaRevenueBytes));
        await using var sources = new SourcesUnderTest(upstream, ("Sources:Http:Retries", "3"));

        var reading = await sources.ReadAsync(SourcesUnderTest.Edgar);

        Assert.Contains(reading.Observations, observation => observation.SeriesId == "nvda.revenue.q");
        Assert.All(reading.Faults, fault => Assert.Equal(SourceFaultCodes.NoData, fault.Code));
        Assert.Equal(4, upstream.CountOf(SourceDocuments.NvidiaRevenue));
        Assert.Equal(upstream.Requests.Count, reading.Cost.Requests);
    }

    [Fact]
    public async Task Read_UpstreamGone_IsFaultsOnly()
    {
        var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream, ("Sources:Http:Retries", "0"));
        await upstream.DisposeAsync();

        var reading = await sources.ReadAsync(SourcesUnderTest.Edgar);

        Assert.Empty(reading.Observations);
        Assert.Contains(reading.Faults, fault => fault.Code == SourceFaultCodes.ConnectionFailed);
        Assert.All(reading.Faults, fault => Assert.True(fault.Code is SourceFaultCodes.ConnectionFailed or SourceFaultCodes.CircuitOpen));
    }

    [Fact]
    public async Task Read_SourceAsAWholeTooSlow_DeliversWhatCameInTime()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.NvidiaRevenue, Answers.Stall);
        upstream.On(SourceDocuments.ConceptPath(EdgarDocuments.Meta, EdgarDocuments.PropertyCapex), Answers.Stall);
        await using var sources = new SourcesUnderTest(
            upstream, ("Sources:Http:SourceTimeout", "00:00:03.5"), ("Sources:Http:OverallTimeout", "00:00:02"),
            ("Sources:Http:TryTimeout", "00:00:02"),
            ("Sources:Http:Retries", "0"), ("Sources:Http:MaxRetryAfter", "00:00:01"), ("Sources:Http:MaxParallelRequests", "1"));

        var reading = await sources.ReadAsync(SourcesUnderTest.Edgar);

        var slow = reading.Faults.Where(fault => fault.Code == SourceFaultCodes.TimedOut).ToArray();
        Assert.Contains(slow, fault => fault.Subject == SourceDocuments.NvidiaRevenueSubject
            && fault.Message.StartsWith("There was no", StringComparison.Ordinal));
        Assert.Contains(slow, fault => fault.Message.StartsWith("The source as a whole took longer than 00:00:03.5",
            StringComparison.Ordinal) && fault.Message.Contains("meta.capex", StringComparison.Ordinal));
        Assert.Contains(reading.Observations, observation => observation.SeriesId == "msft.capex.fy");
    }

    [Fact]
    public async Task Read_Cancelled_Throws()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        using var stop = new CancellationTokenSource();
        upstream.On(SourceDocuments.NvidiaRevenue, async context =>
        {
            await stop.CancelAsync();
            await Answers.Stall(context);
        });
        await using var sources = new SourcesUnderTest(upstream);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sources.ReadAsync(SourcesUnderTest.Edgar, stop.Token));
    }

    private static RequestDelegate Answer(string fault)
    {
        var json = Encoding.UTF8.GetString(SourceDocuments.NvidiaRevenueBytes);
        return fault switch
        {
            "429 with seconds" => Answers.Status(429, ("Retry-After", "7")),
            "429 with a date" => Answers.Status(429, ("Retry-After", "Sat, 28 Nov 2026 12:00:07 GMT")),
            "429 with a day" => Answers.Status(429, ("Retry-After", "86400")),
            "301" => Answers.Status(301, ("Location", "http://169.254.169.254/")),
            "reset" => Answers.Reset,
            "reset within the body" => Answers.ResetWithinBody,
            "truncated gzip" => Answers.TruncatedGzip(SourceDocuments.NvidiaRevenueBytes),
            "no gzip" => Encoded("gzip", json),
            "unknown encoding" => Encoded("br", json),
            "gzip bomb" => Answers.GzipBomb,
            "huge, declared" => Answers.HugeDeclared,
            "huge, chunked" => Answers.HugeChunked,
            "wrong content type" => Answers.Text("application/xml", json),
            "HTML" => Answers.Text("text/html", "<html><body>Your request has been blocked.</body></html>"),
            "HTML that says it is JSON" => Answers.Text("application/json", "<html></html>"),
            "empty" => Empty(declared: true),
            "empty, chunked" => Empty(declared: false),
            "NaN" => Answers.Text("application/json", json.Replace("26044000000", "NaN", StringComparison.Ordinal)),
            "another company" => Answers.Text("application/json", json.Replace("1045810", "1045811", StringComparison.Ordinal)),
            "euros" => Answers.Text("application/json", json.Replace("USD", "EUR", StringComparison.Ordinal)),
            _ => Answers.Status(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private static RequestDelegate Encoded(string encoding, string text) => context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = encoding;
        return context.Response.WriteAsync(text);
    };

    private static RequestDelegate Empty(bool declared) => context =>
    {
        context.Response.ContentType = "application/json";
        if (declared)
            context.Response.ContentLength = 0;
        return context.Response.Body.FlushAsync();
    };
}
