using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>Two workers on one storage, each of which is in the middle of a refresh when the other is.</summary>
[Collection(RefreshTests.Name)]
public sealed class SimultaneousRefreshTests(RefreshFixture fixture)
{
    [Fact]
    public async Task Refreshes_OfTheSameFigures_MakeOneBaseline()
    {
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var pair = await Pair.StartAsync(fixture, upstream, upstream);

        var reports = await Task.WhenAll(pair.One.Api.RefreshAsync(), pair.Other.Api.RefreshAsync());

        var version = Assert.Single(reports.Select(report => report.Text("version")).Distinct());
        Assert.All(reports, report => Assert.Equal("changed", report.Text("outcome")));
        await pair.HasAsync(version, [version], reports);
    }

    [Fact]
    public async Task Refreshes_OfDifferentFigures_OvertakeEachOtherAndLoseNothing()
    {
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var otherUpstream = Market.Tell(await Upstream.StartAsync());
        otherUpstream.On(Market.MetaCapexPath, Answers.Status(StatusCodes.Status404NotFound));
        Market.Concept(otherUpstream, EdgarDocuments.Meta, EdgarDocuments.ContractRevenue,
            [new("2024-01-01", "2024-12-31", 164.501, "10-K", "2025-01-30", "0001326801-25-000017")]);
        await using var pair = await Pair.StartAsync(fixture, upstream, otherUpstream);

        var reports = await Task.WhenAll(pair.One.Api.RefreshAsync(), pair.Other.Api.RefreshAsync());

        Assert.Equal(["changed", "overtaken"], reports.Select(report => report.Text("outcome")).Order());
        var versions = reports.Select(report => report.Text("version")).ToList();
        Assert.NotEqual(versions[0], versions[1]);
        var current = Assert.Single(reports, report => report.Text("outcome") == "changed").Text("version");
        await pair.HasAsync(current, versions, reports);

        // What the one that was overtaken had read, it reads again.
        var second = await pair.Of(Array.FindIndex(reports, report => report.Text("outcome") == "overtaken")).Api.RefreshAsync();
        Assert.Equal("changed", second.Text("outcome"));
        Assert.Equal(current, second.Text("previousVersion"));
        var observations = $"/baselines/{second.Text("version")}/observations?series=";
        Assert.NotEmpty((await pair.One.Api.GetAsync(observations + "meta.revenue.fy")).Ok().Rows);
        Assert.Contains((await pair.One.Api.GetAsync(observations + "meta.capex.fy")).Ok().Rows, o => o.Text("knownSince") == "2024-02-02");
    }

    private sealed class Pair(Product one, Product other) : IAsyncDisposable
    {
        public Product One { get; } = one;

        public Product Other { get; } = other;

        /// <summary>Two workers, whose refreshes go on once both have begun.</summary>
        public static async Task<Pair> StartAsync(RefreshFixture fixture, Upstream upstream, Upstream otherUpstream)
        {
            var prefix = fixture.NewTableNamePrefix();
            var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var begun = 0;
            foreach (var each in new[] { upstream, otherUpstream }.Distinct())
            {
                each.On(Market.CuratedPath, async context =>
                {
                    if (Interlocked.Increment(ref begun) == 2)
                        both.SetResult();
                    await both.Task.WaitAsync(context.RequestAborted);
                    await Answers.Text("text/csv", Market.Curated)(context);
                });
            }

            var starts = await Task.WhenAll(
                Product.StartAsync(fixture.ConnectionString, prefix, Market.Settings(upstream)),
                Product.StartAsync(fixture.ConnectionString, prefix, Market.Settings(otherUpstream)));
            return new Pair(starts[0], starts[1]);
        }

        public Product Of(int index) => index == 0 ? One : Other;

        /// <summary>Both see the same: the current baseline, the new ones beside the first two, and the reports.</summary>
        public async Task HasAsync(string current, IReadOnlyList<string> versions, IReadOnlyList<JsonElement> reports)
        {
            var before = Assert.Single(reports.Select(report => report.Text("previousVersion")).Distinct());
            foreach (var api in new[] { One.Api, Other.Api })
            {
                Assert.Equal(current, await api.ValidCurrentAsync());
                Assert.Equal(new[] { RefreshApi.ArticleVersion, before }.Concat(versions).Order(StringComparer.Ordinal), await api.VersionsAsync());
                Assert.Equal(reports.Select(report => report.Text("id")).Order(StringComparer.Ordinal),
                    (await api.GetAsync("/refreshes")).Ok().Rows.Select(row => row.Text("id")).Order(StringComparer.Ordinal));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
        }
    }
}
