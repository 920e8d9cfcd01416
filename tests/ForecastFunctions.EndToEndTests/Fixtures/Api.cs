using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Contract;

namespace ForecastFunctions.EndToEndTests.Fixtures;

/// <summary>A client of the API that takes every answer as it comes, and compares it with the OpenAPI document.</summary>
public sealed class Api : IDisposable
{
    /// <summary>Bounds every wait of these tests.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client;

    public Api(Uri host)
    {
        Host = host;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host, Timeout = Patience };
    }

    public Uri Host { get; }

    /// <summary>GET of a path below <c>/api/v1</c>, or of one that an answer gave.</summary>
    public Task<Answer> GetAsync(string path, params IEnumerable<(string Name, string Value)> headers)
        => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>POST of JSON.</summary>
    public Task<Answer> PostAsync(string path, string json, params IEnumerable<(string Name, string Value)> headers)
        => SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), headers);

    /// <summary>PUT of JSON.</summary>
    public Task<Answer> PutAsync(string path, string json, params IEnumerable<(string Name, string Value)> headers)
        => SendAsync(HttpMethod.Put, path, new StringContent(json, Encoding.UTF8, "application/json"), headers);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, Address(path)) { Content = content };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), name);
        using var response = await _client.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        ContractCheck.Check(request, answer);
        return answer;
    }

    /// <summary>Has the host run a timer now; it is accepted, and runs afterwards.</summary>
    public async Task RunTimerAsync(string function)
    {
        using var response = await _client.PostAsync(
            new Uri($"/admin/functions/{function}", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>The version of the baseline that is current.</summary>
    public async Task<string> CurrentBaselineAsync()
        => (await GetAsync("/baselines/current")).Ok().Json.GetProperty("version").GetString()!;

    /// <summary>Makes a stored baseline current, or pins it, as an operator does, and gives the report.</summary>
    public async Task<JsonElement> MakeCurrentAsync(string version, bool isPinned = false)
    {
        var current = (await GetAsync("/baselines/current")).Ok();
        var body = $$"""{"version": "{{version}}", "isPinned": {{(isPinned ? "true" : "false")}}}""";
        return (await PutAsync("/baselines/current", body, ("If-Match", current.ETag))).Ok().Json;
    }

    /// <summary>How many runs the worker has computed since it started.</summary>
    public async Task<long> RunsComputedAsync() => (await GetAsync("/health")).Ok().Json.GetProperty("runsComputed").GetInt64();

    public void Dispose() => _client.Dispose();

    /// <summary>A body of raw bytes.</summary>
    public static ByteArrayContent Bytes(byte[] body, string contentType)
        => new(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };

    private static Uri Address(string path)
        => new(path.StartsWith("/api/", StringComparison.Ordinal) ? path : "/api/v1" + path, UriKind.Relative);
}
