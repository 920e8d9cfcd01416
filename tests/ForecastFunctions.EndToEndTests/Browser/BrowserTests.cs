using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Keys;
using ForecastFunctions.TestKit.Browsing;

namespace ForecastFunctions.EndToEndTests.Browser;

/// <summary>The service as pages in a browser meet it.</summary>
[Collection(KeyTests.Name)]
public sealed class BrowserTests(KeyFixture fixture)
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
    public async Task Page_OfAnAllowedSite_ReadsAnswersAndProblemsWithAKey()
    {
        await using var site = await OtherSite.StartAsync();
        await using var product = await StartAsync(site.Origin);
        await using var browser = await TestBrowser.StartAsync();
        await using var opened = await browser.OpenAsync(new Uri(site.Origin));
        var key = await fixture.IssueAsync(product.Api, "page-partner", AccessScope.Read);

        var answer = await opened.Page.EvaluateFunctionAsync<string?[]>(Read, Address(product, "/v1/variables?limit=1"), key);
        var refused = await opened.Page.EvaluateFunctionAsync<string?[]>(Read, Address(product, "/v1/variables"), "ff_wrong");

        Assert.Equal("200", answer[0]);
        Assert.NotNull(answer[1]);
        Assert.Contains("\"value\"", answer[3], StringComparison.Ordinal);
        Assert.Equal(("401", "credential-refused"), (refused[0], refused[2]));
    }

    [BrowserFact]
    public async Task Page_OfAnotherSite_ReadsNothing()
    {
        await using var site = await OtherSite.StartAsync();
        await using var product = await StartAsync("https://app.example.com");
        await using var browser = await TestBrowser.StartAsync();
        await using var opened = await browser.OpenAsync(new Uri(site.Origin));

        var answer = await opened.Page.EvaluateFunctionAsync<string?[]>(Read, Address(product, "/v1/variables"), fixture.AdminKey);

        Assert.Equal("TypeError", Assert.Single(answer));
    }

    [BrowserFact]
    public async Task Reference_InABrowser_ShowsEveryOperationAndAsksNobodyElse()
    {
        await using var product = await StartAsync("https://app.example.com");
        await using var browser = await TestBrowser.StartAsync();
        await using var opened = await browser.OpenAsync(new Uri(Address(product, "/docs")));

        await opened.Page.WaitForFunctionAsync("() => document.body.innerText.includes('Run a scenario')");

        Assert.All(opened.Requests, request => Assert.Equal(product.Host.BaseAddress.Authority, request.Authority));
        Assert.Empty(opened.Faults);
    }

    private Task<Product> StartAsync(string origins)
        => fixture.StartAsync(fixture.TableConnectionString, fixture.NewTableNamePrefix(), [("Cors__AllowedOrigins", origins)]);

    private static string Address(Product product, string path) => new Uri(product.Host.BaseAddress, "/api" + path).AbsoluteUri;
}
