using ForecastFunctions.Application.Contract;
using ForecastFunctions.EndToEndTests.Keys;

namespace ForecastFunctions.EndToEndTests.Mcp;

/// <summary>Agents have the keys, the scopes and the quotas of everybody else.</summary>
[Collection(KeyTests.Name)]
public sealed class AgentKeyTests(KeyFixture fixture)
{
    [Fact]
    public async Task Agent_WithoutAKey_IsNotLetIn()
        => await Assert.ThrowsAnyAsync<HttpRequestException>(() => Agent.ConnectAsync(fixture.Api.Host));

    [Fact]
    public async Task Agent_OfAPartnerWhoseComputingIsUsedUp_IsToldWhenToComeBack()
    {
        var key = await fixture.IssueAsync(
            fixture.Api, "small-agent", AccessScope.Read,
            """
            "requestsPerMinute":1000,"requestsPerDay":100000,"computePerMinute":100000000,"computePerDay":1000000000
            """);
        await using var agent = await Agent.ConnectAsync(fixture.Api.Host, key);

        var first = await agent.CallAsync("run_scenario", """{"variables": ["Electricity"], "to": 2045, "draws": 65536}""");
        var large = await agent.AskAsync("run_scenario", """{"variables": ["Electricity"], "to": 2045, "draws": 65536, "seed": 2}""");

        Assert.NotEmpty(first.GetProperty("rows").EnumerateArray());
        Assert.True(large.IsError);
        Assert.Contains("quota-exhausted", Agent.Text(large), StringComparison.Ordinal);
        Assert.Contains("retryAfterSeconds", Agent.Text(large), StringComparison.Ordinal);
    }
}
