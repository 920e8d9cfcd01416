using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Baselines;

/// <summary>Which vintage is current, as an operator changes it on an installation of its own.</summary>
[Collection(ProductTests.Name)]
public sealed class CurrentBaselineTests(ProductFixture fixture) : IAsyncLifetime
{
    private const string Article = "2024-12";
    private const string Path = "/baselines/current";

    private Product? _product;

    private Api Api => _product!.Api;

    public async Task InitializeAsync() => _product = await fixture.StartAsync(fixture.NewTableNamePrefix());

    public async Task DisposeAsync() => await _product!.DisposeAsync();

    [Fact]
    public async Task Vintage_MadeCurrentAndPinned_IsTheLatestAtOnceAndStaysSoUntilItIsUnpinned()
    {
        var newest = await Api.CurrentBaselineAsync();
        Assert.Equal(newest, await VersionOfLatestAsync());

        var pinned = await Api.MakeCurrentAsync(Article, isPinned: true);
        Assert.Equal(("operator", "changed", newest, Article), Story(pinned));
        Assert.Contains(pinned.GetProperty("movedParameters").EnumerateArray(),
            moved => moved.GetProperty("id").ValueEquals("spend.base")
                && moved.GetProperty("before").GetDouble() > moved.GetProperty("after").GetDouble());
        Assert.Equal(Article, await VersionOfLatestAsync());

        // A refresh finds the newer figures, and leaves what the operator chose.
        Assert.Equal(("request", "pinned", Article, Article), Story(await RefreshAsync()));
        Assert.Equal(Article, await VersionOfLatestAsync());
        Assert.True((await Api.GetAsync(Path)).Ok().Json.GetProperty("isPinned").GetBoolean());

        var unpinned = await Api.MakeCurrentAsync(Article);
        Assert.Equal(("operator", "unchanged", Article, Article), Story(unpinned));
        Assert.Empty(unpinned.GetProperty("movedParameters").EnumerateArray());
        Assert.False((await Api.GetAsync(Path)).Ok().Json.GetProperty("isPinned").GetBoolean());

        Assert.Equal(("request", "changed", Article, newest), Story(await RefreshAsync()));
        Assert.Equal(newest, await VersionOfLatestAsync());
        Assert.Equal(
            ["request", "operator", "request", "operator"],
            (await Api.GetAsync("/refreshes")).Ok().Rows.Select(report => report.GetProperty("trigger").GetString()!));
    }

    [Fact]
    public async Task Put_OnAStateThatIsNoMore_ChangesNothing()
    {
        var first = (await Api.GetAsync(Path)).Ok();

        ProblemExpectation.Check(
            await Api.PutAsync(Path, $$"""{"version": "{{Article}}"}"""), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("header", "If-Match", "missing") { Says = "GET /api/v1/baselines/current" });
        Assert.Equal(first.Body, (await Api.GetAsync(Path)).Ok().Body);

        await Api.MakeCurrentAsync(Article);
        var second = (await Api.GetAsync(Path)).Ok();
        Assert.NotEqual(first.ETag, second.ETag);
        ProblemExpectation.Check(
            await Api.PutAsync(Path, $$"""{"version": "{{Article}}", "isPinned": true}""", ("If-Match", first.ETag)),
            HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.Equal(second.Body, (await Api.GetAsync(Path)).Ok().Body);

        // The pin is a part of the state.
        await Api.MakeCurrentAsync(Article, isPinned: true);
        ProblemExpectation.Check(
            await Api.PutAsync(Path, $$"""{"version": "{{Article}}"}""", ("If-Match", second.ETag)),
            HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.True((await Api.GetAsync(Path)).Ok().Json.GetProperty("isPinned").GetBoolean());
    }

    [Fact]
    public async Task Put_WithAFault_NamesItAndChangesNothing()
    {
        var before = (await Api.GetAsync(Path)).Ok();
        (string Body, ExpectedFault Fault)[] faults =
        [
            ("""{"version": "1999-01"}""", new("body", "/version", "unknown-value") { Says = "no baseline '1999-01'" }),
            ("""{"version": "current"}""", new("body", "/version", "unknown-value") { Says = "no baseline 'current'" }),
            ("""{"version": 202412}""", new("body", "/version", "malformed")),
            ("""{"version": "2024-12", "isPinned": "yes"}""", new("body", "/isPinned", "malformed") { Says = "true or false" }),
            ("""{"version": "2024-12", "pinned": true}""", new("body", "/pinned", "unknown-name")
            {
                Allows = "isPinned", Says = "Did you mean isPinned?",
            }),
        ];
        foreach (var (body, fault) in faults)
        {
            ProblemExpectation.Check(
                await Api.PutAsync(Path, body, ("If-Match", before.ETag)), HttpStatusCode.BadRequest, "invalid-request", fault);
        }

        var missing = await Api.PutAsync(Path, "{}", ("If-Match", before.ETag));
        Assert.Equal(HttpStatusCode.BadRequest, missing.Status);
        Assert.Equal("missing", Assert.Single(missing.Json.GetProperty("errors").EnumerateArray()).GetProperty("code").GetString());

        Assert.Equal(before.Body, (await Api.GetAsync(Path)).Ok().Body);
        Assert.Empty((await Api.GetAsync("/refreshes")).Ok().Rows);
    }

    [Fact]
    public async Task Vintage_ThatWasMadeForADay_IsListedOnceItIsCurrent()
    {
        var made = (await Api.GetAsync("/projections?asOf=2026-04-15&variables=Electricity")).Ok().Json
            .GetProperty("baselineVersion").GetString()!;
        Assert.DoesNotContain(made, await VersionsAsync());

        await Api.MakeCurrentAsync(made);

        Assert.Contains(made, await VersionsAsync());
        Assert.Equal(made, await VersionOfLatestAsync());
    }

    [Fact]
    public async Task Methods_OfThePointer_AreNotThoseOfAVintage()
    {
        Assert.Equal("GET, HEAD, OPTIONS, PUT", (await Api.SendAsync(HttpMethod.Options, Path))["Allow"]);
        var refused = await Api.PutAsync($"/baselines/{Article}", """{"version": "2024-12"}""", ("If-Match", "*"));
        ProblemExpectation.Check(refused, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal("GET, HEAD, OPTIONS", refused["Allow"]);
        ProblemExpectation.Check(
            await Api.GetAsync(Path + "?asOf=2025-01-01"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "asOf", "unknown-name"));
    }

    private async Task<JsonElement> RefreshAsync() => (await Api.SendAsync(HttpMethod.Post, "/refreshes")).Ok().Json;

    private async Task<IEnumerable<string>> VersionsAsync()
        => (await Api.GetAsync("/baselines")).Ok().Rows.Select(row => row.GetProperty("version").GetString()!);

    /// <summary>The vintage that a request is answered from which names none, the same for a projection and for the vintage itself.</summary>
    private async Task<string> VersionOfLatestAsync()
    {
        var version = (await Api.GetAsync("/projections?variables=Electricity")).Ok().Json.GetProperty("baselineVersion").GetString()!;
        Assert.Equal(version, (await Api.GetAsync("/baselines/latest")).Ok().Json.GetProperty("version").GetString());
        Assert.Equal(
            version,
            Assert.Single((await Api.GetAsync("/baselines")).Ok().Rows, row => row.GetProperty("isCurrent").GetBoolean())
                .GetProperty("version").GetString());
        return version;
    }

    private static (string? Trigger, string? Outcome, string? Before, string? After) Story(JsonElement report)
        => (report.GetProperty("trigger").GetString(), report.GetProperty("outcome").GetString(),
            report.GetProperty("previousVersion").GetString(), report.GetProperty("version").GetString());
}
