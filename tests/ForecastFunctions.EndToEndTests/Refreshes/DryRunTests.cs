using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>A refresh that only tells what it would do.</summary>
[Collection(RefreshTests.Name)]
public sealed class DryRunTests(RefreshFixture fixture)
{
    [Fact]
    public async Task DryRun_WithNews_TellsWhatTheRefreshThenDoesAndChangesNothing()
    {
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var product = await Product.StartAsync(
            fixture.ConnectionString, fixture.NewTableNamePrefix(), Market.Settings(upstream));
        var api = product.Api;
        string[] paths = ["/baselines.csv", "/baselines/current", "/refreshes", "/projections?variables=Electricity"];
        var before = new List<Answer>();
        foreach (var path in paths)
            before.Add((await api.GetAsync(path)).Ok());

        var told = (await api.PostAsync("/refreshes", """{"dryRun": true}""")).Ok().Json;

        Assert.True(told.GetProperty("isDryRun").GetBoolean());
        Assert.Equal("changed", told.Text("outcome"));
        Assert.True(told.GetProperty("newObservations").GetInt32() > 0);
        foreach (var (path, kept) in paths.Zip(before))
            Assert.Equal(kept.Text, (await api.GetAsync(path)).Ok().Text);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/baselines/{told.Text("version")}")).Status);

        var done = (await api.PostAsync("/refreshes", """{"dryRun": false}""")).Ok().Json;
        Assert.False(done.GetProperty("isDryRun").GetBoolean());
        foreach (var member in new[] { "outcome", "previousVersion", "version", "newObservations", "movedParameters", "faults", "notices" })
            Assert.Equal(told.GetProperty(member).GetRawText(), done.GetProperty(member).GetRawText());
        Assert.Equal(told.Text("version"), await api.ValidCurrentAsync());
        Assert.Equal(
            "unchanged", (await api.PostAsync("/refreshes", """{"dryRun": true}""")).Ok().Json.Text("outcome"));
        Assert.Equal([done.Text("id")], (await api.GetAsync("/refreshes")).Ok().Rows.Select(report => report.Text("id")));
    }

    /// <summary>Who meant a dry run and misspelt it must not be given a real one.</summary>
    [Fact]
    public async Task Refresh_WithAFault_IsRefusedBeforeAnySourceIsAsked()
    {
        await using var upstream = Market.Tell(await Upstream.StartAsync());
        await using var product = await Product.StartAsync(
            fixture.ConnectionString, fixture.NewTableNamePrefix(), Market.Settings(upstream));
        var api = product.Api;

        (string Path, string Body, ExpectedFault Fault)[] faults =
        [
            ("/refreshes", """{"dryrun": true}""", new("body", "/dryrun", "unknown-name") { Allows = "dryRun", Says = "Did you mean dryRun?" }),
            ("/refreshes", """{"dryRun": "true"}""", new("body", "/dryRun", "malformed") { Says = "true or false" }),
            ("/refreshes?dry=true", "{}", new("query", "dry", "unknown-name")),
        ];
        foreach (var (path, body, fault) in faults)
            ProblemExpectation.Check(await api.PostAsync(path, body), HttpStatusCode.BadRequest, "invalid-request", fault);

        // In a query it means the same, or is refused.
        var byQuery = await api.SendAsync(HttpMethod.Post, "/refreshes?dryRun=true");
        Assert.True(
            byQuery.Status == HttpStatusCode.BadRequest || byQuery.Ok().Json.GetProperty("isDryRun").GetBoolean(), byQuery.Text);
        Assert.Empty((await api.GetAsync("/refreshes")).Ok().Rows);
    }
}
