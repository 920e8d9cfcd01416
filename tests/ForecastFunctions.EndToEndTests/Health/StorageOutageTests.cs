using System.Diagnostics;
using System.Globalization;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.Health;

[Collection(ProductTests.Name)]
public sealed class StorageOutageTests(ProductFixture fixture)
{
    /// <summary>Well below the 90 s after which a spreadsheet gives up, with room for a busy machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Ready_WithStorageAndBaseline_TellsItsAge()
    {
        var ready = (await fixture.Api.GetAsync("/ready")).Ok().Json;

        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Equal("2024-12", ready.GetProperty("baselineVersion").GetString());
        Assert.Equal("2024-12-31", ready.GetProperty("baselineAsOf").GetString());
        Assert.InRange(
            ready.GetProperty("baselineAgeDays").GetInt32(),
            1, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber - new DateOnly(2024, 12, 31).DayNumber);
    }

    [Fact]
    public async Task Storage_ThatGoesAway_IsSaidToComeBackAndHealthStaysWell()
    {
        await using var storage = await Azurite.StartAsync();
        await using var product = await Product.StartAsync(storage.TableConnectionString, fixture.NewTableNamePrefix());
        var api = product.Api;
        var kept = (await api.GetAsync("/projections")).Ok();

        await storage.DisposeAsync();

        (await api.GetAsync("/health")).Ok();
        await IsUnavailableAsync(api, "/ready");
        await IsUnavailableAsync(api, "/ready", ("If-None-Match", "*"));
        ProblemExpectation.Check(
            await IsUnavailableAsync(api, "/projections?set.ratio.limit=3.75"), HttpStatusCode.ServiceUnavailable, "storage-unavailable");
        ProblemExpectation.Check(
            await IsUnavailableAsync(api, "/projections/0123456789abcdef0123456789abcdef"), HttpStatusCode.ServiceUnavailable,
            "storage-unavailable");

        // What was answered a moment ago, and what needs no storage, still is.
        Assert.Equal(kept.Body, (await api.GetAsync("/projections")).Ok().Body);
        (await api.GetAsync("/variables")).Ok();
        ProblemExpectation.Check(
            await api.GetAsync("/projections?to=1999"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "to", "out-of-range") { Min = 2018, Max = 2045 });
        (await api.GetAsync("/health")).Ok();
    }

    private static async Task<Answer> IsUnavailableAsync(Api api, string path, params (string Name, string Value)[] headers)
    {
        var watch = Stopwatch.StartNew();
        var answer = await api.GetAsync(path, headers);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Bound);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.InRange(int.Parse(answer["Retry-After"]!, CultureInfo.InvariantCulture), 1, 120);
        Assert.Equal("no-store", answer["Cache-Control"]);
        return answer;
    }
}
