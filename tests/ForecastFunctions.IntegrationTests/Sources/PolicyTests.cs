using System.Diagnostics;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.Http;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>How the policies stand to each other: overall timeout, bulkhead, retry, breaker, rate limit, timeout of each try.</summary>
public sealed class PolicyTests
{
    [Fact]
    public async Task OverallTimeout_DuringAWaitForARepetition_EndsIt()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.Curated, Answers.Status(503));
        await using var sources = new SourcesUnderTest(
            upstream, ("Sources:Http:OverallTimeout", "00:00:01"), ("Sources:Http:TryTimeout", "00:00:01"),
            ("Sources:Http:MaxRetryAfter", "00:00:01"));
        sources.Delays.Made = TimeSpan.FromMinutes(10);

        var reading = await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.Equal(SourceFaultCodes.TimedOut, Assert.Single(reading.Faults).Code);
        Assert.Equal(1, reading.Cost.Requests);
    }

    [Fact]
    public async Task TryTimeout_OfOneTry_IsRepeated()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.Curated, Answers.Stall, Answers.Text("text/csv", SourceDocuments.CuratedCsv));
        await using var sources = new SourcesUnderTest(upstream, ("Sources:Http:TryTimeout", "00:00:01"));

        var reading = await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.Empty(reading.Faults);
        Assert.Equal((2, 2), (reading.Observations.Count, reading.Cost.Requests));
    }

    [Fact]
    public async Task Breaker_CountsTries_AndEndsTheRepetitions()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.Curated, Answers.Status(500));
        await using var sources = new SourcesUnderTest(upstream, ("Sources:Http:Retries", "10"));

        var reading = await sources.ReadAsync(SourcesUnderTest.Curated);

        // The breaker opens with the tenth failed try; were it outside the retry, there would be eleven.
        Assert.Equal(SourceFaultCodes.CircuitOpen, Assert.Single(reading.Faults).Code);
        Assert.Equal(10, reading.Cost.Requests);
    }

    [Fact]
    public async Task Breaker_IsOneForAllReadings()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.Curated, Answers.Status(500));
        await using var sources = new SourcesUnderTest(upstream, ("Sources:Http:Retries", "4"));

        var readings = new List<SourceReading>();
        for (var i = 0; i < 3; i++)
            readings.Add(await sources.ReadAsync(SourcesUnderTest.Curated));

        Assert.Equal(
            [(SourceFaultCodes.ServerError, 5), (SourceFaultCodes.ServerError, 5), (SourceFaultCodes.CircuitOpen, 0)],
            readings.Select(reading => (Assert.Single(reading.Faults).Code, reading.Cost.Requests)));
        var policies = sources.Services.GetRequiredKeyedService<UpstreamPolicies>(SourcesUnderTest.Curated);
        Assert.Equal(CircuitState.Open, policies.Breaker.CircuitState);
        Assert.Same(policies, sources.Services.GetRequiredKeyedService<UpstreamPolicies>(SourcesUnderTest.Curated));
    }

    [Fact]
    public async Task Breaker_OfOneSource_LeavesTheOthersAlone()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.Curated, Answers.Status(500));
        await using var sources = new SourcesUnderTest(upstream, ("Sources:Http:Retries", "10"));

        await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.NotEmpty((await sources.ReadAsync(SourcesUnderTest.EpochAi)).Observations);
    }

    [Theory]
    [InlineData(503, SourceFaultCodes.ServerError)]
    [InlineData(403, SourceFaultCodes.Forbidden)]
    public async Task Breaker_EveryDocumentRefused_BoundsTheRequests(int status, string code)
    {
        await using var upstream = await Upstream.StartAsync();
        foreach (var company in Infrastructure.Sources.SecEdgar.EdgarCompanies.All)
        {
            foreach (var tag in company.Measures.SelectMany(measure => measure.Tags))
                upstream.On(SourceDocuments.ConceptPath(company.Cik, tag), Answers.Status(status));
        }

        await using var sources = new SourcesUnderTest(upstream, ("Sources:Http:Retries", "3"));

        var reading = await sources.ReadAsync(SourcesUnderTest.Edgar);

        // Without the breaker there would be 32, or with repetitions 128. Ten trip it, and three more may be under way.
        Assert.InRange(reading.Cost.Requests, 10, 13);
        Assert.Empty(reading.Observations);
        Assert.Equal(32, reading.Faults.Count);
        Assert.All(reading.Faults, fault => Assert.True(fault.Code == code || fault.Code == SourceFaultCodes.CircuitOpen, fault.Code));
    }

    [Fact]
    public async Task Bulkhead_BoundsTheRequestsAtOnce_AndQueuesTheRest()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream, ("Sources:Http:MaxParallelRequests", "1"));

        var reading = await sources.ReadAsync(SourcesUnderTest.EpochAi);

        Assert.Equal((1, 4), (upstream.MostAtOnce, upstream.Requests.Count));
        Assert.DoesNotContain(reading.Faults, fault => fault.Code != SourceFaultCodes.IncompletePeriod);
    }

    [Fact]
    public async Task RateLimit_SpreadsTheRequests()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream, ("Sources:SecEdgar:RequestsPerSecond", "40"));
        var start = Stopwatch.GetTimestamp();

        await sources.ReadAsync(SourcesUnderTest.Edgar);

        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromSeconds((upstream.Requests.Count - 1) / 40.0 * 0.9));
    }

    [Fact]
    public void RateLimit_FullBucket_LetsOneThroughAtATime()
    {
        using var limiter = RateLimitHandler.Evenly(1);

        Assert.True(limiter.AttemptAcquire().IsAcquired);
        Assert.False(limiter.AttemptAcquire().IsAcquired);
    }

    [Theory]
    [InlineData("19", 19)]
    [InlineData("Sat, 28 Nov 2026 12:00:19 GMT", 19)]
    public async Task RetryAfter_BothForms_AreWaitedFor(string retryAfter, int seconds)
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.Curated, Answers.Status(429, ("Retry-After", retryAfter)),
            Answers.Text("text/csv", SourceDocuments.CuratedCsv));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.Empty(reading.Faults);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(sources.Delays.Waits));
    }

    [Theory]
    [InlineData("21")]
    [InlineData("Sun, 29 Nov 2026 12:00:00 GMT")]
    public async Task RetryAfter_LongerThanMayBeWaited_IsNotCutShort(string retryAfter)
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.Curated, Answers.Status(503, ("Retry-After", retryAfter)),
            Answers.Text("text/csv", SourceDocuments.CuratedCsv));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.Equal((SourceFaultCodes.ServerError, 1), (Assert.Single(reading.Faults).Code, reading.Cost.Requests));
        Assert.Empty(sources.Delays.Waits);
    }

    [Fact]
    public async Task RetryAfter_InThePast_LeavesTheBackoff()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(
            SourceDocuments.Curated, Answers.Status(503, ("Retry-After", "Tue, 24 Nov 2026 11:00:00 GMT")),
            Answers.Text("text/csv", SourceDocuments.CuratedCsv));
        await using var sources = new SourcesUnderTest(upstream);

        await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.True(Assert.Single(sources.Delays.Waits) > TimeSpan.Zero);
    }

    [Fact]
    public void Backoff_IsJitteredGrowsAndEnds()
    {
        var delays = new RetryDelays(new HttpSettings { Retries = 4, RetryDelay = TimeSpan.FromSeconds(1) });
        var sequences = Enumerable.Range(0, 500).Select(_ => delays.Backoff().ToArray()).ToArray();

        Assert.All(sequences, sequence => Assert.Equal(4, sequence.Length));
        var medians = Enumerable.Range(0, 4).Select(i => sequences.Select(sequence => sequence[i]).Order().ElementAt(250)).ToArray();
        Assert.InRange(medians[0], TimeSpan.FromSeconds(0.7), TimeSpan.FromSeconds(1.3));
        Assert.Equal(medians.Order(), medians);
        Assert.True(sequences.Select(sequence => sequence[0]).Distinct().Count() > 100);

        // With the default three repetitions even the longest waits leave the overall timeout its time for the tries.
        Assert.All(sequences, sequence => Assert.True(sequence.Take(3).Sum(wait => wait.TotalSeconds) < 25));
    }

    [Fact]
    public async Task Requests_OfEdgar_SayWhoAsksAndAcceptGzip()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream, ("Sources:SecEdgar:Contact", "Example Ltd data@example.com"));

        await sources.ReadAsync(SourcesUnderTest.Edgar);

        Assert.All(upstream.Requests, request =>
        {
            Assert.Matches(@"^ForecastFunctions/\d+\.\d+\.\d+ \(Example Ltd data@example\.com\)$", request.Headers.UserAgent.ToString());
            Assert.Equal("gzip", request.Headers.AcceptEncoding.ToString());
        });
    }
}
