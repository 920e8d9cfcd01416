using System.Net;
using System.Text.Json;
using ForecastFunctions.Core.Series;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

/// <summary>The layer of drivers and limits over HTTP: its reference vectors, the examples of its guide, and what it refuses.</summary>
[Collection(ProductTests.Name)]
public sealed class LayerTests(ProductFixture fixture)
{
    private const string Base = "baseline=2024-12";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Vectors_OfEveryScenario_MatchTheIndependentProgram()
    {
        var vectors = LayerReferenceVectors.OfPresets().Concat(LayerReferenceVectors.OfMore()).ToList();
        Assert.Equal((8 * 7 + 2 * 28 + 4 * 7) * 54, vectors.Count);
        foreach (var run in vectors.GroupBy(v => (v.Scenario, v.Period.Step)))
        {
            var answer = (await AskAsync(run.Key.Scenario, run.Key.Step)).Ok();
            Assert.Equal("2.0.0", answer.Json.GetProperty("modelVersion").GetString());
            var values = answer.Rows.ToDictionary(r => (Text(r, "variable"), Text(r, "period")), r => r.GetProperty("value"));
            foreach (var (_, period, variable, expected) in run)
            {
                var value = values[(variable, period.ToString())];
                if (expected is not { } number)
                {
                    Assert.Equal(JsonValueKind.Null, value.ValueKind);
                }
                else
                {
                    // Relative to 1e-9, and absolute below it.
                    Assert.True(
                        Math.Abs(value.GetDouble() - number) <= 1e-9 * (Math.Abs(number) < 1e-9 ? 1 : Math.Abs(number)),
                        $"{run.Key}, {variable}, {period}: {value.GetDouble():R}, not {number:R}");
                }
            }
        }
    }

    /// <summary>What is asked, of which number, and what the answer is, to the digits that the guide tells.</summary>
    public static TheoryData<string, string, string, double, double> Examples => new()
    {
        // Reasoning multiplies tokens by 16, not 8; or by nothing.
        { "scenario=drivers-base", "Ratio|Compute", "2028", 3.16, 0.005 },
        { "scenario=drivers-base", "Planned|Spend", "2028", 497, 0.5 },
        { "scenario=drivers-base", "Electricity", "2030", 805, 0.5 },
        { "scenario=drivers-base&set.reasoning.multiple=16", "Ratio|Compute", "2028", 4.94, 0.005 },
        { "scenario=drivers-base&set.reasoning.multiple=16", "Share|Inference|Compute", "2028", 0.83, 0.005 },
        { "scenario=drivers-base&set.reasoning.multiple=16", "Planned|Spend", "2028", 724, 0.5 },
        { "scenario=drivers-base&set.reasoning.multiple=16", "Electricity", "2030", 1_177, 0.5 },
        { "scenario=drivers-base&set.reasoning.multiple=1", "Ratio|Compute", "2028", 1.14, 0.005 },
        { "scenario=drivers-base&set.reasoning.multiple=1", "Planned|Spend", "2028", 233, 0.5 },

        // The internet's data is used up in 2027, in 2026, in 2032.
        { "scenario=drivers-base&set.data.wallYear=2027.5", "Ratio|Compute", "2028", 3.34, 0.005 },
        { "scenario=drivers-base&set.data.wallYear=2026.5", "Ratio|Compute", "2028", 3.53, 0.005 },
        { "scenario=drivers-base&set.data.wallYear=2032.5", "Ratio|Compute", "2028", 2.77, 0.005 },
        { "scenario=peak-data", "Ratio|Compute", "2028", 4.44, 0.005 },

        // A DeepSeek-like jump of five in 2026, at three elasticities.
        { "scenario=drivers-base", "Planned|Spend", "2026", 365, 0.5 },
        { "scenario=deepseek-shock", "Planned|Spend", "2026", 221, 0.5 },
        { "scenario=deepseek-shock", "Vendor Revenue|NVIDIA|Data Centre", "2026", 169, 0.5 },
        { "scenario=deepseek-shock&set.tokens.elasticity=1", "Planned|Spend", "2026", 365, 0.5 },
        { "scenario=deepseek-shock&set.tokens.elasticity=1.3", "Planned|Spend", "2026", 550, 0.5 },
        { "scenario=deepseek-shock&set.tokens.elasticity=1.3", "Vendor Revenue|NVIDIA|Data Centre", "2026", 403, 0.5 },

        // What limits a world of agents?
        { "scenario=agents", "Limit|Packaging|Use", "2028", 2.6, 0.05 },
        { "scenario=agents", "Capacity|NVIDIA", "2028", 24, 0.5 },
        { "scenario=agents", "Capacity|Custom ASIC", "2028", 52, 0.5 },
        { "scenario=agents", "Demand|Unmet", "2026", 0.19, 0.005 },
        { "scenario=agents", "Demand|Unmet", "2030", 0.57, 0.005 },

        // The 600 billion question.
        { "scenario=drivers-base", "Revenue Needed|Spend", "2024", 548, 0.5 },
        { "scenario=drivers-base", "Revenue Needed|Spend", "2026", 1_461, 0.5 },
        { "scenario=drivers-base", "Revenue Needed|Installed", "2026", 768, 0.5 },
        { "scenario=drivers-base", "Price|User Year", "2026", 191, 0.5 },
        { "scenario=drivers-base", "Price|Million Tokens", "2026", 2.79, 0.005 },

        // Do my spend and my demand agree?
        { "set.ratio.source=drivers", "Demand|Unmet", "2025", 0.06, 0.005 },
        { "set.ratio.source=drivers", "Demand|Unmet", "2028", 0.13, 0.005 },
        { "set.ratio.source=drivers", "Supply|Utilisation", "2030", 0.92, 0.005 },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_OfTheGuide_HasItsAnswer(string query, string variable, string period, double expected, double accuracy)
    {
        var answer = (await _api.GetAsync($"/projections?{query}&{Base}&variables={variable}&from={period}&to={period}")).Ok();
        Assert.Equal(expected, Assert.Single(answer.Rows).GetProperty("value").GetDouble(), accuracy);
    }

    [Fact]
    public async Task Example_OfAgents_IsLimitedByCapitalFirstAndThenByPackaging()
    {
        var answer = (await _api.GetAsync($"/projections?scenario=agents&{Base}")).Ok().Json;
        Assert.Equal(
            ["capital", "capital", "packaging", "packaging", "packaging"],
            answer.GetProperty("bindingLimits").EnumerateArray().Skip(1).Select(b => Text(b, "limit")));
        Assert.Contains(answer.GetProperty("warnings").EnumerateArray(), w => Text(w, "code") is "demand-unmet");
    }

    [Fact]
    public async Task Example_OfAGoal_IsReachedByAgents()
    {
        var answer = (await _api.GetAsync(
            $"/goal-seeks?scenario=drivers-base&parameter=agents.anchor&variable=Share|Inference|Compute&period=2028&target=0.8&{Base}")).Ok();
        Assert.Equal(1.58, answer.Rows[0].GetProperty("value").GetDouble(), 0.005);
    }

    [Fact]
    public async Task Facts_OfARunWithDrivers_TellTheWallTheResidualAndWhatIsUnused()
    {
        var answer = (await _api.GetAsync(
            $"/projections?scenario=drivers-base&{Base}&set.ratio.limit=3&set.limits.ration=inferenceFirst&set.data.wallYear=2027.5")).Ok();
        Assert.Equal(["ratio.limit", "limits.ration"], answer.Json.GetProperty("unused").EnumerateArray().Select(u => u.GetString()));
        Assert.Equal("2027-07-02", Text(answer.Json.GetProperty("drivers"), "dataWallDate"));
        Assert.Equal(2.07e13, answer.Json.GetProperty("drivers").GetProperty("computePerToken").GetDouble(), 0.01e13);
        Assert.StartsWith("2027-", Text(answer.Json.GetProperty("crossings")[0], "date"), StringComparison.Ordinal);

        var again = (await _api.GetAsync($"/projections/{answer.RunId}")).Ok();
        Assert.Equal(answer.Json.GetProperty("unused").GetRawText(), again.Json.GetProperty("unused").GetRawText());

        // A run of the plain model says that nothing of it has an effect, and has its numbers.
        var plain = (await _api.GetAsync($"/projections?{Base}&set.agents.anchor=3")).Ok().Json;
        Assert.Equal(("1.1.0", "agents.anchor"), (Text(plain, "modelVersion"), plain.GetProperty("unused")[0].GetString()));
    }

    /// <summary>A query, the member at fault, its code, and words of what is said.</summary>
    public static TheoryData<string, string, string, string> Refused => new()
    {
        { "/projections?set.spend.source=demand", "set.spend.source", "conflict", "wants ratio.source=drivers" },
        { "/projections?set.ratio.source=drivers&set.ratio.basis=spend", "set.ratio.basis", "conflict", "wants ratio.basis=compute" },
        { "/projections?scenario=drivers-base&set.ratio.source=path", "scenario", "conflict", "wants ratio.source=drivers" },
        { "/projections?scenario=drivers-base&set.data.wallYear=2027&set.data.stock=1e15", "set.data.wallYear", "conflict", "two forms" },
        { "/projections?scenario=drivers-base&set.data.wallYear=times(1.1)", "set.data.wallYear", "malformed", "state a number or a law" },
        { "/projections?set.limits.mode=on", "set.limits.mode", "unknown-value", "off or report or clip" },
        { "/projections?set.reasoning.multiple=60", "set.reasoning.multiple", "out-of-range", "from 1 to 50" },
        { "/projections?variables=Demand|Tokens", "variables", "unknown-value", "ratio.source=drivers" },
        { "/projections?scenario=drivers-base&set.limits.mode=off&variables=Ratio*,Limit|Power|Use", "variables", "unknown-value", "limits.mode=report" },
        { "/projections?draws=128&thresholds=Demand|Unmet>0.2", "thresholds", "unknown-value", "ratio.source=drivers" },
        { "/goal-seeks?parameter=agents.anchor&variable=Electricity&target=900", "parameter", "conflict", "has no effect on this run" },
        { "/goal-seeks?scenario=drivers-base&parameter=ratio.limit&variable=Electricity&target=900", "parameter", "conflict", "follows from drivers" },
        { "/sensitivities?parameters=users.anchor&variable=Electricity", "parameters", "conflict", "has no effect on this run" },
        { "/attributions?scenario=drivers-base&to=2028&referenceBaseline=2024-12", "referenceBaseline", "conflict", "A comparison with referenceBaseline" },
        { "/sensitivities?scenario=drivers-base&variable=Limit|Power|Use&period=2024&baseline=2024-12", "period", "out-of-range", "no limit is looked at" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Request_ThatContradictsItself_IsRefusedByName(string path, string target, string code, string says)
    {
        var answer = await _api.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var fault = answer.Json.GetProperty("errors").EnumerateArray().FirstOrDefault(e => Text(e, "target") == target);
        Assert.True(fault.ValueKind == JsonValueKind.Object, answer.Text);
        Assert.Equal(code, Text(fault, "code"));
        Assert.Contains(says, Text(fault, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_ThatAddsToADemandedSpend_IsRefused()
    {
        var answer = await _api.PostAsync("/projections", """
            {"scenario": {"extends": "drivers-base", "events": [{"name": "more", "driver": "spend", "add": 50, "from": "2026-Q1"}]}}
            """);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("'more' adds to spend", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyses_OfTheLayer_TakeItAndNameWhatIsNotCompared()
    {
        var comparison = (await _api.GetAsync($"/comparisons?scenarios=article-base,agents&{Base}&draws=256&from=2028&to=2028&levels=true")).Ok();
        var notCompared = comparison.Json.GetProperty("notCompared").EnumerateArray().Select(v => v.GetString()!).ToList();
        Assert.Contains("Demand|Tokens", notCompared);
        Assert.DoesNotContain(comparison.Rows, r => r.GetProperty("reference").ValueKind == JsonValueKind.String && notCompared.Contains(Text(r, "variable")));
        Assert.Contains(comparison.Rows, r => r.GetProperty("reference").ValueKind == JsonValueKind.Null && Text(r, "variable") is "Demand|Tokens");
        Assert.Contains(comparison.Rows, r => Text(r, "variable") is "Vendor Revenue|NVIDIA|Data Centre" && Text(r, "statistic") is "p_exceeds");

        var switched = (await _api.GetAsync($"/attributions?scenario=agents&reference=article-base&to=2028&{Base}&variables=Share|Inference|Compute")).Ok();
        Assert.Equal(["switches", "agents.anchor"], Causes(switched));
        AssertSums(switched);

        var moved = (await _api.GetAsync($"/attributions?scenario=drivers-base&from=2024&to=2028&{Base}&variables=Ratio|Compute,Electricity")).Ok();
        Assert.Contains("reasoning.share", Causes(moved));
        Assert.Contains("agents", Causes(moved));
        Assert.DoesNotContain("ratio", Causes(moved));
        AssertSums(moved);

        var tornado = (await _api.GetAsync($"/sensitivities?scenario=drivers-base&variable=Ratio|Compute&period=2028&{Base}")).Ok();
        Assert.Equal("agents.anchor", Text(tornado.Rows[0], "input"));

        var feed = (await _api.GetAsync("/api/odata/Projections?$filter=Scenario%20eq%20'agents'%20and%20Variable%20eq%20'Demand|Unmet'%20and%20Year%20eq%202028")).Ok();
        Assert.Equal("agents", Text(feed.Rows[0], "Scenario"));
        var history = (await _api.GetAsync($"/projections?scenario=drivers-base&{Base}&from=2022&to=2024&variables=Demand|Users,Limit|Power|Level")).Ok();
        Assert.Equal(
            ["not-observed", "not-observed", "modelled", "not-observed", "not-observed", "not-limited"], history.Rows.Select(r => Text(r, "status")));
        var cell = await _api.GetAsync($"/value?scenario=agents&variable=Demand|Unmet&period=2028&{Base}");
        Assert.Equal(HttpStatusCode.OK, cell.Status);
    }

    private Task<Answer> AskAsync(string scenario, Step step)
    {
        var range = $"{Base}&from=2024&to=2030&step={(step == Step.Year ? "year" : "quarter")}";
        return scenario switch
        {
            "power-wall, inferenceFirst" => _api.GetAsync($"/projections?scenario=power-wall&set.limits.ration=inferenceFirst&{range}"),
            "power-wall, trainingFirst" => _api.GetAsync($"/projections?scenario=power-wall&set.limits.ration=trainingFirst&{range}"),
            "drivers, spend path, report" => _api.GetAsync($"/projections?set.ratio.source=drivers&set.limits.mode=report&{range}"),
            "spend times 1.5 in 2026-Q3 to 2027-Q2" => _api.PostAsync("/projections", """
                {"scenario": {"extends": "drivers-base", "events": [
                  {"name": "more", "driver": "spend", "multiply": 1.5, "from": "2026-Q3", "quarters": 4}]},
                 "baseline": "2024-12", "from": 2024, "to": 2030}
                """),
            _ => _api.GetAsync($"/projections?scenario={scenario}&{range}"),
        };
    }

    private static List<string> Causes(Answer answer) => [.. answer.Rows
        .Where(r => r.GetProperty("cause").ValueKind == JsonValueKind.String).Select(r => Text(r, "cause")).Distinct(StringComparer.Ordinal)];

    /// <summary>Of each variable, from and all contributions sum to to.</summary>
    private static void AssertSums(Answer answer) => Assert.All(answer.Rows.GroupBy(r => Text(r, "variable"), StringComparer.Ordinal), rows =>
    {
        double Of(string statistic) => rows.Where(r => Text(r, "statistic") == statistic).Sum(r => r.GetProperty("value").GetDouble());
        Assert.Equal(Of("to"), Of("from") + Of("contribution"), 1e-9 * Math.Abs(Of("to")));
    });

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
