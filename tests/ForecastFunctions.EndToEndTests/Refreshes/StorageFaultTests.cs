using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>Each fault meets a refresh that has something to store; afterwards the storage is well again.</summary>
[Collection(RefreshTests.Name)]
public sealed class StorageFaultTests(StorageFaultTests.Gated gated) : IClassFixture<StorageFaultTests.Gated>
{
    [Theory]
    [InlineData("busy for writes", false)]
    [InlineData("refuses writes", false)]
    [InlineData("gone", false)]
    [InlineData("gone when the sources have answered", true)]
    public async Task Refresh_WhileTheStorageFails_IsUnavailableAndLeavesTheOldBaseline(string how, bool isBegun)
    {
        var api = gated.Product.Api;
        var old = await api.ValidCurrentAsync();
        var versions = await api.VersionsAsync();
        var kept = (await api.GetAsync("/projections")).Ok();
        gated.BringNews();
        var asked = gated.Upstream.Requests.Count;
        Fail(how, gated.Gate, gated.Upstream);

        ProblemExpectation.Check(
            await api.SendAsync(HttpMethod.Post, "/refreshes"), HttpStatusCode.ServiceUnavailable, "storage-unavailable");

        // No source is asked in vain.
        Assert.Equal(isBegun, gated.Upstream.Requests.Count > asked);

        // What was answered a moment ago still is.
        Assert.Equal(kept.Body, (await api.GetAsync("/projections")).Ok().Body);

        gated.Gate.Before = null;
        Market.Tell(gated.Upstream);
        Assert.Equal(isBegun, (await api.GetAsync("/refreshes")).Ok().Rows is [var told, ..] && told.Text("outcome") == "unfinished");
        Assert.Equal(old, await api.ValidCurrentAsync());
        Assert.Equal(versions, await api.VersionsAsync());
        var report = await api.RefreshAsync();
        Assert.Equal("changed", report.Text("outcome"));
        Assert.Equal(old, report.Text("previousVersion"));
        Assert.Equal(report.Text("version"), await api.ValidCurrentAsync());
    }

    private static void Fail(string how, StorageGate gate, Upstream upstream)
    {
        switch (how)
        {
            case "busy for writes":
                gate.Before = context => HttpMethods.IsGet(context.Request.Method)
                    ? Task.CompletedTask : Answers.Status(StatusCodes.Status503ServiceUnavailable)(context);
                break;
            case "refuses writes":
                gate.Before = context => HttpMethods.IsGet(context.Request.Method)
                    ? Task.CompletedTask : Answers.Status(StatusCodes.Status403Forbidden)(context);
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

    /// <summary>A product behind a gate to its storage.</summary>
    public sealed class Gated(RefreshFixture fixture) : IAsyncLifetime
    {
        private int _years;
        private Upstream? _upstream;
        private StorageGate? _gate;
        private Product? _product;

        public Upstream Upstream => _upstream!;

        public Product Product => _product!;

        internal StorageGate Gate => _gate!;

        public async Task InitializeAsync()
        {
            _upstream = Market.Tell(await Upstream.StartAsync());
            _gate = await StorageGate.StartAsync(fixture.ConnectionString);
            _product = await Product.StartAsync(_gate.ConnectionString, fixture.NewTableNamePrefix(), Market.Settings(_upstream));
        }

        /// <summary>Meta's revenue of one more year becomes known.</summary>
        public void BringNews() => Market.TellMetaRevenue(Upstream, ++_years);

        public async Task DisposeAsync()
        {
            await (_product?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_gate?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_upstream?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
