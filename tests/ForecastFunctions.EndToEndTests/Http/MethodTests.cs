using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Jobs;
using ForecastFunctions.EndToEndTests.Keys;
using ForecastFunctions.EndToEndTests.LocalHosting;

namespace ForecastFunctions.EndToEndTests.Http;

[Collection(ProductTests.Name)]
public sealed class MethodTests(ProductFixture fixture)
{
    private const string Reading = "GET, HEAD, OPTIONS";

    private readonly Api _api = fixture.Api;

    public static TheoryData<string, string> Resources => new()
    {
        { "", Reading },
        { "/excel/workbook.xlsx", Reading },
        { "/excel/projection.pq", Reading },
        { "/health", Reading },
        { "/ready", Reading },
        { "/parameters", Reading },
        { "/parameters.csv", Reading },
        { "/variables", Reading },
        { "/variables.csv", Reading },
        { "/scenarios", Reading },
        { "/scenarios.csv", Reading },
        { "/scenarios/asic-surge", Reading },
        { "/scenarios/asic-surge.csv", Reading },
        { "/baselines", Reading },
        { "/baselines.csv", Reading },
        { "/baselines/2024-12", Reading },
        { "/baselines/latest.csv", Reading },
        { "/baselines/2024-12/observations", Reading },
        { "/baselines/latest/observations.csv", Reading },
        { "/projections", Reading + ", POST" },
        { "/projections.csv", Reading + ", POST" },
        { "/projections.metadata.json", Reading + ", POST" },
        { "/scenarios.metadata.json", Reading },
        { "/scenarios/asic-surge.metadata.json", Reading },
        { "/parameters.metadata.json", Reading },
        { "/variables.metadata.json", Reading },
        { "/baselines.metadata.json", Reading },
        { "/baselines/latest.metadata.json", Reading },
        { "/baselines/latest/observations.metadata.json", Reading },
        { "/refreshes.metadata.json", Reading },
        { "/comparisons", Reading + ", POST" },
        { "/comparisons.csv", Reading + ", POST" },
        { "/attributions", Reading + ", POST" },
        { "/attributions.csv", Reading + ", POST" },
        { "/comparisons.metadata.json", Reading + ", POST" },
        { "/attributions.metadata.json", Reading + ", POST" },
        { "/forecast-methods", Reading },
        { "/forecast-methods.csv", Reading },
        { "/forecast-methods.metadata.json", Reading },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Resource_AskedByEveryMethod_AnswersItsOwnAndNamesThemToTheOthers(string path, string allow)
    {
        var got = (await _api.GetAsync(path)).Ok();

        var head = (await _api.SendAsync(HttpMethod.Head, path)).Ok();
        Assert.Empty(head.Body);
        Assert.Equal($"{got.Body.Length}", head["Content-Length"]);
        foreach (var header in new[] { "Content-Type", "Cache-Control", "Vary", "Content-Location", "Content-Disposition", "Link" })
            Assert.Equal(got[header], head[header]);

        var options = await _api.SendAsync(HttpMethod.Options, path);
        Assert.Equal(HttpStatusCode.NoContent, options.Status);
        Assert.Equal(allow, options["Allow"]);
        Assert.Empty(options.Body);

        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch }.Append(HttpMethod.Post)
            .Where(m => !allow.Contains(m.Method, StringComparison.Ordinal)))
        {
            var refused = await _api.SendAsync(method, path, Api.Bytes("{}"u8.ToArray(), "application/json"));
            ProblemExpectation.Check(refused, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
            Assert.Equal(allow, refused["Allow"]);
        }
    }

    [Fact]
    public async Task EveryRoute_NamesItsMethods_AndRefusesTheOthersWithTheSameList()
    {
        string[] methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"];
        var routes = Routes();
        Assert.True(routes.Count > 20, $"{routes.Count} routes");
        foreach (var route in routes)
        {
            var path = DeclaredFunction.PathOf(route);
            var options = await _api.SendAsync(HttpMethod.Options, path);
            Assert.True(options.Status == HttpStatusCode.NoContent, $"{route}: {options.Status}");
            var allow = options["Allow"]!.Split(", ");
            Assert.Equal(allow.Contains("GET", StringComparer.Ordinal), allow.Contains("HEAD", StringComparer.Ordinal));
            foreach (var method in methods.Except(allow, StringComparer.Ordinal))
            {
                var refused = await _api.SendAsync(new HttpMethod(method), path);
                Assert.True(refused.Status == HttpStatusCode.MethodNotAllowed, $"{method} {route}: {refused.Status}");
                Assert.Equal(options["Allow"], refused["Allow"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Resource_AskedWithAnUnknownParameter_NamesIt(string path, string allow)
    {
        Assert.NotEmpty(allow);

        var answer = await _api.GetAsync(path + "?formaat=csv");

        ProblemExpectation.Check(
            answer, HttpStatusCode.BadRequest, "invalid-request", new ExpectedFault("query", "formaat", "unknown-name"));
    }

    [Fact]
    public async Task Head_OfABadRequest_HasTheStatusAndNoBody()
    {
        var answer = await _api.SendAsync(HttpMethod.Head, "/projections?to=1999");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid-request", answer["x-ms-error-code"]);
        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData("/baselines/1999-01")]
    [InlineData("/baselines/1999-01.csv")]
    [InlineData("/baselines/1999-01/observations")]
    [InlineData("/baselines/..%2F../observations")]
    [InlineData("/scenarios/asic-surg")]
    [InlineData("/scenarios/.csv")]
    public async Task Path_ThatNamesWhatIsNotThere_IsNotFound(string path)
        => ProblemExpectation.Check(await _api.GetAsync(path), HttpStatusCode.NotFound, "not-found");

    [Fact]
    public async Task ScenarioInAPath_ThatIsMisspelt_IsSuggested()
        => Assert.Contains("Did you mean asic-surge?", (await _api.GetAsync("/scenarios/asic-surg")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Index_NamesOnlyPathsThatAnswer()
    {
        await _api.SendAsync(HttpMethod.Put, "/keys/of-the-index", Api.Bytes("""{"scope":"read"}"""u8.ToArray(), "application/json"));
        var operation = await _api.AskAsync(Ensembles.Body(draws: 1));
        await _api.EndedAsync(operation);
        await _api.PutAsync("/catalogues/of-the-index", "{}");
        await _api.SendAsync(HttpMethod.Put, "/catalogues/of-the-index/parts/1", Api.Bytes("series,period,value\na,1,1"u8.ToArray(), "text/csv"));
        var ofCatalogues = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in new[] { "/catalogue-forecasts", "/catalogue-backtests" })
        {
            ofCatalogues[kind] = await _api.AskAsync("""{"catalogue": "of-the-index", "horizon": 1}""", kind);
            await _api.EndedAsync(ofCatalogues[kind]);
        }

        var links = (await _api.GetAsync("")).Ok().Json.GetProperty("links").EnumerateArray().ToList();

        Assert.NotEmpty(links);
        var paths = links.ConvertAll(link => link.GetProperty("path").GetString()!);
        foreach (var (link, listed) in links.Zip(paths))
        {
            var path = listed;
            if (path.IndexOf("/{runId}", StringComparison.Ordinal) is > 0 and var end)
            {
                // Paths and probabilities are of a run that draws, and pictures of any.
                var kind = path[..end];
                var run = kind is "/api/v1/projections" or "/api/v1/charts/fan" ? "/projections?draws=128" : paths.First(p => p.Split('?')[0] == kind);
                path = path.Replace("{runId}", (await _api.GetAsync(run)).Ok().RunId, StringComparison.Ordinal);
            }

            path = path
                .Replace("{partner}", "of-the-index", StringComparison.Ordinal)
                .Replace("{operationId}", ofCatalogues.FirstOrDefault(o => listed.Contains(o.Key, StringComparison.Ordinal)).Value ?? operation, StringComparison.Ordinal)
                .Replace("{catalogue}", "of-the-index", StringComparison.Ordinal)
                .Replace("{part}", "1", StringComparison.Ordinal)
                .Replace("{name}", "status-quo", StringComparison.Ordinal)
                .Replace("{version}", "2024-12", StringComparison.Ordinal)
                .Replace("{parameter}", "ratio.limit", StringComparison.Ordinal)
                .Replace("{guide}", "scenarios", StringComparison.Ordinal)
                .Replace("{variable}", "Electricity", StringComparison.Ordinal)
                .Replace("{period}", "2028", StringComparison.Ordinal);
            var allow = (await _api.SendAsync(HttpMethod.Options, path))["Allow"];
            var methods = link.GetProperty("methods").GetString()!.Split(", ");
            if (methods.Contains("GET", StringComparer.Ordinal))
                (await _api.GetAsync(path)).Ok();

            // The presets are the scenarios that are there, and the ones that cannot be written.
            if (path.EndsWith("status-quo", StringComparison.Ordinal))
                allow = (await _api.SendAsync(HttpMethod.Options, "/scenarios/my-own"))["Allow"];
            Assert.All(methods, method => Assert.Contains(method, allow, StringComparison.Ordinal));
        }
    }

    /// <summary>The routes as the build wrote them down for the platform.</summary>
    private static List<string> Routes()
        => [.. JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppDirectories.FunctionApp, "functions.metadata"))).EnumerateArray()
            .SelectMany(function => function.GetProperty("bindings").EnumerateArray())
            .Where(binding => binding.GetProperty("type").ValueEquals("httpTrigger"))
            .Select(binding => binding.GetProperty("route").GetString()!)];
}
