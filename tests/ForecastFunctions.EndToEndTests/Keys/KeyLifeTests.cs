using System.Net;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Keys;

/// <summary>A key from its issue to its end.</summary>
[Collection(KeyTests.Name)]
public sealed class KeyLifeTests(KeyFixture fixture)
{
    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Partner_WithAnyScope_ReadsItselfAndNoOther()
    {
        var key = KeyFixture.Header(await fixture.IssueAsync(_api, "self-reader", AccessScope.Read));

        var own = (await _api.GetAsync("/keys/self-reader", key)).Ok().Json;

        Assert.Equal("self-reader read valid", $"{own.GetProperty("name")} {own.GetProperty("scope")} {own.GetProperty("status")}");
        Assert.True(own.GetProperty("requestsPerMinute").GetInt64() > 0);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, own.GetProperty("key").ValueKind);
        foreach (var other in new[] { "read-partner", "nobody" })
        {
            var refused = await _api.GetAsync($"/keys/{other}", key);
            ProblemExpectation.Check(refused, HttpStatusCode.NotFound, "not-found");
            Assert.Contains("/api/v1/keys/self-reader", refused.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rotation_WithAGrace_LeavesBothKeysValid()
    {
        var first = await fixture.IssueAsync(_api, "rotating", AccessScope.Read);
        var second = await NewKeyAsync("""{"scope":"read","newKey":true}""");

        Assert.Equal(2, (await ReadAsync()).Json.GetProperty("validKeys").GetInt32());
        Assert.Equal([200, 200], await StatusesAsync(first, second));

        var third = await NewKeyAsync("""{"scope":"read","newKey":true,"graceHours":0}""");
        Assert.Equal([401, 401, 200], await StatusesAsync(first, second, third));

        async Task<string> NewKeyAsync(string json)
            => (await fixture.PutAsync(_api, "rotating", json)).Ok().Json.GetProperty("key").GetString()!;
        async Task<Answer> ReadAsync() => (await _api.GetAsync("/keys/rotating", KeyFixture.Header(fixture.AdminKey))).Ok();
    }

    [Fact]
    public async Task Rotation_RepeatedTooOften_IsRefusedAndChangesNothing()
    {
        var key = await fixture.IssueAsync(_api, "restless", AccessScope.Read);
        for (var i = 1; i < Partner.MaxValidKeys; i++)
            (await fixture.PutAsync(_api, "restless", """{"scope":"read","newKey":true}""")).Ok();

        ProblemExpectation.Check(
            await fixture.PutAsync(_api, "restless", """{"scope":"read","newKey":true}"""), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("body", "/newKey", "conflict"));
        Assert.Equal([200], await StatusesAsync(key));
    }

    [Fact]
    public async Task Revocation_OfAKey_HoldsAtOnceHereAndIsUndoneByANewKeyOnly()
    {
        var key = await fixture.IssueAsync(_api, "leaving", AccessScope.Read);
        Assert.Equal([200], await StatusesAsync(key));

        var revoked = (await _api.SendAsync(HttpMethod.Delete, "/keys/leaving", null, KeyFixture.Header(fixture.AdminKey))).Ok();
        Assert.Equal("revoked", revoked.Json.GetProperty("status").GetString());
        Assert.Equal([401], await StatusesAsync(key));

        var other = (await fixture.PutAsync(_api, "leaving", """{"scope":"read"}""")).Ok().Json.GetProperty("key").GetString()!;
        Assert.Equal([401, 200], await StatusesAsync(key, other));
    }

    [Fact]
    public async Task Put_WithPreconditions_HonoursThem()
    {
        await fixture.IssueAsync(_api, "guarded", AccessScope.Read);
        var etag = (await _api.GetAsync("/keys/guarded", KeyFixture.Header(fixture.AdminKey))).Ok().ETag;

        Assert.Equal(HttpStatusCode.PreconditionFailed,
            (await fixture.PutAsync(_api, "guarded", """{"scope":"read"}""", ("If-None-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed,
            (await fixture.PutAsync(_api, "guarded", """{"scope":"read"}""", ("If-Match", "\"other\""))).Status);
        Assert.Equal(
            HttpStatusCode.PreconditionFailed, (await fixture.PutAsync(_api, "absent", """{"scope":"read"}""", ("If-Match", etag))).Status);
        (await fixture.PutAsync(_api, "guarded", """{"scope":"write"}""", ("If-Match", etag))).Ok();
        Assert.Equal(HttpStatusCode.PreconditionFailed,
            (await fixture.PutAsync(_api, "guarded", """{"scope":"read"}""", ("If-Match", etag))).Status);
    }

    [Fact]
    public async Task Put_WithFaults_NamesThemAll() => ProblemExpectation.Check(
        await fixture.PutAsync(
            _api, "faulty",
            """
            {"scope":"owner","expiresAt":"2020-01-01T00:00:00Z","requestsPerMinute":0,"computePerDay":1,"graceHours":5,"colour":"red"}
            """),
        HttpStatusCode.BadRequest, "invalid-request",
        new ExpectedFault("body", "/scope", "malformed"),
        new ExpectedFault("body", "/expiresAt", "out-of-range"),
        new ExpectedFault("body", "/requestsPerMinute", "out-of-range") { Min = 1, Max = Quota.MaxRequestsPerMinute },
        new ExpectedFault("body", "/computePerDay", "out-of-range") { Min = Quota.MinComputePerMinute, Max = Quota.MaxComputePerDay },
        new ExpectedFault("body", "/graceHours", "conflict"),
        new ExpectedFault("body", "/colour", "unknown-name"));

    [Theory]
    [InlineData("admin", "conflict")]
    [InlineData("local", "conflict")]
    [InlineData("A", "malformed")]
    [InlineData("with_underscore", "malformed")]
    public async Task Put_ANameThatCannotBe_IsRefused(string name, string code) => ProblemExpectation.Check(
        await fixture.PutAsync(_api, name, """{"scope":"read"}"""), HttpStatusCode.BadRequest, "invalid-request",
        new ExpectedFault("path", "name", code));

    [Fact]
    public async Task Caller_OfAToken_IsNamedByItsObjectId()
    {
        // Keys are issued in the name of whoever asks, and the log says so.
        var answer = await _api.SendAsync(
            HttpMethod.Put, "/keys/by-token", new StringContent("""{"scope":"read"}""", System.Text.Encoding.UTF8, "application/json"),
            ("Authorization", "Bearer " + fixture.Issuer.Token("Forecast.Admin")));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        await fixture.Product.Host.Logs.WaitForAsync(line => line.Message.Contains(
            $"entra:{Issuer.Subject} has changed the keys of by-token", StringComparison.Ordinal))
            .WaitAsync(Api.Patience);
    }

    private async Task<IEnumerable<int>> StatusesAsync(params string[] keys)
    {
        var statuses = new List<int>();
        foreach (var key in keys)
            statuses.Add((int)(await _api.GetAsync("/scenarios", KeyFixture.Header(key))).Status);
        return statuses;
    }
}
