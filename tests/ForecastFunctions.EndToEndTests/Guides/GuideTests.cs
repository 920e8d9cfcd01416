using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Guides;

[Collection(ProductTests.Name)]
public sealed partial class GuideTests(ProductFixture fixture)
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private readonly Api _api = fixture.Api;

    public static TheoryData<string> Files => [.. Documentation.Guides.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Guide_IsServedAsItStandsInTheRepository_AndAsAPageToABrowser(string name)
    {
        var path = PathOf(name);
        var file = Documentation.Guides[name];

        var text = (await _api.GetAsync(path)).Ok();
        var page = (await _api.GetAsync(path, ("Accept", Browser))).Ok();

        Assert.StartsWith("text/markdown", text.ContentType, StringComparison.Ordinal);
        Assert.Equal(file, text.Text.Replace("](../docs/", "](", StringComparison.Ordinal));
        Assert.StartsWith("text/html", page.ContentType, StringComparison.Ordinal);
        Assert.Contains("<h1", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);

        // The policy allows the page's own style and pictures, and nothing else.
        var style = Style().Match(page.Text).Groups["style"].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"default-src 'none'; style-src 'sha256-{hash}'", page["Content-Security-Policy"], StringComparison.Ordinal);
        foreach (Match picture in Picture().Matches(page.Text))
        {
            var answer = (await _api.GetAsync(new Uri(new Uri(_api.Host, path), picture.Groups["source"].Value).AbsolutePath)).Ok();
            Assert.StartsWith("image/svg+xml", answer.ContentType, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Links_OfAGuide_LeadSomewhereFromWhereItIsServed(string name)
    {
        var path = PathOf(name);
        var text = (await _api.GetAsync(path)).Ok().Text;
        var page = (await _api.GetAsync(path, ("Accept", Browser))).Ok().Text;

        foreach (var target in Link().Matches(text).Concat(Reference().Matches(page)).Select(m => m.Groups["target"].Value.Split('#')[0]))
        {
            if (!target.StartsWith("https://", StringComparison.Ordinal))
                (await _api.GetAsync(new Uri(new Uri(_api.Host, path), target).AbsolutePath)).Ok();
        }
    }

    [Fact]
    public async Task Guide_OfNoSuchName_IsNotThere() => Assert.Equal(HttpStatusCode.NotFound, (await _api.GetAsync("/api/docs/nowhere")).Status);

    private static string PathOf(string name) => name == "guide" ? "/api/v1/guide" : $"/api/docs/{name}";

    [GeneratedRegex("<a href=\"(?<target>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("<img src=\"(?<source>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Picture();

    [GeneratedRegex("<style>(?<style>.*?)</style>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Style();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
