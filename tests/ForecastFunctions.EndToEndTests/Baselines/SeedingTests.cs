using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Baselines;

[Collection(ProductTests.Name)]
public sealed class SeedingTests(ProductFixture fixture)
{
    [Fact]
    public async Task Workers_StartedAtOnceOnAnEmptyStorage_BothAnswerAndStoreOneBaseline()
    {
        var prefix = fixture.NewTableNamePrefix();
        var starts = await Task.WhenAll(fixture.StartAsync(prefix), fixture.StartAsync(prefix));
        await using var one = starts[0];
        await using var other = starts[1];

        // Their very first requests, at the same moment.
        var first = await Task.WhenAll(
            one.Api.GetAsync("/projections?scenario=asic-surge"), other.Api.GetAsync("/projections?scenario=asic-surge"),
            one.Api.GetAsync("/ready"), other.Api.GetAsync("/ready"));

        Assert.All(first, answer => answer.Ok());
        Assert.Equal(first[0].Body, first[1].Body);
        foreach (var api in new[] { one.Api, other.Api })
        {
            // The article's vintage, and the one of everything that came out since, which is current.
            var rows = (await api.GetAsync("/baselines")).Ok().Rows;
            Assert.Equal(2, rows.Count);
            Assert.Equal(
                ("2024-12", 2024, false),
                (rows[0].GetProperty("version").GetString(), rows[0].GetProperty("baseYear").GetInt32(),
                    rows[0].GetProperty("isCurrent").GetBoolean()));
            Assert.True(rows[1].GetProperty("isCurrent").GetBoolean());
            Assert.True(rows[1].GetProperty("baseYear").GetInt32() > 2024);
            Assert.StartsWith(
                $"{rows[1].GetProperty("asOf").GetString()}-", rows[1].GetProperty("version").GetString(), StringComparison.Ordinal);
            Assert.Equal(rows[1].GetProperty("version").GetString(), first[0].Json.GetProperty("baselineVersion").GetString());
        }
    }

    [Fact]
    public async Task Refresh_OfAFreshInstallation_FindsThatItIsUpToDate()
    {
        await using var product = await fixture.StartAsync(fixture.NewTableNamePrefix());
        var before = (await product.Api.GetAsync("/baselines")).Ok();

        var report = (await product.Api.SendAsync(HttpMethod.Post, "/refreshes")).Ok().Json;

        Assert.Equal("unchanged", report.GetProperty("outcome").GetString());
        Assert.True(report.GetProperty("isClean").GetBoolean(), report.GetRawText());
        Assert.Equal(before.Body, (await product.Api.GetAsync("/baselines")).Ok().Body);
    }

    [Theory]
    [InlineData("2024-12")]
    [InlineData("latest")]
    public async Task Baseline_OfAFreshInstallation_HasItsEvidence(string version)
    {
        await using var product = await fixture.StartAsync(fixture.NewTableNamePrefix());

        var observations = (await product.Api.GetAsync($"/baselines/{version}/observations?limit=1000")).Ok().Rows;
        var baseline = (await product.Api.GetAsync($"/baselines/{version}")).Ok().Json;

        Assert.Equal(baseline.GetProperty("observations").GetInt32(), observations.Count);
        Assert.NotEmpty(observations);
        foreach (var observation in observations)
        {
            Assert.All(
                new[] { "source", "reference", "status", "unit" }, name => Assert.NotEmpty(observation.GetProperty(name).GetString()!));

            // Nothing that came out after the vintage may have gone into it.
            Assert.True(string.CompareOrdinal(observation.GetProperty("knownSince").GetString(),
                baseline.GetProperty("asOf").GetString()) <= 0, observation.GetRawText());
        }
    }
}
