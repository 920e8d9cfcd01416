using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Jobs;

[Collection(ProductTests.Name)]
public sealed class EnsembleTests(ProductFixture fixture)
{
    private Api Api => fixture.Api;

    [Fact]
    public async Task Ensemble_OfAGridAndALaw_HasTheRowsOfItsMembersRunOneByOne()
    {
        var id = await Api.AskAsync(Ensembles.Body(draws: 200));
        var ended = await Api.EndedAsync(id);
        Assert.Equal(("Succeeded", $"/api/v1/ensembles/{id}"), (TextOf(ended.Json, "status"), TextOf(ended.Json, "result")));
        Assert.Equal((600, 600), (ended.Json.GetProperty("units").GetInt32(), ended.Json.GetProperty("unitsDone").GetInt32()));

        var csv = (await Api.GetAsync($"/ensembles/{id}.csv")).Ok();
        Assert.Equal(
            "Electricity 2028|Electricity 2030|Vendor Revenue|NVIDIA|Data Centre 2028|Vendor Revenue|NVIDIA|Data Centre 2030|member|price.asic.decline|ratio.limit|run_id",
            string.Join('|', csv.Records[0].Order(StringComparer.Ordinal)));
        Assert.Equal(["member", "ratio.limit", "price.asic.decline"], csv.Records[0].Take(3));
        Assert.Equal(601, csv.Records.Count);
        foreach (var row in csv.Records.Skip(1).Where((_, place) => place % 120 == 7))
        {
            var run = (await Api.GetAsync("/projections.csv?scenario=asic-surge&baseline=2024-12&from=2028&to=2030"
                + $"&set.ratio.limit={row[1]}&set.price.asic.decline={row[2]}&variables=Electricity,Vendor%20Revenue|NVIDIA|Data%20Centre")).Ok();
            var values = run.Records.Skip(1).ToDictionary(r => $"{r[3]} {r[5]}", r => r[8], StringComparer.Ordinal);
            foreach (var (name, value) in csv.Records[0].Zip(row).Skip(3).Take(4))
                Assert.Equal(values[name], value);
            Assert.Equal(run.Records[1][11], row[^1]);
        }
    }

    [Fact]
    public async Task Ensemble_ReadByPages_IsTheWholeAndTheSameQuestionIsTheSameOperation()
    {
        var id = await Api.AskAsync(Ensembles.Body(draws: 10));
        await Api.EndedAsync(id);
        Assert.Equal(id, await Api.AskAsync(Ensembles.Body(draws: 10)));

        var members = new List<int>();
        for (var path = $"/ensembles/{id}?limit=12"; path is not null;)
        {
            var page = (await Api.GetAsync(path)).Ok();
            members.AddRange(page.Rows.Select(row => row.GetProperty("member").GetInt32()));
            path = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        Assert.Equal(Enumerable.Range(1, 30), members);
        var operations = (await Api.GetAsync("/operations")).Ok();
        Assert.Single(operations.Rows, row => TextOf(row, "operationId") == id && TextOf(row, "kind") == "ensembles");
        var facts = (await Api.GetAsync($"/ensembles/{id}?limit=1")).Ok().Json;
        Assert.Equal(["input", "input", "output", "output", "output", "output"], facts.GetProperty("columns").EnumerateArray().Select(c => TextOf(c, "kind")));
        (await Api.GetAsync($"/ensembles/{id}.metadata.json")).Ok();
    }

    [Fact]
    public async Task Ensemble_AskedWrongly_TellsOfEveryFault()
    {
        var refused = await Api.PostAsync("/ensembles", """
            {"scenario": {"extends": "asic-surge", "parameters": {"ratio.base": 1}}, "vary": {"ratio.base": [1, 2], "ratio.source": ["drivers"], "ratio.limit": 4,
             "price.asic.decline": [0.2, 0.2], "spend.growth.fade": [7]}, "draws": 5, "variables": ["Electricity"], "periods": ["2028"]}
            """);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        var faults = refused.Json.GetProperty("errors").EnumerateArray().Select(e => $"{TextOf(e, "in")} {TextOf(e, "target")}: {TextOf(e, "message")}").ToList();
        Assert.Contains(faults, f => f.StartsWith("header Prefer:", StringComparison.Ordinal) && f.Contains("Prefer: respond-async", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("body /vary/ratio.base:", StringComparison.Ordinal) && f.Contains("is set in the scenario", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("body /vary/ratio.source:", StringComparison.Ordinal) && f.Contains("a choice among words", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("body /vary/ratio.limit:", StringComparison.Ordinal) && f.Contains("an array of 1 to 1000 numbers, or a law", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("body /vary/price.asic.decline:", StringComparison.Ordinal) && f.Contains("given twice", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("body /vary/spend.growth.fade:", StringComparison.Ordinal));

        var tooMany = await Api.PostAsync("/ensembles", Ensembles.Body(draws: 40_000), Ensembles.Prefer);
        Assert.Contains("120000 members, and at most 100000", tooMany.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await Api.GetAsync("/ensembles")).Status);
    }

    [Fact]
    public async Task Operation_Canceled_IsSoAndHasNoResult()
    {
        var id = await Api.AskAsync(Ensembles.Body(draws: 33_000));
        var early = await Api.GetAsync($"/ensembles/{id}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-ready"), (early.Status, early["x-ms-error-code"]));

        Assert.Equal(
            HttpStatusCode.PreconditionFailed, (await Api.SendAsync(HttpMethod.Delete, $"/operations/{id}", null, ("If-Match", "\"other.tag\""))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Api.SendAsync(HttpMethod.Delete, $"/operations/{id}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Api.SendAsync(HttpMethod.Delete, $"/operations/{id}")).Status);

        Assert.Equal("Canceled", TextOf((await Api.EndedAsync(id)).Json, "status"));
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync($"/ensembles/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync("/operations/0123")).Status);
    }

    private static string? TextOf(JsonElement json, string name) => json.GetProperty(name).GetString();
}
