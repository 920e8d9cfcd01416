using System.Net;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Keys;

namespace ForecastFunctions.EndToEndTests.Cors;

/// <summary>What pages of other sites may read, of a closed service and of a developer's own.</summary>
[Collection(KeyTests.Name)]
public sealed class CorsTests(KeyFixture fixture)
{
    private const string App = "https://app.example.com";
    private static readonly (string, string) Asks = ("Access-Control-Request-Method", "POST");

    [Fact]
    public async Task Preflight_OfAnAllowedSite_IsAnsweredWithoutAKey()
    {
        await using var product = await StartAsync();

        var answer = await product.Api.SendAsync(HttpMethod.Options, "/projections", null, Origin(App), Asks);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(App, answer["Access-Control-Allow-Origin"]);
        Assert.Equal("GET, HEAD, OPTIONS, POST", answer["Access-Control-Allow-Methods"]);
        Assert.Contains("x-functions-key", answer["Access-Control-Allow-Headers"], StringComparison.Ordinal);
        Assert.Contains("If-Match", answer["Access-Control-Allow-Headers"], StringComparison.Ordinal);
        Assert.Equal("Origin", answer["Vary"]);
        Assert.Null(answer["Access-Control-Allow-Credentials"]);

        // One of another site is what any request without a key is.
        var refused = await product.Api.SendAsync(HttpMethod.Options, "/projections", null, Origin("https://app.example.com.evil.example"), Asks);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Null(refused["Access-Control-Allow-Origin"]);
        Assert.Equal("Origin", refused["Vary"]);
    }

    [Fact]
    public async Task Answers_ToAnAllowedSite_CanBeReadWhateverTheyAre()
    {
        await using var product = await StartAsync();
        var key = KeyFixture.Header(await fixture.IssueAsync(product.Api, "cors-partner", AccessScope.Read));

        var answer = (await product.Api.GetAsync("/variables", Origin(App), key)).Ok();
        var unchanged = await product.Api.GetAsync("/variables", Origin(App), key, ("If-None-Match", answer.ETag));
        var problem = await product.Api.GetAsync("/variables?colour=red", Origin(App), key);
        var refused = await product.Api.GetAsync("/variables", Origin(App));
        var unnamed = (await product.Api.GetAsync("/variables", key)).Ok();

        Assert.Equal((304, 400, 401), ((int)unchanged.Status, (int)problem.Status, (int)refused.Status));
        Assert.All([answer, unchanged, problem, refused], read =>
        {
            Assert.Equal(App, read["Access-Control-Allow-Origin"]);
            Assert.All(
                ["ETag", "Link", "Location", "Content-Location", "RateLimit", "RateLimit-Policy", "Retry-After", "Operation-Location"],
                name => Assert.Contains(name, read["Access-Control-Expose-Headers"]!.Split(", "), StringComparer.Ordinal));
            Assert.EndsWith("Origin", read["Vary"], StringComparison.Ordinal);
        });
        Assert.Equal("Accept, Accept-Encoding, Authorization, x-functions-key, Origin", unnamed["Vary"]);
        Assert.Null(unnamed["Access-Control-Allow-Origin"]);
    }

    [Fact]
    public async Task Answers_OfADevelopersOwnService_CanBeReadByPagesOfTheMachineAlone()
    {
        await using var product = await Product.StartAsync(fixture.TableConnectionString, fixture.NewTableNamePrefix());

        foreach (var origin in new[] { "http://localhost:5173", "http://127.0.0.1:8000", "http://[::1]:3000" })
            Assert.Equal(origin, (await product.Api.GetAsync("/variables", Origin(origin))).Ok()["Access-Control-Allow-Origin"]);
        foreach (var origin in new[] { "https://attacker.example", "http://localhost.attacker.example", "null" })
            Assert.Null((await product.Api.GetAsync("/variables", Origin(origin))).Ok()["Access-Control-Allow-Origin"]);
    }

    [Fact]
    public async Task Message_ToAgentsTools_FromAPageOfAnotherSite_IsRefused()
    {
        var answer = await fixture.Api.PostAsync(
            "/api/mcp", """{"jsonrpc": "2.0", "id": 1, "method": "ping"}""", Origin("https://attacker.example"),
            KeyFixture.Header(fixture.Keys[AccessScope.Read]), ("Accept", "application/json, text/event-stream"));

        Assert.Equal((403, "origin-refused"), ((int)answer.Status, answer["x-ms-error-code"]));
    }

    private Task<Product> StartAsync()
        => fixture.StartAsync(fixture.TableConnectionString, fixture.NewTableNamePrefix(), [("Cors__AllowedOrigins", $"https://other.example.com, {App}")]);

    private static (string, string) Origin(string origin) => ("Origin", origin);
}
