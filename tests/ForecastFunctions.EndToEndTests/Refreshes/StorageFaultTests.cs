using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.IntegrationTests.Sources;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Refreshes;

[Collection(RefreshTests.Name)]
public sealed class StorageFaultTests(RefreshFixture fixture)
{
    [Theory]
    [InlineData("busy for writes")]
    [InlineData("refuses writes")]
    [InlineData("gone")]
    [InlineData("gone when the sources have answered")]
    public async Task Refresh_WhileTheStorageFails_IsUnavailableAndLeavesTheOldBaseline(string how)
    {
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var gate = await StorageGate.StartAsync(fixture.ConnectionString);
        await using var product = await Product.StartAsync(gate.ConnectionString, fixture.NewTableNamePrefix(), Market.Settings(upstream));
        Assert.Equal(RefreshApi.FirstVersion, await product.Api.ValidCurrentAsync());
        var kept = (await product.Api.GetAsync("/projections")).Ok();
        Fail(how, gate, upstream);

        ProblemExpectation.Check(
            await product.Api.SendAsync(HttpMethod.Post, "/refreshes"), HttpStatusCode.ServiceUnavailable, "storage-unavailable");

        // What was answered a moment ago still is.
        Assert.Equal(kept.Body, (await product.Api.GetAsync("/projections")).Ok().Body);

        gate.Before = null;
        Market.Tell(upstream);
        Assert.Equal(RefreshApi.FirstVersion, await product.Api.ValidCurrentAsync());
        Assert.Equal([RefreshApi.FirstVersion], await product.Api.VersionsAsync());
        var report = await product.Api.RefreshAsync();
        Assert.Equal("changed", report.Text("outcome"));
        Assert.Equal(report.Text("version"), await product.Api.ValidCurrentAsync());
    }

    private static void Fail(string how, StorageGate gate, Upstream upstream)
    {
        switch (how)
        {
            case "busy for writes":
                gate.Before = context => HttpMethods.IsGet(context.Request.Method) ? Task.CompletedTask : Answers.Status(StatusCodes.Status503ServiceUnavailable)(context);
                break;
            case "refuses writes":
                gate.Before = context => HttpMethods.IsGet(context.Request.Method) ? Task.CompletedTask : Answers.Status(StatusCodes.Status403Forbidden)(context);
                break;
            case "gone":
                gate.Before = Answers.Reset;
                break;
            case "gone when the sources have answered":
                upstream.On(Market.CuratedPath, context =>
                {
                    gate.Before = Answers.Reset;
                    return Answers.Text("text/csv", Market.Curated)(context);
                });
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, null);
        }
    }
}
