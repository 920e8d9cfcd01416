using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Analyses;

[Collection(ProductTests.Name)]
public sealed class ComparisonTests(ProductFixture fixture)
{
    private const string Header =
        "model_version,scenario,reference,region,variable,unit,period,period_start,statistic,value,status,baseline_version,run_id,"
        + "standard_error,reference_baseline_version";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Comparison_WithoutDraws_IsTheDifferenceOfTheProjections()
    {
        var compared = (await _api.GetAsync(
            "/comparisons?scenarios=article-base,asic-surge,data-wall&reference=asic-surge&from=2028&to=2028&levels=true")).Ok();
        var levels = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var scenario in (string[])["article-base", "asic-surge", "data-wall"])
            levels[scenario] = (await _api.GetAsync($"/projections?scenario={scenario}&from=2028&to=2028")).Ok();

        double Level(string scenario, string variable)
            => levels[scenario].Rows.Single(r => r.GetProperty("variable").ValueEquals(variable)).GetProperty("value").GetDouble();

        Assert.Equal("asic-surge", compared.Json.GetProperty("reference").GetString());
        Assert.Equal(48 * (2 + 3), compared.Rows.Count);
        foreach (var row in compared.Rows)
        {
            var (scenario, variable) = (row.GetProperty("scenario").GetString()!, row.GetProperty("variable").GetString()!);
            var isLevel = row.GetProperty("reference").ValueKind == JsonValueKind.Null;
            var expected = Level(scenario, variable) - (isLevel ? 0 : Level("asic-surge", variable));
            Assert.Equal(expected, row.GetProperty("value").GetDouble(), 1e-12 * Math.Abs(Level(scenario, variable)));
            Assert.Equal("value", row.GetProperty("statistic").GetString());
        }

        var differs = compared.Json.GetProperty("scenarios")[0].GetProperty("differs").EnumerateArray()
            .Select(p => p.GetProperty("parameter").GetString());
        Assert.Contains("share.inference.nvidia.anchor", differs);
    }

    [Fact]
    public async Task Comparison_ByGetByPostAndByItsId_IsOneRunInJsonAndInCsv()
    {
        var computed = await _api.RunsComputedAsync();
        var got = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _api.GetAsync(
            "/comparisons?scenarios=article-base,asic-surge&from=2027&draws=256&seed=5&percentiles=10,90")));
        var posted = (await _api.PostAsync("/comparisons",
            """
            {"scenarios": ["article-base", {"extends": "asic-surge"}], "from": 2027, "draws": 256, "seed": "5", "percentiles": [10, 90]}
            """)).Ok();
        Assert.Equal(computed + 1, await _api.RunsComputedAsync());
        Assert.All(got, answer => Assert.Equal(posted.Body, answer.Ok().Body));
        Assert.Equal($"/api/v1/comparisons/{posted.RunId}", posted["Content-Location"]);
        Assert.Equal("forecast-runs; hit", posted["Cache-Status"]);

        var read = (await _api.GetAsync($"/comparisons/{posted.RunId}")).Ok();
        Assert.Equal(posted.Body, read.Body);
        Assert.Equal("private, max-age=31536000, immutable", read["Cache-Control"]);

        var csv = (await _api.GetAsync($"/comparisons/{posted.RunId}.csv?variables=Electricity&statistics=mean,p_exceeds")).Ok();
        Assert.Equal(Header, string.Join(',', csv.Records[0]));
        Assert.Equal(1 + 4 * 2, csv.Records.Count);
        var row = csv.Records[^1];
        Assert.Equal(["asic-surge", "article-base", "World", "Electricity", "1", "2030", "2030-01-01", "p_exceeds"], row.Skip(1).Take(8));
        Assert.InRange(double.Parse(row[9], CultureInfo.InvariantCulture), 0.5, 1);
        Assert.NotEmpty(row[13]);

        var page = (await _api.GetAsync($"/comparisons/{posted.RunId}?limit=10")).Ok();
        var next = (await _api.GetAsync(page.Json.GetProperty("nextLink").GetString()!)).Ok();
        Assert.Equal(posted.Rows[10].GetRawText(), next.Rows[0].GetRawText());
    }

    [Fact]
    public async Task Scenario_ComparedWithItself_IsZeroEverywhere()
    {
        var answer = (await _api.PostAsync("/comparisons", """
            {"scenarios": [{"extends": "data-wall", "parameters": {"ratio.limit": 5}},
              {"extends": "data-wall", "name": "the-same", "parameters": {"ratio.limit": 5}}],
             "reference": 2, "draws": 256, "baseline": "2024-12", "statistics": ["mean", "sd", "p5", "p95", "p_exceeds"]}
            """)).Ok();
        Assert.Equal(48 * 7 * 5, answer.Rows.Count);
        Assert.All(answer.Rows,
            row => Assert.Equal((0.0, 0.0), (row.GetProperty("value").GetDouble(), row.GetProperty("standardError").GetDouble())));
    }

    [Fact]
    public async Task Comparison_OfTheBareRequest_IsOfAllPresetsWithTheBase()
    {
        var answer = (await _api.GetAsync("/comparisons?variables=Electricity&from=2030")).Ok();
        Assert.Equal("article-base", answer.Json.GetProperty("reference").GetString());
        Assert.Equal(
            ["status-quo", "reasoning-shift", "asic-surge", "scaling-continues", "data-wall"],
            answer.Rows.Select(r => r.GetProperty("scenario").GetString()!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Comparison_OfASavedScenario_OutlivesIt()
    {
        const string Name = "compared-view";
        var body = Api.Bytes("""{"extends": "asic-surge", "parameters": {"ratio.limit": 3}}"""u8.ToArray(), "application/json");
        var put = await _api.SendAsync(HttpMethod.Put, $"/scenarios/{Name}", body);
        Assert.Equal(HttpStatusCode.Created, put.Status);
        var compared = (await _api.GetAsync($"/comparisons?scenarios=article-base,{Name}&reference={Name}&from=2028&to=2028")).Ok();
        var explained = (await _api.GetAsync($"/attributions?scenario={Name}&reference=asic-surge&to=2028")).Ok();
        Assert.Equal(Name, compared.Json.GetProperty("reference").GetString());
        Assert.Contains(explained.Rows, row => row.GetProperty("cause").ValueEquals("ratio.limit"));

        Assert.Equal(HttpStatusCode.NoContent, (await _api.SendAsync(HttpMethod.Delete, $"/scenarios/{Name}")).Status);
        Assert.Equal(compared.Body, (await _api.GetAsync($"/comparisons/{compared.RunId}")).Ok().Body);
        Assert.Equal(explained.Body, (await _api.GetAsync($"/attributions/{explained.RunId}")).Ok().Body);
        ProblemExpectation.Check(
            await _api.GetAsync($"/comparisons?scenarios=article-base,{Name}"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "scenarios", "unknown-value") { Allows = "article-base" });
    }

    [Fact]
    public async Task Run_AskedForAsAnotherKind_IsNotFoundAndSaysWhereItIs()
    {
        var comparison = (await _api.GetAsync("/comparisons?scenarios=article-base,status-quo")).Ok().RunId;
        var projection = (await _api.GetAsync("/projections?scenario=status-quo")).Ok().RunId;
        var wrong = await _api.GetAsync($"/projections/{comparison}");
        ProblemExpectation.Check(wrong, HttpStatusCode.NotFound, "not-found");
        Assert.Contains($"GET /api/v1/comparisons/{comparison}", wrong.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        foreach (var path in (string[])[$"/comparisons/{projection}", $"/attributions/{comparison}.csv",
            "/comparisons/0123456789abcdef0123456789abcdef"])
            ProblemExpectation.Check(await _api.GetAsync(path), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Query_WithManyFaults_IsToldEachOfThemOnce()
        => ProblemExpectation.Check(
            await _api.GetAsync("/comparisons?scenarios=article-bas,asic-surge&reference=data-wall&from=2010&draws=64&levels=yes&scenario=x"
                + "&set.ratio.limt=3&thresholds=Electricity%3E300&stp=year&baseline=2024-12"),
            HttpStatusCode.BadRequest, "invalid-request",
            new("query", "scenarios", "unknown-value") { Allows = "article-base", Says = "Did you mean article-base?" },
            new("query", "reference", "unknown-value") { Allows = "asic-surge" },
            new("query", "from", "out-of-range") { Min = 2018, Max = 2045 },
            new("query", "draws", "out-of-range") { Min = 128, Max = 262_144 },
            new("query", "levels", "malformed"),
            new("query", "scenario", "unknown-name") { Says = "scenarios" },
            new("query", "thresholds", "unknown-name") { Says = "p_exceeds" },
            new("query", "set.ratio.limt", "unknown-name") { Says = "Did you mean ratio.limit?" },
            new("query", "stp", "unknown-name") { Says = "Did you mean step?" });

    [Fact]
    public async Task Body_WithManyFaults_IsToldEachAtItsPlace()
        => ProblemExpectation.Check(
            await _api.PostAsync("/comparisons", """
                {"scenarios": ["data-wal", 7, {"extends": "asic-surge", "parameters": {"spend.base": 1}, "events": [{"name": "x"}],
                  "evnts": []}],
                 "baseline": "1999-01"}
                """),
            HttpStatusCode.BadRequest, "invalid-request",
            new("body", "/scenarios/0", "unknown-value") { Allows = "data-wall" },
            new("body", "/scenarios/1", "malformed"),
            new("body", "/scenarios/2/parameters/spend.base", "out-of-range") { Min = 20, Max = 2000 },
            new("body", "/scenarios/2/events/0/driver", "missing"),
            new("body", "/scenarios/2/events/0/from", "missing"),
            new("body", "/scenarios/2/events/0", "conflict"),
            new("body", "/scenarios/2/evnts", "unknown-name") { Allows = "events" },
            new("body", "/baseline", "unknown-value"));

    [Theory]
    [InlineData("scenarios=data-wall", "scenarios", "out-of-range", 2.0, 12.0)]
    [InlineData("scenarios=article-base", "scenarios", "out-of-range", 2.0, 12.0)]
    [InlineData("scenarios=article-base,data-wall,data-wall", "scenarios", "duplicate", null, null)]
    [InlineData("scenarios=article-base,data-wall&draws=200000", "draws", "too-much", 128.0, 131_072.0)]
    [InlineData("scenarios=article-base,data-wall&draws=20000&step=quarter&to=2040&baseline=2024-12", "draws", "too-much", 128.0, 15_318.0)]
    [InlineData("scenarios=article-base,data-wall&statistics=p5", "statistics", "unknown-value", null, null)]
    public async Task Query_WithOneFault_IsRefusedBeforeAnyWork(string query, string target, string code, double? min, double? max)
    {
        var computed = await _api.RunsComputedAsync();
        ProblemExpectation.Check(
            await _api.GetAsync("/comparisons?" + query), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", target, code) { Min = min, Max = max });
        Assert.Equal(computed, await _api.RunsComputedAsync());
    }
}
