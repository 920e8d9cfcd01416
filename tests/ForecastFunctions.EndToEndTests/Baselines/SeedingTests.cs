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
            var baseline = Assert.Single((await api.GetAsync("/baselines")).Ok().Rows);
            Assert.Equal("2024-12", baseline.GetProperty("version").GetString());
            Assert.True(baseline.GetProperty("isCurrent").GetBoolean());
        }
    }

    [Fact]
    public async Task Baseline_OfAFreshInstallation_IsTheArticlesWithItsEvidence()
    {
        await using var product = await fixture.StartAsync(fixture.NewTableNamePrefix());

        var observations = (await product.Api.GetAsync("/baselines/latest/observations")).Ok().Rows;
        var baseline = (await product.Api.GetAsync("/baselines/latest")).Ok().Json;

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
