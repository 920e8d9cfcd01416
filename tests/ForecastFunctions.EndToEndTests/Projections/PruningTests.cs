using Azure;
using Azure.Data.Tables;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class PruningTests(ProductFixture fixture)
{
    [Fact]
    public async Task Prune_ByItsTimer_RemovesUnreadResultsWhichAreComputedAgain()
    {
        var prefix = fixture.NewTableNamePrefix();
        Answer young, old;
        await using (var product = await fixture.StartAsync(prefix))
        {
            young = (await product.Api.GetAsync("/projections?set.stock.life=6.5")).Ok();
            old = (await product.Api.GetAsync("/projections?set.stock.life=7.5&draws=256")).Ok();
            var table = new TableClient(fixture.TableConnectionString, prefix + "runs");
            var aged = new TableEntity(old.RunId[..2], old.RunId)
            {
                ["LastReadOn"] = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
            };
            await table.UpdateEntityAsync(aged, ETag.All, TableUpdateMode.Merge);

            await product.Api.RunTimerAsync("PruneRuns");
            using var overdue = new CancellationTokenSource(Api.Patience);
            await product.Host.Logs
                .WaitForAsync(line => line.Message.Contains("Pruned 1 results", StringComparison.Ordinal), overdue.Token);
            Assert.True((await table.GetEntityAsync<TableEntity>(old.RunId[..2], old.RunId)).Value.ContainsKey("PrunedAt"));
        }

        // Started again, so that no run is in memory.
        await using var restarted = await fixture.StartAsync(prefix);
        Assert.Equal(young.Body, (await restarted.Api.GetAsync("/projections/" + young.RunId)).Ok().Body);
        Assert.Equal(0, await restarted.Api.RunsComputedAsync());

        var again = (await restarted.Api.GetAsync("/projections/" + old.RunId)).Ok();
        Assert.Equal(old.Body, again.Body);
        Assert.Equal(old.ETag, again.ETag);
        Assert.Equal(1, await restarted.Api.RunsComputedAsync());
    }
}
