using ForecastFunctions.Core.Baselines;
using Xunit.Abstractions;

namespace ForecastFunctions.IntegrationTests.Sources;

public sealed class CostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task AllSources_Healthy_CostWhatTheUpstreamSaw()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream);

        var costs = new List<SourceCost>();
        foreach (var source in new[] { SourcesUnderTest.Edgar, SourcesUnderTest.EpochAi, SourcesUnderTest.Curated })
        {
            var reading = await sources.ReadAsync(source);
            costs.Add(reading.Cost);
            output.WriteLine($"{source}: {reading.Observations.Count} observations, {reading.Cost}");
        }

        Assert.Equal([32, 4, 1], costs.Select(cost => cost.Requests));
        Assert.Equal(upstream.Requests.Count, costs.Sum(cost => cost.Requests));
        Assert.All(costs, cost => Assert.True(cost is { Bytes: > 100, Duration.Ticks: > 0 }));
    }

    [Fact]
    public async Task Reading_Repeated_IsTheSame()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream);

        foreach (var source in new[] { SourcesUnderTest.Edgar, SourcesUnderTest.EpochAi, SourcesUnderTest.Curated })
        {
            var (first, second) = (await sources.ReadAsync(source), await sources.ReadAsync(source));

            Assert.Equal(first.Observations, second.Observations);
            Assert.Equal(first.Faults, second.Faults);
            Assert.Equal((first.Cost.Requests, first.Cost.Bytes), (second.Cost.Requests, second.Cost.Bytes));
        }
    }
}
