using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Baselines;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.OData;
using ForecastFunctions.EndToEndTests.Refreshes;

namespace ForecastFunctions.EndToEndTests.Scorecards;

/// <summary>The track record over HTTP: what vintages of the past said, and what came.</summary>
[Collection(ProductTests.Name)]
public sealed class ScorecardTests(ProductFixture fixture)
{
    private const string Nvidia = "Vendor Revenue|NVIDIA|Data Centre";
    private const string Article = "/scorecard?vintages=2024-12&scenarios=article-base,drift&variables=Vendor%20Revenue|NVIDIA*";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Scorecard_OfTheArticle_HasItsQuartersAndClaimsWithWhatCame()
    {
        var card = (await _api.GetAsync(Article)).Ok();

        // Data-centre revenue of the quarters that ended in April 2025 to July 2026, by NVIDIA's filings.
        Assert.Equal(
            ["2025-Q1 2 39.112", "2025-Q2 3 41.096", "2025-Q3 4 51.215", "2025-Q4 5 62.314", "2026-Q1 6 75.246", "2026-Q2 7 89.023"],
            card.Rows.Where(r => Text(r, "scenario") is "article-base").Take(6).Select(r => string.Create(
                CultureInfo.InvariantCulture, $"{Text(r, "period")} {r.GetProperty("horizon")} {r.GetProperty("outcome").GetDouble():0.###}")));
        Assert.All(card.Rows, r => Assert.Equal(("2024-12", "hindsight", Nvidia), (Text(r, "vintage"), Text(r, "basis"), Text(r, "variable"))));
        foreach (var rows in card.Rows.GroupBy(r => Text(r, "period")))
        {
            var (scenario, rival) = (rows.Single(r => Text(r, "kind") is "scenario"), rows.Single(r => Text(r, "kind") is "rival"));
            Assert.Equal(rival.GetProperty("crps").GetDouble(), scenario.GetProperty("crpsDrift").GetDouble());
            Assert.Equal(JsonValueKind.Null, rival.GetProperty("skill").ValueKind);
        }

        var claims = card.Json.GetProperty("claims").EnumerateArray().ToList();
        Assert.Contains(claims, c => Text(c, "status") is "came" && c.GetProperty("outcome").GetDouble() > 190);
        Assert.Contains((await _api.GetAsync("/scorecard?vintages=2024-12&scenarios=article-base")).Ok().Json.GetProperty("claims").EnumerateArray(),
            c => Text(c, "statement").StartsWith("Share|Inference|Compute above 70 % in 2026: ", StringComparison.Ordinal) && Text(c, "status") is "open");
        Assert.False((await _api.GetAsync("/scorecard?limit=1")).Ok().Json.TryGetProperty("claims", out _));

        var run = (await _api.GetAsync("/projections.csv?baseline=2024-12&step=quarter&from=2025-Q3&to=2025-Q3&draws=4096&statistics=p50"
            + "&variables=Vendor%20Revenue|NVIDIA*")).Ok();
        Assert.Equal(
            double.Parse(run.Records[1][run.Records[0].ToList().IndexOf("value")], CultureInfo.InvariantCulture),
            card.Rows.First(r => Text(r, "period") is "2025-Q3").GetProperty("p50").GetDouble());
    }

    [Fact]
    public async Task Scorecard_InEveryForm_HasTheSameRows()
    {
        await _api.GetAsync("/scorecard?limit=1");
        var computed = await _api.RunsComputedAsync();
        var csv = (await _api.GetAsync("/scorecard.csv")).Ok().Records;
        var metadata = (await _api.GetAsync("/scorecard.metadata.json")).Ok().Json;
        Assert.Equal(csv[0], metadata.GetProperty("columns").EnumerateArray().Select(c => c.GetString()));
        Assert.NotEmpty(metadata.GetProperty("notes").EnumerateArray());

        var rows = new List<JsonElement>();
        for (string? next = "/scorecard"; next is not null;)
        {
            var page = (await _api.GetAsync(next)).Ok();
            Assert.InRange(page.Rows.Count, 1, 1_000);
            rows.AddRange(page.Rows);
            next = page.Json.TryGetProperty("nextLink", out var link) ? link.GetString() : null;
            Assert.True(next is null || next.StartsWith($"/api/v1/scorecard/{page.RunId}?", StringComparison.Ordinal), next);
        }

        Assert.Equal(csv.Count - 1, rows.Count);
        var (crps, period) = (csv[0].ToList().IndexOf("crps"), csv[0].ToList().IndexOf("period"));
        Assert.All(csv.Skip(1).Zip(rows), pair => Assert.Equal(
            (double.Parse(pair.First[crps], CultureInfo.InvariantCulture), pair.First[period]),
            (pair.Second.GetProperty("crps").GetDouble(), Text(pair.Second, "period"))));

        var feed = await Feed.OpenAsync(_api);
        var (entities, pages) = await feed.WalkAsync("Scorecard", "/api/odata/Scorecard?$select=Scenario,Period,Crps", 1_000);
        Assert.Equal(
            rows.Select(r => string.Create(
                CultureInfo.InvariantCulture, $"Crps={r.GetProperty("crps").GetDouble()} | Period={Text(r, "period")} | Scenario={Text(r, "scenario")}")),
            entities);
        Assert.Equal((rows.Count + 999) / 1_000, pages);
        var filtered = await feed.ReadAsync(
            "Scorecard", "/api/odata/Scorecard?$filter=Basis eq 'known' and Horizon eq 1 and Year eq 2026 and Skill lt 0&$count=true");
        Assert.Equal(
            rows.Count(r => Text(r, "basis") is "known" && r.GetProperty("horizon").GetInt32() == 1
                && Text(r, "period").StartsWith("2026", StringComparison.Ordinal)
                && r.GetProperty("skill") is { ValueKind: JsonValueKind.Number } skill && skill.GetDouble() < 0),
            filtered.Count);
        Assert.Equal(computed, await _api.RunsComputedAsync());
    }

    [Fact]
    public async Task Filters_ChooseRows_AndSummariesAreOfThem()
    {
        const string Filter = "scenarios=asic-surge&variables=Vendor%20Revenue|Broadcom|AI&horizons=1,2&basis=known";
        var rows = (await _api.GetAsync($"/scorecard?{Filter}")).Ok().Rows;
        Assert.Equal([1, 2], rows.Select(r => r.GetProperty("horizon").GetInt32()).Distinct().Order());
        Assert.All(rows, r => Assert.Equal(("asic-surge", "known"), (Text(r, "scenario"), Text(r, "basis"))));

        var summaries = (await _api.GetAsync($"/scorecard-summaries?{Filter}")).Ok().Rows;
        Assert.Equal(["", "1", "2"], summaries.Select(s => s.GetProperty("horizon").ToString()));
        Assert.Equal(rows.Count, summaries[0].GetProperty("outcomes").GetInt32());
        Assert.Equal(rows.Average(r => r.GetProperty("crps").GetDouble()), summaries[0].GetProperty("crps").GetDouble(), 1e-9);
        Assert.Equal(
            rows.Average(r => r.GetProperty("in80").GetBoolean() ? 1.0 : 0), summaries[0].GetProperty("coverage80").GetDouble(), 1e-12);

        var claims = (await _api.GetAsync("/scorecard-claims.csv?vintages=2025-06-15&scenarios=data-wall")).Ok().Records;
        Assert.Equal(1 + 3 * 10, claims.Count);
        var uncertainty = (await _api.GetAsync("/scorecard-uncertainty")).Ok().Rows;
        Assert.Equal(["growth", "shares", "prices"], uncertainty.Where(u => Text(u, "basis") is "known").Select(u => Text(u, "group")));
        Assert.All(uncertainty, u => Assert.True(
            u.GetProperty("low").GetDouble() < u.GetProperty("factor").GetDouble()
            && u.GetProperty("factor").GetDouble() < u.GetProperty("high").GetDouble(), u.ToString()));
    }

    [Theory]
    [InlineData("vintages=2025-06-14", "vintages", "it has 2024-12, 2025-03-15")]
    [InlineData("horizons=0", "horizons", "a whole number of quarters from 1, not '0'")]
    [InlineData("basis=knwon", "basis", "known or hindsight or backfilled")]
    [InlineData("scenarios=asic-surg", "scenarios", "Did you mean asic-surge?")]
    [InlineData("variables=Vendor%20Revenue|Nvidia*", "variables", "There is no variable")]
    [InlineData("scenario=asic-surge", "scenario", "Did you mean scenarios?")]
    public async Task Request_ThatIsWrong_IsToldWhatWouldBeRight(string query, string target, string says)
    {
        foreach (var path in (string[])["/scorecard", "/scorecard-summaries"])
        {
            var answer = await _api.GetAsync($"{path}?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            var fault = answer.Json.GetProperty("errors").EnumerateArray().Single();
            Assert.Equal(target, Text(fault, "target"));
            Assert.Contains(says, Text(fault, "message"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Scenario_OfOnesOwn_HasAScorecardOfItsOwn()
    {
        var put = await _api.PutAsync("/scenarios/faster", """{"parameters": {"spend.growth.initial": {"add": 0.2}}}""");
        Assert.True(put.Status is HttpStatusCode.Created or HttpStatusCode.OK, put.Text);
        var own = (await _api.GetAsync("/scorecard?scenarios=faster&vintages=2024-12&variables=Vendor%20Revenue|NVIDIA*")).Ok();
        Assert.Equal(6, own.Rows.Count);
        Assert.All(own.Rows, r => Assert.Equal("faster", Text(r, "scenario")));
        var shared = (await _api.GetAsync(Article)).Ok();
        Assert.NotEqual(shared.RunId, own.RunId);
        Assert.All(own.Rows.Zip(shared.Rows), pair => Assert.True(
            pair.First.GetProperty("p50").GetDouble() > pair.Second.GetProperty("p50").GetDouble()));
        Assert.Equal("private, no-cache", own["Cache-Control"]);
        Assert.DoesNotContain("faster", (await _api.GetAsync("/scorecard.csv")).Ok().Text, StringComparison.Ordinal);
        var again = (await _api.GetAsync($"/scorecard/{own.RunId}?scenarios=faster&vintages=2024-12&variables=Vendor%20Revenue|NVIDIA*")).Ok();
        Assert.Equal(own.Body, again.Body);
    }

    [Fact]
    public async Task Refresh_ThatAddsAVintage_AddsItsForecastsAndWhatCame()
    {
        await using var upstream = await Upstream.StartAsync();
        var prefix = fixture.NewTableNamePrefix();
        Answer before;
        await using (var product = await StartAsync(upstream, prefix, new(2026, 9, 10)))
        {
            before = (await product.Api.GetAsync("/scorecard?scenarios=article-base&basis=known")).Ok();
            Assert.Equal("2026-06-15", NamesOf(before)[^1]);
            Assert.Equal("2026-Q2", before.Rows.Max(r => Text(r, "period")));
        }

        await using (var product = await StartAsync(upstream, prefix, new(2026, 12, 16)))
        {
            // The clock has moved past a 15th, and nothing has come since: its vintage is there, and has nothing to show yet.
            var waiting = (await product.Api.GetAsync("/scorecard?scenarios=article-base&basis=known")).Ok();
            Assert.Equal([.. NamesOf(before), "2026-09-15"], NamesOf(waiting).Distinct());
            Assert.Equal(Forecasts(before), Forecasts(waiting));

            var report = (await product.Api.PostAsync("/refreshes", "{}")).Ok().Json;
            Assert.Equal("changed", Text(report, "outcome"));
            var after = (await product.Api.GetAsync("/scorecard?scenarios=article-base&basis=known")).Ok();

            Assert.NotEqual(before.RunId, after.RunId);
            Assert.Equal([.. NamesOf(before), "2026-09-15", "2026-12-15"], NamesOf(after));
            Assert.Equal("2026-Q3", after.Rows.Max(r => Text(r, "period")));
            var added = after.Rows.Where(r => Text(r, "vintage") is "2026-09-15").ToList();
            Assert.NotEmpty(added);
            Assert.All(added, r => Assert.Equal(("2026-Q3", 1), (Text(r, "period"), r.GetProperty("horizon").GetInt32())));

            // What was said before is said still, and the old scorecard is what it was.
            Assert.Subset(Forecasts(after), Forecasts(before));
            var again = (await product.Api.GetAsync($"/scorecard/{before.RunId}?scenarios=article-base&basis=known")).Ok();
            Assert.Equal(before.Body, again.Body);
            Assert.Contains("immutable", again["Cache-Control"], StringComparison.Ordinal);
        }

        static List<string> NamesOf(Answer card) => [.. card.Json.GetProperty("vintages").EnumerateArray().Select(v => Text(v, "name"))];

        static HashSet<string> Forecasts(Answer card) => [.. card.Rows.Select(r
            => $"{Text(r, "vintage")} {Text(r, "variable")} {Text(r, "period")} {r.GetProperty("p5")} {r.GetProperty("p50")} {r.GetProperty("p95")}")];
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private Task<Product> StartAsync(Upstream upstream, string prefix, DateOnly day)
    {
        upstream.On(Market.CuratedPath, Answers.Text("text/csv", MovingMarket.KnownBy(day)));
        return Product.StartAsync(
            fixture.TableConnectionString, prefix,
            ("Service__ClockStart", $"{day:O}T06:00:00Z"), ("Baselines__RefreshSchedule", "0 0 0 1 1 *"),
            ("Sources__Curated__Address", upstream.Address + Market.CuratedPath));
    }
}
