using System.Net;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Keys;

namespace ForecastFunctions.EndToEndTests.Http;

/// <summary>Answers that are too long to come whole, or to be kept until they are sent.</summary>
[Collection(KeyTests.Name)]
public sealed class LongAnswerTests(KeyFixture fixture)
{
    private static readonly string Percentiles = string.Join(',', Enumerable.Range(1, 19).Select(i => 5 * i));
    private static readonly string LongRun = $"/projections?draws=128&step=quarter&to=2045-Q4&percentiles={Percentiles}&seed=";

    private (string Name, string Value) Reader => KeyFixture.Header(fixture.Keys[AccessScope.Read]);

    [Fact]
    public async Task Answer_OfMoreRowsThanComeWhole_IsReadByPages()
    {
        var path = $"/comparisons?draws=128&step=quarter&to=2045-Q4&percentiles={Percentiles}";

        var whole = await fixture.Api.GetAsync(path, Reader);
        var page = (await fixture.Api.GetAsync($"{path}&limit=3", Reader)).Ok();

        ProblemExpectation.Check(
            whole, HttpStatusCode.BadRequest, "invalid-request", new ExpectedFault("query", "limit", "too-much") { Max = 250_000 });
        Assert.Equal(3, page.Rows.Count);
        var next = (await fixture.Api.GetAsync(page.Json.GetProperty("nextLink").GetString()!, Reader)).Ok();
        Assert.Equal(page.RunId, next.RunId);
    }

    [Fact]
    public async Task Answer_ThatIsLong_IsTheSameWholeAndByPages_AndAgainUnderItsETag()
    {
        var whole = (await fixture.Api.GetAsync(LongRun + "1", Reader)).Ok();
        Assert.InRange(whole.Body.Length, 20_000_000, int.MaxValue);
        var byId = $"/projections/{whole.RunId}";

        var again = (await fixture.Api.GetAsync(byId, Reader)).Ok();
        var unchanged = await fixture.Api.GetAsync(byId, Reader, ("If-None-Match", again.ETag));
        var page = (await fixture.Api.GetAsync($"{byId}?limit=50000", Reader)).Ok();

        Assert.Equal(whole.Body, again.Body);
        Assert.Equal(whole.ETag, again.ETag);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.Status);
        Assert.Equal(
            whole.Rows.Take(50_000).Select(row => row.GetRawText()), page.Rows.Select(row => row.GetRawText()), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Feed_OfRunsWithTooManyEntities_IsRefused()
    {
        var runs = new List<string>();
        for (var seed = 1; seed <= 3; seed++)
            runs.Add((await fixture.Api.GetAsync($"{LongRun}{seed}&limit=1", Reader)).Ok().RunId);
        var set = $"/api/odata/Projections?$filter=RunId in ({string.Join(',', runs.Select(run => $"'{run}'"))})";

        var all = await fixture.Api.GetAsync(set, Reader);
        var some = (await fixture.Api.GetAsync($"{set} and Variable eq 'Electricity'&$top=5&$count=true", Reader)).Ok();

        Assert.Equal(HttpStatusCode.BadRequest, all.Status);
        Assert.Equal("too-much", all.Json.GetProperty("error").GetProperty("details")[0].GetProperty("code").GetString());
        Assert.Equal(5, some.Rows.Count);
    }

    [Fact]
    public async Task CacheStatus_OfAQuestion_TellsNothingOfOthers()
    {
        const string Question = "/projections?scenario=asic-surge&set.ratio.limit=3.21&limit=1";
        var other = await fixture.IssueAsync(fixture.Api, "curious", AccessScope.Read);

        var first = (await fixture.Api.GetAsync(Question, Reader)).Ok();
        var second = (await fixture.Api.GetAsync(Question, KeyFixture.Header(other))).Ok();

        Assert.Equal(first.RunId, second.RunId);
        Assert.Null(first["Cache-Status"]);
        Assert.Null(second["Cache-Status"]);
        Assert.Equal("forecast-runs; hit", (await fixture.Api.GetAsync($"/projections/{first.RunId}?limit=1", Reader)).Ok()["Cache-Status"]);
    }
}
