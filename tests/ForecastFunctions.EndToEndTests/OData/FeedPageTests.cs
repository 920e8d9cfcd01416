using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.OData;

/// <summary>Pages of the feed: put together they are the whole, and of what was current when the first was read.</summary>
[Collection(ProductTests.Name)]
public sealed class FeedPageTests(ProductFixture fixture)
{
    [Fact]
    public async Task Pages_WalkedWhileARefreshMakesANewVintage_AreThoseOfTheOldOne()
    {
        await using var product = await fixture.StartAsync(fixture.NewTableNamePrefix());
        await product.Api.MakeCurrentAsync("2024-12");
        var feed = await Feed.OpenAsync(product.Api);
        (string Set, string Address, int PageSize)[] lists =
        [
            ("Observations", "/api/odata/Observations?$orderby=Value desc&$count=true", 40),
            ("Projections", "/api/odata/Projections?$filter=Variable eq 'Electricity' or Year gt 2028&$orderby=Period,Variable", 100),
            ("Projections", "/api/odata/Run(set='ratio.limit=4')?$filter=Year ne 2026", 100),
            ("Comparisons", "/api/odata/Comparisons?$filter=Statistic eq 'value' and Year lt 2028", 300),
            ("Scenarios", "/api/odata/Scenarios?$select=Name", 2),
        ];
        var before = new List<IReadOnlyList<string>>();
        foreach (var (set, address, _) in lists)
            before.Add((await feed.WalkAsync(set, address, 1_000)).Entities);
        var firstPages = new List<FeedPage>();
        foreach (var (set, address, pageSize) in lists)
            firstPages.Add(await feed.ReadAsync(set, address + "&code=SECRET", ("Prefer", $"odata.maxpagesize={pageSize}")));
        var report = (await product.Api.SendAsync(HttpMethod.Post, "/refreshes")).Ok().Json;
        Assert.Equal("changed", report.GetProperty("outcome").GetString());

        foreach (var ((list, whole), first) in lists.Zip(before).Zip(firstPages))
        {
            Assert.NotNull(first.NextLink);
            Assert.DoesNotContain("SECRET", first.NextLink.ToString(), StringComparison.Ordinal);
            var (rest, pages) = await feed.WalkAsync(list.Set, first.NextLink.PathAndQuery, list.PageSize);
            Assert.True(pages > 0, list.Address);
            Assert.Equal(whole, [.. first.Entities, .. rest]);
        }

        // What is begun now is of the new vintage, but for the scenarios.
        Assert.NotEqual(before[0], (await feed.WalkAsync(lists[0].Set, lists[0].Address, 1_000)).Entities);
        Assert.NotEqual(before[1], (await feed.WalkAsync(lists[1].Set, lists[1].Address, 1_000)).Entities);
    }

    [Fact]
    public async Task PagesOfBaselines_PutTogether_AreTheWhole()
    {
        await using var product = await fixture.StartAsync(fixture.NewTableNamePrefix());
        var feed = await Feed.OpenAsync(product.Api);
        var (whole, _) = await feed.WalkAsync("Baselines", "/api/odata/Baselines", 1_000);
        Assert.Equal(2, whole.Count);

        var first = await feed.ReadAsync("Baselines", "/api/odata/Baselines", ("Prefer", "odata.maxpagesize=1"));
        var (again, pages) = await feed.WalkAsync("Baselines", "/api/odata/Baselines", 1);

        Assert.Equal(2, pages);
        Assert.Equal(whole, again);
        Assert.Equal(whole[1], Assert.Single((await feed.ReadAsync("Baselines", first.NextLink!.PathAndQuery)).Entities));
    }
}
