using System.Net;
using System.Text.RegularExpressions;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Index;

/// <summary>The way in, as a browser asks for it.</summary>
[Collection(ProductTests.Name)]
public sealed partial class IndexPageTests(ProductFixture fixture)
{
    [Fact]
    public async Task Index_ToABrowser_IsAPageWithoutScriptThatLeadsOn_AndToAProgramJson()
    {
        var page = (await fixture.Api.GetAsync("/api/v1", ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"))).Ok();

        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", page["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        var ways = Ways().Matches(page.Text.Split("<h2")[0]).Select(m => WebUtility.HtmlDecode(m.Groups["target"].Value)).ToList();
        Assert.Equal("/api/explorer", ways[0]);
        Assert.Superset(new HashSet<string> { "/api/docs", "/api/v1/excel/workbook.xlsx", "/api/explorer?tab=record" }, ways.ToHashSet());
        foreach (var way in ways)
            (await fixture.Api.GetAsync(way)).Ok();

        foreach (var accept in (string[])["*/*", "application/json", "application/json, text/html;q=0.5"])
            Assert.StartsWith("application/json", (await fixture.Api.GetAsync("/api/v1", ("Accept", accept))).Ok().ContentType, StringComparison.Ordinal);
    }

    [GeneratedRegex("<a href=\"(?<target>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ways();
}
