using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class RestartTests(ProductFixture fixture)
{
    [Fact]
    public async Task Runs_AfterARestartOfWorkerAndHost_AreReadAndNotComputed()
    {
        const string Request = "/projections?scenario=reasoning-shift&step=quarter&set.stock.life=6.5";
        var prefix = fixture.NewTableNamePrefix();
        Answer before;
        await using (var product = await fixture.StartAsync(prefix))
            before = (await product.Api.GetAsync(Request)).Ok();

        await using var restarted = await fixture.StartAsync(prefix);
        var byId = (await restarted.Api.GetAsync(before["Content-Location"]!)).Ok();
        var byRequest = (await restarted.Api.GetAsync(Request)).Ok();
        var asCsv = (await restarted.Api.GetAsync($"/projections/{before.RunId}.csv")).Ok();

        Assert.Equal(before.Body, byId.Body);
        Assert.Equal(before.ETag, byId.ETag);
        Assert.Equal(before.Body, byRequest.Body);
        Assert.Equal("forecast-runs; hit", byRequest["Cache-Status"]);
        Assert.Equal(before.Rows.Count, asCsv.Records.Count - 1);
        Assert.Equal(0, await restarted.Api.RunsComputedAsync());
    }
}
