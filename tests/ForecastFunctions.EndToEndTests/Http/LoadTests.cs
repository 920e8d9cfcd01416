using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Keys;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace ForecastFunctions.EndToEndTests.Http;

/// <summary>
/// Partners who ask for all sorts of things at once, beside one who asks for much and reads nothing. <c>SOAK_SECONDS</c> says for how
/// long; <c>.ci/soak</c> sets it to 120, and has the time of answers checked too.
/// </summary>
[Collection(KeyTests.Name)]
[SupportedOSPlatform("linux")] // /proc
public sealed class LoadTests(KeyFixture fixture, ITestOutputHelper output) : IAsyncLifetime
{
    private const int MostMemory = 700;

    /// <summary>28 MB of JSON: 128 draws, quarters to 2045, 19 percentiles.</summary>
    private static readonly string LongRun
        = $"/projections?draws=128&step=quarter&to=2045-Q4&percentiles={string.Join(',', Enumerable.Range(1, 19).Select(i => 5 * i))}&seed=";

    private readonly ConcurrentBag<(string Path, HttpStatusCode Status, TimeSpan Time)> _answers = [];

    private Product _product = null!;

    private Api Api => _product.Api;

    private static bool IsSoak => Seconds is not null;

    private static string? Seconds => Environment.GetEnvironmentVariable("SOAK_SECONDS");

    /// <summary>A worker whose memory holds nothing of other tests.</summary>
    public async Task InitializeAsync() => _product = await fixture.StartAsync(fixture.NewTableNamePrefix());

    public Task DisposeAsync() => _product.DisposeAsync().AsTask();

    [Fact]
    public async Task Load_OfEveryKindBesideAReaderWhoReadsNothing_IsAnsweredWithinMemory()
    {
        var (connections, runs, unread) = IsSoak ? (64, 20, 100) : (12, 3, 40);
        var greedy = await fixture.IssueAsync(Api, "greedy", AccessScope.Read, KeyFixture.Ample);
        var partners = new List<string>();
        for (var i = 0; i < 8; i++)
            partners.Add(await fixture.IssueAsync(Api, $"partner-{i}", AccessScope.Read, KeyFixture.Ample));
        var errors = Errors().Count;
        for (var seed = 1; seed <= runs; seed++)
            (await Api.GetAsync(LongRun + seed + "&limit=1", KeyFixture.Header(greedy))).Ok();

        // The track record is there, as after every refresh.
        (await Api.GetAsync("/scorecard?limit=1", KeyFixture.Header(greedy))).Ok();

        using var end = new CancellationTokenSource();
        var readers = Enumerable.Range(0, unread).Select(i => NeverReadAsync(greedy, LongRun + ((i % runs) + 1), end.Token)).ToList();
        var memory = WatchMemoryAsync(end.Token);
        var began = Stopwatch.StartNew();
        var enough = TimeSpan.FromSeconds(int.Parse(Seconds ?? "4", CultureInfo.InvariantCulture));
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async connection =>
        {
            // Each begins with another kind of question, so that at any time a fifth is of fresh runs.
            for (var asked = 0; began.Elapsed < enough || asked < 5; asked++)
                await AskAsync(partners[connection % partners.Count], connection, connection + asked);
        }));
        await end.CancelAsync();

        var statuses = _answers.GroupBy(a => (int)a.Status).OrderBy(g => g.Key).Select(g => $"{g.Key}: {g.Count()}");
        var times = _answers.Select(a => a.Time).Order().ToList();
        var (p50, p99) = (times[times.Count / 2], times[times.Count * 99 / 100]);
        var most = await memory;
        var left = await Task.WhenAll(readers);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{times.Count} answers in {began.Elapsed.TotalSeconds:0} s ({string.Join(", ", statuses)}), of the partners who read: p50 "
            + $"{p50.TotalMilliseconds:0} ms, p99 {p99.TotalMilliseconds:0} ms; worker's memory {most} MiB at most; those who read "
            + $"nothing: {string.Join(", ", left.GroupBy(r => r).Select(g => $"{g.Key}: {g.Count()}"))}"));
        foreach (var kind in _answers.GroupBy(a => a.Path.Split('?')[0]))
        {
            var took = kind.Select(a => a.Time.TotalMilliseconds).Order().ToList();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{kind.Key}: {took.Count} answers, p50 {took[took.Count / 2]:0} ms, p99 {took[took.Count * 99 / 100]:0} ms"));
        }

        Assert.InRange(most, 1, MostMemory);
        Assert.All(left, status => Assert.Contains(status, new[] { "200", "503", "left" }));
        Assert.True(Errors().Count == errors, string.Join('\n', Errors().Skip(errors)));
        if (IsSoak)
            Assert.InRange(p99, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Callers_WhoLeaveBeforeTheirAnswer_AreNoErrorsAndLeaveNoWorkBehind()
    {
        var key = await fixture.IssueAsync(Api, "hasty-leaver", AccessScope.Read, KeyFixture.Ample);
        var (errors, computed) = (Errors().Count, await Api.RunsComputedAsync());
        using var leave = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 12)
            .Select(seed => NeverReadAsync(key, $"/projections?draws=262144&to=2030&seed=9{seed:00}&limit=1", leave.Token)).ToList();
        var left = _product.Host.Logs.WaitForAsync(line => line.Message.StartsWith("The caller of Projections left", StringComparison.Ordinal));

        while (await Api.RunsComputedAsync() == computed)
            await Task.Delay(20);
        await leave.CancelAsync();
        Assert.Contains("left", await Task.WhenAll(readers));
        await left.WaitAsync(Api.Patience);
        computed = await Api.RunsComputedAsync();

        // The gate has a place again, though what was asked for would take it for long.
        (await Api.GetAsync("/projections?draws=128&seed=987&limit=1", KeyFixture.Header(key))).Ok();
        Assert.InRange(await Api.RunsComputedAsync() - computed, 1, 1 + Environment.ProcessorCount);
        Assert.True(Errors().Count == errors, string.Join('\n', Errors().Skip(errors)));
    }

    private async Task AskAsync(string key, int connection, int number)
    {
        var seed = string.Create(CultureInfo.InvariantCulture, $"{connection}{number:00000}");
        var path = (number % 10) switch
        {
            0 or 5 => $"/projections.csv?draws=1024&seed={seed}",
            1 => "/projections?scenario=article-base",
            2 => "/value?scenario=asic-surge&variable=Electricity&period=2028",
            3 => "/api/odata/Projections?$filter=Scenario eq 'data-wall' and Year eq 2028&$top=50",
            4 => "/comparisons?limit=100",
            6 => $"{LongRun}{(connection % 3) + 1}&limit=5000",
            7 => "/forecasts?series=nvda.datacenter_revenue.q&horizon=4",
            8 => "/excel/workbook.xlsx",
            _ => "/scenarios",
        };
        var watch = Stopwatch.StartNew();
        var answer = await Api.GetAsync(path, KeyFixture.Header(key));
        _answers.Add((path, answer.Status, watch.Elapsed));
        if (answer.Status is HttpStatusCode.OK)
            return;
        Assert.True(
            answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"{path}: {(int)answer.Status} {answer.Text}");
        Assert.InRange(int.Parse(answer["Retry-After"]!, NumberStyles.None, CultureInfo.InvariantCulture), 1, 120);
    }

    /// <summary>Asks and takes no more of it than its status.</summary>
    private async Task<string> NeverReadAsync(string key, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient { ReceiveBufferSize = 1024 };
            await client.ConnectAsync(Api.Host.Host, Api.Host.Port, cancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"GET /api/v1{path} HTTP/1.1\r\nHost: {Api.Host.Authority}\r\nx-functions-key: {key}\r\n\r\n"),
                cancellationToken);
            var status = new byte[12];
            await stream.ReadExactlyAsync(status, cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            return Encoding.ASCII.GetString(status)[9..];
        }
        catch (OperationCanceledException)
        {
            return "left"; // the test's end, while it still waited
        }
    }

    private async Task<long> WatchMemoryAsync(CancellationToken cancellationToken)
    {
        var most = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            var line = (await File.ReadAllLinesAsync($"/proc/{_product.Host.WorkerProcessId}/status", CancellationToken.None))
                .First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            most = Math.Max(most, long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture) / 1024);
            await Task.Delay(100, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return most;
    }

    /// <summary>What went wrong in the worker so far; a caller who leaves is nothing of the kind.</summary>
    private IReadOnlyList<string> Errors()
        => [.. _product.Host.Logs.Lines.Where(line => line.Level >= LogLevel.Error).Select(line => $"{line.Category}: {line.Message} {line.Exception}")];
}
