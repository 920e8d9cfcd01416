using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.IntegrationTests.Sources;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>Each fault meets a refresh that has something to store; afterwards the storage is well again.</summary>
[Collection(RefreshTests.Name)]
public sealed class StorageFaultTests(StorageFaultTests.Gated gated) : IClassFixture<StorageFaultTests.Gated>
{
    [Theory]
    [InlineData("busy for writes")]
    [InlineData("refuses writes")]
    [InlineData("gone")]
    [InlineData("gone when the sources have answered")]
    public async Task Refresh_WhileTheStorageFails_IsUnavailableAndLeavesTheOldBaseline(string how)
    {
        var api = gated.Product.Api;
        var old = await api.ValidCurrentAsync();
        var versions = await api.VersionsAsync();
        var kept = (await api.GetAsync("/projections")).Ok();
        gated.BringNews();
        Fail(how, gated.Gate, gated.Upstream);

        ProblemExpectation.Check(await api.SendAsync(HttpMethod.Post, "/refreshes"), HttpStatusCode.ServiceUnavailable, "storage-unavailable");

        // What was answered a moment ago still is.
        Assert.Equal(kept.Body, (await api.GetAsync("/projections")).Ok().Body);

        gated.Gate.Before = null;
        Market.Tell(gated.Upstream);
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

    /// <summary>A product behind a gate to its storage.</summary>
    public sealed class Gated(RefreshFixture fixture) : IAsyncLifetime
    {
        private readonly List<EdgarFact> _news = [];
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
        public void BringNews()
        {
            var year = 2018 + _news.Count;
            _news.Add(new($"{year}-01-01", $"{year}-12-31", 60 + _news.Count, "10-K", $"{year + 1}-01-30", $"0001326801-{year - 1999}-000017"));
            Market.Concept(Upstream, EdgarDocuments.Meta, EdgarDocuments.ContractRevenue, _news);
        }

        public async Task DisposeAsync()
        {
            await (_product?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_gate?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (_upstream?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
