using System.Net;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Keys;

/// <summary>What only an admin may do to baselines.</summary>
[Collection(KeyTests.Name)]
public sealed class OperatorTests(KeyFixture fixture)
{
    private const string Path = "/baselines/current";

    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData(AccessScope.Read)]
    [InlineData(AccessScope.Write)]
    public async Task Pointer_ByAPartnerWhoIsNoAdmin_IsReadAndNotChanged(AccessScope scope)
    {
        var key = KeyFixture.Header(fixture.Keys[scope]);
        var current = (await _api.GetAsync(Path, key)).Ok();

        var refused = await _api.PutAsync(Path, """{"version": "2024-12", "isPinned": true}""", key, ("If-Match", current.ETag));

        ProblemExpectation.Check(refused, HttpStatusCode.Forbidden, "scope-missing");
        ProblemExpectation.Check(
            await _api.PostAsync("/refreshes", """{"dryRun": true}""", key), HttpStatusCode.Forbidden, "scope-missing");
        Assert.Equal(current.Body, (await _api.GetAsync(Path, key)).Ok().Body);
    }

    [Fact]
    public async Task Pointer_ByAnAdmin_IsChangedAndChangedBack()
    {
        var key = KeyFixture.Header(fixture.Keys[AccessScope.Admin]);
        var first = (await _api.GetAsync(Path, key)).Ok();

        (await _api.PutAsync(Path, """{"version": "2024-12"}""", key, ("If-Match", first.ETag))).Ok();
        var second = (await _api.GetAsync(Path, key)).Ok();
        Assert.Equal("2024-12", second.Json.GetProperty("version").GetString());

        var back = $$"""{"version": "{{first.Json.GetProperty("version")}}"}""";
        (await _api.PutAsync(Path, back, key, ("If-Match", second.ETag))).Ok();
        Assert.Equal(first.ETag, (await _api.GetAsync(Path, key)).Ok().ETag);
    }
}
