using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Http;

[Collection(ProductTests.Name)]
public sealed class ConditionalRequestTests(ProductFixture fixture)
{
    private const string Other = "\"AAAAAAAAAAAAAAAAAAAAAA\"";

    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData("/projections?scenario=status-quo")]
    [InlineData("/projections.csv?scenario=status-quo&variables=Electricity")]
    [InlineData("/parameters")]
    [InlineData("/baselines/2024-12/observations?limit=3")]
    public async Task IfNoneMatch_ThatNamesTheRepresentation_SavesTheBody(string path)
    {
        var full = (await _api.GetAsync(path)).Ok();
        Assert.Matches("^\"[A-Za-z0-9_-]+\"$", full.ETag);

        foreach (var tags in new[] { full.ETag, "W/" + full.ETag, $"{Other}, {full.ETag}", "*" })
        {
            var unchanged = await _api.GetAsync(path, ("If-None-Match", tags));
            Assert.Equal(HttpStatusCode.NotModified, unchanged.Status);
            Assert.Empty(unchanged.Body);

            // What a cache needs to keep its copy by (RFC 9110, 15.4.5).
            foreach (var header in new[] { "ETag", "Cache-Control", "Vary", "Content-Location" })
                Assert.Equal(full[header], unchanged[header]);
        }

        Assert.Equal(full.Body, (await _api.GetAsync(path, ("If-None-Match", Other))).Ok().Body);
    }

    [Theory]
    [InlineData("/projections?scenario=status-quo")]
    [InlineData("/scenarios")]
    public async Task IfMatch_ThatNamesAnotherRepresentation_IsAFailedPrecondition(string path)
    {
        var full = (await _api.GetAsync(path)).Ok();

        Assert.Equal(full.Body, (await _api.GetAsync(path, ("If-Match", $"{Other}, {full.ETag}"))).Ok().Body);
        Assert.Equal(full.Body, (await _api.GetAsync(path, ("If-Match", "*"))).Ok().Body);
        ProblemExpectation.Check(await _api.GetAsync(path, ("If-Match", Other)), HttpStatusCode.PreconditionFailed, "precondition-failed");
        ProblemExpectation.Check(
            await _api.GetAsync(path, ("If-Match", "W/" + full.ETag)), HttpStatusCode.PreconditionFailed, "precondition-failed");
    }

    [Fact]
    public async Task ETag_IsOfTheRepresentation()
    {
        string[] paths =
        [
            "/projections", "/projections.csv", "/projections?variables=Electricity", "/projections.csv?variables=Electricity",
            "/projections?limit=3", "/projections?scenario=data-wall", "/scenarios", "/scenarios.csv",
        ];

        var tags = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var answer = (await _api.GetAsync(path)).Ok();
            Assert.True(tags.Add(answer.ETag), path);
            Assert.Equal(answer.ETag, (await _api.GetAsync(path)).ETag);
        }
    }

    [Theory]
    [InlineData("/projections", "private, max-age=300")]
    [InlineData("/baselines/latest", "private, max-age=300")]
    [InlineData("/baselines/latest/observations", "private, max-age=300")]
    [InlineData("/baselines/2024-12", "private, max-age=31536000, immutable")]
    [InlineData("/baselines/2024-12/observations.csv", "private, max-age=31536000, immutable")]
    [InlineData("/parameters", "private, max-age=300")]
    [InlineData("/health", "no-store")]
    [InlineData("/ready", "no-store")]
    [InlineData("/baselines", "no-store")]
    public async Task CacheControl_IsLongOnlyForWhatNeverChanges(string path, string cacheControl)
        => Assert.Equal(cacheControl, (await _api.GetAsync(path)).Ok()["Cache-Control"]);

    [Theory]
    [InlineData("/projections?scenario=asic-surge")]
    [InlineData("/projections.csv?scenario=asic-surge")]
    [InlineData("/projections?scenario=asic-surge&variables=Ratio*,Electricity")]
    [InlineData("/projections.csv?scenario=asic-surge&variables=Share%7CNVIDIA*&limit=10")]
    [InlineData("/projections?set.ratio.limit=2.5&step=quarter&limit=7")]
    [InlineData("/projections.csv?scenario=asic-surge&shape=wide&limit=3")]
    [InlineData("/projections?scenario=asic-surge&format=iamc&decimal=comma&variables=Ratio*")]
    public async Task ContentLocation_LeadsToTheSameBytesForGood(string path)
    {
        var asked = (await _api.GetAsync(path)).Ok();
        var pinned = (await _api.GetAsync(asked["Content-Location"]!)).Ok();

        Assert.StartsWith("/api/v1/projections/", asked["Content-Location"], StringComparison.Ordinal);
        Assert.Equal(asked.Body, pinned.Body);
        Assert.Equal(asked.ETag, pinned.ETag);
        Assert.Equal(asked.ContentType, pinned.ContentType);
        Assert.Equal(asked["Content-Location"], pinned["Content-Location"]);
        Assert.Equal("private, max-age=31536000, immutable", pinned["Cache-Control"]);
    }
}
