using System.Net;
using System.Text;
using System.Text.Json;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

[Collection(SharedProbeHost.Name)]
public sealed class HostileCallerTests(ProbeHostFixture fixture)
{
    private readonly ProbeHost _probe = fixture.Probe;

    [Theory]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("x-forwarded-proto", "https")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Prefix", "/admin")]
    [InlineData("X-Original-Host", "localhost")]
    [InlineData("Forwarded", "for=127.0.0.1;host=localhost;proto=https")]
    public async Task ForwardingHeader_OfACaller_DoesNotReachTheFunction(string name, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/probe/describe");
        request.Headers.Host = "rebound.example";
        request.Headers.Add(name, value);

        using var response = await _probe.Client.SendAsync(request);

        var seen = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("rebound.example", seen.GetProperty("host").GetString());
        Assert.DoesNotContain(seen.GetProperty("headers").EnumerateObject(),
            header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("rebound.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.example", HttpStatusCode.Forbidden)]
    [InlineData("192.168.0.1", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.NotFound)]
    [InlineData("LOCALHOST:7071", HttpStatusCode.NotFound)]
    [InlineData("[::1]:7071", HttpStatusCode.NotFound)]
    [InlineData("127.0.0.2", HttpStatusCode.NotFound)]
    public async Task Admin_ByAName_AnswersLoopbackNamesAlone(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/functions/Nothing") { Content = Json("{}") };
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-Host", "localhost");

        using var response = await _probe.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example", "text/plain", "127.0.0.1", false)]
    [InlineData("http://evil.example", "application/x-www-form-urlencoded", "127.0.0.1", false)]
    [InlineData("http://evil.example", null, "127.0.0.1", false)]
    [InlineData("null", "text/plain", "127.0.0.1", false)]
    [InlineData("http://127.0.0.1:1", "text/plain", "127.0.0.1", false)]
    [InlineData("http://evil.example", "application/json", "127.0.0.1", true)] // the browser has asked first
    [InlineData("http://127.0.0.1", "text/plain", "127.0.0.1", true)]
    [InlineData("http://127.0.0.1:80", "text/plain", "127.0.0.1", true)]
    [InlineData("https://forecast.example", "text/plain", "forecast.example:443", true)]
    [InlineData("http://forecast.example:443", "text/plain", "forecast.example:443", true)]
    [InlineData("http://forecast.example", "text/plain", "forecast.example:443", false)]
    [InlineData(null, "text/plain", "127.0.0.1", true)] // no browser
    public async Task Post_WithoutJson_IsOfTheOwnOriginOrDoesNothing(string? origin, string? contentType, string host, bool isDone)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/probe/mirror");
        request.Content = new ByteArrayContent("posted"u8.ToArray());
        request.Headers.Host = host;
        if (contentType is not null) request.Content.Headers.Add("Content-Type", contentType);
        if (origin is not null) request.Headers.Add("Origin", origin);

        using var response = await _probe.Client.SendAsync(request);

        Assert.Equal(isDone ? HttpStatusCode.MultiStatus : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(isDone ? "posted" : "", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET /probe/items/7 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Probe: caf\u00c3\u00a9", 400)] // UTF-8
    [InlineData("GET /probe/items/7 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Probe: caf\u00e9", 400)] // Latin-1
    [InlineData("GET /probe/items/7 HTTP/1.1\r\nHost: a@127.0.0.1", 400)]
    [InlineData("GET /probe/items/7 HTTP/1.1\r\nHost: a/b", 400)]
    [InlineData("GET /probe/items/7 HTTP/1.1\r\nHost: a b", 400)]
    [InlineData("GET /probe/items/7 HTTP/1.1\r\nHost: [::1", 400)]
    [InlineData("GET /probe/items/7 HTTP/1.1\r\nHost: x:99999", 400)]
    [InlineData("GET /probe/items/7 HTTP/1.1\r\nHost:", 400)]
    [InlineData("GET /probe/items/7 HTTP/1.0", 400)]
    [InlineData("GET /probe/items/%ff HTTP/1.1\r\nHost: 127.0.0.1", 200)]
    [InlineData("GET /probe/items/a%2Fb%5C%7C|%22[ HTTP/1.1\r\nHost: 127.0.0.1", 200)]
    [InlineData("GET /probe/items/7?a=%zz&b=[|{ HTTP/1.1\r\nHost: 127.0.0.1", 200)]
    [InlineData("GET //probe//items HTTP/1.1\r\nHost: 127.0.0.1", 404)]
    [InlineData("GET http://127.0.0.1/probe/items/7 HTTP/1.1\r\nHost: 127.0.0.1", 200)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1", 404)]
    public async Task Request_ThatIsOdd_IsAnsweredAtOnce(string head, int status) =>
        Assert.Equal(status, await RawCall.StatusAsync(_probe.Host.BaseAddress, head));

    [Theory]
    [InlineData(97, 10, 200)]
    [InlineData(98, 10, 431)]
    [InlineData(99, 10, 431)]
    [InlineData(3, 10_700, 200)]
    [InlineData(3, 10_800, 431)]
    public async Task Headers_BeyondWhatTheWorkerTakes_AreRefusedAtOnce(int count, int length, int status)
    {
        var headers = Enumerable.Range(0, count).Select(number => $"X-Probe-{number}: {new string('x', length)}");

        Assert.Equal(status, await RawCall.StatusAsync(
            _probe.Host.BaseAddress, "GET /probe/items/7 HTTP/1.1\r\nHost: 127.0.0.1\r\n" + string.Join("\r\n", headers)));
    }

    [Theory]
    [InlineData('a', 8_000, 200)]
    [InlineData('"', 2_600, 200)]
    [InlineData('"', 3_000, 414)] // three times as long when it is sent on
    [InlineData('a', 9_000, 414)]
    public async Task Path_TooLongForTheWorker_IsRefusedAtOnce(char letter, int length, int status) =>
        Assert.Equal(status, await RawCall.StatusAsync(
            _probe.Host.BaseAddress, $"GET /probe/items/{new string(letter, length)} HTTP/1.1\r\nHost: 127.0.0.1"));

    [Fact]
    public async Task Requests_BeyondTheMostAtOnce_AreRefusedUntilOthersEnd()
    {
        const int Most = 200;
        await using var probe = await ProbeHost.StartAsync(ProbeHost.Options());
        using var leave = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, Most)
            .Select(_ => probe.Client.GetAsync(new Uri("/probe/wait/60000", UriKind.Relative), leave.Token)).ToList();
        await probe.LoggedAsync("Waiting", Most);

        using (var refused = await probe.Client.GetAsync(new Uri("/probe/items/7", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Empty(await refused.Content.ReadAsByteArrayAsync());
        }

        await leave.CancelAsync();
        foreach (var request in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await probe.LoggedAsync("Cancelled", Most);
        Assert.Equal("AnyItem 7", await probe.GetAsync("/probe/items/7"));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
