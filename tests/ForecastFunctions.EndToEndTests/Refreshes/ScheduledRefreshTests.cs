using System.Text.Json;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.EndToEndTests.Fixtures;
using Xunit.Abstractions;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>
/// What a refresh by the timer has changed, and what it has not, where the article's vintage was current and every source is
/// well.
/// </summary>
[Collection(RefreshTests.Name)]
public sealed class ScheduledRefreshTests(ScheduledRefreshTests.Story story, ITestOutputHelper output)
    : IClassFixture<ScheduledRefreshTests.Story>
{
    private const string Scenario = "/projections?scenario=article-base&to=2030";

    private Api Api => story.Product.Api;

    [Fact]
    public void Report_OfTheRun_SaysWhatWasReadAndMoved()
    {
        var report = story.Report;
        output.WriteLine($"{report.GetProperty("durationMs")} ms in all; {report.GetProperty("sources")}");

        Assert.Equal("schedule", report.Text("trigger"));
        Assert.Equal("changed", report.Text("outcome"));
        Assert.Equal("2024-12", report.Text("previousVersion"));
        Assert.Equal(story.Version, report.Text("version"));
        Assert.Empty(report.List("quarantines"));
        Assert.InRange(report.GetProperty("newObservations").GetInt32(), 100, int.MaxValue);
        Assert.Contains(report.List("movedParameters"),
            moved => moved.Text("id") == "spend.base" && moved.GetProperty("before").GetDouble() < moved.GetProperty("after").GetDouble());

        Assert.Equal(["curated", "epoch-ai", "sec-edgar"], report.List("sources").Select(source => source.Text("name")).Order());
        Assert.All(report.List("sources"), source =>
        {
            Assert.True(source.GetProperty("observations").GetInt32() > 0);
            Assert.True(source.GetProperty("requests").GetInt32() > 0);
            Assert.True(source.GetProperty("bytes").GetInt64() > 0);
        });

        // The upstream knows four of the sixteen series that are asked for, and says 404 to the other tags; NVIDIA's last
        // quarter is not wholly counted.
        Assert.Equal(
            ["epoch-ai incomplete-period", .. Enumerable.Repeat("sec-edgar no-data", 12)],
            report.List("faults").Select(fault => $"{fault.Text("source")} {fault.Text("code")}").Order());
    }

    [Fact]
    public async Task Baselines_AfterIt_AreTheOldOnesAndACurrentOneOfTheLaterYear()
    {
        var rows = (await Api.GetAsync("/baselines")).Ok().Rows;

        Assert.Equal(
            new[] { "2024-12", story.Newest, story.Version }.Order(StringComparer.Ordinal), rows.Select(row => row.Text("version")));
        var old = Assert.Single(rows, row => row.Text("version") == "2024-12");
        Assert.False(old.GetProperty("isCurrent").GetBoolean());
        Assert.Equal(2024, old.GetProperty("baseYear").GetInt32());
        var current = Assert.Single(rows, row => row.GetProperty("isCurrent").GetBoolean());
        Assert.Equal(story.Version, current.Text("version"));
        Assert.Equal(2025, current.GetProperty("baseYear").GetInt32());
        Assert.Equal(story.Version, await Api.ValidCurrentAsync());
    }

    [Fact]
    public async Task Projection_OfLatest_IsAnotherOneOfTheNewBaseline()
    {
        var after = (await Api.GetAsync(Scenario)).Ok();

        Assert.Equal("2024-12", story.Before.Json.Text("baselineVersion"));
        Assert.Equal(story.Version, after.Json.Text("baselineVersion"));
        Assert.NotEqual(story.Before.RunId, after.RunId);
        Assert.NotEqual(story.Before.ETag, after.ETag);
        Assert.NotEqual(Value(story.Before, "AI Compute|Spend", "2030"), Value(after, "AI Compute|Spend", "2030"));

        // The year before its base year is there as it was observed.
        var before = after.Rows.Where(row => row.Text("period") == "2024").ToList();
        Assert.Equal(story.Before.Rows.Count(row => row.Text("period") == "2024"), before.Count);
        Assert.All(before, row => Assert.Contains(row.Text("status"), (string[])["observed", "not-observed"]));
    }

    [Fact]
    public async Task TrackRecord_OfTheNewVintage_IsMadeBeforeAnybodyAsks()
    {
        using var overdue = new CancellationTokenSource(Api.Patience);
        await story.Product.Host.Logs.WaitForAsync(
            line => line.Message.EndsWith($"of {string.Join(", ", Presets.All.Select(p => p.Name))} computed.", StringComparison.Ordinal),
            overdue.Token);
        var computed = await Api.RunsComputedAsync();

        (await Api.GetAsync("/scorecard?limit=1")).Ok();

        Assert.Equal(computed, await Api.RunsComputedAsync());
    }

    [Theory]
    [InlineData(Scenario + "&baseline=2024-12")]
    [InlineData(Scenario + "&asOf=2024-12-31")]
    [InlineData("/baselines/2024-12")]
    [InlineData("/baselines/2024-12/observations.csv")]
    [InlineData(Run)]
    public async Task Answer_OfTheOldVintage_IsTheSameByteForByte(string path)
    {
        Assert.Equal(story.Kept[path].Body, (await Api.GetAsync(story.Path(path))).Ok().Body);

        // Nor does a worker that has seen nothing of it know otherwise.
        Assert.Equal(story.Kept[path].Body, (await story.Other.Api.GetAsync(story.Path(path))).Ok().Body);
    }

    [Fact]
    public async Task Parameters_OfTheNewBaseline_SayHowWellTheyAreFounded()
    {
        var parameters = (await Api.GetAsync($"/baselines/{story.Version}")).Ok().Json.List("parameters");

        Assert.Subset(
            parameters.Select(p => p.Text("status")).ToHashSet(), new HashSet<string> { "derived", "estimated", "assumed" });

        // Both required series are as if taken from filings; AMD's revenue is an estimate, and weakens what it goes into.
        Assert.Equal("derived", Status("spend.growth.initial"));
        Assert.Equal("estimated", Status("spend.base"));
        Assert.Equal("assumed", Status("vendor.broadcom"));

        var projected = (await Api.GetAsync(Scenario)).Ok().Json.List("parameters");
        Assert.Subset(
            projected.Select(p => p.Text("status")).ToHashSet(), new HashSet<string> { "derived", "estimated", "assumed" });

        string Status(string id) => Assert.Single(parameters, p => p.Text("id") == id).Text("status");
    }

    [Fact]
    public async Task SpendOfTheBaseYear_AfterIt_IsThatOfTheVendors()
    {
        var parameters = (await Api.GetAsync($"/baselines/{story.Version}")).Ok().Json.List("parameters");
        double Parameter(string id) => Assert.Single(parameters, p => p.Text("id") == id).GetProperty("value").GetDouble();

        // Calendar 2025, bn USD: NVIDIA's data centre, Broadcom's AI revenue, and the middle of AMD's range.
        var nvidia = 39.112 + 41.096 + 51.215 + 62.314;
        var broadcom = 4.4 + 5.2 + 6.5 + 8.4;
        var amd = await AmdAsync();
        Assert.Equal(nvidia + broadcom / Parameter("vendor.broadcom") + amd / Parameter("vendor.amd"), Parameter("spend.base"), 1e-9);

        async Task<double> AmdAsync()
        {
            var low = await SeriesAsync("amd.instinct_revenue.q.p5");
            var high = await SeriesAsync("amd.instinct_revenue.q.p95");
            return low.Concat(high).Where(o => o.Text("periodEnd").StartsWith("2025", StringComparison.Ordinal))
                .Sum(o => o.GetProperty("value").GetDouble()) / 2e9;
        }
    }

    [Theory]
    [InlineData("nvda.revenue.q", "2025-01-26", "2025-02-26", 39_331_000_000, "derived")] // 130.497 less the nine months
    [InlineData("msft.capex.q", "2025-12-31", "2026-01-28", 29_876_000_000, null)] // 49.270 - 19.394
    [InlineData("msft.capex.q", "2026-03-31", "2026-04-29", 30_876_000_000, null)] // 80.146 - 49.270
    [InlineData("msft.capex.q", "2026-06-30", "2026-07-29", 35_802_000_000, "derived")] // 115.948 - 80.146
    [InlineData("msft.capex.fy", "2026-06-30", "2026-07-29", 115_948_000_000, "reported")]
    [InlineData("meta.capex.fy", "2023-12-31", "2024-02-02", 27_266_000_000, "reported")] // as first filed
    [InlineData("meta.capex.fy", "2023-12-31", "2025-01-30", 27_045_000_000, "reported")] // as restated a year later
    [InlineData("googl.capex.fy", "2025-12-31", "2026-02-05", 91_447_000_000, "reported")]
    [InlineData("nvda.datacenter_revenue.q", "2026-01-25", "2026-02-25", 62_314_000_000, "reported")]
    public async Task Observation_OfASeries_IsThatOfTheFilingWithItsDay(
        string series, string periodEnd, string knownSince, double value, string? status)
    {
        var observation = Assert.Single(
            await SeriesAsync(series), o => o.Text("periodEnd") == periodEnd && o.Text("knownSince") == knownSince);

        Assert.Equal(value, observation.GetProperty("value").GetDouble());
        if (status is not null)
            Assert.Equal(status, observation.Text("status"));
    }

    [Fact]
    public async Task Baselines_AsOfADay_AreThoseOfWhatWasKnownByThen()
    {
        var then = (await Api.GetAsync("/baselines?asOf=2024-12-31")).Ok().Rows;
        Assert.Equal("2024-12", Assert.Single(then).Text("version"));
        Assert.Empty((await Api.GetAsync("/baselines?asOf=2024-12-30")).Ok().Rows);
    }

    [Fact]
    public async Task Observations_AsOfADay_HoldNothingThatCameOutLater()
    {
        var then = (await Api.GetAsync($"/baselines/{story.Version}/observations?asOf=2024-12-31&limit=1000")).Ok().Rows;

        Assert.NotEmpty(then);
        Assert.All(then, o => Assert.True(string.CompareOrdinal(o.Text("knownSince"), "2024-12-31") <= 0, o.GetRawText()));

        // The restatement of January 2025 is the future of that day.
        var meta = (await Api.GetAsync($"/baselines/{story.Version}/observations?asOf=2024-12-31&series=meta.capex.fy")).Ok().Rows;
        Assert.Equal(
            [27_266_000_000], meta.Where(o => o.Text("periodEnd") == "2023-12-31").Select(o => o.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task Diff_FromTheOldVintage_NamesTheSpendAndTheFiguresThatMovedIt()
    {
        var rows = (await Api.GetAsync("/baseline-diffs?from=2024-12&limit=1000")).Ok().Rows;

        var spend = Assert.Single(rows, row => row.Text("kind") == "parameter" && row.Text("name") == "spend.base");
        Assert.True(spend.GetProperty("before").GetDouble() < spend.GetProperty("after").GetDouble());
        Assert.Contains(rows, row => row.Text("name") == "nvda.datacenter_revenue.q" && row.Text("periodEnd") == "2026-01-25");
        Assert.Empty((await Api.GetAsync($"/baseline-diffs?from={story.Version}")).Ok().Rows);
    }

    [Fact]
    public async Task Refresh_WithNothingNew_WritesNoBaseline()
    {
        var before = (await Api.GetAsync("/baselines.csv")).Ok().Body;

        var report = await Api.RefreshAsync();

        Assert.Equal("request", report.Text("trigger"));
        Assert.Equal("unchanged", report.Text("outcome"));
        Assert.Equal(story.Version, report.Text("version"));
        Assert.Equal(0, report.GetProperty("newObservations").GetInt32());
        Assert.Empty(report.List("movedParameters"));
        Assert.Equal(before, (await Api.GetAsync("/baselines.csv")).Ok().Body);
        Assert.Equal(report.Text("id"), (await Api.GetAsync("/refreshes")).Ok().Rows[0].Text("id"));
    }

    private const string Run = "the stored run";

    private async Task<IReadOnlyList<JsonElement>> SeriesAsync(string series)
        => (await Api.GetAsync($"/baselines/{story.Version}/observations?series={series}")).Ok().Rows;

    private static double Value(Answer answer, string variable, string period)
        => Assert.Single(answer.Rows, row => row.Text("period") == period && row.Text("variable") == variable).GetProperty("value")
            .GetDouble();

    /// <summary>
    /// An installation whose operator went back to the article's vintage, which has answered, and was refreshed by its timer then.
    /// </summary>
    public sealed class Story(RefreshFixture fixture) : IAsyncLifetime
    {
        private Upstream? _upstream;
        private Product? _product;
        private Product? _other;

        public Product Product => _product!;

        /// <summary>Another worker on the same storage, started after the refresh.</summary>
        public Product Other => _other!;

        public Answer Before { get; private set; } = null!;

        public IDictionary<string, Answer> Kept { get; } = new Dictionary<string, Answer>(StringComparer.Ordinal);

        public JsonElement Report { get; private set; }

        public string Version { get; private set; } = "";

        /// <summary>The vintage that a fresh installation begins with.</summary>
        public string Newest { get; private set; } = "";

        public string Path(string path) => path == Run ? $"/projections/{Before.RunId}" : path;

        public async Task InitializeAsync()
        {
            _upstream = Market.Tell(await Upstream.StartAsync());
            var prefix = fixture.NewTableNamePrefix();
            _product = await Product.StartAsync(fixture.ConnectionString, prefix, Market.Settings(_upstream));
            var api = _product.Api;
            Newest = await api.CurrentBaselineAsync();
            await api.MakeCurrentAsync(RefreshApi.ArticleVersion);
            Before = (await api.GetAsync(Scenario)).Ok();
            foreach (var path in new[] { Scenario + "&baseline=2024-12", Scenario + "&asOf=2024-12-31", "/baselines/2024-12",
                "/baselines/2024-12/observations.csv", Run })
                Kept[path] = (await api.GetAsync(Path(path))).Ok();

            await api.RunTimerAsync("RefreshBaselines");
            using var overdue = new CancellationTokenSource(Api.Patience);
            await _product.Host.Logs
                .WaitForAsync(line => line.Message.StartsWith("Refresh Changed", StringComparison.Ordinal), overdue.Token);

            var reports = (await api.GetAsync("/refreshes")).Ok().Rows;
            Assert.Equal(["schedule", "operator"], reports.Select(report => report.Text("trigger")));
            Report = reports[0];
            Version = Report.Text("version");
            _other = await Product.StartAsync(fixture.ConnectionString, prefix, Market.Settings(_upstream));
        }

        public async Task DisposeAsync()
        {
            await (_other?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_product?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_upstream?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
