using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>Writes scenarios and runs without pause, and remembers each that the service acknowledged, and when it was sent.</summary>
public sealed class Acknowledgements(HttpClient client, TimeProvider time)
{
    private const int ScenariosOfAWriter = 20;

    private readonly ConcurrentDictionary<string, (int Value, DateTimeOffset Sent)> _scenarios = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (byte[] Body, DateTimeOffset Sent)> _runs = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>How many writes were acknowledged so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Writes until it is cancelled. A write that fails is one that was not acknowledged, whether it was done or not.</summary>
    public async Task WriteAsync(int writer, CancellationToken cancellationToken)
    {
        for (var number = 1; !cancellationToken.IsCancellationRequested; number++)
        {
            try
            {
                if (number % 4 == 0)
                    await ComputeAsync(writer, number);
                else
                    await SaveAsync($"w{writer}-{number % ScenariosOfAWriter}", number);
            }
            catch (HttpRequestException)
            {
                // There is no host, or it was killed meanwhile.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    /// <summary>Reads all that was acknowledged, and tells when each was sent of which there is less now.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> LostAsync()
    {
        var lost = new List<DateTimeOffset>();
        foreach (var (name, (value, sent)) in _scenarios)
        {
            var (status, body) = await SendAsync(HttpMethod.Get, $"/api/v1/scenarios/{name}");
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{name}: {status}");
            if (status == HttpStatusCode.NotFound || ValueOf(body) < value) lost.Add(sent);
        }

        foreach (var (address, (kept, sent)) in _runs)
        {
            var (status, body) = await SendAsync(HttpMethod.Get, address);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{address}: {status}");
            if (status == HttpStatusCode.NotFound)
                lost.Add(sent);
            else
                Assert.Equal(kept, body);
        }

        return lost;
    }

    private async Task SaveAsync(string name, int value)
    {
        var sent = time.GetUtcNow();
        var (status, _) = await SendAsync(HttpMethod.Put, $"/api/v1/scenarios/{name}", $$"""{"description": "{{value}}"}""");
        if (!IsDone(status)) return;
        _scenarios[name] = (value, sent);
        Interlocked.Increment(ref _count);
    }

    private async Task ComputeAsync(int writer, int number)
    {
        var rate = 1.5 + (writer / 10.0) + (number / 1e6);
        var sent = time.GetUtcNow();
        using var response = await client.GetAsync(new Uri(
            string.Create(CultureInfo.InvariantCulture, $"/api/v1/projections?set.ratio.limit={rate}"), UriKind.Relative));
        var body = await response.Content.ReadAsByteArrayAsync();
        if (!IsDone(response.StatusCode)) return;
        _runs[response.Content.Headers.ContentLocation!.OriginalString] = (body, sent);
        Interlocked.Increment(ref _count);
    }

    // A killed worker's requests are 500, and without storage they are 503.
    private static bool IsDone(HttpStatusCode status)
    {
        var isDone = status is HttpStatusCode.OK or HttpStatusCode.Created;
        Assert.True(isDone || status is HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable, status.ToString());
        return isDone;
    }

    private static int ValueOf(byte[] body) =>
        int.Parse(JsonElement.Parse(body).GetProperty("stated").GetProperty("description").GetString()!, CultureInfo.InvariantCulture);

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }
}
