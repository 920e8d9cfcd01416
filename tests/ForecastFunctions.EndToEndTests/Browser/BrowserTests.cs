using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Keys;

namespace ForecastFunctions.EndToEndTests.Browser;

/// <summary>The service as pages in a browser meet it.</summary>
[Collection(KeyTests.Name)]
public sealed class BrowserTests(KeyFixture fixture, TestBrowser browser)
{
    private const string Read = """
        async (address, key) => {
          try {
            const answer = await fetch(address, { headers: { "x-functions-key": key } });
            return [String(answer.status), answer.headers.get("ETag"), answer.headers.get("x-ms-error-code"), await answer.text()];
          } catch (error) {
            return [error.name];
          }
        }
        """;

    [BrowserFact]
    public async Task Page_OfAnAllowedSite_ReadsAnswersAndProblemsWithAKey_AndThatOfAnotherSiteNothing()
    {
        await using var allowed = await OtherSite.StartAsync();
        await using var other = await OtherSite.StartAsync();
        await using var product = await fixture.StartAsync(
            fixture.TableConnectionString, fixture.NewTableNamePrefix(), [("Cors__AllowedOrigins", allowed.Origin)]);
        await using var mine = await browser.OpenAsync(new Uri(allowed.Origin));
        await using var theirs = await browser.OpenAsync(new Uri(other.Origin));
        var key = await fixture.IssueAsync(product.Api, "page-partner", AccessScope.Read);

        var answer = await mine.Page.EvaluateFunctionAsync<string?[]>(Read, Address(product, "/v1/variables?limit=1"), key);
        var refused = await mine.Page.EvaluateFunctionAsync<string?[]>(Read, Address(product, "/v1/variables"), "ff_wrong");
        var nothing = await theirs.Page.EvaluateFunctionAsync<string?[]>(Read, Address(product, "/v1/variables"), key);

        Assert.Equal("200", answer[0]);
        Assert.NotNull(answer[1]);
        Assert.Contains("\"value\"", answer[3], StringComparison.Ordinal);
        Assert.Equal(("401", "credential-refused"), (refused[0], refused[2]));
        Assert.Equal("TypeError", Assert.Single(nothing));
    }

    [BrowserFact]
    public async Task Reference_InABrowser_ShowsEveryOperationAndAsksNobodyElse()
    {
        await using var opened = await browser.OpenAsync(new Uri(Address(fixture.Product, "/docs")));

        await opened.Page.WaitForFunctionAsync("() => document.body.innerText.includes('Run a scenario')");

        Assert.All(opened.Requests, request => Assert.Equal(fixture.Product.Host.BaseAddress.Authority, request.Authority));
        Assert.Empty(opened.Faults);
    }

    private static string Address(Product product, string path) => new Uri(product.Host.BaseAddress, "/api" + path).AbsoluteUri;
}
