using System.Globalization;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class SettingTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Settings_ByGetAndByPost_AreTheSameRunWithItsOwnLabel()
    {
        var got = (await _api.GetAsync(
            "/projections?scenario=asic-surge&set.ratio.limit=3&set.spend.growth.initial=0.4&set.ratio.basis=spend")).Ok();
        var posted = (await _api.PostAsync("/projections",
            """
            {"scenario": {"extends": "asic-surge", "parameters": {"ratio.basis": "spend", "spend.growth.initial": 0.40,
              "ratio.limit": 3e0}}}
            """)).Ok();

        Assert.Equal(got.Body, posted.Body);
        Assert.Matches(@"^asic-surge\+[0-9a-f]{6}$", got.Json.GetProperty("scenario").GetString());
        Assert.Equal("asic-surge", got.Json.GetProperty("extends").GetString());
        Assert.All(got.Rows, row => Assert.Equal(got.Json.GetProperty("scenario").GetString(), row.GetProperty("scenario").GetString()));

        var set = got.Json.GetProperty("parameters").EnumerateArray()
            .Where(parameter => parameter.GetProperty("origin").ValueEquals("request"))
            .Select(parameter => $"{parameter.GetProperty("parameter")}={parameter.GetProperty("value")}{parameter.GetProperty("choice")}");
        Assert.Equal(["spend.growth.initial=0.4", "ratio.limit=3", "ratio.basis=spend"], set, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Settings_ThatDiffer_HaveDifferentLabels()
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        foreach (var setting in new[] { "ratio.limit=3", "ratio.limit=3.5", "ratio.base=3", "ratio.basis=spend" })
            Assert.True(
                labels.Add((await _api.GetAsync($"/projections?set.{setting}")).Ok().Json.GetProperty("scenario").GetString()!), setting);
    }

    [Fact]
    public async Task Share_StatedForARatio_GivesTheRatiosNumbers()
    {
        var byShare = (await _api.GetAsync("/projections?set.inferenceShare.limit=0.75&set.inferenceShare.base=0.5")).Ok();
        var byRatio = (await _api.GetAsync("/projections?set.ratio.limit=3&set.ratio.base=1")).Ok();

        Assert.Equal(byRatio.RunId, byShare.RunId);
        Assert.Equal(byRatio.Body, byShare.Body);
    }

    [Fact]
    public async Task Share_AtTheEdgesOfTheRatiosBounds_IsTaken()
    {
        foreach (var parameter in await ParametersAsync())
        {
            if (parameter.GetProperty("alias").GetString() is not { } alias)
                continue;
            foreach (var edge in new[] { "min", "max" })
            {
                var ratio = parameter.GetProperty(edge).GetDouble();
                (await _api.GetAsync(
                    $"/projections?set.{alias}={(ratio / (1 + ratio)).ToString("R", CultureInfo.InvariantCulture)}"
                    + "&variables=Electricity")).Ok();
            }
        }
    }

    [Fact]
    public async Task EveryParameter_AtEitherEdge_GivesFiniteNumbersToTheEndOfTheHorizon()
    {
        var parameters = await ParametersAsync();
        Assert.True(parameters.Count > 40, $"{parameters.Count} parameters");
        foreach (var parameter in parameters)
        {
            string[] values = parameter.GetProperty("choices") is { ValueKind: JsonValueKind.Array } choices
                ? [.. choices.EnumerateArray().Select(choice => choice.GetString()!)]
                : [parameter.GetProperty("min").GetRawText(), parameter.GetProperty("max").GetRawText()];
            foreach (var value in values)
            {
                var setting = $"set.{parameter.GetProperty("id")}={Uri.EscapeDataString(value)}";
                var drivers = setting is "set.spend.source=demand" ? "&set.ratio.source=drivers" : "";
                var answer = await _api.GetAsync($"/projections?to=2045&{setting}{drivers}");
                Assert.True(answer.Status == System.Net.HttpStatusCode.OK, $"{setting}: {answer.Text}");
                Assert.All(answer.Rows, row => Assert.True(
                    row.GetProperty("value").ValueKind == JsonValueKind.Null
                        ? row.GetProperty("status").GetString() is "not-observed" or "not-limited"
                        : double.IsFinite(row.GetProperty("value").GetDouble()),
                    $"{setting}: {row}"));
            }
        }
    }

    [Fact]
    public async Task EveryScenario_ListedWithItsSettings_IsTheRunOfThoseSettings()
    {
        var withEvents = 0;
        foreach (var scenario in (await _api.GetAsync("/scenarios")).Ok().Rows)
        {
            var settings = scenario.GetProperty("settings").GetString()!.Split(';', StringSplitOptions.RemoveEmptyEntries);
            var byName = (await _api.GetAsync($"/projections?scenario={scenario.GetProperty("name")}")).Ok();
            var detail = (await _api.GetAsync($"/scenarios/{scenario.GetProperty("name")}")).Ok().Json;
            Answer bySettings;
            if (detail.TryGetProperty("events", out var events))
            {
                // A query can't state events; a body can, in the words in which the scenario shows them.
                withEvents++;
                bySettings = (await _api.PostAsync("/projections", JsonSerializer.Serialize(new
                {
                    scenario = new { parameters = settings.Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => InBody(s[1])), events },
                }))).Ok();
            }
            else
            {
                bySettings = (await _api.GetAsync("/projections?" + string.Join('&', settings.Select(setting => "set." + setting)))).Ok();
            }

            Assert.Equal(byName.Rows.Select(Number), bySettings.Rows.Select(Number));
        }

        Assert.Equal(1, withEvents);
    }

    /// <summary>A setting's text as a body has it: a number is one there.</summary>
    private static object InBody(string value)
        => double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : value;

    private static double? Number(JsonElement row)
        => row.GetProperty("value") is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : null;

    private async Task<IReadOnlyList<JsonElement>> ParametersAsync() => (await _api.GetAsync("/parameters")).Ok().Rows;
}
