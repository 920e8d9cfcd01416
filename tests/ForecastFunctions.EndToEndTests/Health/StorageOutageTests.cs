using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.Health;

[Collection(ProductTests.Name)]
public sealed class StorageOutageTests(ProductFixture fixture)
{
    /// <summary>Well below the 90 s after which a spreadsheet gives up, with room for a busy machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Ready_WithStorageAndBaseline_TellsTheAgeOfEachRequiredSeries()
    {
        var ready = (await fixture.Api.GetAsync("/ready")).Ok().Json;
        var current = (await fixture.Api.GetAsync("/baselines/latest")).Ok().Json;
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Equal(current.GetProperty("version").GetString(), ready.GetProperty("baselineVersion").GetString());
        Assert.Equal(current.GetProperty("asOf").GetString(), ready.GetProperty("baselineAsOf").GetString());
        var series = ready.GetProperty("series").EnumerateArray().ToList();
        Assert.Equal(
            ["avgo.ai_revenue.q", "nvda.datacenter_revenue.q"],
            series.Select(s => s.GetProperty("seriesId").GetString()!).Order(StringComparer.Ordinal));
        foreach (var one in series)
        {
            var last = (await fixture.Api.GetAsync(
                $"/baselines/latest/observations?limit=1000&series={one.GetProperty("seriesId")}")).Ok().Rows[^1];
            Assert.Equal(last.GetProperty("periodEnd").GetString(), one.GetProperty("periodEnd").GetString());
            Assert.Equal(last.GetProperty("knownSince").GetString(), one.GetProperty("knownSince").GetString());
            Assert.InRange(today.DayNumber - Day(one, "periodEnd").DayNumber - one.GetProperty("ageDays").GetInt32(), 0, 1);

            // A quarter later, and then as long as a company takes to file.
            Assert.InRange(Day(one, "nextPeriodEnd").DayNumber - Day(one, "periodEnd").DayNumber, 80, 110);
            Assert.InRange(Day(one, "nextDue").DayNumber - Day(one, "nextPeriodEnd").DayNumber, 14, 134);
            Assert.Equal(today > Day(one, "nextDue"), one.GetProperty("isOverdue").GetBoolean());
        }

        Assert.Equal(series.Max(s => s.GetProperty("ageDays").GetInt32()), ready.GetProperty("baselineAgeDays").GetInt32());
        Assert.Equal(series.Exists(s => s.GetProperty("isOverdue").GetBoolean()), ready.GetProperty("isOverdue").GetBoolean());

        static DateOnly Day(JsonElement one, string name)
            => DateOnly.ParseExact(one.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
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
