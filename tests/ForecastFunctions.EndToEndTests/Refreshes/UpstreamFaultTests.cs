using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.IntegrationTests.Sources;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>Each fault meets a product that was refreshed once; afterwards it is well again, and the next refresh shows it.</summary>
[Collection(RefreshTests.Name)]
public sealed class UpstreamFaultTests(UpstreamFaultTests.Refreshed refreshed) : IClassFixture<UpstreamFaultTests.Refreshed>
{
    private Api Api => refreshed.Product.Api;

    private Upstream Upstream => refreshed.Upstream;

    [Fact]
    public async Task Sources_AllWithServerErrors_LeaveTheBaselineAndAreNamed()
        => await CheckAsync(
            () => Upstream.Everywhere = Answers.Status(StatusCodes.Status500InternalServerError),
            report =>
            {
                Assert.Equal(["server-error"], CodesOf(report, "curated"));
                Assert.Subset(new HashSet<string> { "server-error", "circuit-open" }, CodesOf(report, "sec-edgar").ToHashSet());
            });

    [Fact]
    public async Task Sources_ThatResetEveryConnection_LeaveTheBaselineAndAreNamed()
        => await CheckAsync(
            () => Upstream.Everywhere = Answers.Reset,
            report =>
            {
                Assert.Equal(["connection-failed"], CodesOf(report, "curated"));
                Assert.Subset(new HashSet<string> { "connection-failed", "circuit-open" }, CodesOf(report, "sec-edgar").ToHashSet());
            });

    [Fact]
    public async Task Sources_ThatAnswerWithAPageForPeople_LeaveTheBaselineAndAreNamed()
        => await CheckAsync(
            () => Upstream.Everywhere = Answers.Text("text/html; charset=utf-8", "<!DOCTYPE html><title>Undeclared automated tool</title>"),
            report =>
            {
                Assert.Equal(["content-type"], CodesOf(report, "curated"));
                Assert.Equal(["content-type"], CodesOf(report, "sec-edgar"));
            });

    [Fact]
    public async Task Documents_ThatArePagesUnderTheirOwnType_LeaveTheBaselineAndAreNamed()
        => await CheckAsync(
            () => Upstream
                .On(Market.NvidiaRevenuePath, Answers.Text("application/json", "<html>maintenance</html>"))
                .On(Market.CuratedPath, Answers.Text("text/csv", "<html>maintenance</html>")),
            report =>
            {
                Assert.Equal(["malformed"], CodesOf(report, "curated"));
                Assert.Contains(report.List("faults"), fault => fault.Text("code") == "malformed" && fault.Text("message").Contains("nvda.revenue is held back", StringComparison.Ordinal));
            });

    [Fact]
    public async Task Series_OfWhichAFigureIsAThousandfold_IsQuarantinedAndTheOthersAreNot()
        => await CheckAsync(
            () => Market.Concept(Upstream, EdgarDocuments.Meta, EdgarDocuments.PropertyCapex,
                EdgarDocuments.MetaCapex.Select(fact => fact.Filed == "2026-01-29" ? fact with { Billions = fact.Billions * 1_000 } : fact)),
            report =>
            {
                Assert.Contains(report.List("quarantines"), quarantine => quarantine.Text("series") == "meta.capex.fy" && quarantine.Text("code") is "restated-beyond-belief" or "jump");
                Assert.All(report.List("quarantines"), quarantine => Assert.StartsWith("meta.capex", quarantine.Text("series"), StringComparison.Ordinal));
                Assert.False(report.GetProperty("isClean").GetBoolean());
            });

    [Fact]
    public async Task CuratedDocument_ThatIsGone_LeavesTheBaselineAndIsNamed()
        => await CheckAsync(
            () => Upstream.On(Market.CuratedPath, Answers.Status(StatusCodes.Status410Gone)),
            report => Assert.Equal(["not-found"], CodesOf(report, "curated")));

    [Fact]
    public void FreshInstallation_WithEverySourceDown_KeptItsVintage()
    {
        Assert.Equal("unchanged", refreshed.WhileDown.Text("outcome"));
        Assert.Equal(RefreshApi.FirstVersion, refreshed.WhileDown.Text("version"));
        Assert.Equal(["server-error"], CodesOf(refreshed.WhileDown, "curated"));
    }

    [Fact]
    public void FirstRefresh_AfterAnOutage_ReadsEverything()
    {
        Assert.Equal("changed", refreshed.AfterOutage.Text("outcome"));
        Assert.Equal(["no-data"], CodesOf(refreshed.AfterOutage, "sec-edgar"));
        Assert.Equal(["incomplete-period"], CodesOf(refreshed.AfterOutage, "epoch-ai"));
    }

    private async Task CheckAsync(Action fault, Action<JsonElement> isNamed)
    {
        fault();
        try
        {
            var report = await Api.RefreshAsync();

            Assert.Equal("unchanged", report.Text("outcome"));
            Assert.Equal(refreshed.Version, report.Text("version"));
            isNamed(report);
            Assert.Equal(report.GetRawText(), (await Api.GetAsync("/refreshes")).Ok().Rows[0].GetRawText());
            Assert.Equal(refreshed.Version, await Api.ValidCurrentAsync());
            Assert.Equal([RefreshApi.FirstVersion, refreshed.Version], await Api.VersionsAsync());
        }
        finally
        {
            Market.Tell(Upstream);
        }
    }

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

        public JsonElement AfterOutage { get; private set; }

        public string Version { get; private set; } = "";

        public async Task InitializeAsync()
        {
            _upstream = await Upstream.StartAsync();
            _upstream.Everywhere = Answers.Status(StatusCodes.Status503ServiceUnavailable);
            _product = await Product.StartAsync(fixture.ConnectionString, fixture.NewTableNamePrefix(), Market.Settings(_upstream));
            WhileDown = await _product.Api.RefreshAsync();
            Market.Tell(_upstream);
            AfterOutage = await _product.Api.RefreshAsync();
            Version = AfterOutage.Text("version");
        }

        public async Task DisposeAsync()
        {
            await (_product?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_upstream?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
