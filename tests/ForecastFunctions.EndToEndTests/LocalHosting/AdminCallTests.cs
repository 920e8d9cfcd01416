using System.Net;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

[Collection(SharedProbeHost.Name)]
public sealed class AdminCallTests(ProbeHostFixture fixture)
{
    private readonly ProbeHost _probe = fixture.Probe;

    [Fact]
    public async Task Call_OfATimer_IsAcceptedAndRunsItInAnyCase()
    {
        using var accepted = await _probe.RunTimerAsync("tick");

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Contains("\"IsPastDue\":false", await _probe.LoggedAsync("Tick began "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/admin/functions/Nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/admin/functions/AnyItem", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/admin/functions/AtStart", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("GET", "/admin/functions/AtStart", HttpStatusCode.NotFound)]
    public async Task Call_OfAnythingElse_IsRefused(string method, string path, HttpStatusCode status)
    {
        using var form = new FormUrlEncodedContent([]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = form };

        using var response = await _probe.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Timer_WithRunOnStartup_RanOnceAtStart()
    {
        await _probe.LoggedAsync("AtStart ran");

        Assert.Equal(1, _probe.Logged("AtStart ran"));
    }
}
