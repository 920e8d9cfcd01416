using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Jobs;

[Collection(ProductTests.Name)]
public sealed class CatalogueTests(ProductFixture fixture)
{
    private static readonly string[] North = Line("north", 40, 1), South = Line("south", 40, 2), East = Line("east", 24, 3), New = Line("new", 2, 4);

    private Api Api => fixture.Api;

    [Fact]
    public async Task Catalogue_OfThreeParts_IsForecastAsEachSeriesIsAloneAndReadByPages()
    {
        await BeginAsync("sales");
        Assert.Equal(HttpStatusCode.Created, (await PutPartAsync("sales", 1, North, South)).Status);
        await PutPartAsync("sales", 7, New);
        var written = await PutPartAsync("sales", 4, East);
        Assert.Equal((1, 24), (written.Json.GetProperty("series").GetInt32(), written.Json.GetProperty("observations").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await PutPartAsync("sales", 4, East)).Status);
        var catalogue = (await Api.GetAsync("/catalogues/sales")).Ok();
        Assert.Equal((4, 106, "Sales by region"), (catalogue.Json.GetProperty("series").GetInt32(), catalogue.Json.GetProperty("observations").GetInt32(), TextOf(catalogue.Json, "description")));
        Assert.Equal([1, 4, 7], catalogue.Rows.Select(r => r.GetProperty("part").GetInt32()));

        var id = await Api.AskAsync("""{"catalogue": "sales", "horizon": 5, "levels": [80]}""", "/catalogue-forecasts");
        var ended = (await Api.EndedAsync(id)).Json;
        Assert.Equal(("Succeeded", $"/api/v1/catalogue-forecasts/{id}"), (TextOf(ended, "status"), TextOf(ended, "result")));
        Assert.InRange(ended.GetProperty("numbersCharged").GetInt64() - 1_060_000, 0, 4);

        var csv = (await Api.GetAsync($"/catalogue-forecasts/{id}.csv")).Ok();
        Assert.Equal(["north", "south", "east", "new"], csv.Records.Skip(1).Select(r => r[0]).Distinct(StringComparer.Ordinal));
        var alone = (await Api.PostAsync("/forecasts.csv", $$"""
            {"horizon": 5, "levels": [80], "members": false, "series": [{{string.Join(',', new[] { North, South, East }.Select(SeriesOf))}}]}
            """)).Ok();
        Assert.Equal(alone.Records.Skip(1).Select(r => string.Join('|', r.Take(9))), csv.Records.Skip(1).SkipLast(1).Select(r => string.Join('|', r.Take(9))));
        Assert.Equal(("new", "", "A series needs at least 3 observations; got 2."), (csv.Records[^1][0], csv.Records[^1][6], csv.Records[^1][10]));

        var (rows, lines) = (new List<string>(), new List<string>());
        for (var path = $"/catalogue-forecasts/{id}?limit=2"; path is not null;)
        {
            var page = (await Api.GetAsync(path)).Ok();
            rows.AddRange(page.Rows.Select(row => row.GetRawText()));
            path = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        for (var path = $"/catalogue-forecasts/{id}.ndjson?limit=3"; path is not null;)
        {
            var page = (await Api.GetAsync(path)).Ok();
            lines.AddRange(page.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            path = page["Link"]?.Split('<', '>')[1];
        }

        Assert.Equal(csv.Records.Count - 1, rows.Count);
        Assert.Equal(rows, lines);
        Assert.Equal(csv.Records.Skip(1).Select(r => r[6]), lines.Select(l => JsonElement.Parse(l).GetProperty("value").ToString()));
        Assert.Equal("application/x-ndjson", (await Api.GetAsync($"/catalogue-forecasts/{id}?limit=1", ("Accept", "application/x-ndjson"))).Ok().ContentType);
        var facts = (await Api.GetAsync($"/catalogue-forecasts/{id}?limit=1")).Ok().Json;
        Assert.Equal((TextOf(catalogue.Json, "content"), "combination"), (TextOf(facts, "content"), TextOf(facts.GetProperty("asked"), "method")));
        Assert.Equal(ForecastMethods.Version, facts.GetProperty("methodsVersion").GetInt32());
        (await Api.GetAsync($"/catalogue-forecasts/{id}.metadata.json")).Ok();
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync($"/ensembles/{id}")).Status);
    }

    [Fact]
    public async Task Part_ReplacedAfterTheQuestion_ChangesTheNextAnswerAndNotThatOne()
    {
        await BeginAsync("moving");
        var first = await PutPartAsync("moving", 1, North);
        const string Question = """{"catalogue": "moving", "horizon": 2, "origins": 2, "methods": ["naive"]}""";
        var before = await Api.AskAsync(Question, "/catalogue-backtests");
        Assert.Equal(HttpStatusCode.OK, (await PutPartAsync("moving", 1, South, ("If-Match", first.ETag))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PutPartAsync("moving", 1, East, ("If-Match", first.ETag))).Status);
        var after = await Api.AskAsync(Question, "/catalogue-backtests");

        Assert.NotEqual(before, after);
        await Api.EndedAsync(before);
        await Api.EndedAsync(after);
        var (north, south) = ((await Api.GetAsync($"/catalogue-backtests/{before}.csv")).Ok(), (await Api.GetAsync($"/catalogue-backtests/{after}.csv")).Ok());
        Assert.Equal("north", Assert.Single(north.Records.Skip(1).Select(r => r[0]).Distinct(StringComparer.Ordinal)));
        Assert.Equal("south", Assert.Single(south.Records.Skip(1).Select(r => r[0]).Distinct(StringComparer.Ordinal)));
        var alone = (await Api.PostAsync("/backtests.csv", $$"""
            {"horizon": 2, "origins": 2, "methods": ["naive"], "series": [{{SeriesOf(North)}}]}
            """)).Ok();
        Assert.Equal(alone.Records.Skip(1).Select(r => string.Join('|', r.Take(7))), north.Records.Skip(1).Select(r => string.Join('|', r.Take(7))));

        var lines = (await Api.GetAsync("/catalogues/moving/parts/1")).Ok();
        Assert.Equal(["series", "period", "value", "unit", "season_length"], lines.Records[0]);
        Assert.Equal(South, lines.Records.Skip(1).Select(r => $"{r[0]},{r[1]},{r[2]}"));
        var hash = (await Api.GetAsync("/catalogues/moving")).Ok().Rows[0].GetProperty("hash").GetString();
        Assert.Equal(HttpStatusCode.OK, (await Api.SendAsync(HttpMethod.Put, "/catalogues/moving/parts/1", Api.Bytes(lines.Body, "text/csv"))).Status);
        Assert.Equal(hash, (await Api.GetAsync("/catalogues/moving")).Ok().Rows[0].GetProperty("hash").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await Api.SendAsync(HttpMethod.Delete, "/catalogues/moving/parts/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync("/catalogues/moving/parts/1")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Api.SendAsync(HttpMethod.Delete, "/catalogues/moving")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync("/catalogues/moving")).Status);
        (await Api.GetAsync($"/catalogue-backtests/{after}?limit=1")).Ok();
    }

    [Fact]
    public async Task Catalogue_AskedOrWrittenWrongly_TellsOfEveryFault()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await PutPartAsync("nowhere", 1, North)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Api.PutAsync("/catalogues/No%20name", """{"description": 7, "method": "theta"}""")).Status);
        await BeginAsync("wrong");

        var wrong = await PutPartAsync("wrong", 1, ["a,2025-01,1", "a,2025-03,x", "b,2025-01,1,2"]);
        Assert.Equal((HttpStatusCode.BadRequest, "/3/period /3/value /4"), (wrong.Status, string.Join(' ', wrong.Json.GetProperty("errors").EnumerateArray().Select(e => TextOf(e, "target")))));
        Assert.Equal(HttpStatusCode.BadRequest, (await PutPartAsync("wrong", 1_001, North)).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Api.PutAsync("/catalogues/wrong/parts/1", "{}")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PutPartAsync("wrong", 1, [new string('x', 2 * 1024 * 1024)])).Status);

        await PutPartAsync("wrong", 1, North);
        var cut = await PutPartAsync("wrong", 2, Line("north", 3, 9));
        Assert.Equal((HttpStatusCode.Conflict, "series-in-two-parts"), (cut.Status, cut["x-ms-error-code"]));
        Assert.Contains("'north' stands in part 1", cut.Text, StringComparison.Ordinal);

        var refused = await Api.PostAsync("/catalogue-forecasts", """{"catalogue": "wrog", "horizon": 0, "members": true}""");
        var faults = refused.Json.GetProperty("errors").EnumerateArray().Select(e => $"{TextOf(e, "in")} {TextOf(e, "target")}: {TextOf(e, "message")}").ToList();
        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, f => f.StartsWith("header Prefer:", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("body /catalogue: You have no catalogue 'wrog'. Did you mean wrong?", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("body /horizon:", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("body /members:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forecasts_CanceledWhileTheyAreComputed_AreSoAndHaveNoResult()
    {
        await BeginAsync("long");
        await PutPartAsync("long", 1, Enumerable.Range(0, 300).SelectMany(i => Line($"s{i}", 60, i)));
        var id = await Api.AskAsync("""{"catalogue": "long", "horizon": 6}""", "/catalogue-forecasts");
        var early = await Api.GetAsync($"/catalogue-forecasts/{id}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not-ready"), (early.Status, early["x-ms-error-code"]));

        Assert.Equal(HttpStatusCode.NoContent, (await Api.SendAsync(HttpMethod.Delete, $"/operations/{id}")).Status);

        Assert.Equal("Canceled", TextOf((await Api.EndedAsync(id)).Json, "status"));
        Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync($"/catalogue-forecasts/{id}")).Status);
    }

    private async Task BeginAsync(string name)
        => Assert.Equal(HttpStatusCode.Created, (await Api.PutAsync($"/catalogues/{name}", """{"description": "Sales by region"}""", ("If-None-Match", "*"))).Status);

    private Task<Answer> PutPartAsync(string name, int part, params string[][] series) => PutPartAsync(name, part, series.SelectMany(s => s));

    private Task<Answer> PutPartAsync(string name, int part, IEnumerable<string> lines, params IEnumerable<(string, string)> headers)
        => Api.SendAsync(
            HttpMethod.Put, string.Create(CultureInfo.InvariantCulture, $"/catalogues/{name}/parts/{part}"),
            Api.Bytes(Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend("series,period,value"))), "text/csv"), headers);

    /// <summary>The lines of a monthly series.</summary>
    private static string[] Line(string id, int months, int seed)
        =>
        [
            .. Enumerable.Range(0, months).Select(t => string.Create(
                CultureInfo.InvariantCulture, $"{id},{2020 + (t / 12)}-{(t % 12) + 1:00},{100 + t + (10 * Math.Sin((t + seed) * 0.7)):0.##}")),
        ];

    /// <summary>The same as a series of a body.</summary>
    private static string SeriesOf(string[] lines)
        => $$"""{"id": "{{lines[0].Split(',')[0]}}", "start": "{{lines[0].Split(',')[1]}}", "values": [{{string.Join(',', lines.Select(l => l.Split(',')[2]))}}]}""";

    private static string? TextOf(JsonElement json, string name) => json.GetProperty(name).GetString();
}
