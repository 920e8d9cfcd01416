using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Mcp;

namespace ForecastFunctions.EndToEndTests.Jobs;

/// <summary>Questions that are answered later where the request prefers it.</summary>
[Collection(ProductTests.Name)]
public sealed class QuestionTests(ProductFixture fixture)
{
    private Api Api => fixture.Api;

    [Theory]
    [InlineData("/projections.csv?baseline=2024-12&draws=300&seed=22&from=2028&to=2028&variables=Electricity")]
    [InlineData("/comparisons?baseline=2024-12&scenarios=article-base,data-wall&from=2028&to=2028&draws=300&seed=22")]
    [InlineData("/attributions?baseline=2024-12&scenario=asic-surge&reference=data-wall&to=2029&variables=Electricity")]
    [InlineData("/sensitivities.csv?baseline=2024-12&method=sobol&draws=64&seed=22&variable=Electricity&period=2029")]
    [InlineData("/goal-seeks?baseline=2024-12&parameter=share.inference.nvidia.anchor&variable=Share|NVIDIA|Spend&period=2029&target=0.44")]
    public async Task Question_ThatPrefersToBeAnsweredLater_IsReadWhereTheAnswerAtOnceIs(string question)
    {
        var (operation, ended) = await AnsweredAsync(question);
        var later = (await Api.GetAsync(ended.Json.GetProperty("result").GetString()!)).Ok();

        var atOnce = (await Api.GetAsync(question)).Ok();
        Assert.Equal((atOnce["Content-Location"], atOnce.Text), (ended.Json.GetProperty("result").GetString(), later.Text));
        Assert.True(ended.Json.GetProperty("numbersCharged").GetInt64() > 0);

        // The same question is the same operation; in another form it is another, which costs nothing since the run is stored.
        Assert.Equal(operation, await AskAsync(question));
        var (_, again) = await AnsweredAsync($"{question}&limit=2");
        Assert.Equal(0, again.Json.GetProperty("numbersCharged").GetInt64());
        Assert.Contains("limit=2", again.Json.GetProperty("result").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draws_MoreThanARequestHas_NameThePreferenceAndAreAnsweredInParts()
    {
        const string Question = "/projections?baseline=2024-12&draws=300000&from=2024&to=2027&variables=Electricity&percentiles=50";
        var refused = await Api.GetAsync(Question);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("There are at most 262144 draws. As work larger than a request it may be: send the header Prefer: respond-async.", refused.Text, StringComparison.Ordinal);

        var (_, ended) = await AnsweredAsync(Question);

        Assert.Equal((193, 193), (ended.Json.GetProperty("units").GetInt32(), ended.Json.GetProperty("unitsDone").GetInt32()));
        Assert.InRange(ended.Json.GetProperty("numbersCharged").GetInt64(), 192 * 300_000, 193 * 300_000);
        var run = (await Api.GetAsync(ended.Json.GetProperty("result").GetString()!)).Ok();
        var fewer = (await Api.GetAsync(Question.Replace("300000", "262144", StringComparison.Ordinal))).Ok();
        Assert.Equal(fewer.Rows.Count, run.Rows.Count);
        foreach (var (one, other) in run.Rows.Zip(fewer.Rows))
        {
            var (value, error) = (one.GetProperty("value").GetDouble(), one.GetProperty("standardError").GetDouble());
            Assert.InRange(other.GetProperty("value").GetDouble(), value - (20 * error) - 1e-9, value + (20 * error) + 1e-9);
        }
    }

    [Fact]
    public async Task Draws_MoreThanARequestHas_WhereNoPreferenceCanBeSent_NameTheWayByWhichTheRunIsRead()
    {
        const string Way = "though not from here: ask /api/v1/projections with the header Prefer: respond-async, and once that has succeeded read the run by ";
        const string Run = "baseline=2024-12&draws=300000&from=2024&to=2027&percentiles=50";
        var (_, ended) = await AnsweredAsync($"/projections?{Run}&variables=Electricity");
        var runId = ended.Json.GetProperty("result").GetString()!.Split('/', '?')[4];

        var value = await Api.GetAsync($"/value?variable=Electricity&period=2027&statistic=p50&{Run}", Ensembles.Prefer);
        Assert.Equal(HttpStatusCode.BadRequest, value.Status);
        Assert.Contains($"{Way}GET /api/v1/projections/{{runId}}.csv.", value.Text, StringComparison.Ordinal);
        var csv = (await Api.GetAsync($"/projections/{runId}.csv?variables=Electricity&statistics=p50")).Ok();
        var number = csv.Records.Single(r => r[5] == "2027")[8];

        var feed = await Api.GetAsync($"/api/odata/Run({string.Join(',', Run.Split('&').Select(m => m.Replace("=", "='", StringComparison.Ordinal) + "'"))})");
        Assert.Equal(HttpStatusCode.BadRequest, feed.Status);
        Assert.Contains(
            $"{Way}Projections?$filter=RunId eq '{{runId}}'.", feed.Json.GetProperty("error").GetProperty("details")[0].GetProperty("message").GetString(),
            StringComparison.Ordinal);
        var filtered = (await Api.GetAsync(
            $"/api/odata/Projections?$filter=RunId eq '{runId}' and Variable eq 'Electricity' and Statistic eq 'p50' and Year eq 2027")).Ok();
        Assert.Equal(number, Assert.Single(filtered.Rows).GetProperty("Value").GetRawText());

        await using var agent = await Agent.ConnectAsync(Api.Host);
        var tool = await agent.AskAsync("run_scenario", """{"baseline": "2024-12", "draws": 300000, "from": 2024, "to": 2027, "percentiles": [50]}""");
        Assert.True(tool.IsError);
        Assert.Contains($"{Way}GET /api/v1/projections/{{runId}}.", Agent.Text(tool), StringComparison.Ordinal);
        var drivers = await agent.AskAsync("find_drivers", """{"method": "sobol", "draws": 64, "variables": ["*"], "periods": [2025, 2026, 2027, 2028, 2029, 2030]}""");
        Assert.Contains("ask /api/v1/sensitivities with the header", Agent.Text(drivers), StringComparison.Ordinal);
        Assert.Contains("GET /api/v1/sensitivities/{runId}.", Agent.Text(drivers), StringComparison.Ordinal);
        var draws = (await agent.Client.ListToolsAsync()).Single(t => t.Name == "run_scenario").JsonSchema.GetProperty("properties").GetProperty("draws");
        Assert.Equal(262_144, draws.GetProperty("maximum").GetInt32());
        Assert.DoesNotContain("Prefer", draws.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sensitivities_OfEveryVariableAndYearAtOnce_AreThoseOfEachAlone()
    {
        const string Question = "/sensitivities.csv?baseline=2024-12&method=sobol&draws=64&variables=*&periods=2025,2026,2027,2028,2029,2030";
        var refused = await Api.GetAsync(Question);
        Assert.Contains("variables × periods is 288, and at most 240. As work larger than a request", refused.Text, StringComparison.Ordinal);

        var (_, ended) = await AnsweredAsync(Question);

        var all = (await Api.GetAsync(ended.Json.GetProperty("result").GetString()!)).Ok();
        var alone = (await Api.GetAsync("/sensitivities.csv?baseline=2024-12&method=sobol&draws=64&variables=Electricity&periods=2028")).Ok();
        Assert.Equal(
            alone.Records.Skip(1).Select(WithoutRun),
            all.Records.Where(r => r.Contains("Electricity", StringComparer.Ordinal) && r.Contains("2028", StringComparer.Ordinal)).Select(WithoutRun));

        static string WithoutRun(IReadOnlyList<string> record) => string.Join('|', record.SkipLast(1));
    }

    [Fact]
    public async Task Question_WithWhatDoesNotGoWithBeingAnsweredLater_IsRefused()
    {
        Assert.Contains("keep=false is for answers at once", (await Api.GetAsync("/projections?keep=false", Ensembles.Prefer)).Text, StringComparison.Ordinal);
        Assert.Contains(
            "up to 2045, at most", (await Api.GetAsync("/projections?baseline=2024-12&draws=3000000&from=2030&to=2045&variables=Electricity", Ensembles.Prefer)).Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync("/projections.metadata.json?draws=300", Ensembles.Prefer)).Status);
    }

    private async Task<string> AskAsync(string question)
    {
        var accepted = await Api.GetAsync(question, Ensembles.Prefer);
        Assert.True(accepted.Status == HttpStatusCode.Accepted, $"{(int)accepted.Status}: {accepted.Text}");
        var id = accepted.Json.GetProperty("operationId").GetString()!;
        Assert.Equal(($"/api/v1/operations/{id}", "respond-async"), (accepted["Operation-Location"], accepted["Preference-Applied"]));
        Assert.InRange(int.Parse(accepted["Retry-After"]!, System.Globalization.CultureInfo.InvariantCulture), 1, 30);
        return id;
    }

    private async Task<(string Operation, Answer Ended)> AnsweredAsync(string question)
    {
        var id = await AskAsync(question);
        var ended = await Api.EndedAsync(id);
        Assert.True(ended.Json.GetProperty("status").GetString() == "Succeeded", ended.Text);
        return (id, ended);
    }
}
