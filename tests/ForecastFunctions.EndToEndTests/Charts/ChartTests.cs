using System.Net;
using System.Xml.Linq;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Charts;

/// <summary>Pictures of runs of every kind.</summary>
[Collection(ProductTests.Name)]
public sealed class ChartTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData("fan", "/projections?draws=128&to=2028&limit=1", "Vendor Revenue|NVIDIA|Data Centre: article-base", "median")]
    [InlineData("comparison", "/comparisons?scenarios=article-base,asic-surge&draws=128&to=2028&limit=1", "asic-surge less article-base", "median")]
    [InlineData("tornado", "/sensitivities?variable=Electricity&period=2028", "Electricity in 2028: article-base", "spend.growth.initial")]
    [InlineData("waterfall", "/attributions?scenario=asic-surge&reference=article-base&to=2028&variables=Electricity", "from article-base to asic-surge", "price.asic.decline")]
    [InlineData("scorecard", "/scorecard?limit=1", "what article-base said on 2024-12, and what came", "observed")]
    public async Task Chart_OfARun_TellsWhatItShowsAndOfWhichRun_AndIsTheSameBytesForGood(string kind, string asked, string title, string word)
    {
        var run = (await _api.GetAsync(asked)).Ok();

        var picture = (await _api.GetAsync($"/charts/{kind}/{run.RunId}.svg?width=900")).Ok();

        Assert.Equal("image/svg+xml", picture.ContentType);
        Assert.Contains("immutable", picture["Cache-Control"], StringComparison.Ordinal);
        var svg = XElement.Parse(picture.Text);
        Assert.Equal("900", svg.Attribute("width")!.Value);
        var words = string.Join('\n', svg.Descendants().Where(e => e.Name.LocalName is "text").Select(e => e.Value));
        Assert.Contains(title, words, StringComparison.Ordinal);
        Assert.Contains($"run {run.RunId}", words, StringComparison.Ordinal);
        Assert.Contains("baseline 20", words, StringComparison.Ordinal);
        Assert.Contains(word, words, StringComparison.Ordinal);
        Assert.Equal(picture.Body, (await _api.GetAsync($"/charts/{kind}/{run.RunId}?width=900")).Ok().Body);
    }

    [Fact]
    public async Task Chart_OfAScorecard_ShowsAnyForecasterAndVintage_AndSaysWhichThereAre()
    {
        var address = $"/charts/scorecard/{(await _api.GetAsync("/scorecard?limit=1")).Ok().RunId}.svg";

        var rival = (await _api.GetAsync($"{address}?scenario=drift&vintage=2025-06-15&variable=Vendor%20Revenue|Broadcom|AI")).Ok();
        var unknown = await _api.GetAsync($"{address}?vintage=2025-06-16");
        var unscored = await _api.GetAsync($"{address}?variable=Electricity");

        Assert.Contains("Vendor Revenue|Broadcom|AI: what drift said on 2025-06-15", rival.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.Status, unscored.Status));
        Assert.Contains("its vintages 2024-12, 2025-03-15, 2025-06-15", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("it scores Vendor Revenue|NVIDIA|Data Centre", unscored.Text, StringComparison.Ordinal);
    }
}
