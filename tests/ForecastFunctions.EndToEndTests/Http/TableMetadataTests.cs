using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Keys;

namespace ForecastFunctions.EndToEndTests.Http;

[Collection(ProductTests.Name)]
public sealed class TableMetadataTests(ProductFixture fixture)
{
    private const string Csv = ".csv";
    private const string Metadata = ".metadata.json";
    private const string Revenue = "nvda.datacenter_revenue.q";
    private const string OwnSeries =
        """{"series": [{"id": "orders", "unit": "t", "start": "2024-01", "values": [31, 35, 30, 42, 47, 44]}], "horizon": 2}""";

    /// <summary>What the tables want to be asked that answer nothing without a question.</summary>
    private static readonly Dictionary<string, string> Questions = new(StringComparer.Ordinal)
    {
        ["sensitivities"] = "?variable=Electricity&period=2028",
        ["goal-seeks"] = "?parameter=price.asic.decline&variable=Electricity&period=2028&target=200",
        ["forecasts"] = $"?series={Revenue}&horizon=4",
        ["backtests"] = $"?series={Revenue}&horizon=2",
        ["anomalies"] = $"?series={Revenue}",
        ["baseline-diffs"] = "?from=2024-12",
        ["search"] = "?text=electricity",
        ["projections/{runId}/explanation"] = "?variable=Electricity&period=2028",
        ["projections/{runId}/paths"] = "?variables=Electricity",
    };

    private readonly Api _api = fixture.Api;

    public static TheoryData<string> Tables =>
    [
        .. DeclaredFunction.AllOperations.Where(o => o.Table is not null && o.Methods.Contains("GET") && !o.Path.EndsWith('}'))
            .Select(o => o.Path["/v1/".Length..].Replace("{version}", "latest", StringComparison.Ordinal)),
        "baselines/latest",
        "scenarios/asic-surge",
        "parameters/ratio.limit",
        "variables/Electricity",
    ];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Table_OfEveryRoute_HasTheColumnsThatItsMetadataNames(string table)
    {
        var question = Questions.GetValueOrDefault(table, "");
        var isBelowARun = table.Contains("{runId}", StringComparison.Ordinal);
        if (isBelowARun)
        {
            var drawn = (await _api.GetAsync("/projections?draws=128&from=2028&to=2028")).Ok().RunId;
            table = table.Replace("{runId}", drawn, StringComparison.Ordinal);
        }

        await AssertDescribesAsync($"/{table}{Csv}{question}", $"/{table}{Metadata}{question}");

        var answer = (await _api.GetAsync($"/{table}{question}")).Ok().Json;
        if (!isBelowARun && answer.TryGetProperty("runId", out var run))
            await AssertDescribesAsync($"/{table}/{run}{Csv}", $"/{table}/{run}{Metadata}");
    }

    [Theory]
    [InlineData("/sensitivities", "?method=sobol&draws=64&level=90&variable=Electricity&period=2028", "correlations are switched off")]
    [InlineData("/sensitivities", "?method=sobol&draws=64&level=90&variable=Electricity&period=2028", "is an interval of 90 %")]
    [InlineData("/sensitivities", "?variable=Electricity&period=2028", "all others at their deterministic values")]
    [InlineData("/goal-seeks", "?parameter=price.asic.decline&variable=Electricity&period=2028&target=1", "No value of price.asic.decline")]
    [InlineData("/forecasts", $"?series={Revenue}&horizon=4", "ends of intervals never do")]
    [InlineData("/backtests", $"?series={Revenue}&horizon=2&origins=3", "the mean over 3 origins")]
    public async Task Metadata_OfAnAnalysis_SaysWhatAReaderOfTheNumbersShouldKnow(string path, string question, string note)
    {
        var metadata = (await _api.GetAsync(path + Metadata + question + "&baseline=2024-12")).Ok().Json;

        Assert.Contains(metadata.GetProperty("notes").EnumerateArray(), n => n.GetString()!.Contains(note, StringComparison.Ordinal));
        Assert.NotEmpty(metadata.GetProperty("variables").EnumerateArray());
        Assert.StartsWith("2024-", Text(metadata, "lastUpdated"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_OfOwnSeries_ClaimsNothingOfThem()
    {
        var metadata = (await _api.PostAsync("/forecasts" + Metadata, OwnSeries)).Ok().Json;

        var series = Assert.Single(metadata.GetProperty("variables").EnumerateArray());
        Assert.Equal(("orders", "t", "the caller's own"), (Text(series, "name"), Text(series, "unit"), Text(series, "licence")));
        Assert.False(series.TryGetProperty("lastUpdated", out _));
        Assert.False(metadata.TryGetProperty("lastUpdated", out _));
    }

    private async Task AssertDescribesAsync(string csv, string metadata)
    {
        var header = (await _api.GetAsync(csv)).Ok().Records[0];
        var table = (await _api.GetAsync(metadata)).Ok().Json;

        Assert.Equal(header, table.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!));
        Assert.NotEmpty(Text(table, "title"));
        foreach (var variable in table.GetProperty("variables").EnumerateArray())
            Assert.All(["name", "title", "unit", "source", "licence", "lastUpdated"], member => Assert.NotEmpty(Text(variable, member)));
    }

    private static string Text(JsonElement table, string member) => table.GetProperty(member).GetString()!;
}
