using System.Net;
using System.Text;
using System.Text.Json;

namespace ForecastFunctions.EndToEndTests.Fixtures;

/// <summary>An answer of the API, read to its end.</summary>
public sealed class Answer
{
    private readonly Dictionary<string, string> _headers;

    private Answer(HttpStatusCode status, Dictionary<string, string> headers, byte[] body)
    {
        Status = status;
        Body = body;
        _headers = headers;
    }

    public HttpStatusCode Status { get; }

    public byte[] Body { get; }

    public string? ContentType => this["Content-Type"];

    public string ETag => this["ETag"] ?? throw new InvalidOperationException("The answer has no ETag.");

    /// <summary>The body as text, its byte order mark included if it has one.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The rows of a JSON answer.</summary>
    public IReadOnlyList<JsonElement> Rows => [.. Json.GetProperty("value").EnumerateArray()];

    /// <summary>The records of a CSV answer, its header the first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Records => CsvText.Read(Text.TrimStart('\uFEFF'));

    public string RunId => Json.GetProperty("runId").GetString()!;

    /// <summary>Every header, a line for each.</summary>
    public string Headers => string.Join('\n', _headers.Select(h => $"{h.Key}: {h.Value}"));

    /// <summary>The names of the headers.</summary>
    public IEnumerable<string> HeaderNames => _headers.Keys;

    /// <summary>A header, its values joined by commas; null where it is absent.</summary>
    public string? this[string header] => _headers.GetValueOrDefault(header);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        // As they were sent: what HttpClient has parsed comes back in its own order.
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>The answer itself, where it is 200; else the test fails with what it says.</summary>
    public Answer Ok()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status}: {Text}");
        return this;
    }
}
