using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ForecastFunctions.Benchmarks.Accuracy;

namespace ForecastFunctions.Benchmarks.Load;

/// <summary>
/// Uploads monthly series to a host as a catalogue, has them forecast, reads the answer, and tells how many series a second were uploaded,
/// forecast and read. A host that wants a key is given the one in <c>FORECAST_KEY</c>.
/// </summary>
internal static class CatalogueLoad
{
    private const int BytesOfPart = 1_900_000;
    private const int Horizon = 18;

    /// <summary>Measures a host.</summary>
    /// <param name="host">Its address, such as <c>http://127.0.0.1:7071</c>.</param>
    /// <param name="count">How many series.</param>
    /// <param name="path">
    /// A file of series of a competition, as <c>accuracy</c> takes them: its monthly ones are repeated with noise. Without one, series of 48 to
    /// 150 months with trend, season and noise are made up.
    /// </param>
    public static async Task ReportAsync(Uri host, int count, string? path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host, "/api/v1/"), Timeout = TimeSpan.FromMinutes(5) };
        if (Environment.GetEnvironmentVariable("FORECAST_KEY") is { Length: > 0 } key)
            client.DefaultRequestHeaders.Add("x-functions-key", key);
        var name = "load-" + TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var begun = Stopwatch.GetTimestamp();
        await SendAsync(client, HttpMethod.Put, $"catalogues/{name}", """{"description": "A measurement of load"}""");
        try
        {
            var (parts, observations) = await UploadAsync(client, name, path is null ? MadeUp(count) : Repeated(path, count));
            Tell($"{count} series of {observations} observations in {parts} parts uploaded", count, Stopwatch.GetElapsedTime(begun));

            begun = Stopwatch.GetTimestamp();
            using var accepted = await SendAsync(
                client, HttpMethod.Post, "catalogue-forecasts", $$"""{"catalogue": "{{name}}", "horizon": {{Horizon}}}""");
            var id = accepted.RootElement.GetProperty("operationId").GetString()!;
            var waited = await EndAsync(client, id);
            Tell($"forecast {Horizon} months ahead by the default method", count, waited);

            begun = Stopwatch.GetTimestamp();
            var (rows, problems) = await ReadAsync(client, id);
            Tell(string.Create(CultureInfo.InvariantCulture, $"{rows} rows read as NDJSON, {problems} of them problems"), count, Stopwatch.GetElapsedTime(begun));
        }
        finally
        {
            await SendAsync(client, HttpMethod.Delete, $"catalogues/{name}");
        }
    }

    private static async Task<(int Parts, long Observations)> UploadAsync(HttpClient client, string name, IEnumerable<(string Id, double[] Values)> series)
    {
        var (part, observations, lines) = (0, 0L, new StringBuilder());
        foreach (var (id, values) in series)
        {
            if (lines.Length > BytesOfPart)
                await FlushAsync();
            observations += values.Length;
            for (var month = 0; month < values.Length; month++)
                lines.Append(CultureInfo.InvariantCulture, $"{id},{2000 + (month / 12)}-{(month % 12) + 1:00},{values[month]:G6}\n");
        }

        await FlushAsync();
        return (part, observations);

        async Task FlushAsync()
        {
            await SendAsync(
                client, HttpMethod.Put, string.Create(CultureInfo.InvariantCulture, $"catalogues/{name}/parts/{++part}"),
                "series,period,value\n" + lines, "text/csv");
            lines.Clear();
        }
    }

    /// <summary>Waits for the end, and tells how long it took since it was asked for, by the service's clock.</summary>
    private static async Task<TimeSpan> EndAsync(HttpClient client, string id)
    {
        while (true)
        {
            using var state = await SendAsync(client, HttpMethod.Get, $"operations/{id}");
            var operation = state.RootElement;
            var status = operation.GetProperty("status").GetString();
            if (status is "Succeeded")
                return operation.GetProperty("endedAt").GetDateTimeOffset() - operation.GetProperty("createdAt").GetDateTimeOffset();
            if (status is not ("NotStarted" or "Running"))
                throw new InvalidOperationException($"The operation ended as {status}: {operation.GetProperty("problemDetail")}");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<(long Rows, long Problems)> ReadAsync(HttpClient client, string id)
    {
        var (rows, problems) = (0L, 0L);
        for (var next = $"catalogue-forecasts/{id}.ndjson"; next is not null;)
        {
            using var response = await client.GetAsync(new Uri(next, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line)
            {
                rows++;
                problems += line.EndsWith("\"problem\":null}", StringComparison.Ordinal) ? 0 : 1;
            }

            next = response.Headers.TryGetValues("Link", out var links) && links.First().Split('<', '>') is [_, var link, ..] ? link : null;
        }

        return (rows, problems);
    }

    private static async Task<JsonDocument> SendAsync(HttpClient client, HttpMethod method, string path, string? body = null, string mediaType = "application/json")
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
            {
                Content = body is null ? null : new StringContent(body, Encoding.UTF8, mediaType),
            };
            request.Headers.Add("Prefer", "respond-async");
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode)
                return JsonDocument.Parse(text.Length == 0 ? "null" : text);
            if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(2));
        }
    }

    private static void Tell(string what, int series, TimeSpan took) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: {took.TotalSeconds:0.0} s, {series / took.TotalSeconds:0.0} series a second"));

    private static IEnumerable<(string Id, double[] Values)> MadeUp(int count)
    {
        var random = new Random(1);
        for (var i = 0; i < count; i++)
        {
            var (level, growth, season, noise) = (
                Math.Exp((4 * random.NextDouble()) + 4), (random.NextDouble() * 0.02) - 0.005, random.NextDouble() * 0.4, 0.02 + (random.NextDouble() * 0.1));
            var values = new double[random.Next(48, 151)];
            for (var t = 0; t < values.Length; t++)
            {
                values[t] = level * Math.Exp((growth * t) + (noise * (random.NextDouble() + random.NextDouble() - 1)))
                    * (1 + (season * Math.Sin(2 * Math.PI * (t + i) / 12)));
            }

            yield return (string.Create(CultureInfo.InvariantCulture, $"m{i:000000}"), values);
        }
    }

    private static IEnumerable<(string Id, double[] Values)> Repeated(string path, int count)
    {
        var random = new Random(1);
        var monthly = CompetitionSeries.Read(path).Where(s => s.Observed.SeasonLength == 12).ToList();
        if (monthly.Count == 0)
            throw new ArgumentException($"{path} has no monthly series.", nameof(path));
        for (var i = 0; i < count; i++)
        {
            var series = monthly[i % monthly.Count];
            var noise = i < monthly.Count ? 0 : 0.01;
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"{series.Id}-{i / monthly.Count}"),
                [.. series.Observed.Values.Select(v => v * (1 + (noise * ((2 * random.NextDouble()) - 1))))]);
        }
    }
}
