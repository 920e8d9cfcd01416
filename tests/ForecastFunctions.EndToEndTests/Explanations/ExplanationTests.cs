using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Explanations;

[Collection(ProductTests.Name)]
public sealed class ExplanationTests(ProductFixture fixture)
{
    private const string Share = "variable=Share%7CInference%7CCompute&period=2028";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Explanation_OfARunWithDraws_IsThatOfItsDeterministicTwinInEveryForm()
    {
        const string Scenario = "scenario=asic-surge&set.ratio.limit=4&baseline=2024-12&variables=Share%7CInference%7CCompute";
        var drawn = (await _api.GetAsync($"/projections?{Scenario}&draws=256")).Ok();
        var twin = (await _api.GetAsync($"/projections?{Scenario}")).Ok();
        var expected = twin.Rows.Single(r => Text(r, "period") is "2028").GetProperty("value").GetDouble();

        var json = (await _api.GetAsync($"/projections/{drawn.RunId}/explanation?{Share}")).Ok();
        Assert.Equal((drawn.RunId, twin.RunId), (json.RunId, Text(json.Json, "deterministicRunId")));
        Assert.Contains("deterministic twin", json.Json.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(expected, json.Json.GetProperty("number").GetDouble(), 1e-12);
        Assert.Equal(expected, json.Rows[^1].GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal("C_inf / (C_inf + C_trn)", Text(json.Rows[^1], "formula"));
        var limit = json.Rows.SelectMany(r => r.GetProperty("inputs").EnumerateArray()).First(i => Text(i, "id") is "ratio.limit");
        Assert.Equal(("parameter", "request", 4), (Text(limit, "origin"), Text(limit, "setBy"), limit.GetProperty("value").GetDouble()));

        var ofTwin = (await _api.GetAsync($"/projections/{twin.RunId}/explanation?{Share}")).Ok();
        Assert.Equal(json.Json.GetProperty("value").GetRawText(), ofTwin.Json.GetProperty("value").GetRawText());
        Assert.Empty(ofTwin.Json.GetProperty("notes").EnumerateArray());

        var csv = (await _api.GetAsync($"/projections/{twin.RunId}/explanation.csv?{Share}")).Ok();
        Assert.Equal(json.Rows.Count, csv.Records.Count - 1);
        var inputs = csv.Records[0].ToList().IndexOf("inputs");
        Assert.Contains(csv.Records, record => record[inputs].Contains("r∞ = 4 1 (ratio.limit, request)", StringComparison.Ordinal));
        Assert.Equal(
            csv.Records[0],
            (await _api.GetAsync($"/projections/{twin.RunId}/explanation.metadata.json?{Share}")).Ok().Json.GetProperty("columns")
                .EnumerateArray().Select(c => c.GetString()!));

        var within = (await _api.GetAsync($"/projections/{drawn.RunId}?explain=Share%7CInference%7CCompute&period=2028&limit=3")).Ok();
        Assert.Equal(json.Json.GetRawText(), within.Json.GetProperty("explanation").GetRawText());
        Assert.Equal(
            within.Json.GetProperty("value").GetRawText(), (await _api.GetAsync($"/projections/{drawn.RunId}?limit=3")).Ok().Json.GetProperty("value").GetRawText());
        Assert.DoesNotContain("explain", within.Json.GetProperty("nextLink").GetString(), StringComparison.Ordinal);
        Assert.Contains("explain=Share%7CInference%7CCompute&period=2028", within["Content-Location"], StringComparison.Ordinal);

        var shallow = (await _api.GetAsync($"/projections/{twin.RunId}/explanation?{Share}&depth=1")).Ok();
        Assert.Equal(expected, Assert.Single(shallow.Rows).GetProperty("value").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task Explanation_OfWhatWasObserved_NamesTheFilings()
    {
        var run = (await _api.GetAsync("/projections?baseline=latest&from=2024&to=2026&variables=Vendor%20Revenue*")).Ok();
        var answer = (await _api.GetAsync(
            $"/projections/{run.RunId}/explanation?variable=Vendor%20Revenue%7CNVIDIA%7CData%20Centre&period=2024")).Ok();
        Assert.Equal(("observed", 5), (Text(answer.Json, "status"), answer.Rows.Count));
        Assert.Equal(115.186, answer.Json.GetProperty("number").GetDouble(), 1e-9);
        Assert.All(answer.Rows.Take(4), row => Assert.Equal("nvda.datacenter_revenue.q", Text(row.GetProperty("inputs")[0], "id")));
    }

    [Fact]
    public async Task Explanation_OfWhatIsNotThere_SaysWhatWouldBeRight()
    {
        var run = (await _api.GetAsync("/projections?baseline=latest&from=2024&to=2026")).Ok();
        var path = $"/projections/{run.RunId}/explanation";
        await CheckAsync("", new("query", "variable", "missing"), new ExpectedFault("query", "period", "missing"));
        await CheckAsync(
            "?variable=Electricty&period=2028Q1&depth=0&dept=3", new("query", "variable", "unknown-value") { Says = "Electricity" },
            new("query", "period", "malformed"), new("query", "depth", "out-of-range") { Min = 1, Max = 1_000 },
            new ExpectedFault("query", "dept", "unknown-name") { Says = "depth", Allows = "depth" });
        await CheckAsync("?variable=Demand|Tokens&period=2026", new ExpectedFault("query", "variable", "unknown-value") { Says = "Demand|Tokens" });
        await CheckAsync("?variable=Electricity&period=2027", new ExpectedFault("query", "period", "out-of-range") { Says = "2024 to 2026" });
        await CheckAsync("?variable=Electricity&period=2026-Q1", new ExpectedFault("query", "period", "out-of-range"));
        await CheckAsync("?variable=Electricity&period=2024", new ExpectedFault("query", "period", "unknown-value") { Says = "knows no figure" });
        ProblemExpectation.Check(
            await _api.GetAsync($"/projections/{new string('0', 32)}/explanation?{Share}"), HttpStatusCode.NotFound, "not-found");

        path = $"/projections/{run.RunId}";
        await CheckAsync("?explain=Electricty", new("query", "explain", "unknown-value") { Says = "Electricity" }, new("query", "period", "missing"));
        await CheckAsync("?period=2026", new ExpectedFault("query", "period", "conflict") { Says = "explain" });
        await CheckAsync("?explain=Demand|Tokens&period=2026", new ExpectedFault("query", "explain", "unknown-value") { Says = "Demand|Tokens" });
        path += ".csv";
        await CheckAsync("?explain=Electricity&period=2026", new ExpectedFault("query", "explain", "conflict") { Says = "/explanation" });

        async Task CheckAsync(string query, params IReadOnlyList<ExpectedFault> faults)
            => ProblemExpectation.Check(await _api.GetAsync(path + query), HttpStatusCode.BadRequest, "invalid-request", faults);
    }

    [Fact]
    public async Task Explanation_OfARunWithDriversAndLimits_GoesBackToBeliefsAndEventsThroughTheShortage()
    {
        const string Scenario = "scenario=packaging-wall&baseline=2024-12&from=2024&to=2028&variables=Price%7CShortage,Cost%7CMillion%20Tokens";
        var run = (await _api.GetAsync($"/projections?{Scenario}&draws=128")).Ok();
        var twin = (await _api.GetAsync($"/projections?{Scenario}")).Ok();
        var answer = (await _api.GetAsync($"/projections/{run.RunId}/explanation?variable=Cost%7CMillion%20Tokens&period=2027")).Ok();
        Assert.Equal(("2.0.0", twin.RunId), (Text(answer.Json, "modelVersion"), Text(answer.Json, "deterministicRunId")));
        Assert.Equal(
            twin.Rows.Single(r => Text(r, "period") is "2027" && Text(r, "variable") is "Cost|Million Tokens").GetProperty("value").GetDouble(),
            answer.Json.GetProperty("number").GetDouble(), 1e-9);
        Assert.Contains(answer.Rows, r => Text(r, "variable") is "Price|Shortage" && r.GetProperty("value").GetDouble() > 1);
        var inputs = answer.Rows.SelectMany(r => r.GetProperty("inputs").EnumerateArray()).ToList();
        Assert.Contains(inputs, i => Text(i, "id") is "limit.packaging.anchor" && Text(i, "setBy") is "scenario");
        Assert.Contains(inputs, i => Text(i, "id") is "reasoning.multiple" && Text(i, "setBy") is "baseline");

        ProblemExpectation.Check(
            await _api.GetAsync($"/projections/{run.RunId}/explanation?variable=Price%7CShortage&period=2024"), HttpStatusCode.BadRequest,
            "invalid-request", [new ExpectedFault("query", "period", "unknown-value") { Says = "no limit is looked at" }]);
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
