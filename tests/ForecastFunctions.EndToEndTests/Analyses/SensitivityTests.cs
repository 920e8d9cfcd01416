using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Analyses;

[Collection(ProductTests.Name)]
public sealed class SensitivityTests(ProductFixture fixture)
{
    private const string Header =
        "model_version,scenario,region,method,variable,unit,period,period_start,rank,input,input_unit,low_input,high_input,low_output,"
        + "high_output,base_output,swing,first_order,first_order_half_width,total_order,total_order_half_width,level,baseline_version,"
        + "run_id";

    private const string Nvidia = "variable=Vendor%20Revenue|NVIDIA|Data%20Centre&period=2028";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Tornado_ByGetAndByPost_IsOneRunWithTheWidestBarsFirst()
    {
        var answer = await AnalysisExpectation.CheckAsync(
            _api, "/sensitivities",
            "scenario=asic-surge&set.spend.base=140&variables=Vendor%20Revenue|NVIDIA*,Electricity&periods=2026,2028&range=10,90"
            + "&range.vendor.amd=0.5..0.9",
            """
            {
              "scenario": {"extends": "asic-surge", "parameters": {"spend.base": 140}}, "method": "tornado",
              "variables": ["Vendor Revenue|NVIDIA*", "Electricity"], "periods": [2028, "2026"],
              "range": [10, 90], "ranges": {"vendor.amd": {"low": 0.5, "high": 0.9}}
            }
            """,
            Header);

        Assert.Equal(("tornado", "off"), (Text(answer.Json, "method"), Text(answer.Json, "correlations")));
        Assert.False(answer.Json.TryGetProperty("draws", out _));
        Assert.Equal(4, answer.Json.GetProperty("outputs").GetArrayLength());
        foreach (var output in answer.Rows.GroupBy(row => (Text(row, "variable"), Text(row, "period"))))
        {
            Assert.Equal(Enumerable.Range(1, output.Count()), output.Select(row => row.GetProperty("rank").GetInt32()));
            Assert.Equal(output.Select(row => -Number(row, "swing")).Order(), output.Select(row => -Number(row, "swing")));
            Assert.DoesNotContain(output, row => Text(row, "input") is "spend.base");
            var amd = Assert.Single(output, row => Text(row, "input") is "vendor.amd");
            Assert.Equal((0.5, 0.9, 0), (Number(amd, "lowInput"), Number(amd, "highInput"), Number(amd, "swing")));
        }

        // An end of a bar is what the projection with that value answers.
        var first = answer.Rows[0];
        var projection = (await _api.GetAsync(
            $"/projections?scenario=asic-surge&set.spend.base=140&set.{Text(first, "input")}={first.GetProperty("lowInput").GetRawText()}"
            + $"&variables={Uri.EscapeDataString(Text(first, "variable"))}&from={Text(first, "period")}&to={Text(first, "period")}")).Ok();
        Assert.Equal(projection.Rows[0].GetProperty("value").GetDouble(), Number(first, "lowOutput"));
    }

    [Fact]
    public async Task Sobol_OfNvidiaIn2028_AgreesWithTheReference()
    {
        var answer = await AnalysisExpectation.CheckAsync(
            _api, "/sensitivities", $"method=sobol&{Nvidia}&draws=1024&seed=5&baseline=2024-12",
            """
            {"method": "sobol", "variable": "Vendor Revenue|NVIDIA|Data Centre", "period": "2028", "draws": 1024, "seed": "5",
              "baseline": "2024-12"}
            """,
            Header);

        Assert.Equal(["spend.growth.initial", "spend.growth.fade", "share.inference.nvidia.anchor", "spend.growth.longRun"],
            answer.Rows.Take(4).Select(row => Text(row, "input")));
        foreach (var (row, reference) in answer.Rows.Zip([0.43, 0.26, 0.16, 0.13]))
            Assert.InRange(Number(row, "totalOrder"), reference - 0.03, reference + 0.03);
        Assert.All(answer.Rows, row => Assert.InRange(Number(row, "totalOrderHalfWidth"), 0, 0.05));
        Assert.Contains(answer.Rows, row => Number(row, "firstOrder") < 0);
        Assert.Equal("off", Text(answer.Json, "correlations"));
        Assert.Contains("correlations are switched off", Text(answer.Json, "note"), StringComparison.Ordinal);
        var draws = answer.Json.GetProperty("draws");
        Assert.Equal((1024, "5", 26 * 1024, 95), (
            draws.GetProperty("base").GetInt32(), Text(draws, "seed"), draws.GetProperty("evaluations").GetInt32(),
            draws.GetProperty("level").GetInt32()));
    }

    [Fact]
    public async Task Level_OfTheIntervals_IsAView()
    {
        var wide = (await _api.GetAsync($"/sensitivities?method=sobol&{Nvidia}&draws=128")).Ok();
        var computed = await _api.RunsComputedAsync();
        var narrow = (await _api.GetAsync($"/sensitivities/{wide.RunId}?level=90")).Ok();

        Assert.Equal(wide.RunId, narrow.RunId);
        Assert.Equal(computed, await _api.RunsComputedAsync());
        Assert.NotEqual(wide.ETag, narrow.ETag);
        Assert.Equal($"/api/v1/sensitivities/{wide.RunId}?level=90", narrow["Content-Location"]);

        // Student's quantiles with seven degrees of freedom.
        Assert.Equal(1.89458 / 2.36462, Number(narrow.Rows[0], "totalOrderHalfWidth") / Number(wide.Rows[0], "totalOrderHalfWidth"), 1e-5);
        Assert.Equal(Number(wide.Rows[0], "totalOrder"), Number(narrow.Rows[0], "totalOrder"));
    }

    [Fact]
    public async Task Events_AndChosenParameters_AreInputsOfSobol()
    {
        var answer = (await _api.PostAsync("/sensitivities", """
            {
              "method": "sobol", "draws": 128, "variable": "AI Compute|Spend", "period": 2024, "baseline": "2024-12",
              "parameters": ["event:export controls", "spend.base"],
              "scenario": {"extends": "article-base", "events": [
                {"name": "export controls", "driver": "odds.inference.nvidia", "multiply": 0.5, "from": "2025-Q1", "probability": 0.5}]}
            }
            """)).Ok();

        Assert.Equal(["spend.base", "event:export controls"], answer.Rows.Select(row => Text(row, "input")));
        Assert.InRange(Number(answer.Rows[0], "totalOrder"), 0.9, 1.1);
        Assert.Equal(0, Number(answer.Rows[1], "totalOrder"));
    }

    [Fact]
    public async Task Request_WithManyFaults_IsToldAllOfThemAtOnce()
    {
        var computed = await _api.RunsComputedAsync();
        ProblemExpectation.Check(
            await _api.GetAsync("/sensitivities?method=sobl&scenario=asic-surg&set.ratio.limt=3&variables=Electricty&periods=2023,2028-Q9"
                + "&level=10&range.ratio.limit=6..60"
                + "&range.ratio.basis=0..1&parameters=spend.grwth.fade&from=2024&baseline=2024-12"),
            HttpStatusCode.BadRequest, "invalid-request",
            new("query", "method", "unknown-value") { Allows = "sobol", Says = "Did you mean sobol?" },
            new("query", "scenario", "unknown-value") { Allows = "asic-surge", Says = "Did you mean asic-surge?" },
            new("query", "set.ratio.limt", "unknown-name"),
            new("query", "variables", "unknown-value") { Says = "Did you mean Electricity?" },
            new("query", "periods", "out-of-range") { Min = 2024, Max = 2045 },
            new("query", "periods", "malformed") { Says = "2028-Q9" },
            new("query", "level", "out-of-range") { Min = 50, Max = 99.9 },
            new("query", "range.ratio.limit", "out-of-range") { Min = 0.05, Max = 50 },
            new("query", "range.ratio.basis", "unknown-name"),
            new("query", "parameters", "unknown-value") { Says = "Did you mean spend.growth.fade?" },
            new("query", "from", "unknown-name"));
        ProblemExpectation.Check(
            await _api.PostAsync("/sensitivities", """
                {"method": "sobol", "period": 2028, "periods": [2029], "draws": 1000, "range": [5, 95],
                  "ranges": {"ratio.limit": {"low": 5, "high": 1}}}
                """),
            HttpStatusCode.BadRequest, "invalid-request",
            new("query", "variables", "missing") { Says = "such as Vendor Revenue" },
            new("body", "/period", "conflict"),
            new("body", "/draws", "out-of-range") { Min = 64, Max = 16_384, Says = "power of two" },
            new("body", "/range", "conflict") { Says = "method=tornado" },
            new("body", "/ranges", "conflict") { Says = "method=tornado" },
            new("body", "/ranges/ratio.limit", "conflict"));
        Assert.Equal(computed, await _api.RunsComputedAsync());
    }

    [Theory]
    [InlineData("method=sobol&draws=16384&period=2045&variable=Electricity", "draws", "too-much", "at most 25000000")]
    [InlineData("method=sobol&draws=16384&periods=2026,2028&variables=*", "variables", "too-much", "at most")]
    [InlineData("method=sobol&period=2028&variable=Electricity&parameters=vendor.amd", "parameters", "conflict", "not uncertain")]
    [InlineData("period=2028&variable=Electricity&parameters=vendor.amd", "parameters", "conflict", "range.vendor.amd=")]
    [InlineData("period=2028&variable=Electricity&parameters=event:x", "parameters", "conflict", "method=sobol takes events")]
    [InlineData("period=2028&variable=Electricity&draws=1024", "draws", "conflict", "method=sobol")]
    [InlineData("period=2028,2028-Q3&variable=Electricity", "period", "conflict", "all years or all quarters")]
    [InlineData("period=2028&variable=Electricity&range=95,5", "range", "malformed", "lower one first")]
    [InlineData("period=2028&variable=Electricity&range.inferenceShare.limit=0.5..2", "range.inferenceShare.limit", "out-of-range",
        "inferenceShare.limit is from")]
    public async Task Request_ThatCannotBe_IsRefusedBeforeAnyWork(string query, string targets, string code, string says)
    {
        var computed = await _api.RunsComputedAsync();
        var answer = await _api.GetAsync("/sensitivities?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var faults = answer.Json.GetProperty("errors").EnumerateArray().ToList();
        Assert.Contains(Text(faults[0], "target"), targets.Split('|'));
        Assert.Equal(code, Text(faults[0], "code"));
        Assert.Contains(says, Text(faults[0], "message"), StringComparison.Ordinal);
        Assert.Equal(computed, await _api.RunsComputedAsync());
    }

    /// <summary>An empty list asks for nothing; to leave the member out asks for the default.</summary>
    [Theory]
    [InlineData("""{"variables": []}""", "/variables", "malformed")]
    [InlineData("""{"variable": "Electricity", "periods": []}""", "/periods", "malformed")]
    [InlineData("""{"variable": "Electricity", "method": "sobol", "parameters": []}""", "/parameters", "malformed")]
    public async Task Body_WithAnEmptyList_IsRefused(string body, string target, string code)
        => ProblemExpectation.Check(
            await _api.PostAsync("/sensitivities", body), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("body", target, code));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();
}
