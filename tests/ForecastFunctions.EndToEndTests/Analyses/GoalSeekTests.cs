using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Analyses;

[Collection(ProductTests.Name)]
public sealed class GoalSeekTests(ProductFixture fixture)
{
    private const string Header =
        "model_version,scenario,region,parameter,parameter_unit,variable,unit,period,period_start,statistic,target,status,value,achieved,"
        + "evaluations,low,high,lowest_output,lowest_at,highest_output,highest_at,baseline_version,run_id";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Goal_ByGetAndByPost_IsOneRunAndAchievesItsTarget()
    {
        var answer = await AnalysisExpectation.CheckAsync(
            _api, "/goal-seeks",
            "scenario=asic-surge&parameter=price.asic.decline&variable=Share|NVIDIA|Spend&period=2028&target=0.45&low=0.05",
            """
            {"scenario": "asic-surge", "parameter": "price.asic.decline", "variable": "Share|NVIDIA|Spend", "period": 2028,
              "target": 0.45, "low": 0.05}
            """,
            Header);

        var row = Assert.Single(answer.Rows);
        Assert.Equal("found", Text(row, "status"));
        Assert.InRange(Number(row, "achieved"), 0.45 - 1e-9, 0.45 + 1e-9);
        Assert.InRange(row.GetProperty("evaluations").GetInt32(), 1, 60);
        var projection =
            (await _api.GetAsync($"/projections?scenario=asic-surge&set.price.asic.decline={row.GetProperty("value").GetRawText()}"
            + "&variables=Share|NVIDIA|Spend&from=2028&to=2028")).Ok();
        Assert.Equal(projection.Rows[0].GetProperty("value").GetDouble(), Number(row, "achieved"));
    }

    [Fact]
    public async Task Goal_BeyondReach_HasNoValueAndSaysWhatCanBeReached()
    {
        var answer = (await _api.GetAsync(
            "/goal-seeks?parameter=share.inference.nvidia.anchor&variable=Vendor%20Revenue|NVIDIA|Data%20Centre&period=2028"
            + "&target=1000&baseline=2024-12")).Ok();

        var row = Assert.Single(answer.Rows);
        Assert.Equal("unreachable", Text(row, "status"));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (row.GetProperty("value").ValueKind, row.GetProperty("achieved").ValueKind));
        Assert.Equal((0.01, 0.99), (Number(row, "lowestAt"), Number(row, "highestAt")));
        Assert.StartsWith(
            "No value of share.inference.nvidia.anchor from 0.01 to 0.99", Text(answer.Json, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goal_ForAnAliasAndAMedian_IsInSharesAndOfTheDraws()
    {
        var answer = (await _api.GetAsync(
            "/goal-seeks?parameter=inferenceShare.limit&variable=Share|Inference|Compute&period=2030&target=0.7&draws=512&seed=3")).Ok();

        var row = Assert.Single(answer.Rows);
        Assert.Equal(("inferenceShare.limit", "p50", "found"), (Text(row, "parameter"), Text(row, "statistic"), Text(row, "status")));
        Assert.InRange(Number(row, "value"), 0.7, 0.8);
        Assert.Equal(512, answer.Json.GetProperty("draws").GetProperty("count").GetInt32());
        var projection =
            (await _api.GetAsync($"/projections?set.inferenceShare.limit={row.GetProperty("value").GetRawText()}&draws=512&seed=3"
            + "&variables=Share|Inference|Compute&from=2030&to=2030&statistics=p50")).Ok();
        Assert.InRange(projection.Rows[0].GetProperty("value").GetDouble(), 0.7 - 1e-9, 0.7 + 1e-9);
    }

    /// <summary>What a scenario lets follow a parameter follows it here as it does in a projection.</summary>
    [Fact]
    public async Task Goal_ForAParameterThatAnotherFollows_MovesBoth()
    {
        var answer = (await _api.GetAsync(
            "/goal-seeks?scenario=status-quo&parameter=share.inference.nvidia.base&variable=Share|NVIDIA|Inference%20Spend&period=2030"
            + "&target=0.6")).Ok();

        Assert.Equal(["share.inference.nvidia.anchor"], answer.Json.GetProperty("alsoSets").EnumerateArray().Select(e => e.GetString()));
        Assert.InRange(Number(answer.Rows[0], "value"), 0.6 - 1e-9, 0.6 + 1e-9);
    }

    [Fact]
    public async Task Request_WithManyFaults_IsToldAllOfThemAtOnce()
    {
        var computed = await _api.RunsComputedAsync();
        ProblemExpectation.Check(
            await _api.GetAsync(
                "/goal-seeks?scenario=asic-surg&parameter=price.asic.declin&variable=Electricty&period=2050&statistic=p5&seed=4"
                + "&percentiles=5&tget=4&baseline=2024-12"),
            HttpStatusCode.BadRequest, "invalid-request",
            new("query", "scenario", "unknown-value") { Allows = "asic-surge" },
            new("query", "parameter", "unknown-value") { Says = "Did you mean price.asic.decline?" },
            new("query", "variable", "unknown-value") { Says = "Did you mean Electricity?" },
            new("query", "period", "out-of-range") { Min = 2024, Max = 2045 },
            new("query", "statistic", "conflict") { Says = "no draws" },
            new("query", "seed", "conflict"),
            new("query", "percentiles", "unknown-name") { Says = "statistic" },
            new("query", "target", "missing"),
            new("query", "tget", "unknown-name") { Allows = "target", Says = "Did you mean target?" });
        ProblemExpectation.Check(
            await _api.PostAsync("/goal-seeks", """
                {"parameter": "ratio.basis", "variable": "Vendor Revenue*", "period": ["2028", "2029"], "target": "much", "low": 3,
                  "high": 2, "draws": 1000000}
                """),
            HttpStatusCode.BadRequest, "invalid-request",
            new("body", "/parameter", "unknown-value") { Says = "a choice among words" },
            new("body", "/variable", "too-much") { Min = 1, Max = 1 },
            new("body", "/period", "too-much") { Min = 1, Max = 1 },
            new("body", "/target", "malformed"),
            new("body", "/draws", "out-of-range") { Min = 128, Max = 262_144 });
        ProblemExpectation.Check(
            await _api.GetAsync(
                "/goal-seeks?parameter=inferenceShare.limit&variable=Electricity&target=900&low=0.9&high=0.5&draws=262144"
                + "&baseline=2024-12"),
            HttpStatusCode.BadRequest, "invalid-request",
            new("query", "high", "conflict"),
            new("query", "draws", "too-much") { Min = 128, Max = 14_880, Says = "60 evaluations" });
        ProblemExpectation.Check(
            await _api.GetAsync("/goal-seeks?parameter=inferenceShare.limit&variable=Electricity&target=900&low=0&high=4"),
            HttpStatusCode.BadRequest, "invalid-request",
            new("query", "low", "out-of-range") { Min = 0.05 / 1.05, Max = 50.0 / 51 },
            new("query", "high", "out-of-range") { Min = 0.05 / 1.05, Max = 50.0 / 51 });
        Assert.Equal(computed, await _api.RunsComputedAsync());
    }

    /// <summary>Each kind of run is read where it belongs.</summary>
    [Fact]
    public async Task Run_OfAnotherKind_IsNotFoundHereAndSaysWhere()
    {
        var projection = (await _api.GetAsync("/projections?to=2026")).Ok();
        var answer = await _api.GetAsync($"/goal-seeks/{projection.RunId}");
        ProblemExpectation.Check(answer, HttpStatusCode.NotFound, "not-found");
        Assert.Contains($"/api/v1/projections/{projection.RunId}", Text(answer.Json, "detail"), StringComparison.Ordinal);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();
}
