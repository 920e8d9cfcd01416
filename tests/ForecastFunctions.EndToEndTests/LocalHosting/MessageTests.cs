using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

[Collection(SharedProbeHost.Name)]
public sealed class MessageTests(ProbeHostFixture fixture)
{
    private readonly ProbeHost _probe = fixture.Probe;

    [Fact]
    public async Task Request_AtTheFunction_IsAsItWasSent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/probe/describe?a=1&b=%C3%A4&b=2");
        request.Headers.Add("X-Probe", "sent");
        request.Headers.Host = "forecast.example:8080";

        var seen = await DescribeAsync(request);

        Assert.Equal("/probe/describe?a=1&b=%C3%A4&b=2", seen.GetProperty("url").GetString());
        Assert.Equal("forecast.example:8080", seen.GetProperty("host").GetString());
        Assert.Equal("sent", seen.GetProperty("headers").GetProperty("X-Probe").GetString());
        Assert.Equal("""{"a":"1","b":"\u00E4,2"}""", seen.GetProperty("boundQuery").GetString());
    }

    [Fact]
    public async Task InvocationId_OfTheClient_IsOverwritten()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/probe/describe");
        request.Headers.Add("x-ms-invocation-id", "chosen-by-the-client");

        var seen = await DescribeAsync(request);

        var id = seen.GetProperty("invocationId").GetString();
        Assert.True(Guid.TryParse(id, out _), id);
        Assert.Equal(id, seen.GetProperty("headers").GetProperty("x-ms-invocation-id").GetString());
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData(null)]
    public async Task Trace_OfARequest_IsTheSameInHeaderAndInvocation(string? traceParent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/probe/describe");
        if (traceParent is not null) request.Headers.Add("traceparent", traceParent);

        var seen = await DescribeAsync(request);

        var given = seen.GetProperty("headers").GetProperty("traceparent").GetString()!;
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", given);
        Assert.Equal(given, seen.GetProperty("traceParent").GetString());
        if (traceParent is not null) Assert.Equal(traceParent, given);
    }

    [Fact]
    public async Task Body_OfAMegabyte_GoesThroughBothWaysWithStatusAndHeaders()
    {
        var body = Enumerable.Range(0, 1 << 20).Select(index => (byte)(index * 31 >> 3)).ToArray();
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-probe") } };

        using var response = await _probe.Client.PostAsync(new Uri("/probe/mirror", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.Equal(["one", "two"], response.Headers.GetValues("X-Probe"), StringComparer.Ordinal);
        Assert.Equal("application/x-probe", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Worker_OfTheHost_HasItsSettingsAndWorkingDirectory()
    {
        Assert.Equal("true", await _probe.GetAsync("/probe/settings/AzureWebJobs.SwitchedOff.Disabled"));
        Assert.Equal(
            $"{_probe.Host.WorkerProcessId} {AppDirectories.ProbeApp.TrimEnd('/')}",
            await _probe.GetAsync("/probe/worker-process"));
    }

    private async Task<JsonElement> DescribeAsync(HttpRequestMessage request)
    {
        using var response = await _probe.Client.SendAsync(request);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
