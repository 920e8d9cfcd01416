using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Keys;
using ModelContextProtocol;
using Xunit.Abstractions;

namespace ForecastFunctions.EndToEndTests.Mcp;

[Collection(ProductTests.Name)]
public sealed class AgentTests(ProductFixture fixture, ITestOutputHelper output)
{
    private const int LargestAnswer = 12_000;

    private readonly Api _api = fixture.Api;

    /// <summary>Arguments with which each tool has something to say.</summary>
    public static TheoryData<string, string> Questions => new()
    {
        { "search", """{"text": "custom silicon"}""" },
        { "run_scenario", """{"scenario": {"extends": "asic-surge", "parameters": {"ratio.limit": 4}}, "from": 2028, "draws": 128}""" },
        { "compare_scenarios", """{"scenarios": ["article-base", "asic-surge"], "from": 2028, "to": 2028}""" },
        { "explain_difference", """{"scenario": "asic-surge", "reference": "article-base", "to": 2028, "variables": ["Electricity"]}""" },
        { "find_drivers", """{"variable": "Electricity", "period": 2030}""" },
        { "seek_goal",
            """{"parameter": "share.inference.nvidia.anchor", "variable": "Share|NVIDIA|Spend", "period": 2028, "target": 0.45}""" },
        { "forecast_series", """{"series": ["nvda.datacenter_revenue.q"], "horizon": 4}""" },
        { "read_observations", """{"series": ["nvda.datacenter_revenue.q"]}""" },
        { "compare_vintages", """{"from": "2024-12"}""" },
        { "read_track_record", "{}" },
        { "explain_number", """{"runId": "latest", "variable": "Electricity", "period": 2028, "depth": 3}""" },
    };

    [Fact]
    public async Task Agent_AskedWhatNvidiaWouldEarnIfCustomSiliconWins_AnswersInFourCalls()
    {
        await using var agent = await Agent.ConnectAsync(_api.Host);

        // It knows nothing but the question, and takes every name from an earlier answer.
        var tools = await agent.ToolsAsync();
        var search = tools.Single(t => t.Description.Contains("Begin here", StringComparison.Ordinal)).Name;
        var run = tools.Single(t => t.Description.StartsWith("Runs a scenario", StringComparison.Ordinal)).Name;
        var scenario = First(await agent.CallAsync(search, """{"text": "custom silicon wins", "kinds": ["scenario"]}"""), "name");
        var variable = First(await agent.CallAsync(search, """{"text": "NVIDIA revenue", "kinds": ["variable"]}"""), "name");
        var answer = await agent.CallAsync(run, $$"""
            {"scenario": "{{scenario}}", "variables": ["{{variable}}"], "from": 2028, "to": 2028, "draws": 4096}
            """);

        output.WriteLine(agent.Transcript);
        Assert.True(agent.Calls <= 4, $"{agent.Calls} calls");
        var same = answer.GetProperty("ofAllRows");
        Assert.Equal("bn USD", same.GetProperty("unit").GetString());
        var (p5, p50, p95) = (Of("p5"), Of("p50"), Of("p95"));
        Assert.True(p5 < p50 && p50 < p95, $"{p5} {p50} {p95}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"NVIDIA would earn about {p50:0} bn USD in 2028, nine times in ten between {p5:0} and {p95:0} ({scenario}, "
            + $"{answer.GetProperty("weakestStatus")} parameters, baseline {answer.GetProperty("baselineVersion")}, run {answer.GetProperty("runId")})."));

        // The link leads to the run, which has the same numbers with all their digits.
        var full = (await _api.GetAsync(new Uri(answer.GetProperty("link").GetString()!).PathAndQuery)).Ok();
        Assert.Equal(full.RunId, answer.GetProperty("runId").GetString());
        var median = full.Rows.Single(row => row.GetProperty("variable").GetString() == variable
            && row.GetProperty("statistic").GetString() == "p50" && row.GetProperty("period").GetString() == "2028");
        Assert.Equal(median.GetProperty("value").GetDouble(), p50, p50 * 1e-5);

        double Of(string statistic) => Cells(answer).Single(row => row["statistic"].GetString() == statistic)["value"].GetDouble();
    }

    [Fact]
    public async Task Tools_AreJustThoseThatOperationsDeclare()
    {
        await using var agent = await Agent.ConnectAsync(_api.Host);

        var tools = await agent.ToolsAsync();

        Assert.Equal(
            DeclaredFunction.AllOperations.Where(o => o.Tool is not null).Select(o => o.Tool!.Name).Order(StringComparer.Ordinal),
            tools.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            Questions.Select(q => (string)q[0]).Order(StringComparer.Ordinal), tools.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, tool => Assert.Matches("^[a-z]+(_[a-z]+)*$", tool.Name));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Tool_Answers_SmallWithWhereItComesFromAndALink(string tool, string arguments)
    {
        await using var agent = await Agent.ConnectAsync(_api.Host);

        if (arguments.Contains("\"latest\"", StringComparison.Ordinal))
        {
            var run = await agent.CallAsync("run_scenario", """{"variables": ["Electricity"], "from": 2028, "to": 2028}""");
            arguments = arguments.Replace("latest", run.GetProperty("runId").GetString(), StringComparison.Ordinal);
        }

        var answer = await agent.CallAsync(tool, arguments);

        Assert.InRange(answer.GetRawText().Length, 100, LargestAnswer);
        Assert.NotEmpty(answer.GetProperty("rows").EnumerateArray());
        Assert.Contains("2026-", answer.GetRawText(), StringComparison.Ordinal); // the vintage
        (await _api.GetAsync(new Uri(answer.GetProperty("link").GetString()!).PathAndQuery)).Ok();
    }

    [Fact]
    public async Task Tool_WithFaults_SaysWhatTheApiSays()
    {
        await using var agent = await Agent.ConnectAsync(_api.Host);
        const string Body = """{"scenario": {"extends": "asic-surg", "parameters": {"ratio.limt": 4}}, "too": 2028, "from": 1999}""";

        var result = await agent.AskAsync("run_scenario", Body);

        Assert.True(result.IsError);
        var problem = JsonElement.Parse(Agent.Text(result));
        var overHttp = (await _api.PostAsync("/projections", Body)).Json;
        Assert.Equal("invalid-request", problem.GetProperty("code").GetString());
        Assert.Equal(Messages(overHttp), Messages(problem));

        static IEnumerable<string> Messages(JsonElement problem) => problem.GetProperty("errors").EnumerateArray()
            .Select(e => $"{e.GetProperty("target")} {e.GetProperty("message")}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Tool_ThatDoesNotExist_IsAnErrorOfTheProtocol()
    {
        await using var agent = await Agent.ConnectAsync(_api.Host);

        var exception = await Assert.ThrowsAsync<McpProtocolException>(() => agent.AskAsync("run_scenari", "{}"));

        Assert.Contains("Did you mean run_scenario?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_AreThePresetsAndTheVariables()
    {
        await using var agent = await Agent.ConnectAsync(_api.Host);

        var resources = await agent.Client.ListResourcesAsync();

        Assert.Contains(resources, r => r.Uri == "forecast://scenarios/asic-surge");
        foreach (var resource in resources)
        {
            var content = Assert.Single((await agent.Client.ReadResourceAsync(resource.Uri)).Contents);
            Assert.Equal(JsonValueKind.Object, JsonElement.Parse(((ModelContextProtocol.Protocol.TextResourceContents)content).Text).ValueKind);
        }
    }

    [Fact]
    public async Task Endpoint_ByAnOlderRevision_AnswersWithoutASession()
    {
        const string Hello = """
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params":
              {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}
            """;
        var hello = await SendAsync(Hello);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (hello.Status, hello.ContentType));
        Assert.Null(hello["Mcp-Session-Id"]);
        Assert.Contains("\"protocolVersion\":\"2025-06-18\"", hello.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("""{"jsonrpc": "2.0", "method": "notifications/initialized"}""")).Status);
        Assert.Contains("run_scenario", (await SendAsync("""{"jsonrpc": "2.0", "id": 2, "method": "tools/list"}""")).Text, StringComparison.Ordinal);
        Assert.Contains("-32601", (await SendAsync("""{"jsonrpc": "2.0", "id": 3, "method": "no/such"}""")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", null, "text/event-stream", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", null, "text/event-stream", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "http://elsewhere.example", "text/event-stream", HttpStatusCode.Forbidden)]
    [InlineData("POST", "null", "text/event-stream", HttpStatusCode.Forbidden)]
    [InlineData("POST", null, "application/xml", HttpStatusCode.NotAcceptable)]
    public async Task Endpoint_AskedInAWayThatItDoesNotTake_RefusesWithAProblem(
        string method, string? origin, string accept, HttpStatusCode status)
    {
        var headers = new List<(string, string)> { ("Accept", accept) };
        if (origin is not null)
            headers.Add(("Origin", origin));
        var body = method == "POST" ? new StringContent("""{"jsonrpc": "2.0", "id": 1, "method": "ping"}""", Encoding.UTF8, "application/json") : null;

        var answer = await _api.SendAsync(HttpMethod.Parse(method), "/api/mcp", body, headers);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"jsonrpc": "2.0", "id": 1}""")]
    [InlineData("""{"jsonrpc": "2.0", "id": 1, "result": {}}""")]
    public async Task Endpoint_SentNoRequest_RefusesWithAProblem(string body)
        => Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(body)).Status);

    private Task<Answer> SendAsync(string body)
        => _api.PostAsync("/api/mcp", body, ("Accept", "application/json, text/event-stream"));

    private static string First(JsonElement answer, string column) => Cells(answer).First()[column].GetString()!;

    private static IEnumerable<Dictionary<string, JsonElement>> Cells(JsonElement answer)
    {
        var columns = answer.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!).ToList();
        foreach (var row in answer.GetProperty("rows").EnumerateArray())
            yield return columns.Zip(row.EnumerateArray()).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
    }
}
