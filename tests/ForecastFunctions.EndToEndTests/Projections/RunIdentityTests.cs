using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class RunIdentityTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData("", "{}")]
    [InlineData("?scenario=asic-surge&to=2029", """{"scenario": "asic-surge", "to": 2029}""")]
    [InlineData("?set.ratio.limit=3.25&step=quarter&from=2025-Q2&to=2026",
        """{"step": "quarter", "to": "2026", "from": "2025-Q2", "scenario": {"parameters": {"ratio.limit": 3.25}}}""")]
    [InlineData("?variables=Electricity,Ratio*&scenario=data-wall&set.ratio.basis=spend&baseline=2024-12&limit=5",
        """
        {"scenario": {"extends": "data-wall", "parameters": {"ratio.basis": "spend"}}, "baseline": "2024-12",
          "variables": ["Ratio*", "Electricity"], "limit": 5}
        """)]
    public async Task Request_ByGetAndByPost_IsOneRunWithTheSameBytes(string query, string body)
    {
        var got = (await _api.GetAsync("/projections" + query)).Ok();
        var computed = await _api.RunsComputedAsync();
        var posted = (await _api.PostAsync("/projections", body)).Ok();

        Assert.Equal(got.RunId, posted.RunId);
        Assert.Equal(got.Body, posted.Body);
        Assert.Equal(got.ETag, posted.ETag);
        Assert.Equal(got["Content-Location"], posted["Content-Location"]);
        Assert.Equal("forecast-runs; hit", posted["Cache-Status"]);
        Assert.Equal(computed, await _api.RunsComputedAsync());
    }

    [Fact]
    public async Task Request_AskedFiveTimesAtOnce_IsComputedOnce()
    {
        const string Fresh = "/projections?set.spend.base=140.5&step=quarter&to=2045";
        var computed = await _api.RunsComputedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _api.GetAsync(Fresh)));

        Assert.Equal(computed + 1, await _api.RunsComputedAsync());
        Assert.All(answers, answer => Assert.Equal(answers[0].Ok().Body, answer.Body));
        Assert.All(answers, answer => Assert.Equal(answers[0].ETag, answer.ETag));
    }

    [Fact]
    public async Task Request_OfAFreshRun_IsComputedAndSaysSo()
    {
        var computed = await _api.RunsComputedAsync();

        var first = (await _api.GetAsync("/projections?set.spend.base=141.5")).Ok();
        var asCsv = (await _api.GetAsync("/projections.csv?set.spend.base=141.5")).Ok();

        Assert.Equal("forecast-runs; fwd=miss; stored", first["Cache-Status"]);
        Assert.Equal("forecast-runs; hit", asCsv["Cache-Status"]);
        Assert.Equal(computed + 1, await _api.RunsComputedAsync());
    }

    [Theory]
    [InlineData("?scenario=article-base&from=2024&to=2030&step=year&baseline=latest")]
    [InlineData("?baseline=CURRENT&format=json")]
    [InlineData("?to=2030&variables=Electricity&limit=2")]
    public async Task Request_ThatSpellsOutTheDefaultsOrAView_IsTheRunOfTheBareOne(string query)
    {
        var spelt = query.Replace("CURRENT", await _api.CurrentBaselineAsync(), StringComparison.Ordinal);
        Assert.Equal((await _api.GetAsync("/projections")).Ok().RunId, (await _api.GetAsync("/projections" + spelt)).Ok().RunId);
    }

    [Fact]
    public async Task Request_ThatDiffersInAnythingOfTheRun_IsAnotherRun()
    {
        string[] queries =
        [
            "", "?scenario=status-quo", "?from=2025", "?to=2031", "?step=quarter", "?set.ratio.limit=4.25", "?set.ratio.limit=4.5",
            "?set.ratio.basis=spend", "?set.spend.base=137.00000000000003",
        ];

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var query in queries)
            Assert.True(ids.Add((await _api.GetAsync("/projections" + query)).Ok().RunId), query);
    }

    [Fact]
    public async Task Run_ReadByItsId_HasTheFactsAndRowsOfTheRequest()
    {
        var asked = (await _api.PostAsync(
            "/projections",
            """{"scenario": {"extends": "asic-surge", "parameters": {"price.asic.decline": 0.4}}, "baseline": "2024-12"}""")).Ok();

        var read = (await _api.GetAsync("/projections/" + asked.RunId)).Ok();

        Assert.Equal(asked.Body, read.Body);
        Assert.All(asked.Rows, row => Assert.Equal(asked.RunId, row.GetProperty("runId").GetString()));
        Assert.All(asked.Rows, row => Assert.Equal("2024-12", row.GetProperty("baselineVersion").GetString()));
        Assert.All(asked.Rows, row => Assert.Equal(JsonValueKind.Null, row.GetProperty("standardError").ValueKind));
        Assert.All(asked.Rows, row => Assert.Contains(
            row.GetProperty("status").GetString(),
            row.GetProperty("period").ValueEquals("2024") ? ["calibrated", "modelled"] : (string[])["projected"]));
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef.csv")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("xyz")]
    [InlineData("..%2Fbaselines")]
    [InlineData("'%20or%20RowKey%20ne%20'")]
    public async Task RunId_ThatNamesNoRun_IsNotFound(string runId)
    {
        var answer = await _api.GetAsync("/projections/" + runId);

        ProblemExpectation.Check(answer, HttpStatusCode.NotFound, "not-found");
    }
}
