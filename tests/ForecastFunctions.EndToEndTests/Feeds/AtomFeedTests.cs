using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Feeds;

[Collection(ProductTests.Name)]
public sealed class AtomFeedTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Baselines_AreEntriesWithTheLinkToWhatEachChanged()
    {
        var feed = Read((await _api.GetAsync("/baselines.atom", ("Accept", "application/atom+xml"))).Ok());
        var listed = (await _api.GetAsync("/baselines")).Ok().Rows.Select(row => row.GetProperty("version").GetString()!).ToList();

        Assert.Equal(
            listed.Select(version => $"urn:forecastfunctions:baseline:{version}").Order(StringComparer.Ordinal),
            feed.Items.Select(item => item.Id).Order(StringComparer.Ordinal));
        Assert.Equal(feed.Items.Max(item => item.LastUpdatedTime), feed.LastUpdatedTime);
        var changed = feed.Items.Count(item => item.Links.Any(link => link.RelationshipType == "related"));
        Assert.Equal(listed.Count - 1, changed);
        foreach (var link in feed.Items.SelectMany(item => item.Links).Concat(feed.Links))
            (await _api.GetAsync(link.Uri.PathAndQuery)).Ok();
    }

    [Fact]
    public async Task Refreshes_AreEntriesThatAppearOnceEach_AndAnUnchangedFeedIsNotSentAgain()
    {
        await using var product = await fixture.StartAsync(fixture.NewTableNamePrefix());
        var before = (await product.Api.GetAsync("/refreshes.atom")).Ok();
        Assert.Empty(Read(before).Items);
        Assert.Equal(HttpStatusCode.NotModified, (await product.Api.GetAsync("/refreshes.atom", ("If-None-Match", before.ETag))).Status);

        var report = (await product.Api.PostAsync("/refreshes", "{}")).Ok().Json;

        var after = (await product.Api.GetAsync("/refreshes.atom", ("If-None-Match", before.ETag))).Ok();
        Assert.StartsWith("application/atom+xml", after.ContentType, StringComparison.Ordinal);
        var entry = Assert.Single(Read(after).Items);
        Assert.Equal($"urn:forecastfunctions:refresh:{report.GetProperty("id")}", entry.Id);
        Assert.StartsWith(report.GetProperty("outcome").GetString()!, entry.Title.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/baselines.atom?limit=1", null, HttpStatusCode.BadRequest)]
    [InlineData("/baselines.atom", "application/json", HttpStatusCode.NotAcceptable)]
    public async Task Feed_AskedForWhatItHasNot_IsRefused(string path, string? accept, HttpStatusCode status)
        => Assert.Equal(status, (await _api.GetAsync(path, accept is null ? [] : [("Accept", accept)])).Status);

    private static SyndicationFeed Read(Answer answer)
    {
        using var xml = XmlReader.Create(new MemoryStream(answer.Body));
        return SyndicationFeed.Load(xml);
    }
}
