using System.Net;
using System.Text;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Http;

/// <summary>What people get wrong, or write in a way of their own: it is understood, or refused with what would be right.</summary>
[Collection(ProductTests.Name)]
public sealed class MistakeTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData("/projections?ratio.limit=4", "query ratio.limit unknown-name", "Did you mean set.ratio.limit?")]
    [InlineData("/projections?set=ratio.limit=4", "query set unknown-name", "Did you mean set.ratio.limit=4?")]
    [InlineData("/projections?set.ratio.limit=51", "query set.ratio.limit out-of-range", "from 0.05 to 50 (1), both included")]
    [InlineData("/projections?draws=128&percentiles=0", "query percentiles out-of-range", "greater than 0 and less than 100")]
    [InlineData("/projections?variables=Electricity,Electricity", "query variables duplicate", "'Electricity' 2 times")]
    [InlineData("/projections?statistics=q*", "query statistics unknown-value", "no statistic 'q*'")]
    [InlineData("/projections?scenario=asic-surge&draws=128&correlations=price.asic.decline,ratio.limit:0.5", "query correlations conflict",
        "price.asic.decline is fixed in 'asic-surge'")]
    [InlineData("/projections?scenario=asic-surge&name=status-quo", "query name malformed", "no preset's")]
    [InlineData("/comparisons?scenarios=article-base,asic-surge,asic-surge", "query scenarios duplicate", "asic-surge is given 2 times")]
    [InlineData("/comparisons?scenarios=article-base,article-base", "query scenarios duplicate", "article-base is given 2 times")]
    [InlineData("/baselines/2024-12/observations?series=nvda.datacenter_revenue.q,nvda.x", "query series unknown-value", "no series 'nvda.x'")]
    [InlineData("/search?text=electricity&kinds=colour", "query kinds unknown-value", "'colour' is none of")]
    public async Task Query_WithAMistake_IsToldWhatWouldBeRight(string path, string fault, string says)
    {
        var place = fault.Split(' ');
        var answer = await _api.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var error = Assert.Single(answer.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(place, ((string[])["in", "target", "code"]).Select(member => error.GetProperty(member).GetString()));
        Assert.Contains(says, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/projections", """{"parameters": {"ratio.limit": 4}}""", "/parameters", "stands in the object scenario")]
    [InlineData("/projections", """{"scenario": {"name": "asic-surge"}}""", "/scenario/name", "no preset's")]
    [InlineData("/sensitivities", """{"variable": "Electricity", "parameters": []}""", "/parameters", "parameters is an empty list")]
    [InlineData("/refreshes", """{"dryRum": true}""", "/dryRum", "Did you mean dryRun?")]
    public async Task Body_WithAMistake_IsToldWhatWouldBeRight(string path, string body, string target, string says)
    {
        var answer = await _api.PostAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var error = answer.Json.GetProperty("errors").EnumerateArray().First();
        Assert.Equal(target, error.GetProperty("target").GetString());
        Assert.Contains(says, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bound_ThatIsNotAllowedItself_IsMarked()
    {
        var excluded = (await _api.GetAsync("/projections?draws=128&percentiles=100")).Json.GetProperty("errors")[0];
        var included = (await _api.GetAsync("/projections?set.ratio.limit=51")).Json.GetProperty("errors")[0];

        Assert.True(excluded.GetProperty("areEndsExcluded").GetBoolean());
        Assert.False(included.TryGetProperty("areEndsExcluded", out _));
        (await _api.GetAsync("/projections?set.ratio.limit=50&to=2025")).Ok();
    }

    [Fact]
    public async Task Body_WithAByteOrderMarkAndYearsWithAPoint_IsTheSameRun()
    {
        var body = Encoding.UTF8.GetBytes("\uFEFF{\"from\": 2028.0, \"to\": 2029.0, \"draws\": 128.0, \"seed\": 7.0}");

        var marked = (await _api.SendAsync(HttpMethod.Post, "/projections", Api.Bytes(body, "application/json"))).Ok();

        Assert.Equal((await _api.GetAsync("/projections?from=2028.0&to=2029&draws=128&seed=7")).Ok().RunId, marked.RunId);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Read_WithABody_IsRefused(string method)
    {
        var answer = await _api.SendAsync(
            HttpMethod.Parse(method), "/projections", new StringContent("""{"scenario": "asic-surge"}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        if (method == "GET")
            Assert.Contains("send the body with POST", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_OfAPattern_AreAllThatBeginSo()
    {
        var run = (await _api.GetAsync("/projections?draws=128&percentiles=10,90&statistics=p*&variables=Electricity&from=2030&to=2030")).Ok();

        Assert.Equal(["p10", "p90"], run.Rows.Select(row => row.GetProperty("statistic").GetString()!));
    }

    [Fact]
    public async Task Scenario_WithANameOfTheRequest_IsCalledSoInEveryRow()
    {
        const string Body = """
            {"scenarios": ["asic-surge", {"name": "cheaper", "extends": "asic-surge", "parameters": {"price.asic.decline": 0.5}}],
             "from": 2030, "variables": ["Electricity"]}
            """;
        var comparison = (await _api.PostAsync("/comparisons", Body)).Ok();
        var projection = (await _api.GetAsync("/projections?scenario=asic-surge&set.price.asic.decline=0.5&name=cheaper&from=2030")).Ok();

        Assert.All(comparison.Rows, row => Assert.Equal("cheaper", row.GetProperty("scenario").GetString()));
        Assert.Equal("cheaper asic-surge", $"{projection.Json.GetProperty("scenario")} {projection.Json.GetProperty("extends")}");
        Assert.Equal(projection.Body, (await _api.GetAsync($"/projections/{projection.RunId}")).Ok().Body);
    }

    [Fact]
    public async Task Title_IsCountedInCharactersAsPeopleCountThem()
    {
        var flags = string.Concat(Enumerable.Repeat("\U0001F1E9\U0001F1EA", 200));

        (await _api.PostAsync("/scenarios:validate", $$"""{"title": "{{flags}}"}""")).Ok();
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.PostAsync("/scenarios:validate", $$"""{"title": "{{flags}}x"}""")).Status);
    }

    [Fact]
    public async Task Observations_OfSeveralSeries_AreThoseOfEach()
    {
        var both = (await _api.GetAsync("/baselines/2024-12/observations?series=nvda.datacenter_revenue.q,avgo.ai_revenue.q")).Ok();
        var one = (await _api.GetAsync("/baselines/2024-12/observations?series=avgo.ai_revenue.q")).Ok();
        var other = (await _api.GetAsync("/baselines/2024-12/observations?series=nvda.datacenter_revenue.q")).Ok();

        Assert.True(one.Rows.Count > 0 && other.Rows.Count > 0);
        Assert.Equal(one.Rows.Count + other.Rows.Count, both.Rows.Count);
    }

    [Theory]
    [InlineData("/parameters/ratio.limit", "id", "ratio.limit")]
    [InlineData("/parameters/inferenceShare.limit", "id", "ratio.limit")]
    [InlineData("/variables/Vendor%20Revenue%7CNVIDIA%7CData%20Centre", "unit", "bn USD")]
    public async Task CatalogueEntry_ByItsName_IsThatOfTheList(string path, string member, string value)
    {
        var entry = (await _api.GetAsync(path)).Ok();
        var list = (await _api.GetAsync("/" + path.Split('/')[1])).Ok();

        Assert.Equal(value, entry.Json.GetProperty(member).GetString());
        Assert.Contains(list.Rows, row => row.GetRawText() == entry.Json.GetRawText());
        Assert.Equal(2, (await _api.GetAsync(path + ".csv")).Ok().Records.Count);
    }

    [Fact]
    public async Task CatalogueEntry_OfNoSuchName_IsNotFoundWithASuggestion()
        => Assert.Contains("Did you mean ratio.limit?", (await _api.GetAsync("/parameters/ratio.limt")).Json.GetProperty("detail").GetString());

    [Fact]
    public async Task Laws_AndDrivers_AreListedAsTheyAreStated()
    {
        var laws = (await _api.GetAsync("/laws")).Ok();
        var drivers = (await _api.GetAsync("/events")).Ok();

        Assert.Contains(laws.Rows, row => row.GetProperty("form").GetString() == "triangular(min,mode,max)");
        Assert.Contains(laws.Rows, row => row.GetProperty("form").GetString() == "lognormal(p5..p95)");
        foreach (var row in drivers.Rows)
        {
            var effect = row.GetProperty("canAdd").GetBoolean() ? "\"add\": 0.01" : "\"multiply\": 1.1";
            (await _api.PostAsync("/projections", $$"""
                {"scenario": {"events": [{"name": "e", "driver": "{{row.GetProperty("driver")}}", {{effect}}, "from": "2027-Q1"}]}, "to": 2028}
                """)).Ok();
        }
    }
}
