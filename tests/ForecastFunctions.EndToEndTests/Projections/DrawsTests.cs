using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class DrawsTests(ProductFixture fixture)
{
    private const string Nvidia2028 = "&baseline=2024-12&from=2028&to=2028&variables=Vendor%20Revenue|NVIDIA*";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Run_WithDraws_GivesMeanAndPercentilesWithTheirStandardErrors()
    {
        var answer = (await _api.GetAsync($"/projections?draws=4096{Nvidia2028}")).Ok();

        Assert.Equal("mean p5 p50 p95", Statistics(answer));
        var values = answer.Rows.Select(row => row.GetProperty("value").GetDouble()).ToList();
        Assert.Equal(values[1..].Order(), values[1..]);
        Assert.All(answer.Rows, row => Assert.InRange(row.GetProperty("standardError").GetDouble(), 1e-3, 10));

        // The default correlations narrow what independent inputs give (167 to 446).
        Assert.InRange(values[1], 170, 190);
        Assert.InRange(values[3], 390, 430);
    }

    [Fact]
    public async Task Run_WithIndependentInputs_MatchesTheReferenceMonteCarlo()
    {
        var answer = (await _api.GetAsync($"/projections?draws=65536&correlations=none{Nvidia2028}")).Ok();
        double[] reference = [167.2, 272.2, 445.6];
        foreach (var (expected, row) in reference.Zip(answer.Rows.Skip(1)))
            Assert.InRange(row.GetProperty("value").GetDouble(), expected * 0.99, expected * 1.01);
    }

    [Fact]
    public async Task Run_WithDraws_IsOneByGetAndByPost()
    {
        const string Body = """
            {
              "scenario": {"extends": "asic-surge", "parameters": {
                "ratio.limit": {"law": "triangular", "min": 1.5, "mode": 4.5, "max": 6}, "spend.base": "lognormal(128..147)"}},
              "baseline": "2024-12", "draws": 512, "seed": 7, "percentiles": [50, 97.5], "sampling": "latinHypercube", "correlations": "none",
              "thresholds": [{"variable": "Power|Facility", "above": 50}]
            }
            """;
        const string Query =
            "/projections?scenario=asic-surge&set.ratio.limit=triangular(1.5,4.5,6)&set.spend.base=lognormal(128..147)&baseline=2024-12&draws=512&seed=7"
            + "&percentiles=97.5,50&sampling=latinHypercube&correlations=none&thresholds=Power|Facility%3E50";

        var posted = (await _api.PostAsync("/projections", Body)).Ok();
        var got = (await _api.GetAsync(Query)).Ok();
        var again = (await _api.GetAsync($"/projections/{posted.RunId}")).Ok();

        Assert.Equal(posted.Body, got.Body);
        Assert.Equal(posted.Body, again.Body);
        var draws = posted.Json.GetProperty("draws");
        Assert.Equal(("7", "latinHypercube", 512), (Text(draws, "seed"), Text(draws, "sampling"), draws.GetProperty("count").GetInt32()));
        Assert.Equal("triangular(1.5,4.5,6)", Text(Parameter(posted, "ratio.limit"), "law"));
        var exceedance = Assert.Single(posted.Json.GetProperty("exceedances").EnumerateArray());
        Assert.Equal(7, exceedance.GetProperty("periods").GetArrayLength());
        Assert.All(exceedance.GetProperty("periods").EnumerateArray(),
            period => Assert.InRange(period.GetProperty("probability").GetDouble(), 0, 1));
    }

    [Fact]
    public async Task Statistics_OfARun_AreAViewOfIt()
    {
        var whole = (await _api.GetAsync($"/projections?draws=1024{Nvidia2028}")).Ok();
        var computed = await _api.RunsComputedAsync();
        var deviation = (await _api.GetAsync($"/projections?draws=1024{Nvidia2028}&statistics=sd,p95")).Ok();

        Assert.Equal(whole.RunId, deviation.RunId);
        Assert.Equal(computed, await _api.RunsComputedAsync());
        Assert.Equal("sd p95", Statistics(deviation));
        ProblemExpectation.Check(
            await _api.GetAsync($"/projections?draws=1024&statistics=p96&seed=88{Nvidia2028}"), HttpStatusCode.BadRequest,
            "invalid-request",
            new ExpectedFault("query", "statistics", "unknown-value") { Says = "p95" });
        Assert.Equal(computed, await _api.RunsComputedAsync());
    }

    [Fact]
    public async Task Csv_OfARunWithDraws_HasTheSameNumbersAndStandardErrors()
    {
        var json = (await _api.GetAsync("/projections?baseline=2024-12&draws=256&to=2026")).Ok();
        var csv = (await _api.GetAsync("/projections.csv?baseline=2024-12&draws=256&to=2026")).Ok();
        var expected = json.Rows.Select(row => (row.GetProperty("value").GetDouble(), row.GetProperty("standardError").GetDouble()));
        var actual = csv.Records.Skip(1).Select(record => (Number(record[8]), Number(record[12])));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Correlations_ThatContradict_AreRefusedByTheirPairAndRepairedOnRequest()
    {
        const string Query =
            "/projections?draws=256&correlations=ratio.limit,spend.base:0.9;ratio.limit,ratio.base:0.9;spend.base,ratio.base:-0.9";
        ProblemExpectation.Check(
            await _api.GetAsync(Query), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "correlations", "conflict") { Says = "ratio.base" });

        var repaired = (await _api.GetAsync($"{Query}&repairCorrelations=true")).Ok().Json.GetProperty("draws");
        Assert.True(repaired.GetProperty("correlationsRepaired").GetBoolean());
        Assert.All(repaired.GetProperty("correlations").EnumerateArray(),
            pair => Assert.InRange(Math.Abs(pair.GetProperty("value").GetDouble()), 0, 0.9));
    }

    [Fact]
    public async Task Run_ThatAsksForTooMuch_IsToldHowMuchWouldDo()
        => ProblemExpectation.Check(
            await _api.GetAsync("/projections?baseline=2024-12&draws=262144&step=quarter&to=2045"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "draws", "too-much") { Min = 128, Max = 23_674, Says = "at most 23674 draws" });

    [Fact]
    public async Task Event_WithAProbability_MovesTheMeanByItsShare()
    {
        const string Body = """
            {"scenario": {"extends": "article-base", "events": [
              {"name": "export ban", "driver": "odds.inference.nvidia", "multiply": 0.5, "from": "2027-Q1", "quarters": 8,
                "probability": 0.25}]},
             "baseline": "2024-12", "draws": 2048, "from": 2028, "to": 2028, "variables": "Share|NVIDIA|Inference Spend"}
            """;
        var with = (await _api.PostAsync("/projections", Body)).Ok();
        var without = (await _api.GetAsync("/projections?baseline=2024-12&draws=2048&from=2028&to=2028&variables=Share|NVIDIA|Inference%20Spend")).Ok();

        // Half the odds of about one half is a third: on a quarter of the paths the share falls by about a sixth.
        var fall = without.Rows[0].GetProperty("value").GetDouble() - with.Rows[0].GetProperty("value").GetDouble();
        Assert.InRange(fall, 0.03, 0.05);
        Assert.Equal("export ban", Text(Assert.Single(with.Json.GetProperty("events").EnumerateArray()), "name"));
    }

    private static string Statistics(Answer answer) => string.Join(' ', answer.Rows.Select(row => Text(row, "statistic")));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static JsonElement Parameter(Answer answer, string id)
        => answer.Json.GetProperty("parameters").EnumerateArray()
            .Single(p => string.Equals(Text(p, "parameter"), id, StringComparison.Ordinal));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
