using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Forecasts;

[Collection(ProductTests.Name)]
public sealed class ForecastTests(ProductFixture fixture)
{
    private const string Revenue = "nvda.datacenter_revenue.q";

    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Forecast_OfABaselinesSeries_FollowsItsLastQuarterAndSaysWhatWasFitted()
    {
        var answer = (await _api.GetAsync($"/forecasts?series={Revenue}&horizon=6&baseline=2024-12")).Ok();

        var series = Assert.Single(answer.Json.GetProperty("series").EnumerateArray());
        Assert.Equal((Revenue, "USD", 4), (Text(series, "series"), Text(series, "unit"), series.GetProperty("seasonLength").GetInt32()));
        Assert.Equal("2024-Q3", Text(series, "to"));
        var weights = series.GetProperty("members").EnumerateArray()
            .ToDictionary(m => "member." + Text(m, "method"), m => m.GetProperty("weight").GetDouble(), StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["member.ets", "member.ets-log", "member.arima"], StringComparer.Ordinal), weights.Keys.ToHashSet());
        Assert.Equal(1, weights.Values.Sum(), 1e-12);
        Assert.All(series.GetProperty("members").EnumerateArray(), member => Assert.NotEmpty(Text(member, "model")!));
        Assert.Equal(
            ["median", "mean", "lower80", "upper80", "lower95", "upper95", .. weights.Keys],
            answer.Rows.Select(row => Text(row, "statistic")).Distinct(StringComparer.Ordinal));
        foreach (var statistic in answer.Rows.GroupBy(row => Text(row, "statistic"), StringComparer.Ordinal))
        {
            Assert.Equal(["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"], statistic.Select(row => Text(row, "period")));
            Assert.Equal("2024-10-01", Text(statistic.First(), "periodStart"));
        }

        for (var step = 1; step <= 6; step++)
        {
            var at = answer.Rows.Where(row => row.GetProperty("step").GetInt32() == step)
                .ToDictionary(row => Text(row, "statistic")!, row => row.GetProperty("value").GetDouble(), StringComparer.Ordinal);
            var median = at["median"];
            Assert.True(0 < at["lower95"] && at["lower95"] < at["lower80"] && at["lower80"] < median);
            Assert.True(median < at["mean"] && at["mean"] < at["upper80"] && at["upper80"] < at["upper95"]);
            Assert.Equal(median, weights.Sum(m => m.Value * at[m.Key]), median * 1e-12);
        }
    }

    [Fact]
    public async Task Forecast_AskedByGetAndPost_IsTheSameAndReadsAgainUnderAPinnedAddress()
    {
        const string Query = $"/forecasts?series={Revenue},nvda.revenue.q&horizon=3&levels=50,97.5&support=nonNegative&paths=2&seed=9";
        var got = (await _api.GetAsync(Query)).Ok();
        var posted = (await _api.PostAsync("/forecasts",
            $$"""
            {"series": ["{{Revenue}}", "nvda.revenue.q"], "horizon": 3, "levels": [50, 97.5], "support": "nonNegative", "paths": 2,
              "seed": "9"}
            """)).Ok();
        var pinned = (await _api.GetAsync(got["Content-Location"]!)).Ok();

        Assert.Equal(got.Body, posted.Body);
        Assert.Equal(got.Body, pinned.Body);
        Assert.Equal(got.ETag, pinned.ETag);
        Assert.Contains($"baseline={await _api.CurrentBaselineAsync()}", got["Content-Location"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await _api.GetAsync(Query, ("If-None-Match", got.ETag))).Status);
        var paths = got.Rows.Where(row => Text(row, "statistic")!.StartsWith("path", StringComparison.Ordinal))
            .Select(row => row.GetProperty("value").GetDouble()).ToList();
        Assert.Equal(2 * 2 * 3, paths.Distinct().Count());
        Assert.NotEqual(got.ETag, (await _api.GetAsync(Query.Replace("seed=9", "seed=10", StringComparison.Ordinal))).Ok().ETag);
    }

    [Theory]
    [InlineData("/forecasts", "&horizon=3")]
    [InlineData("/backtests", "&horizon=2&origins=3")]
    public async Task Csv_OfAnAnswer_HasTheRowsOfItsJson(string path, string query)
    {
        var json = (await _api.GetAsync($"{path}?series={Revenue}{query}")).Ok();
        var csv = (await _api.GetAsync($"{path}.csv?series={Revenue}{query}")).Ok();

        Assert.Equal("text/csv; charset=utf-8; header=present", csv.ContentType);
        var names = csv.Records[0].Select(name => string.Concat(
            name.Split('_').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]))).ToList();
        Assert.Equal(json.Rows[0].EnumerateObject().Select(member => member.Name), names);
        Assert.Equal(
            json.Rows.Select(row => string.Join('|', row.EnumerateObject().Select(member => member.Value.ToString()))),
            csv.Records.Skip(1).Select(record => string.Join('|', record)));
        Assert.Equal(csv.Body, (await _api.GetAsync(csv["Content-Location"]!)).Ok().Body);
    }

    [Fact]
    public async Task Forecast_OfTwoHundredOwnSeries_AnswersEachInItsOrder()
    {
        var body = OwnSeries(200, months: 144, horizon: 12);

        var answer = (await _api.PostAsync("/forecasts", body)).Ok();

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"s{i}"),
            answer.Json.GetProperty("series").EnumerateArray().Select(s => Text(s, "series")));
        Assert.Equal(
            answer.Json.GetProperty("series").EnumerateArray().Sum(s => 12 * (6 + s.GetProperty("members").GetArrayLength())),
            answer.Rows.Count);
        Assert.All(answer.Rows, row => Assert.StartsWith("2022-", Text(row, "period"), StringComparison.Ordinal));
        Assert.Null(answer["Content-Location"]);
        Assert.Equal(answer.ETag, (await _api.PostAsync("/forecasts", body)).Ok().ETag);
        ProblemExpectation.Check(
            await _api.PostAsync("/forecasts", OwnSeries(201, months: 3, horizon: 1)),
            HttpStatusCode.BadRequest, "invalid-request", new ExpectedFault("body", "/series", "too-much") { Max = 200, Says = "201" });
    }

    [Fact]
    public async Task Forecast_OfThreePoints_AnswersWithWarnings()
    {
        var answer = (await _api.PostAsync("/forecasts", """
            {"horizon": 5, "method": "theta", "series": [{"id": "=new", "unit": "pieces", "values": [1, 2, 4], "seasonLength": 7,
              "bounds": [0, 5]}]}
            """)).Ok();

        var series = Assert.Single(answer.Json.GetProperty("series").EnumerateArray());
        Assert.Equal(
            ["short-series", "season-not-estimated", "long-horizon", "season-not-calibrated", "method-not-calibrated"],
            series.GetProperty("warnings").EnumerateArray().Select(warning => Text(warning, "code")));
        Assert.Equal("0,5", Text(series, "support"));
        Assert.All(answer.Rows, row => Assert.InRange(row.GetProperty("value").GetDouble(), 0, 5));
        Assert.Equal(["4", "5", "6", "7", "8"], answer.Rows.Take(5).Select(row => Text(row, "period")));
        Assert.Equal("pieces", Text(answer.Rows[0], "unit"));
    }

    [Fact]
    public async Task Forecast_OfWeeksAndDays_GoesOnThroughTheTurnOfTheYear()
    {
        var answer = (await _api.PostAsync("/forecasts", """
            {"horizon": 2, "method": "drift", "levels": [80], "series": [
              {"id": "weeks", "start": "2026-W50", "values": [1, 2, 4]}, {"id": "days", "start": "2027-12-29", "values": [1, 2, 4]}]}
            """)).Ok();

        Assert.Equal(
            ["weeks 2026-W53 2026-12-28", "weeks 2027-W01 2027-01-04", "days 2028-01-01 2028-01-01", "days 2028-01-02 2028-01-02"],
            answer.Rows.Where(row => Text(row, "statistic") is "median")
                .Select(row => $"{Text(row, "series")} {Text(row, "period")} {Text(row, "periodStart")}"));
    }

    [Fact]
    public async Task Forecast_AddedUpByYear_NamesTheYearsAndReadsAgainUnderAPinnedAddress()
    {
        // The baseline knows the quarters of 2024 to the third.
        var answer = (await _api.GetAsync($"/forecasts?series={Revenue}&horizon=6&baseline=2024-12&aggregate=year")).Ok();

        Assert.Equal(["2024", "2025"], answer.Rows.Select(row => Text(row, "period")).Distinct(StringComparer.Ordinal));
        Assert.Equal("year", Text(answer.Json, "aggregate"));
        var quarter = (await _api.GetAsync($"/forecasts?series={Revenue}&horizon=1&baseline=2024-12")).Ok().Rows
            .First(row => Text(row, "statistic") is "mean").GetProperty("value").GetDouble();
        var year = answer.Rows.First(row => Text(row, "statistic") is "mean").GetProperty("value").GetDouble();
        Assert.InRange(year - quarter, 70e9, 90e9); // 22.6, 26.3 and 30.8 bn are known
        Assert.Equal(answer.ETag, (await _api.GetAsync(answer["Content-Location"]!)).Ok().ETag);
    }

    [Fact]
    public async Task Anomalies_OfOwnSeries_AreNamedWithWhatWasToBeExpected()
    {
        const string Body = """
            {"level": 99, "series": [
              {"id": "a", "start": "2024-01", "seasonLength": 1, "unit": "t",
               "values": [30, 31, 29, 30, 32, 30, 29, 31, 30, 30, 31, 29, 90, 30, 31, 29, 30, 31]},
              {"id": "short", "values": [1, 2, 30]}]}
            """;
        var answer = (await _api.PostAsync("/anomalies", Body)).Ok();

        var row = Assert.Single(answer.Rows);
        Assert.Equal(
            ("a", "t", "2025-01", "2025-01-01", "outlier", 90),
            (Text(row, "series"), Text(row, "unit"), Text(row, "period"), Text(row, "periodStart"), Text(row, "kind"),
                row.GetProperty("value").GetDouble()));
        Assert.InRange(row.GetProperty("expected").GetDouble(), 28, 32);
        Assert.InRange(row.GetProperty("upper").GetDouble(), 32, 90);
        var facts = answer.Json.GetProperty("series").EnumerateArray().ToList();
        Assert.Equal(("2024-11", 1), (Text(facts[0], "searchedFrom"), facts[0].GetProperty("anomalies").GetInt32()));
        Assert.Equal("not-searched", Text(Assert.Single(facts[1].GetProperty("warnings").EnumerateArray()), "code"));
        var csv = (await _api.PostAsync("/anomalies.csv", Body)).Ok().Text;
        Assert.Contains("a,t,2025-01,2025-01-01,outlier,90,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_OfASeries_MeasuresEveryMethodAtEveryStep()
    {
        var answer = (await _api.PostAsync("/backtests", """
            {"horizon": 2, "methods": ["naive", "drift"], "origins": 2, "levels": [80],
              "series": [{"id": "a", "values": [1, 2, 4, 7, 11, 16]}]}
            """)).Ok();

        Assert.Equal(
            from method in new[] { "naive", "drift" }
            from steps in new[] { "1-2", "1-1", "2-2" }
            from measure in new[] { "smape", "mase", "rmsse", "crps", "coverage80", "msis80" }
            select $"{method} {steps} {measure}",
            answer.Rows
                .Select(row => $"{Text(row, "method")} {row.GetProperty("fromStep")}-{row.GetProperty("toStep")} {Text(row, "measure")}"));
        // The naive method misses 7 by 3 and 11 by 7 from the third observation, and 11 by 4 and 16 by 9 from the fourth.
        Assert.Equal((3 / 1.5 + 4 / 2.0) / 2, Value("1-1"), 1e-12);
        Assert.Equal((7 / 1.5 + 9 / 2.0) / 2, Value("2-2"), 1e-12);
        var facts = Assert.Single(answer.Json.GetProperty("series").EnumerateArray());
        Assert.Equal(("3", "4"), (Text(facts, "firstOrigin"), Text(facts, "lastOrigin")));

        double Value(string steps) => answer.Rows
            .First(row => Text(row, "measure") is "mase" && steps == $"{row.GetProperty("fromStep")}-{row.GetProperty("toStep")}")
            .GetProperty("value").GetDouble();
    }

    [Fact]
    public async Task Methods_ThatAreListed_AllForecastThreePoints()
    {
        var methods = (await _api.GetAsync("/forecast-methods")).Ok().Rows;

        Assert.Equal("combination", Text(Assert.Single(methods, method => method.GetProperty("isDefault").GetBoolean()), "method"));
        foreach (var method in methods.Select(row => Text(row, "method")))
        {
            var answer = (await _api.PostAsync(
                "/forecasts", $$"""{"horizon": 2, "method": "{{method}}", "series": [{"id": "a", "values": [3, 1, 2]}]}""")).Ok();
            Assert.All(answer.Rows.Take(2), row => Assert.Equal(("median", method), (Text(row, "statistic"), Text(row, "method"))));
        }
    }

    [Theory]
    [InlineData("/forecasts", "?horizon=1&series=" + Revenue, "GET, HEAD, OPTIONS, POST")]
    [InlineData("/backtests.csv", "?horizon=1&series=" + Revenue, "GET, HEAD, OPTIONS, POST")]
    [InlineData("/forecast-methods.csv", "", "GET, HEAD, OPTIONS")]
    public async Task Resource_AskedByOtherMethods_NamesItsOwn(string path, string query, string allow)
    {
        var got = (await _api.GetAsync(path + query)).Ok();
        var head = (await _api.SendAsync(HttpMethod.Head, path + query)).Ok();

        Assert.Equal((got.ETag, $"{got.Body.Length}", 0), (head.ETag, head["Content-Length"], head.Body.Length));
        Assert.Equal(allow, (await _api.SendAsync(HttpMethod.Options, path))["Allow"]);
        ProblemExpectation.Check(await _api.SendAsync(HttpMethod.Delete, path), HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string OwnSeries(int count, int months, int horizon)
    {
        var body = new StringBuilder($$"""{"horizon": {{horizon}}, "series": [""");
        for (var i = 0; i < count; i++)
        {
            var values = Enumerable.Range(0, months)
                .Select(t => ((100 + i + t) * (1 + 0.2 * Math.Sin(Math.Tau * t / 12)) + 7 * Math.Sin(1.7 * t * t))
                    .ToString("R", CultureInfo.InvariantCulture));
            body.Append(CultureInfo.InvariantCulture,
                $$"""{{(i == 0 ? "" : ",")}}{"id": "s{{i}}", "start": "2010-01", "values": [{{string.Join(',', values)}}]}""");
        }

        return body.Append("]}").ToString();
    }
}
