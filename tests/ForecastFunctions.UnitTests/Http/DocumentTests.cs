using System.IO.Compression;
using System.Text;
using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;

namespace ForecastFunctions.UnitTests.Http;

public class DocumentTests
{
    [Fact]
    public void ETag_IsTheSameForTheSameBytesOnly()
        => Gen.Select(Gen.Byte.Array, Gen.Byte.Array).Sample((one, other) =>
        {
            Assert.False(Of(one).ETag.IsWeak);
            Assert.Equal(Of(one).ETag, Of([.. one]).ETag);
            Assert.Equal(one.AsSpan().SequenceEqual(other), Of(one).ETag.Equals(Of(other).ETag));
        });

    [Theory]
    [InlineData("GET", 200, 304)]
    [InlineData("HEAD", 200, 304)]
    [InlineData("POST", 200, 200)]
    [InlineData("GET", 503, 503)]
    public async Task IfNoneMatch_OfAnything_SavesTheBodyOfASafeMethodsSuccess(string method, int status, int answered)
    {
        var request = Requests.Of(method, headers: ("If-None-Match", "*"));

        await new Document([1, 2, 3], "application/json") { Status = status, RetryAfter = 5 }.ExecuteAsync(request.HttpContext);

        Assert.Equal(answered, request.HttpContext.Response.StatusCode);
        Assert.Equal(answered != 304, request.HttpContext.Response.Headers.ContainsKey("Retry-After"));
    }

    [Fact]
    public async Task Head_HasTheHeadersOfGetAndNoBody()
    {
        var document = new Document("[1]"u8.ToArray(), "application/json")
        {
            NextLink = "/next",
            ContentLocation = "/here",
            FileName = "x.csv",
            CacheStatus = "hit"
        };
        var (get, head) = (Requests.Get().HttpContext.Response, Requests.Of("HEAD").HttpContext.Response);

        await document.ExecuteAsync(get.HttpContext);
        await document.ExecuteAsync(head.HttpContext);

        Assert.Equal("[1]", get.Written());
        Assert.Equal("", head.Written());
        Assert.Equal(
            get.Headers.Order(), head.Headers.Order(), (one, other) => string.Equals($"{one}", $"{other}", StringComparison.Ordinal));
        Assert.Equal("</next>; rel=\"next\"", get.Headers.Link);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("*", true)]
    [InlineData("{0}", true)]
    [InlineData("\"other\", {0}", true)]
    [InlineData("W/{0}", false)]
    [InlineData("\"other\"", false)]
    public void IfMatch_IsComparedStrongly(string? ifMatch, bool isMet)
    {
        var document = Of([1]);
        var request = ifMatch is null
            ? Requests.Get() : Requests.Get("", ("If-Match", ifMatch.Replace("{0}", document.ETag.ToString(), StringComparison.Ordinal)));

        if (isMet)
            Assert.Same(document, document.Checked(request));
        else
            Assert.Equal(412, Assert.Throws<ProblemException>(() => document.Checked(request)).Kind.Status);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("gzip", true)]
    [InlineData("gzip, deflate, br", true)]
    [InlineData("br", false)]
    [InlineData("*", true)]
    [InlineData("gzip;q=0, *", false)]
    [InlineData("gzip;q=0.5", true)]
    [InlineData("gzip;q=0.5, identity", false)]
    public async Task Gzip_IsSentToThoseWhoTakeIt_AndUnpacksToTheSameBytes(string? accepted, bool isCompressed)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("the same again ", 500)));
        var document = new Document(body, "text/csv");
        var plain = Requests.Get().HttpContext.Response;
        var response = Requests.Get("", accepted is null ? [] : [("Accept-Encoding", accepted)]).HttpContext.Response;
        await document.ExecuteAsync(plain.HttpContext);
        await document.ExecuteAsync(response.HttpContext);

        var sent = ((MemoryStream)response.Body).ToArray();
        Assert.Equal(isCompressed, response.Headers.ContentEncoding == "gzip");
        Assert.Equal(response.ContentLength, sent.Length);
        Assert.Equal("Accept, Accept-Encoding, Authorization, x-functions-key", response.Headers.Vary);
        Assert.Equal(isCompressed, response.Headers.ETag != plain.Headers.ETag);
        Assert.Equal(body, isCompressed ? Unpacked(sent) : sent);
        Assert.Same(document, document.Checked(Requests.Get("", ("If-Match", response.Headers.ETag.ToString()))));
    }

    [Theory]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 10_000, false)]
    [InlineData("application/json; charset=utf-8", 10_000, true)]
    [InlineData("application/xml", 10_000, true)]
    [InlineData("text/plain; charset=utf-8", 18, false)]
    public async Task Gzip_IsForLongTexts(string contentType, int length, bool isCompressed)
    {
        var request = Requests.Get("", ("Accept-Encoding", "gzip"));

        await new Document(new byte[length], contentType).ExecuteAsync(request.HttpContext);

        Assert.Equal(isCompressed, request.HttpContext.Response.Headers.ContentEncoding == "gzip");
    }

    private static byte[] Unpacked(byte[] body)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static Document Of(byte[] body) => new(body, "application/octet-stream");
}
