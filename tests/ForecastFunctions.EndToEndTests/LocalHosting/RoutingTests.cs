using System.Net;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

[Collection(SharedProbeHost.Name)]
public sealed class RoutingTests(ProbeHostFixture fixture)
{
    private readonly ProbeHost _probe = fixture.Probe;

    [Theory]
    [InlineData("/probe/items/7", "AnyItem 7")]
    [InlineData("/probe/items/7/", "AnyItem 7")]
    [InlineData("/PROBE/Items/7", "AnyItem 7")]
    [InlineData("/probe/items/a%20b", "AnyItem a b")]
    [InlineData("/probe/runs/00ff", "run 00ff")]
    [InlineData("/probe/Unrouted", "unrouted")]
    public async Task Path_OfARoute_IsAnsweredByItsFunction(string path, string answer) =>
        Assert.Equal(answer, await _probe.GetAsync(path));

    [Fact]
    public async Task Path_OfTwoRoutes_IsAnsweredByTheFunctionFirstByName() =>
        Assert.Equal("AnyItem special", await _probe.GetAsync("/probe/items/special"));

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("GET", "/api/items/7")]
    [InlineData("GET", "/probe/items")]
    [InlineData("GET", "/probe/items/7/8")]
    [InlineData("GET", "/probe/runs/00fg")]
    [InlineData("GET", "/probe/runs/00ff0")]
    [InlineData("GET", "/probe/post-only")]
    [InlineData("HEAD", "/probe/items/7")]
    [InlineData("OPTIONS", "/probe/items/7")]
    [InlineData("GET", "/probe/switched-off")]
    [InlineData("GET", "/probe/Tick")]
    public async Task Request_OfNoRoute_IsNotFoundAndEmpty(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _probe.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK, "Its functions answer below /probe.")]
    [InlineData("true", HttpStatusCode.NoContent, "")]
    public async Task Root_OfTheHost_IsItsPageUnlessDisabled(string? isDisabled, HttpStatusCode status, string words)
    {
        await using var host = await ProbeHost.StartAsync(ProbeHost.Options(("AzureWebJobsDisableHomepage", isDisabled)));
        using var response = await host.Client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Method_OfAFunctionThatListsNone_IsTaken(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/probe/describe");
        using var response = await _probe.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains($"\"method\":\"{method}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisabledFunction_OfAHostWithoutTheSetting_Answers()
    {
        await using var other = await ProbeHost.StartAsync(ProbeHost.Options());

        Assert.Equal("on", await other.GetAsync("/probe/switched-off"));
    }
}
