using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using ForecastFunctions.EndToEndTests.Fixtures;
using Xunit.Abstractions;

namespace ForecastFunctions.EndToEndTests.Jobs;

/// <summary>Operations on a catalogue on several workers.</summary>
[Collection(ProductTests.Name)]
public sealed class CatalogueScaleOutTests(ProductFixture fixture, ITestOutputHelper output)
{
    private const int Workers = 3;
    private const int ShortSeries = 75;

    /// <summary>Where the series of one part have 1,000 observations, a block has 15 series.</summary>
    private const int Blocks = 6;

    [Fact]
    public async Task Forecasts_ByThreeWorkers_AreTheBytesThatOneGives()
    {
        var prefix = fixture.NewTableNamePrefix();
        await using var storage = await FaultyStorage.StartAsync(fixture.TableConnectionString, prefix, takenTogether: Workers);
        await using var product = await Product.StartAsync(storage.ConnectionString, prefix, Workers);
        var clock = Stopwatch.StartNew();

        var (id, byThree) = await ForecastAsync(product.Api);
        var ofThree = clock.Elapsed;
        var (same, byOne) = await ForecastAsync(fixture.Api);

        output.WriteLine(
            $"{byOne.Body.Length} bytes of {storage.Takes} blocks, by {Workers} workers in {ofThree.TotalSeconds:0.0} s and by one in {(clock.Elapsed - ofThree).TotalSeconds:0.0} s.");
        // The storage lets nobody compute before three blocks are taken up, and no block was taken up twice: so three workers took part.
        Assert.Equal(Blocks, storage.Takes);
        Assert.Equal(id, same);
        Assert.Null(byOne["Link"]);
        Assert.Equal(ShortSeries + 1, byOne.Text.Split('\n').Select(line => line.Split(',')[0]).Where(first => first.Length > 0).Distinct().Count());
        Assert.Equal(byOne.Body, byThree.Body);
    }

    private static async Task<(string Id, Answer Lines)> ForecastAsync(Api api)
    {
        Assert.Equal(HttpStatusCode.Created, (await api.PutAsync("/catalogues/scaled", "{}")).Status);
        await PutPartAsync(api, 1, Lines("long", 1_000, 3));
        await PutPartAsync(api, 2, Enumerable.Range(0, ShortSeries).SelectMany(i => Lines($"s{i}", 1 + (i % 40), i)));
        var id = await api.AskAsync("""{"catalogue": "scaled", "horizon": 6}""", "/catalogue-forecasts");
        var ended = await api.EndedAsync(id);
        Assert.True(ended.Json.GetProperty("status").GetString() == "Succeeded", ended.Text);
        return (id, (await api.GetAsync($"/catalogue-forecasts/{id}.ndjson")).Ok());
    }

    private static async Task PutPartAsync(Api api, int part, IEnumerable<string> lines)
        => Assert.Equal(HttpStatusCode.Created, (await api.SendAsync(
            HttpMethod.Put, string.Create(CultureInfo.InvariantCulture, $"/catalogues/scaled/parts/{part}"),
            Api.Bytes(Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend("series,period,value"))), "text/csv"))).Status);

    /// <summary>The lines of a monthly series: some grow, some have zeros, some are constant, some too short.</summary>
    private static IEnumerable<string> Lines(string id, int months, int kind) => Enumerable.Range(0, months).Select(t => string.Create(
        CultureInfo.InvariantCulture, $"{id},{1920 + (t / 12)}-{(t % 12) + 1:00},{Value(t, kind):0.###}"));

    private static double Value(int t, int kind) => (kind % 4) switch
    {
        0 => 100 + (t % 300) + (30 * Math.Sin(t * Math.PI / 6)) + (t * 7 % 11),
        1 => 10 * Math.Pow(1.08, t) * (1 + (t * 5 % 7 / 50.0)),
        2 => t * t % 5 < 2 ? 0 : t % 7,
        _ => 42,
    };
}
