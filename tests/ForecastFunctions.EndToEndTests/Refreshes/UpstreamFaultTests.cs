using System.Globalization;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>Each fault meets a product that was refreshed once; afterwards it is well again, and the next refresh shows it.</summary>
[Collection(RefreshTests.Name)]
public sealed class UpstreamFaultTests(UpstreamFaultTests.Refreshed refreshed) : IClassFixture<UpstreamFaultTests.Refreshed>
{
    private const string NoFault = "";

    private Api Api => refreshed.Product.Api;

    private Upstream Upstream => refreshed.Upstream;

    /// <summary>What the report says of a document that is answered so.</summary>
    public static TheoryData<string, string> DocumentFaults => new()
    {
        { "403", "forbidden" },
        { "404", "vanished" }, // the tag is no longer used: there is no figure of it, and those that are known stay
        { "429", "rate-limited" },
        { "429 with seconds", "rate-limited" },
        { "429 with a date", "rate-limited" },
        { "429 with a day", "rate-limited" },
        { "500", "server-error" },
        { "reset", "connection-failed" },
        { "reset within the body", "connection-failed" },
        { "stall", "timed-out" },
        { "trickle", "timed-out" },
        { "truncated gzip", "damaged-body" },
        { "gzip bomb", "too-large" },
        { "wrong content type", "content-type" },
        { "HTML", "content-type" },
        { "HTML that says it is JSON", "malformed" },
        { "empty", "empty-body" },
        { "huge, declared", "too-large" },
        { "huge, chunked", "too-large" },
        { "NaN", "malformed" },
        { "filed tomorrow", "impossible-date" },
        { "duplicate and unsorted facts", NoFault },
    };

    [Theory]
    [MemberData(nameof(DocumentFaults))]
    public async Task Document_AnsweredBadly_LeavesTheBaselineAndIsNamed(string how, string code)
        => await CheckAsync("unchanged", () => Upstream.On(Market.NvidiaRevenuePath, Answer(how)), report =>
        {
            Assert.Empty(report.List("quarantines"));
            var faults = report.List("faults").Where(f => f.Text("source") == "sec-edgar" && f.Text("code") != "no-data").ToList();
            if (code == NoFault)
            {
                Assert.Empty(faults);
                return;
            }

            var fault = Assert.Single(faults);
            var subject = code == "vanished" ? "nvda.revenue.q" : "CIK0001045810/us-gaap/Revenues";
            Assert.Equal((subject, code), (fault.Text("subject"), fault.Text("code")));
            Assert.False(report.GetProperty("isClean").GetBoolean());
        });

    [Theory]
    [InlineData("403", "forbidden")]
    [InlineData("429 with seconds", "rate-limited")]
    [InlineData("500", "server-error")]
    [InlineData("reset", "connection-failed")]
    [InlineData("HTML", "content-type")]
    public async Task Sources_AllAnsweringBadly_HaveFailedAndLeaveTheBaseline(string how, string code)
        => await CheckAsync("failed", () => Upstream.Everywhere = Answer(how), report =>
        {
            Assert.Equal([code], CodesOf(report, "curated"));
            Assert.Subset(new HashSet<string> { code, "circuit-open" }, CodesOf(report, "sec-edgar").ToHashSet());
            Assert.False(report.GetProperty("isClean").GetBoolean());
        });

    [Theory]
    [InlineData("gone", "not-found")]
    [InlineData("a page for people", "malformed")]
    [InlineData("known since tomorrow", "impossible-date")]
    [InlineData("NaN", "malformed")]
    public async Task CuratedDocument_AnsweredBadly_LeavesTheBaselineAndIsNamed(string how, string code)
        => await CheckAsync(
            "unchanged",
            () => Upstream.On(Market.CuratedPath, how switch
            {
                "gone" => Answers.Status(StatusCodes.Status410Gone),
                "a page for people" => Answers.Text("text/csv", "<html>maintenance</html>"),
                "known since tomorrow" => Answers.Text(
                    "text/csv", Market.Curated + Market.CuratedRow("amd.instinct_revenue.q.p5", "2026-03-28", Tomorrow)),
                _ => Answers.Text("text/csv", Market.Curated.Replace("4400000000", "NaN", StringComparison.Ordinal)),
            }),
            report => Assert.Equal([code], CodesOf(report, "curated")));

    [Fact]
    public async Task Series_OfWhichAFigureIsAThousandfold_IsQuarantinedAndTheOthersAreNot()
        => await CheckAsync(
            "unchanged",
            () => Market.Concept(Upstream, EdgarDocuments.Meta, EdgarDocuments.PropertyCapex,
                EdgarDocuments.MetaCapex
                    .Select(fact => fact.Filed == "2026-01-29" ? fact with { Billions = fact.Billions * 1_000 } : fact)),
            report =>
            {
                Assert.Contains(report.List("quarantines"), quarantine => quarantine.Text("series") == "meta.capex.fy"
                    && quarantine.Text("code") is "restated-beyond-belief" or "jump");
                Assert.All(report.List("quarantines"),
                    quarantine => Assert.StartsWith("meta.capex", quarantine.Text("series"), StringComparison.Ordinal));
                Assert.False(report.GetProperty("isClean").GetBoolean());
            });

    [Fact]
    public async Task FreshInstallation_WithEverySourceDown_KeptItsVintageAndSaidSoInTheLog()
    {
        Assert.Equal("failed", refreshed.WhileDown.Text("outcome"));
        Assert.Equal(refreshed.First, refreshed.WhileDown.Text("version"));
        Assert.Equal([RefreshApi.ArticleVersion, refreshed.First], refreshed.VersionsWhileDown);
        Assert.Equal(["server-error"], CodesOf(refreshed.WhileDown, "curated"));

        using var overdue = new CancellationTokenSource(Api.Patience);
        await refreshed.Product.Host.Logs.WaitForAsync(
            line => line.Message.StartsWith("Refresh Failed: no source could be read", StringComparison.Ordinal), overdue.Token);
    }

    [Fact]
    public void FirstRefresh_AfterAnOutage_ReadsEverything()
    {
        Assert.Equal("changed", refreshed.AfterOutage.Text("outcome"));
        Assert.Equal(["no-data"], CodesOf(refreshed.AfterOutage, "sec-edgar"));
        Assert.Equal(["incomplete-period"], CodesOf(refreshed.AfterOutage, "epoch-ai"));
    }

    private static string Tomorrow => TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task CheckAsync(string outcome, Action fault, Action<JsonElement> isNamed)
    {
        fault();
        try
        {
            var report = await Api.RefreshAsync();

            Assert.Equal(outcome, report.Text("outcome"));
            Assert.Equal(refreshed.Version, report.Text("version"));
            isNamed(report);
            Assert.Equal(report.GetRawText(), (await Api.GetAsync("/refreshes")).Ok().Rows[0].GetRawText());
            Assert.Equal(refreshed.Version, await Api.ValidCurrentAsync());
            Assert.Equal(
                refreshed.VersionsWhileDown.Append(refreshed.Version).Order(StringComparer.Ordinal), await Api.VersionsAsync());
            foreach (var (path, kept) in refreshed.Kept)
                Assert.Equal(kept.Body, (await Api.GetAsync(path)).Ok().Body);
        }
        finally
        {
            Market.Tell(Upstream);
        }
    }

    private static RequestDelegate Answer(string how)
    {
        var facts = EdgarDocuments.NvidiaRevenue;
        return how switch
        {
            "429 with seconds" => Answers.Status(429, ("Retry-After", "1")),
            "429 with a date" => context => Answers.Status(
                429, ("Retry-After", TimeProvider.System.GetUtcNow().AddSeconds(2).ToString("R", CultureInfo.InvariantCulture)))(context),
            "429 with a day" => Answers.Status(429, ("Retry-After", "86400")),
            "reset" => Answers.Reset,
            "reset within the body" => Answers.ResetWithinBody,
            "stall" => Answers.Stall,
            "trickle" => Answers.Trickle,
            "truncated gzip" => Answers.TruncatedGzip(Bytes(facts)),
            "gzip bomb" => Answers.GzipBomb,
            "wrong content type" => Answers.Body("application/xml", Bytes(facts)),
            "HTML" => Answers.Text("text/html; charset=utf-8", "<!DOCTYPE html><title>Undeclared automated tool</title>"),
            "HTML that says it is JSON" => Answers.Text("application/json", "<html>maintenance</html>"),
            "empty" => Answers.Body("application/json", []),
            "huge, declared" => Answers.HugeDeclared,
            "huge, chunked" => Answers.HugeChunked,
            "NaN" => Answers.Text("application/json",
                System.Text.Encoding.UTF8.GetString(Bytes(facts)).Replace("26044000000", "NaN", StringComparison.Ordinal)),
            "filed tomorrow" => Answers.Body(
                "application/json", Bytes(facts.Append(new("2025-01-27", "2025-04-27", 44.062, "10-Q", Tomorrow, "0001045810-25-000116")))),
            "duplicate and unsorted facts" => Answers.Body("application/json", Bytes(facts.Reverse().Concat(facts))),
            _ => Answers.Status(int.Parse(how, CultureInfo.InvariantCulture)),
        };
    }

    private static byte[] Bytes(IEnumerable<EdgarFact> facts)
        => EdgarDocuments.Bytes(EdgarDocuments.Document(EdgarDocuments.Nvidia, EdgarDocuments.Revenues, facts));

    private static IEnumerable<string> CodesOf(JsonElement report, string source)
        => report.List("faults").Where(fault => fault.Text("source") == source).Select(fault => fault.Text("code")).Distinct();

    /// <summary>A product whose sources were all down at its first refresh, and well at its second.</summary>
    public sealed class Refreshed(RefreshFixture fixture) : IAsyncLifetime
    {
        private Upstream? _upstream;
        private Product? _product;

        internal Upstream Upstream => _upstream!;

        public Product Product => _product!;

        public JsonElement WhileDown { get; private set; }

        /// <summary>The vintage that was current before the sources were up.</summary>
        public string First { get; private set; } = "";

        public IReadOnlyList<string> VersionsWhileDown { get; private set; } = [];

        public JsonElement AfterOutage { get; private set; }

        public string Version { get; private set; } = "";

        /// <summary>What the baseline and a projection of it were before any fault.</summary>
        public IDictionary<string, Answer> Kept { get; } = new Dictionary<string, Answer>(StringComparer.Ordinal);

        public async Task InitializeAsync()
        {
            _upstream = await Upstream.StartAsync();
            _upstream.Everywhere = Answers.Status(StatusCodes.Status503ServiceUnavailable);
            _product = await Product.StartAsync(
                fixture.ConnectionString, fixture.NewTableNamePrefix(),
                Market.Settings(_upstream).Append(("Sources__Http__TryTimeout", "00:00:02")));
            First = await _product.Api.ValidCurrentAsync();
            WhileDown = await _product.Api.RefreshAsync();
            VersionsWhileDown = await _product.Api.VersionsAsync();
            Market.Tell(_upstream);
            AfterOutage = await _product.Api.RefreshAsync();
            Version = AfterOutage.Text("version");
            foreach (var path in new[] { $"/baselines/{Version}", $"/baselines/{Version}/observations.csv", "/baselines.csv",
                "/projections?scenario=article-base" })
                Kept[path] = (await _product.Api.GetAsync(path)).Ok();
        }

        public async Task DisposeAsync()
        {
            await (_product?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_upstream?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
