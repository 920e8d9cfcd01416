using System.Globalization;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Paths;

[Collection(ProductTests.Name)]
public sealed class PathTests(ProductFixture fixture)
{
    private const string Nvidia = "Share|NVIDIA|Inference Spend";
    private const string Inference = "Share|Inference|Compute";
    private const string Run = "/projections?draws=2048&baseline=2024-12&seed=3"
        + "&joint=shift:Share|Inference|Compute%3E0.7,Share|NVIDIA|Inference%20Spend%3C0.5";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Paths_OfARun_GiveItsMeansAndItsJointProbabilities()
    {
        var run = (await _api.GetAsync(Run)).Ok();
        var csv = (await _api.GetAsync(
            $"/projections/{run.RunId}/paths.csv?variables=Share|Inference|Compute,{Uri.EscapeDataString(Nvidia)}&periods=2026,2028&parameters=ratio.*")).Ok();

        Assert.Equal(2_049, csv.Records.Count);
        Assert.Equal(
            ["path", "replicate", "ratio.base", "ratio.limit", "ratio.speed", $"{Inference} 2026", $"{Inference} 2028", $"{Nvidia} 2026",
                $"{Nvidia} 2028", "run_id"],
            csv.Records[0]);
        var shares = Column($"{Inference} 2028");
        var nvidia = Column($"{Nvidia} 2028");
        var mean = run.Rows.Single(r => r.GetProperty("variable").GetString() is Inference && r.GetProperty("period").GetString() is "2028"
            && r.GetProperty("statistic").GetString() is "mean").GetProperty("value").GetDouble();
        Assert.Equal(mean, shares.Average(), 1e-12);

        var joint = Assert.Single(run.Json.GetProperty("joint").EnumerateArray());
        var in2028 = joint.GetProperty("periods").EnumerateArray().Single(p => p.GetProperty("period").GetString() is "2028");
        Assert.Equal("shift", joint.GetProperty("name").GetString());
        Assert.Equal(
            shares.Zip(nvidia).Count(s => s.First > 0.7 && s.Second < 0.5) / 2_048.0, in2028.GetProperty("probability").GetDouble());
        Assert.InRange(in2028.GetProperty("standardError").GetDouble(), 1e-4, 0.02);
        Assert.Equal(
            [shares.Count(s => s > 0.7) / 2_048.0, nvidia.Count(n => n < 0.5) / 2_048.0],
            in2028.GetProperty("alone").EnumerateArray().Select(a => a.GetDouble()));

        var probabilities = (await _api.GetAsync($"/projections/{run.RunId}/probabilities")).Ok().Rows;
        Assert.Equal(["Share|Inference|Compute>0.7", "shift"], probabilities.Select(r => r.GetProperty("name").GetString()).Distinct());
        var row = probabilities.Single(r => r.GetProperty("name").GetString() is "shift" && r.GetProperty("period").GetString() is "2028");
        Assert.Equal("Share|Inference|Compute>0.7,Share|NVIDIA|Inference Spend<0.5", row.GetProperty("conditions").GetString());
        Assert.Equal(in2028.GetProperty("probability").GetDouble(), row.GetProperty("probability").GetDouble());
        Assert.Equal(
            shares.Count(s => s > 0.7) / 2_048.0 * (nvidia.Count(n => n < 0.5) / 2_048.0), row.GetProperty("ifIndependent").GetDouble());
        Assert.Equal(15, (await _api.GetAsync($"/projections/{run.RunId}/probabilities.csv")).Ok().Records.Count);

        // JSON has the same rows, page by page.
        var json = (await _api.GetAsync(
            $"/projections/{run.RunId}/paths?variables=Share|Inference|Compute,{Uri.EscapeDataString(Nvidia)}&periods=2026,2028&parameters=ratio.*")).Ok();
        Assert.Equal(1_000, json.Rows.Count);
        var next = (await _api.GetAsync(json.Json.GetProperty("nextLink").GetString()!)).Ok();
        Assert.Equal(
            shares.Skip(1_000).Take(1_000), next.Rows.Select(r => r.GetProperty($"{Inference} 2028").GetDouble()));
        Assert.Equal(["parameter", "parameter", "parameter", "variable", "variable", "variable", "variable"],
            json.Json.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("kind").GetString()));

        List<double> Column(string name)
        {
            var place = csv.Records[0].ToList().IndexOf(name);
            return [.. csv.Records.Skip(1).Select(r => double.Parse(r[place], CultureInfo.InvariantCulture))];
        }
    }

    [Fact]
    public async Task Run_WithoutJointConditions_KeepsTheIdThatItHasAlwaysHad()
    {
        var plain = (await _api.GetAsync("/projections?draws=128&baseline=2024-12&to=2025")).Ok();
        Assert.False(plain.Json.TryGetProperty("joint", out _));
        var posted = (await _api.PostAsync("/projections", """
            {"draws": 128, "baseline": "2024-12", "to": 2025,
             "joint": [{"name": "a", "conditions": [{"variable": "Electricity", "below": 60}]}]}
            """)).Ok();
        var got = (await _api.GetAsync("/projections?draws=128&baseline=2024-12&to=2025&joint=a:Electricity%3C60")).Ok();
        Assert.Equal(posted.Body, got.Body);
        Assert.NotEqual(plain.RunId, got.RunId);
        Assert.Equal(plain.Json.GetProperty("value").GetArrayLength(), got.Json.GetProperty("value").GetArrayLength());
    }

    [Fact]
    public async Task Paths_ThatAreNotThere_AreRefusedByName()
    {
        var run = (await _api.GetAsync(Run)).Ok();
        var path = $"/projections/{run.RunId}/paths";
        await CheckAsync("", new ExpectedFault("query", "variables", "missing"));
        await CheckAsync(
            "?variables=Electricty&periods=2028,soon&parameters=ratio.limt",
            new("query", "variables", "unknown-value") { Says = "Electricity" }, new("query", "periods", "malformed"),
            new ExpectedFault("query", "parameters", "unknown-value") { Says = "ratio.limit" });
        await CheckAsync("?variables=Electricity&periods=2031", new ExpectedFault("query", "periods", "out-of-range") { Says = "2024 to 2030" });
        path = $"/projections/{(await _api.GetAsync("/projections?draws=8192&baseline=2024-12&variables=Electricity")).Ok().RunId}/paths.csv";
        await CheckAsync(
            "?variables=*&periods=2024,2025,2026,2027,2028,2029,2030&parameters=none",
            new ExpectedFault("query", "limit", "too-much") { Min = 1, Max = 5_952, Says = "limit=5952" });

        var deterministic = (await _api.GetAsync("/projections?baseline=2024-12")).Ok();
        foreach (var resource in (string[])["paths?variables=Electricity", "probabilities"])
        {
            ProblemExpectation.Check(
                await _api.GetAsync($"/projections/{deterministic.RunId}/{resource}"), HttpStatusCode.NotFound, "not-found");
        }

        async Task CheckAsync(string query, params IReadOnlyList<ExpectedFault> faults)
            => ProblemExpectation.Check(await _api.GetAsync(path + query), HttpStatusCode.BadRequest, "invalid-request", faults);
    }
}
