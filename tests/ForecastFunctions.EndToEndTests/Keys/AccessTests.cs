using System.Net;
using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Keys;

/// <summary>Every route by every kind of caller; the routes are those of the built app, so a new one is among them.</summary>
[Collection(KeyTests.Name)]
public sealed class AccessTests(KeyFixture fixture)
{
    private static readonly IReadOnlyList<HttpMethod> AllMethods = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete,
        HttpMethod.Options];

    private readonly Api _api = fixture.Api;

    public static TheoryData<string> Routes => [.. DeclaredFunction.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_ByEveryCaller_AnswersWhatItDeclares(string function)
    {
        var declared = DeclaredFunction.All.Single(f => f.Name == function);
        foreach (var method in AllMethods)
        {
            if (declared.ScopeOf(method) is not { } scope)
            {
                await PassesAsync(declared, method);
                await PassesAsync(declared, method, KeyFixture.Header("ff_nobody_" + new string('A', 43)));
                continue;
            }

            await RefusesAsync(declared, method, "credential-missing");
            await RefusesAsync(declared, method, "credential-missing", ("Authorization", "Bearer"));
            foreach (var wrong in Wrong())
                await RefusesAsync(declared, method, "credential-refused", wrong);
            foreach (var (held, key) in fixture.Keys)
            {
                if (held >= scope)
                {
                    await PassesAsync(declared, method, KeyFixture.Header(key));
                }
                else
                {
                    var refused = await SendAsync(declared, method, KeyFixture.Header(key));
                    CheckRefusal(declared, refused, HttpStatusCode.Forbidden, "scope-missing");
                    Assert.Null(refused["WWW-Authenticate"]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_ByEveryWayToSendACredential_LetsItThrough(string function)
    {
        var declared = DeclaredFunction.All.Single(f => f.Name == function);
        if (declared.ScopeOf(HttpMethod.Get) is not { } scope)
            return;
        var key = fixture.Keys[scope];

        await PassesAsync(declared, HttpMethod.Get, KeyFixture.Header(key));
        await PassesAsync(declared, HttpMethod.Get, Basic("anyone", key));
        await PassesAsync(declared, HttpMethod.Get, Basic("", key));
        await PassesAsync(declared, HttpMethod.Get, ("Authorization", "Bearer " + fixture.Issuer.Token($"Forecast.{scope}")));
        Passes(declared, await _api.GetAsync($"{declared.Path}?code={key}"));
        await PassesAsync(declared, HttpMethod.Head, KeyFixture.Header(key));
    }

    [Fact]
    public async Task Refusal_ListsTheSchemesAndWhereToSignIn()
    {
        var refused = await _api.GetAsync("/scenarios", ("Authorization", "Bearer"));

        var challenges = refused["WWW-Authenticate"]!;
        Assert.StartsWith($"Bearer authorization_uri=\"{fixture.Issuer.Address}/{Issuer.Tenant}/oauth2/authorize\"",
            challenges, StringComparison.Ordinal);
        Assert.Contains("Basic realm=\"ForecastFunctions\", charset=\"UTF-8\"", challenges, StringComparison.Ordinal);
        Assert.Contains(
            "ApiKey realm=\"ForecastFunctions\", header=\"x-functions-key\", query=\"code\"", challenges, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_OfAClosedHost_CarryTheSecurityHeaders()
    {
        foreach (var answer in new[] { await _api.GetAsync("/health"), await _api.GetAsync("/scenarios"),
            await _api.GetAsync("/keys", KeyFixture.Header(fixture.AdminKey)) })
        {
            Assert.Equal("nosniff", answer["X-Content-Type-Options"]);
            Assert.Equal("no-referrer", answer["Referrer-Policy"]);
            Assert.Equal("max-age=31536000; includeSubDomains", answer["Strict-Transport-Security"]);
            Assert.Equal("default-src 'none'; frame-ancestors 'none'", answer["Content-Security-Policy"]);
            Assert.Equal("no-store", answer["Cache-Control"]);
            Assert.Null(answer["Server"]);
        }

        Assert.StartsWith("private", (await _api.GetAsync("/scenarios", KeyFixture.Header(fixture.AdminKey))).Ok()["Cache-Control"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_OfAnotherOwner_IsNotThere()
    {
        var (mine, theirs) = (await fixture.IssueAsync(_api, "owner-one", AccessScope.Write),
            await fixture.IssueAsync(_api, "owner-two", AccessScope.Write));
        var kept = DeclaredFunction.All.Where(f => f.Operations.Any(o => o.Methods.Contains("PUT") && o.Scope == AccessScope.Write)).ToList();
        Assert.All(kept, function => Assert.True(
            Bodies.ContainsKey(function.Route), $"{function} keeps what a partner owns: add a body for it to Bodies."));
        foreach (var function in kept)
        {
            var (path, body, mediaType) = Bodies[function.Route];
            var put = await _api.SendAsync(HttpMethod.Put, path, new StringContent(body, Encoding.UTF8, mediaType), KeyFixture.Header(mine));
            Assert.True(put.Status is HttpStatusCode.OK or HttpStatusCode.Created, put.Text);

            (await _api.GetAsync(path, KeyFixture.Header(mine))).Ok();
            ProblemExpectation.Check(await _api.GetAsync(path, KeyFixture.Header(theirs)), HttpStatusCode.NotFound, "not-found");

            // Nothing is removed, which is what a name without anything answers too.
            var removed = await _api.SendAsync(HttpMethod.Delete, path, null, KeyFixture.Header(theirs));
            Assert.True(removed.Status is HttpStatusCode.NoContent or HttpStatusCode.NotFound, removed.Text);
            (await _api.GetAsync(path, KeyFixture.Header(mine))).Ok();
            if (function.Route == "v1/scenarios/{name}")
            {
                var run = (await _api.GetAsync("/projections?scenario=sample-owned", KeyFixture.Header(mine))).Ok().RunId;
                (await _api.GetAsync($"/projections/{run}", KeyFixture.Header(mine))).Ok();
                ProblemExpectation.Check(
                    await _api.GetAsync($"/projections/{run}", KeyFixture.Header(theirs)), HttpStatusCode.NotFound, "not-found");
                Assert.Equal(HttpStatusCode.BadRequest,
                    (await _api.GetAsync("/projections?scenario=sample-owned", KeyFixture.Header(theirs))).Status);
            }
        }
    }

    /// <summary>What can be kept under the routes that keep something.</summary>
    private static readonly Dictionary<string, (string Path, string Body, string MediaType)> Bodies = new(StringComparer.Ordinal)
    {
        ["v1/scenarios/{name}"] = ("/scenarios/sample-owned", """{"extends":"asic-surge","parameters":{"ratio.limit":4}}""", "application/json"),
        ["v1/catalogues/{catalogue}"] = ("/catalogues/sample-owned", "{}", "application/json"),
        ["v1/catalogues/{catalogue}/parts/{part}"] = ("/catalogues/sample-owned/parts/1", "series,period,value\na,1,1", "text/csv"),
    };

    private IEnumerable<(string Name, string Value)> Wrong() =>
    [
        KeyFixture.Header(fixture.Keys[AccessScope.Admin][..^1] + (fixture.Keys[AccessScope.Admin][^1] == 'A' ? 'B' : 'A')),
        KeyFixture.Header("ff_nobody_" + new string('A', 43)),
        KeyFixture.Header("guess"),
        KeyFixture.Header(fixture.ExpiredKey),
        KeyFixture.Header(fixture.RevokedKey),
        Basic("anyone", "guess"),
        ("Authorization", "Basic ?"),
        ("Authorization", "Bearer guess"),
        ("Authorization", "Bearer " + fixture.Issuer.Token(age: TimeSpan.FromHours(1))),
        ("Authorization", "Digest guess"),
    ];

    private async Task RefusesAsync(DeclaredFunction function, HttpMethod method, string code, params (string Name, string Value)[] headers)
    {
        var answer = await SendAsync(function, method, headers);
        Assert.True(answer.Status == HttpStatusCode.Unauthorized,
            $"{method} {function} with {string.Join(' ', headers)}: {(int)answer.Status} {answer.Text}");
        CheckRefusal(function, answer, HttpStatusCode.Unauthorized, code);
        Assert.NotNull(answer["WWW-Authenticate"]);
    }

    /// <summary>A problem, or in the feed OData's own form of one.</summary>
    private static void CheckRefusal(DeclaredFunction function, Answer answer, HttpStatusCode status, string code)
    {
        if (!function.Route.StartsWith("odata", StringComparison.Ordinal))
        {
            ProblemExpectation.Check(answer, status, code);
            return;
        }

        Assert.Equal(status, answer.Status);
        Assert.Equal("4.0", answer["OData-Version"]);
        Assert.Equal(code, answer["x-ms-error-code"]);
        Assert.Equal(code, answer.Json.GetProperty("error").GetProperty("code").GetString());
    }

    private async Task PassesAsync(DeclaredFunction function, HttpMethod method, params (string Name, string Value)[] headers)
        => Passes(function, await SendAsync(function, method, headers));

    private static void Passes(DeclaredFunction function, Answer answer)
        => Assert.False(
            answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests
                or >= HttpStatusCode.InternalServerError,
            $"{function}: {(int)answer.Status} {answer.Text}");

    private Task<Answer> SendAsync(DeclaredFunction function, HttpMethod method, params (string Name, string Value)[] headers)
        => _api.SendAsync(method, function.Path, null, headers);

    private static (string Name, string Value) Basic(string user, string password)
        => ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
