using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Http;

[Collection(ProductTests.Name)]
public sealed class BodyFaultTests(ProductFixture fixture)
{
    private const int MaxBytes = 256 * 1024;

    private readonly Api _api = fixture.Api;

    public static TheoryData<string, string, string> UnreadableBodies => new()
    {
        { "", "malformed", "empty" },
        { """{"to": """, "malformed", "line 1, byte 8" },
        { "{\n\"to\": 2030,}", "malformed", "line 2, byte 12" },
        { "{} {}", "malformed", "line 1, byte 4" },
        { """{"to": 2030} // comment""", "malformed", "line 1, byte 14" },
        { """{'to': 2030}""", "malformed", "line 1, byte 2" },
        { """{"to": NaN}""", "malformed", "line 1, byte 8" },
        { $$"""{"to": {{new string('[', 200)}}{{new string(']', 200)}}}""", "malformed", "at most 32 levels" },
        { string.Concat(Enumerable.Repeat("""{"scenario":""", 200)) + "1" + new string('}', 200), "malformed", "at most 32 levels" },
        { """{"to": 2030, "to": 2030}""", "duplicate", "twice" },
        { """{"scenario": {"parameters": {"ratio.limit": 3, "ratio.limit": 3}}}""", "duplicate", "twice" },
        { "[]", "malformed", "object" },
        { "\"article-base\"", "malformed", "object" },
        { "null", "malformed", "object" },
    };

    [Theory]
    [MemberData(nameof(UnreadableBodies))]
    public async Task Body_ThatIsNoObjectOfStrictJson_IsRefused(string body, string code, string says)
        => ProblemExpectation.Check(
            await _api.PostAsync("/projections", body), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("body", "", code) { Says = says });

    public static TheoryData<byte[]> BodiesOfWhatIsNoText =>
    [
        [.. "{\"scenario\": \""u8, 0xFF, 0xFE, .. "\"}"u8],
        [.. "{\"scen"u8, 0xC3, .. "ario\": 1}"u8],
        """{"scenario": "\uD800"}"""u8.ToArray(),
        """{"\uDC00": 1}"""u8.ToArray(),
        """{"scenario": {"parameters": {"\uD800": 1, "\uD800x": 2}}}"""u8.ToArray(),
        """{"variables": ["Electricity", "\uD83D"]}"""u8.ToArray(),
    ];

    [Theory]
    [MemberData(nameof(BodiesOfWhatIsNoText))]
    public async Task Body_WithNamesOrValuesThatAreNoUnicode_IsRefused(byte[] body)
        => ProblemExpectation.Check(
            await _api.SendAsync(HttpMethod.Post, "/projections", Api.Bytes(body, "application/json")),
            HttpStatusCode.BadRequest, "invalid-request", new ExpectedFault("body", "", "malformed") { Says = "Unicode" });

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Body_ThatIsNotSentAsJson_IsAnUnsupportedMediaType(string? contentType)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);

        ProblemExpectation.Check(
            await _api.SendAsync(HttpMethod.Post, "/projections", content), HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.example+json")]
    public async Task Body_SentAsSomeJson_IsRead(string contentType)
        => (await _api.SendAsync(HttpMethod.Post, "/projections", Api.Bytes("{}"u8.ToArray(), contentType))).Ok();

    [Fact]
    public async Task Body_ThatIsCompressed_IsAnUnsupportedMediaType()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write("{}"u8);
        using var content = Api.Bytes(compressed.ToArray(), "application/json");
        content.Headers.ContentEncoding.Add("gzip");

        ProblemExpectation.Check(
            await _api.SendAsync(HttpMethod.Post, "/projections", content), HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData(MaxBytes + 1, false)]
    [InlineData(MaxBytes + 1, true)]
    [InlineData(4 * 1024 * 1024, true)]
    public async Task Body_BeyondTheLimit_IsRefusedWhetherDeclaredOrChunked(int length, bool isChunked)
    {
        var answer = await SendAsync(length, isChunked);

        ProblemExpectation.Check(answer, HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Contains($"{MaxBytes}", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_AtTheLimit_IsRead(bool isChunked) => (await SendAsync(MaxBytes, isChunked)).Ok();

    private async Task<Answer> SendAsync(int length, bool isChunked)
    {
        using var content = Api.Bytes(Encoding.UTF8.GetBytes("{}".PadRight(length)), "application/json");
        using HttpContent body = isChunked ? new ChunkedContent(content) : content;
        return await _api.SendAsync(HttpMethod.Post, "/projections", body);
    }

    /// <summary>A body that does not state its length.</summary>
    private sealed class ChunkedContent : HttpContent
    {
        private readonly HttpContent _inner;

        public ChunkedContent(HttpContent inner)
        {
            _inner = inner;
            Headers.ContentType = inner.Headers.ContentType;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _inner.CopyToAsync(stream, context);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
