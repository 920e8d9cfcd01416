using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Refreshes;

namespace ForecastFunctions.EndToEndTests.Analyses;

/// <summary>Why a number moved: one scenario, or two, on two vintages.</summary>
[Collection(ProductTests.Name)]
public sealed class VintageTests(ProductFixture fixture)
{
    private const string Nvidia = "variables=Vendor%20Revenue%7CNVIDIA%7CData%20Centre";

    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData("article-base", "")]
    [InlineData("asic-surge", "&reference=article-base")]
    [InlineData("status-quo", "&set.spend.growth.initial=add(0.02)")]
    public async Task Attribution_OfTwoVintages_SharesTheDifferenceAmongWhatMoved(string scenario, string more)
    {
        var answer = (await _api.GetAsync($"/attributions?scenario={scenario}&to=2028&referenceBaseline=2024-12{more}")).Ok();
        var reference = more.Contains("reference", StringComparison.Ordinal) ? "article-base" : scenario;
        var set = more.StartsWith("&set", StringComparison.Ordinal) ? more : "";
        var (from, to) = (await LevelsAsync(reference, "2024-12", set), await LevelsAsync(scenario, "latest", set));
        foreach (var rows in answer.Rows.GroupBy(row => row.Text("variable"), StringComparer.Ordinal))
        {
            double[] numbers = [.. rows.Select(row => row.GetProperty("value").GetDouble())];
            Assert.Equal(from[rows.Key], numbers[0], 1e-11 * Math.Abs(numbers[0]));
            Assert.Equal(to[rows.Key], numbers[^1], 1e-11 * Math.Abs(numbers[^1]));
            Assert.Equal(numbers[^1], numbers.SkipLast(1).Sum(), 1e-12 * numbers.Sum(Math.Abs));
        }

        Assert.Equal("2024-12", answer.Json.Text("referenceBaselineVersion"));
        var spend = answer.Json.List("causes").Single(cause => cause.Text("cause") == "spend.base");
        Assert.Equal(2025, spend.GetProperty("baseYear").GetInt32());
        Assert.True(spend.GetProperty("scenario").GetDouble() > spend.GetProperty("reference").GetDouble());
        var figure = spend.List("figures").Single(f => f.Text("series") == "nvda.datacenter_revenue.q" && f.Text("periodEnd") == "2026-07-26");
        Assert.Equal((89_023e6, "reported", "2026-08-26"), (figure.GetProperty("value").GetDouble(), figure.Text("status"), figure.Text("knownSince")));
        Assert.Equal(JsonValueKind.Null, figure.GetProperty("referenceValue").ValueKind);
        Assert.NotEmpty(figure.Text("source"));

        Assert.Equal(answer.Body, (await _api.GetAsync($"/attributions/{answer.RunId}")).Ok().Body);
        var csv = (await _api.GetAsync($"/attributions/{answer.RunId}.csv?{Nvidia}")).Ok().Records;
        var row = csv.Single(r => r[10] == "spend.base");
        Assert.Equal("2024-12", row[15]);
        Assert.Equal(spend.GetProperty("scenario").GetDouble(), double.Parse(row[17], CultureInfo.InvariantCulture));
        Assert.Contains("nvda.datacenter_revenue.q", row[18], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attribution_WithTheNewerVintageAsReference_IsTheSameTheOtherWayRound()
    {
        var forth = (await _api.GetAsync($"/attributions?to=2028&{Nvidia}&referenceBaseline=2024-12")).Ok();
        var back = (await _api.GetAsync($"/attributions?to=2028&{Nvidia}&baseline=2024-12&referenceBaseline=latest")).Ok();
        var (there, here) = (forth.Rows, back.Rows);
        Assert.Equal(there[0].GetProperty("value").GetDouble(), here[^1].GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal(
            there.Select(row => row.GetProperty("cause").ToString()), here.Select(row => row.GetProperty("cause").ToString()), StringComparer.Ordinal);
        for (var row = 1; row < there.Count - 1; row++)
        {
            var error = there[row].GetProperty("standardError").GetDouble() + here[row].GetProperty("standardError").GetDouble();
            Assert.Equal(there[row].GetProperty("value").GetDouble(), -here[row].GetProperty("value").GetDouble(), 5 * error + 1e-9);
        }
    }

    [Fact]
    public async Task Vintages_ThatAreTheSame_DifferByNothing()
    {
        var explained = (await _api.GetAsync($"/attributions?to=2028&{Nvidia}&baseline=2024-12&referenceBaseline=2024-12-31")).Ok();
        Assert.Equal(["from", "to"], explained.Rows.Select(row => row.Text("statistic")));
        Assert.Empty(explained.Json.List("causes"));
        Assert.Contains("nothing moved", explained.Json.Text("note"), StringComparison.Ordinal);

        var compared = (await _api.GetAsync("/comparisons?scenarios=data-wall&baseline=2024-12&referenceBaseline=2024-12")).Ok();
        Assert.All(compared.Rows, row => Assert.Equal(0, row.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task Comparison_OfTwoVintages_IsTheDifferenceOfTheProjections()
    {
        var itself = (await _api.GetAsync("/comparisons?referenceBaseline=2024-12&from=2028&to=2028")).Ok();
        Assert.Equal(6 * 48, itself.Rows.Count);
        var one = (await _api.PostAsync("/comparisons", """
            {"scenarios": ["asic-surge", "article-base"], "reference": "article-base", "referenceBaseline": "2024-12",
             "from": 2028, "to": 2028, "levels": true}
            """)).Ok();
        foreach (var row in itself.Rows.Concat(one.Rows))
        {
            var (scenario, variable) = (row.Text("scenario"), row.Text("variable"));
            var reference = row.GetProperty("reference").GetString();
            var expected = (await LevelsAsync(scenario, row.Text("baselineVersion"), ""))[variable]
                - (reference is null ? 0 : (await LevelsAsync(reference, row.Text("referenceBaselineVersion"), ""))[variable]);
            Assert.Equal(expected, row.GetProperty("value").GetDouble(), 1e-11 * Math.Abs(expected) + 1e-11);
        }

        Assert.Equal(["2024-12"], one.Rows.Where(r => r.GetProperty("reference").ValueKind == JsonValueKind.Null)
            .Select(r => r.Text("baselineVersion")).Distinct().Except([one.Json.Text("baselineVersion")]));
        Assert.Equal(one.Body, (await _api.GetAsync($"/comparisons/{one.RunId}")).Ok().Body);

        var feed = (await _api.GetAsync(
            "/api/odata/Comparisons?$filter=Year eq 2028 and ReferenceBaselineVersion eq '2024-12' and Variable eq 'Electricity'")).Ok();
        Assert.Equal(
            itself.Rows.Where(r => r.Text("variable") == "Electricity").Select(r => r.GetProperty("value").GetDouble()),
            feed.Json.List("value").Select(r => r.GetProperty("Value").GetDouble()));
    }

    [Fact]
    public async Task Comparison_FromBeforeTheBaseYear_HasWhatWasObserved()
    {
        var rows = (await _api.GetAsync("/comparisons?scenarios=article-base,asic-surge&to=2026&levels=true&draws=256")).Ok().Rows;
        var observed = rows.Where(r => r.Text("period") == "2024" && r.Text("variable") == "Vendor Revenue|NVIDIA|Data Centre").ToList();
        Assert.All(observed, row => Assert.Equal("observed", row.Text("status")));
        Assert.All(observed, row => Assert.Equal(
            row.GetProperty("reference").ValueKind == JsonValueKind.Null ? 115.186 : 0, row.GetProperty("value").GetDouble(), 0.001));
        Assert.All(rows.Where(r => r.Text("period") == "2024" && r.Text("variable") == "Electricity"),
            row => Assert.Equal(("not-observed", JsonValueKind.Null), (row.Text("status"), row.GetProperty("value").ValueKind)));
        Assert.Equal(["2024", "2025", "2026"], rows.Select(r => r.Text("period")).Distinct());
    }

    [Fact]
    public async Task Requests_ThatMakeNoSense_AreToldWhatWould()
    {
        ProblemExpectation.Check(
            await _api.GetAsync("/attributions?referenceBaseline=current&from=2026&to=2028"), HttpStatusCode.BadRequest, "invalid-request",
            new("query", "referenceBaseline", "unknown-value") { Says = "named latest here" }, new("query", "from", "conflict"));
        ProblemExpectation.Check(
            await _api.GetAsync("/attributions?baseline=2024-12&referenceBaseline=latest&to=2024"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "to", "out-of-range") { Min = 2025, Max = 2045 });
        ProblemExpectation.Check(
            await _api.GetAsync("/comparisons?scenarios=article-base&referenceBaseline=none"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "referenceBaseline", "unknown-value") { Says = "GET /api/v1/baselines" });
        ProblemExpectation.Check(
            await _api.GetAsync("/comparisons?scenarios=article-base"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "scenarios", "out-of-range") { Min = 2, Max = 12 });
        ProblemExpectation.Check(
            await _api.GetAsync("/comparisons?scenarios=article-base&referenceBaseline=2024-01-01"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "referenceBaseline", "out-of-range"));
    }

    private async Task<Dictionary<string, double>> LevelsAsync(string scenario, string baseline, string more)
        => (await _api.GetAsync($"/projections?scenario={scenario}&from=2028&to=2028&baseline={baseline}{more}")).Ok().Rows
            .ToDictionary(row => row.Text("variable"), row => row.GetProperty("value").GetDouble(), StringComparer.Ordinal);
}
