using System.IO.Compression;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Http;

[Collection(ProductTests.Name)]
public sealed class NegotiationTests(ProductFixture fixture)
{
    private const string Json = "application/json; charset=utf-8";
    private const string Csv = "text/csv; charset=utf-8; header=present";

    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData("/scenarios", null, Json)]
    [InlineData("/scenarios", "*/*", Json)]
    [InlineData("/scenarios", "text/csv", Csv)]
    [InlineData("/scenarios", "text/csv, application/json", Json)]
    [InlineData("/scenarios", "application/json;q=0.5, text/csv", Csv)]
    [InlineData("/scenarios", "text/*;q=0.9, */*;q=0.1", Csv)]
    [InlineData("/scenarios", "text/csv;q=0, */*", Json)]
    [InlineData("/scenarios", "application/json; charset=utf-8", Json)]
    [InlineData("/scenarios", "application/json;odata.metadata=minimal;q=1.0,application/xml;q=0.5", Json)]
    [InlineData("/scenarios?format=json", "text/csv", Json)]
    [InlineData("/scenarios?format=csv", "application/json", Csv)]
    [InlineData("/scenarios.csv", "application/json", Csv)]
    [InlineData("/scenarios.csv?format=csv", "application/xml", Csv)]
    [InlineData("/scenarios/asic-surge", "text/csv", Csv)]
    [InlineData("/scenarios/asic-surge.csv", null, Csv)]
    public async Task Form_IsTheSuffixsThenFormatsThenAccepts(string path, string? accept, string contentType)
    {
        var answer = (await _api.GetAsync(path, accept is null ? [] : [("Accept", accept)])).Ok();

        Assert.Equal(contentType, answer.ContentType);
        Assert.Contains("Accept", answer["Vary"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/scenarios", "application/xml")]
    [InlineData("/projections", "image/*")]
    [InlineData("/baselines", "application/json;q=0")]
    public async Task Accept_ThatCannotBeMet_IsNotAcceptable(string path, string accept)
    {
        var answer = await _api.GetAsync(path, ("Accept", accept));

        ProblemExpectation.Check(answer, HttpStatusCode.NotAcceptable, "not-acceptable");
        Assert.Contains("text/csv", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/scenarios.csv?format=json")]
    [InlineData("/scenarios/asic-surge.csv?format=json")]
    [InlineData("/baselines/2024-12.csv?format=json")]
    [InlineData("/baselines/2024-12/observations.csv?format=json")]
    [InlineData("/projections.csv?format=json")]
    public async Task Suffix_ThatDisagreesWithFormat_IsRefused(string path)
        => ProblemExpectation.Check(
            await _api.GetAsync(path), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "format", "conflict") { Allows = "csv", Says = "csv and format for json" });

    [Theory]
    [InlineData("/scenarios?format=iamc", "format", "unknown-value")]
    [InlineData("/projections.csv?format=iamc", "format", "conflict")]
    [InlineData("/projections.metadata.json?format=json", "format", "conflict")]
    [InlineData("/projections?decimal=comma", "decimal", "conflict")]
    [InlineData("/scenarios.csv?decimal=,", "decimal", "malformed")]
    [InlineData("/projections?shape=wide", "shape", "conflict")]
    [InlineData("/projections?format=iamc&shape=long", "shape", "conflict")]
    [InlineData("/projections.csv?shape=tall", "shape", "malformed")]
    public async Task View_ThatIsNone_IsRefused(string path, string target, string code)
    {
        var answer = await _api.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var fault = Assert.Single(answer.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((target, code), (fault.GetProperty("target").GetString(), fault.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Gzip_OfAnAnswer_UnpacksToItAndHasAnETagOfItsOwn()
    {
        const string Path = "/projections.csv?scenario=status-quo";
        var plain = (await _api.GetAsync(Path)).Ok();
        var packed = (await _api.GetAsync(Path, ("Accept-Encoding", "gzip"))).Ok();

        Assert.Equal("gzip", packed["Content-Encoding"]);
        Assert.Equal("Accept, Accept-Encoding, Authorization, x-functions-key, Origin", packed["Vary"]);
        Assert.NotEqual(plain.ETag, packed.ETag, StringComparer.Ordinal);
        Assert.True(packed.Body.Length * 3 < plain.Body.Length, $"{packed.Body.Length} of {plain.Body.Length} bytes");
        using var unpacked = new MemoryStream();
        await using (var gzip = new GZipStream(new MemoryStream(packed.Body), CompressionMode.Decompress))
            await gzip.CopyToAsync(unpacked);
        Assert.Equal(plain.Body, unpacked.ToArray());
        var unchanged = await _api.GetAsync(Path, ("Accept-Encoding", "gzip"), ("If-None-Match", packed.ETag));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.Status);
    }

    [Fact]
    public async Task Trace_OfTheCaller_IsInTheHeaderAndInTheProblem()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        (string, string)[] headers = [("traceparent", $"00-{Trace}-b7ad6b7169203331-01")];

        var answer = (await _api.GetAsync("/projections", headers)).Ok();
        var problem = await _api.GetAsync("/projections?to=1999", headers);

        Assert.Equal(Trace, answer["x-trace-id"]);
        Assert.Equal(Trace, problem["x-trace-id"]);
        Assert.Equal(Trace, problem.Json.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Trace_OfACallerThatBeginsNone_IsNewForEachRequest()
    {
        var first = (await _api.GetAsync("/health"))["x-trace-id"];
        var second = (await _api.GetAsync("/health", ("traceparent", "00-nonsense-01")))["x-trace-id"];

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.Matches("^[0-9a-f]{32}$", second);
        Assert.NotEqual(first, second, StringComparer.Ordinal);
    }
}
