using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Forecasts;

[Collection(ProductTests.Name)]
public sealed class ForecastFaultTests(ProductFixture fixture)
{
    private const string Revenue = "nvda.datacenter_revenue.q";
    private const string Own = """ "series": [{"id": "a", "values": [1, 2, 3, 4, 5]}] """;

    private readonly Api _api = fixture.Api;

    /// <summary>A query, its place of the one fault, its code, and words of the message.</summary>
    public static TheoryData<string, string, string, string> Queries => new()
    {
        { "/forecasts?horizon=3", "series", "missing", "ids of a baseline's series" },
        { $"/forecasts?series={Revenue}", "horizon", "missing", "periods ahead" },
        { "/forecasts?baseline=2024-12&horizon=3&series=nvda.datacentre_revenue.q", "series", "unknown-value",
            $"Did you mean {Revenue}? GET /api/v1/baselines/2024-12/observations.csv" },
        { $"/forecasts?horizon=3&series={Revenue},", "series", "unknown-value", "no series ''" },
        { $"/forecasts?horizon=3&series={Revenue},{Revenue}", "series", "duplicate", "twice" },
        { $"/forecasts?horizon=0&series={Revenue}", "horizon", "out-of-range", "1 to 200" },
        { $"/forecasts?horizon=201&series={Revenue}", "horizon", "out-of-range", "1 to 200" },
        { $"/forecasts?horizon=2.5&series={Revenue}", "horizon", "malformed", "whole number" },
        { $"/forecasts?horizon=3&series={Revenue}&method=ETS", "method", "unknown-value", "Did you mean ets?" },
        { $"/forecasts?horizon=3&series={Revenue}&levels=", "levels", "malformed", "80,95" },
        { $"/forecasts?horizon=3&series={Revenue}&levels=80,100", "levels", "out-of-range", "99.9" },
        { $"/forecasts?horizon=3&series={Revenue}&levels=80,80", "levels", "duplicate", "twice" },
        { $"/forecasts?horizon=3&series={Revenue}&levels=1,2,3,4,5,6,7,8,9,10,11", "levels", "too-much", "10" },
        { $"/forecasts?horizon=3&series={Revenue}&support=positive", "support", "unknown-value", "nonNegative" },
        { $"/forecasts?horizon=3&series={Revenue}&bounds=0,1", "series", "conflict", "between the bounds" },
        { $"/forecasts?horizon=3&series={Revenue}&members=yes", "members", "malformed", "true or false" },
        { $"/forecasts?horizon=3&series={Revenue}&paths=1001", "paths", "out-of-range", "1000" },
        { $"/forecasts?horizon=3&series={Revenue}&seed=4", "seed", "conflict", "paths" },
        { $"/forecasts?horizon=200&series={Revenue}&paths=1000", "horizon", "too-much", "50000" },
        { $"/forecasts?horizon=3&series={Revenue}&baseline=1999-01", "baseline", "unknown-value", "baselines" },
        { $"/forecasts?horizon=3&series={Revenue}&asOf=1999-01-01", "asOf", "out-of-range", "The first vintage is of 2024-12-31" },
        { $"/forecasts?horizon=3&series={Revenue}&limit=5", "limit", "unknown-name", "limit" },
        { $"/forecasts.csv?horizon=3&series={Revenue}&format=json", "format", "conflict", "csv" },
        { $"/backtests?horizon=3&series={Revenue}&origins=0", "origins", "out-of-range", "1 to 100" },
        { $"/backtests?baseline=2024-12&horizon=3&series={Revenue}&origins=7", "series", "out-of-range", "6 origins are possible" },
        { $"/backtests?baseline=2024-12&horizon=9&series={Revenue}", "series", "out-of-range", "horizon is too long" },
        { $"/backtests?horizon=3&series={Revenue}&step=0", "step", "out-of-range", "1 to 200" },
        { $"/backtests?horizon=3&series={Revenue}&methods=naive,naiv", "methods", "unknown-value", "Did you mean naive?" },
        { $"/backtests?horizon=3&series={Revenue}&methods=naive,naive", "methods", "duplicate", "twice" },
        { $"/backtests?horizon=3&series={Revenue}&method=naive", "method", "unknown-name", "Did you mean methods?" },
        { $"/forecasts?horizon=3&series={Revenue}&aggregate=quarter", "aggregate", "malformed", "year" },
        { $"/forecasts?baseline=2024-12&horizon=3&series={Revenue}&aggregate=year&seed=1", "seed", "conflict", "paths" },
        { "/anomalies", "series", "missing", "ids of a baseline's series" },
        { $"/anomalies?series={Revenue}&level=100", "level", "out-of-range", "99.9" },
        { $"/anomalies?series={Revenue}&horizon=3", "horizon", "unknown-name", "horizon" },
        { "/forecast-methods?series=a", "series", "unknown-name", "series" },
    };

    /// <summary>A path, a body, the place of its one fault, its code, and words of the message.</summary>
    public static TheoryData<string, string, string, string, string> Bodies => new()
    {
        { "/forecasts", """{"horizon": 3, "series": []}""", "/series", "malformed", "id and values" },
        { "/forecasts", """{"horizon": 3, "series": [7]}""", "/series", "malformed", "id and values" },
        { "/forecasts", """{"horizon": 3, "series": {"id": "a"}}""", "/series", "malformed", "id and values" },
        { "/forecasts", """{"horizon": 3, "series": ["a", {"id": "a"}]}""", "/series", "malformed", "id and values" },
        { "/forecasts", $$"""{"horizon": 3, "series": ["{{Revenue}}", "nvda.revenue"]}""", "/series/1", "unknown-value", "nvda.revenue.q" },
        { "/forecasts", $$"""{"horizon": 3, {{Own}}, "baseline": "latest"}""", "/baseline", "conflict", "caller's own" },
        { "/forecasts", $$"""{"horizon": 3, {{Own}}, "asOf": "2025-01-01"}""", "/asOf", "conflict", "caller's own" },
        { "/forecasts", $$"""{"horizon": "3", {{Own}}}""", "/horizon", "malformed", "whole number" },
        { "/forecasts", $$"""{"horizon": 3, {{Own}}, "levels": [80, "high"]}""", "/levels", "malformed", "'high'" },
        { "/forecasts", $$"""{"horizon": 3, {{Own}}, "bounds": [0, 5]}""", "/series/0/values/4", "conflict", "between the bounds" },
        { "/forecasts", """{"horizon": 3, "series": [{"id": "a", "values": [1, 2, null]}]}""", "/series/0/values/2", "missing", "gaps" },
        { "/forecasts", $$"""{"horizon": 3, {{Own}}, "aggregate": "year"}""", "/series/0", "conflict", "without dates" },
        { "/forecasts", """{"horizon": 2, "aggregate": "year", "series": [{"id": "a", "start": "2026-Q1", "values": [1, 2, 4, 7, 9]}]}""",
            "/series/0", "out-of-range", "a horizon of 3 completes 2027" },
        { "/backtests", $$"""{"horizon": 2, {{Own}}, "origins": 2}""", "/series/0", "out-of-range", "1 origins are possible" },
        { "/backtests", $$"""{"horizon": 2, {{Own}}, "origins": 1, "methods": []}""", "/methods", "missing", "at least one" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Query_WithOneFault_IsRefusedWithItsPlace(string path, string target, string code, string says)
        => Check(await _api.GetAsync(path), "query", target, code, says);

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_WithOneFault_IsRefusedWithItsPlace(string path, string body, string target, string code, string says)
        => Check(await _api.PostAsync(path, body), "body", target, code, says);

    [Fact]
    public async Task Body_WithManyFaults_IsToldAllOfThemAtOnce()
    {
        var answer = await _api.PostAsync("/forecasts?horizn=3", """
            {
              "levels": [0], "method": "arma", "support": 3, "seed": -1,
              "series": [
                {"id": "a", "start": "2024-Q5", "values": [1, null, "3", -4], "support": "nonNegative"},
                {"id": "b", "periods": ["2024-Q1", "2024-Q3", "2024-Q3"], "values": [1, 2, 3], "seasonLength": 12},
                {"idd": "c", "values": [1, 2]}
              ]
            }
            """);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            [
                "/horizon? missing", "/levels out-of-range", "/method unknown-value", "/seed malformed",
                "/series/0/start malformed", "/series/0/values/1 missing", "/series/0/values/2 malformed", "/series/0/values/3 conflict",
                "/series/1/periods/1 missing", "/series/1/periods/2 duplicate", "/series/1/seasonLength conflict",
                "/series/2/id missing", "/series/2/idd unknown-name", "/series/2/values out-of-range",
                "/support malformed", "horizn unknown-name",
            ],
            answer.Json.GetProperty("errors").EnumerateArray()
                .Select(fault => $"{fault.GetProperty("target")} {fault.GetProperty("code")}"
                    .Replace("horizon missing", "/horizon? missing", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/forecasts")]
    [InlineData("/backtests")]
    [InlineData("/anomalies")]
    public async Task Body_BeyondTheLimits_IsRefusedBeforeAnyWorkAndNamesTheCatalogueWhereThatTakesMore(string resource)
    {
        var hasWay = resource != "/anomalies";
        var way = $"PUT /api/v1/catalogues/{{name}}, then .../parts/1 and on as CSV, then POST /api/v1/catalogue-{resource[1..]} ";

        var many = await AskAsync(resource, Series(201, "1,2,3"), hasWay);
        var observations = await AskAsync(resource, Series(51, Thousand), hasWay);
        var bytes = await AskAsync(resource, Series(1, "1,2,3") + new string(' ', 2 * 1024 * 1024), hasWay);

        Check(many, "body", "/series", "too-much", "these are 201");
        Check(observations, "body", "/series", "too-much", "51000");
        ProblemExpectation.Check(bytes, HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.All([many, observations, bytes], answer => Assert.Equal(hasWay, answer.Text.Contains(way, StringComparison.Ordinal)));

        // A longer series is taken nowhere.
        var longer = await AskAsync(resource, Series(1, Thousand + ",1"), hasWay);
        Check(longer, "body", "/series/0/values", "out-of-range", "1001");
        Assert.DoesNotContain("catalogue", longer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/forecasts", 200, 3, "\"horizon\": 30", "/horizon", "114000 rows", true)]
    [InlineData("/forecasts", 200, 3, "\"horizon\": 1, \"paths\": 1000", "/horizon", "rows", false)]
    [InlineData("/backtests", 13, 1000, "\"horizon\": 1", "origins", "104104", true)]
    [InlineData("/backtests", 1, 1000, "\"horizon\": 1, \"origins\": 100", "/origins", "200200", false)]
    public async Task Body_ThatAsksForMoreThanAnAnswerHas_NamesTheCatalogueWhereThatTakesIt(
        string resource, int series, int observations, string asked, string target, string says, bool hasWay)
    {
        var values = string.Join(',', Enumerable.Range(0, observations));

        var answer = await _api.PostAsync(resource, $$"""{{{asked}}, "series": [{{Series(series, values)}}]}""");

        Check(answer, target[0] == '/' ? "body" : "query", target, "too-much", says);
        Assert.Equal(hasWay, answer.Text.Contains($"POST /api/v1/catalogue-{resource[1..]} ", StringComparison.Ordinal));
    }

    private static string Thousand { get; } = string.Join(',', Enumerable.Range(0, 1000));

    private static string Series(int count, string values)
        => string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id": "s{{i}}", "values": [{{values}}]}"""));

    private Task<Answer> AskAsync(string resource, string series, bool hasHorizon)
        => _api.PostAsync(resource, $$"""{{{(hasHorizon ? "\"horizon\": 1, " : "")}}"series": [{{series}}]}""");

    private static void Check(Answer answer, string @in, string target, string code, string says)
    {
        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{(int)answer.Status} {answer.Text}");
        var fault = Assert.Single(answer.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((target, code), (fault.GetProperty("target").GetString(), fault.GetProperty("code").GetString()));
        Assert.Contains(says, fault.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(@in, fault.GetProperty("in").GetString());
    }
}
