using System.Globalization;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Analyses;

[Collection(ProductTests.Name)]
public sealed class AttributionTests(ProductFixture fixture)
{
    private const string Header =
        "model_version,scenario,reference,region,variable,unit,from_period,period,period_start,statistic,cause,value,"
        + "baseline_version,run_id,standard_error,reference_baseline_version,cause_in_reference,cause_in_scenario,figures";

    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData("?scenario=asic-surge&from=2025&to=2028", """{"scenario": "asic-surge", "from": 2025, "to": 2028}""", 13)]
    [InlineData("?set.ratio.limit=3&step=quarter&from=2025-Q2&to=2026",
        """{"scenario": {"parameters": {"ratio.limit": 3}}, "step": "quarter", "from": "2025-Q2", "to": "2026-Q4"}""", 13)]
    [InlineData("?scenario=asic-surge&reference=article-base&to=2028",
        """{"scenario": "asic-surge", "reference": {"extends": "article-base"}, "to": 2028}""", 5)]
    [InlineData("?set.ratio.limit=3&reference=article-base",
        """{"scenario": {"parameters": {"ratio.limit": 3}}, "reference": "article-base"}""", 1)]
    [InlineData("?scenario=data-wall&reference=data-wall", """{"scenario": {"extends": "data-wall"}, "reference": "data-wall"}""", 0)]
    public async Task Attribution_ByGetByPostAndByItsId_IsOneRunThatSumsUp(string query, string body, int causes)
    {
        var got = (await _api.GetAsync("/attributions" + query)).Ok();
        var posted = (await _api.PostAsync("/attributions", body)).Ok();
        Assert.Equal(got.Body, posted.Body);
        Assert.Equal(got.Body, (await _api.GetAsync($"/attributions/{got.RunId}")).Ok().Body);
        Assert.Equal("shapley", got.Json.GetProperty("method").GetString());
        Assert.True(got.Json.GetProperty("isExact").GetBoolean());

        var csv = (await _api.GetAsync($"/attributions/{got.RunId}.csv")).Ok().Records;
        Assert.Equal(Header, string.Join(',', csv[0]));
        foreach (var rows in csv.Skip(1).GroupBy(r => r[4], StringComparer.Ordinal))
        {
            double[] numbers = [.. rows.Select(r => double.Parse(r[11], CultureInfo.InvariantCulture))];
            Assert.Equal(["from", .. Enumerable.Repeat("contribution", causes), "to"], rows.Select(r => r[9]), StringComparer.Ordinal);
            Assert.Equal(numbers[^1], numbers.SkipLast(1).Sum(), 1e-9 * Math.Abs(numbers[^1] - numbers[0]) + 1e-13 * numbers.Sum(Math.Abs));
        }
    }

    [Theory]
    [InlineData("2024-12")]
    [InlineData("latest")]
    public async Task Attribution_OfTheBareRequest_IsFromTheBaseYearTo2030(string baseline)
    {
        var baseYear = (await _api.GetAsync($"/baselines/{baseline}")).Ok().Json.GetProperty("baseYear").GetRawText();
        var answer = (await _api.GetAsync($"/attributions?variables=Vendor%20Revenue%7CNVIDIA*&baseline={baseline}")).Ok();
        Assert.Equal((baseYear, "2030"), (answer.Json.GetProperty("from").GetString(), answer.Json.GetProperty("to").GetString()));
        Assert.Equal(15, answer.Rows.Count);
        Assert.EndsWith("?variables=Vendor%20Revenue%7CNVIDIA%7CData%20Centre", answer["Content-Location"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WithManyFaults_IsToldAllOfThem()
        => ProblemExpectation.Check(
            await _api.GetAsync(
                "/attributions?scenario=asic-surg&reference=article-bas&from=2025&to=2050&draws=1024&seed=1&scenarios=x&variables=Foo"
                    + "&baseline=2024-12"),
            HttpStatusCode.BadRequest, "invalid-request",
            new("query", "scenario", "unknown-value") { Allows = "asic-surge" },
            new("query", "reference", "unknown-value") { Allows = "article-base" },
            new("query", "from", "conflict"),
            new("query", "to", "out-of-range") { Min = 2024, Max = 2045 },
            new("query", "draws", "conflict") { Says = "deterministic" },
            new("query", "seed", "conflict"),
            new("query", "scenarios", "unknown-name") { Says = "Did you mean scenario?" },
            new("query", "variables", "unknown-value"));

    [Fact]
    public async Task Query_OfOnePeriod_IsRefused()
        => ProblemExpectation.Check(
            await _api.GetAsync("/attributions?from=2028&to=2028"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "to", "conflict"));
}
