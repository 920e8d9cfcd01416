using System.Net;
using System.Text;
using System.Text.Json;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Scenarios;

[Collection(ProductTests.Name)]
public sealed class SavedScenarioTests(ProductFixture fixture) : IAsyncLifetime
{
    private Product? _product;

    private Api Api => _product!.Api;

    public async Task InitializeAsync() => _product = await fixture.StartAsync(fixture.NewTableNamePrefix());

    public async Task DisposeAsync() => await _product!.DisposeAsync();

    [Fact]
    public async Task Put_ByFiftyClientsAtOnce_IsWonByOneEachRoundAndNothingIsLost()
    {
        const int Clients = 50;
        const int Rounds = 5;
        var tag = (await PutAsync("contested", Description("0"))).ETag;
        var written = new List<string> { "0" };
        for (var round = 1; round <= Rounds; round++)
        {
            var (current, number) = (tag, round);
            var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client
                => PutAsync("contested", Description($"{number}-{client}"), ("If-Match", current))));

            var winner = Assert.Single(answers.Index(), a => a.Item.Status == HttpStatusCode.OK);
            Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), refused
                => ProblemExpectation.Check(refused, HttpStatusCode.PreconditionFailed, "precondition-failed"));
            var read = (await Api.GetAsync("/scenarios/contested")).Ok();
            Assert.Equal($"{number}-{winner.Index}", read.Json.GetProperty("reading").GetString());
            Assert.Equal(winner.Item.ETag, read.ETag);
            Assert.NotEqual(current, read.ETag);
            (tag, var description) = (read.ETag, read.Json.GetProperty("reading").GetString()!);
            written.Add(description);
        }

        Assert.Equal(Rounds + 1, written.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Put_OfManyNewOnesAtOnce_KeepsThemAll()
    {
        var names = Enumerable.Range(0, 20).Select(i => $"new-{i:00}").ToList();
        var answers = await Task.WhenAll(names.Select(name => PutAsync(name, "{}", ("If-None-Match", "*"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));

        var again = await PutAsync(names[0], "{}", ("If-None-Match", "*"));
        ProblemExpectation.Check(again, HttpStatusCode.PreconditionFailed, "precondition-failed");

        var paged = new List<JsonElement>();
        for (var next = "/scenarios?limit=10"; next is not null;)
        {
            var page = (await Api.GetAsync(next)).Ok();
            paged.AddRange(page.Rows);
            next = page.Json.TryGetProperty("nextLink", out var link) ? link.GetString() : null;
        }

        Assert.Equal(names, paged.Skip(Presets.Catalogue.Count).Select(r => r.GetProperty("name").GetString()!));
        var csv = (await Api.GetAsync("/scenarios.csv")).Ok();
        Assert.Equal(names, csv.Records.Skip(1 + Presets.Catalogue.Count).Select(r => r[0]));
    }

    private static readonly string[] NamesThatAreNone =
    [
        "a%2Fb", "a%5Cb", "a%23b", "a%3Fb", "a%01", "a%0A", "a%C2%85", "%F0%9F%98%80", "%3D1%2B1", "%2Ba", "-a", "%40a", "%09a", "%C3%A4",
        "A", "a%20b",
        "1a", new string('a', 65), new string('a', 1_025), "a%7Cb", "a'b",
    ];

    [Fact]
    public async Task Put_UnderANameThatIsNone_IsRefusedWithWhatOneIs()
    {
        foreach (var name in NamesThatAreNone)
        {
            ProblemExpectation.Check(await PutAsync(name, "{}"), HttpStatusCode.BadRequest, "invalid-request",
                new ExpectedFault("path", "name", "malformed") { Says = "1 to 64 lower-case letters" });
            Assert.Equal(HttpStatusCode.NotFound, (await Api.GetAsync($"/scenarios/{name}")).Status);
            Assert.Equal(HttpStatusCode.NoContent, (await DeleteAsync(name)).Status);
        }

        // The server itself refuses a path with a null character.
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync("a%00", "{}")).Status);
        Assert.Equal(Presets.Catalogue.Count, (await Api.GetAsync("/scenarios")).Ok().Rows.Count);
    }

    [Fact]
    public async Task Preset_PutOrDeleted_IsReadOnly()
    {
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete })
        {
            var answer = await Api.SendAsync(method, "/scenarios/asic-surge", new StringContent("{}", Encoding.UTF8, "application/json"));
            ProblemExpectation.Check(answer, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
            Assert.Equal("GET, HEAD, OPTIONS", answer["Allow"]);
        }

        Assert.Equal("DELETE, GET, HEAD, OPTIONS, PUT", (await Api.SendAsync(HttpMethod.Options, "/scenarios/ours"))["Allow"]);
        Assert.Equal("OPTIONS, POST", (await Api.SendAsync(HttpMethod.Options, "/scenarios:validate"))["Allow"]);
    }

    [Fact]
    public async Task Scenario_WithTextOfAnyKind_IsKeptIntactAndHarmlessInATable()
    {
        const string Title = "=HYPERLINK(\"http://x\",\"y\")";
        const string Text = "@SUM(A1)\r\n„Zeile“ 😀 <script>";
        var put = await PutAsync("ours", JsonSerializer.Serialize(new { title = Title, description = Text, tags = new[] { "+1", "b c" } }));
        Assert.Equal(HttpStatusCode.Created, put.Status);

        var read = (await Api.GetAsync("/scenarios/ours")).Ok();
        Assert.Equal(put.Body, read.Body);
        Assert.Equal((Title, Text), (read.Json.GetProperty("title").GetString(), read.Json.GetProperty("reading").GetString()));
        var row = (await Api.GetAsync("/scenarios.csv")).Ok().Records[^1];
        Assert.Equal(["ours", "'" + Title, "'" + Text, "saved", "", "article-base", "'+1;b c"], row.Take(7));
    }

    [Fact]
    public async Task Stated_PutAgain_IsTheSameScenario()
    {
        const string Body = """
            {"extends": "asic-surge", "title": "Ours", "tags": ["q3"],
             "parameters": {"ratio.limit": {"law": "triangular", "min": 1.5, "mode": 4.5, "max": 6}, "ratio.basis": "spend",
               "price.asic.decline": 0.4},
             "events": [{"name": "strike", "driver": "DRIVER", "multiply": 0.8, "from": "2027-Q1", "quarters": 2, "probability": 0.3}]}
            """;
        var first = await PutAsync("one", Body.Replace("DRIVER", Driver, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, first.Status);
        var stated = first.Json.GetProperty("stated");
        var second = await PutAsync("two", stated.GetRawText());

        Assert.Equal(stated.GetRawText(), second.Json.GetProperty("stated").GetRawText());
        Assert.Equal(first.Json.GetProperty("parameters").GetRawText(), second.Json.GetProperty("parameters").GetRawText());
        Assert.Equal("triangular(1.5,4.5,6)", stated.GetProperty("parameters").GetProperty("ratio.limit").GetString());
        Assert.Equal("strike", first.Json.GetProperty("events")[0].GetProperty("name").GetString());

        var validated = (await Api.PostAsync("/scenarios:validate", stated.GetRawText())).Ok();
        Assert.Equal(stated.GetRawText(), validated.Json.GetProperty("stated").GetRawText());
        Assert.Equal(
            ("draft", "(unnamed)"), (validated.Json.GetProperty("kind").GetString(), validated.Json.GetProperty("name").GetString()));
        Assert.Equal(Presets.Catalogue.Count + 2, (await Api.GetAsync("/scenarios")).Ok().Rows.Count);
    }

    [Fact]
    public async Task Run_OfASavedScenario_OutlivesItsChangeAndItsRemoval()
    {
        await PutAsync("ours", """{"extends": "asic-surge", "parameters": {"price.asic.decline": 0.4}}""");
        var run = (await Api.GetAsync("/projections?scenario=ours&set.ratio.limit=3")).Ok();
        var sameByPost = (await Api.PostAsync(
            "/projections", """{"scenario": {"extends": "ours", "parameters": {"ratio.limit": 3}}}""")).Ok();
        var sameStated = (await Api.GetAsync("/projections?scenario=asic-surge&set.price.asic.decline=0.4&set.ratio.limit=3")).Ok();

        Assert.Equal(run.RunId, sameByPost.RunId);
        Assert.NotEqual(run.RunId, sameStated.RunId);
        Assert.Equal(sameStated.Rows.Select(Value), run.Rows.Select(Value));
        Assert.Matches("^ours\\+[0-9a-f]{6}$", run.Json.GetProperty("scenario").GetString());
        Assert.Equal("private, no-cache", run["Cache-Control"]);

        await PutAsync("ours", """{"extends": "asic-surge", "parameters": {"price.asic.decline": 0.3}}""");
        Assert.NotEqual(run.RunId, (await Api.GetAsync("/projections?scenario=ours&set.ratio.limit=3")).Ok().RunId);
        Assert.Equal(HttpStatusCode.NoContent, (await DeleteAsync("ours")).Status);

        Assert.Equal(run.Body, (await Api.GetAsync($"/projections/{run.RunId}")).Ok().Body);
        var gone = await Api.GetAsync("/projections?scenario=ours");
        ProblemExpectation.Check(gone, HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "scenario", "unknown-value") { Allows = "data-wall" });
        ProblemExpectation.Check(await Api.GetAsync("/scenarios/ours"), HttpStatusCode.NotFound, "not-found");
        Assert.Equal(HttpStatusCode.NoContent, (await DeleteAsync("ours")).Status);
    }

    [Fact]
    public async Task Chain_ThatWouldBreak_IsRefusedOnEveryWay()
    {
        await PutAsync("s1", """{"parameters": {"ratio.limit": 3}}""");
        for (var i = 2; i <= 5; i++)
            Assert.Equal(HttpStatusCode.Created, (await PutAsync($"s{i}", $$"""{"extends": "s{{i - 1}}"}""")).Status);
        Assert.Equal(3, (await Api.GetAsync("/scenarios/s5")).Ok().Json.GetProperty("parameters").EnumerateArray()
            .Single(p => p.GetProperty("parameter").ValueEquals("ratio.limit")).GetProperty("value").GetDouble());

        await RefusedAsync("s6", """{"extends": "s5"}""", "conflict", "s6 → s5 → s4 → s3 → s2 → s1");
        await RefusedAsync("s1", """{"extends": "s3"}""", "conflict", "s1 → s3 → s2 → s1");
        await RefusedAsync("s1", """{"extends": "s1"}""", "conflict", "s1 → s1");
        await RefusedAsync("s6", """{"extends": "s0"}""", "unknown-value", "Did you mean s1?");

        var extended = await DeleteAsync("s1");
        ProblemExpectation.Check(extended, HttpStatusCode.Conflict, "scenario-extended");
        Assert.Contains("s2", extended.Text, StringComparison.Ordinal);

        // A change below is a change of all that is above.
        await PutAsync("s1", """{"parameters": {"ratio.limit": 2.5}}""");
        var run = (await Api.GetAsync("/projections?scenario=s5")).Ok();
        Assert.Equal((await Api.GetAsync("/projections?set.ratio.limit=2.5")).Ok().Rows.Select(Value), run.Rows.Select(Value));
    }

    [Fact]
    public async Task Body_WithManyFaults_NamesThemAll()
    {
        const string Body = """
            {"extends": "Asic Surge", "title": "", "descripton": "x", "tags": "a", "parameters": {"ratio.limit": 99, "ratio.limt": 1},
              "events": [{"name": "e"}]}
            """;
        ExpectedFault[] faults =
        [
            new("body", "/extends", "malformed"), new("body", "/title", "malformed"),
            new("body", "/descripton", "unknown-name") { Says = "Did you mean description?" },
            new("body", "/tags", "malformed"), new("body", "/parameters/ratio.limit", "out-of-range") { Min = 0.05, Max = 50 },
            new("body", "/parameters/ratio.limt", "unknown-name"), new("body", "/events/0/driver", "missing"),
            new("body", "/events/0/from", "missing"),
            new("body", "/events/0", "conflict"), new("header", "If-Match", "malformed"),
        ];
        ProblemExpectation.Check(await PutAsync("ours", Body, ("If-Match", "7")), HttpStatusCode.BadRequest, "invalid-request", faults);
        ProblemExpectation.Check(
            await Api.PostAsync("/scenarios:validate", Body), HttpStatusCode.BadRequest, "invalid-request", faults[..^1]);
    }

    [Fact]
    public async Task ETag_OfEveryRepresentation_NamesTheStateThatAWriteMeans()
    {
        var put = await PutAsync("ours", "{}");
        var csv = (await Api.GetAsync("/scenarios/ours.csv")).Ok();
        Assert.NotEqual(put.ETag, csv.ETag);
        Assert.Equal(HttpStatusCode.NotModified, (await Api.GetAsync("/scenarios/ours", ("If-None-Match", put.ETag))).Status);

        var changed = await PutAsync("ours", """{"title": "Ours"}""", ("If-Match", csv.ETag));
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        ProblemExpectation.Check(
            await DeleteAsync("ours", ("If-Match", put.ETag)), HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.Equal(HttpStatusCode.NoContent, (await DeleteAsync("ours", ("If-Match", changed.ETag))).Status);
        ProblemExpectation.Check(
            await DeleteAsync("ours", ("If-Match", changed.ETag)), HttpStatusCode.PreconditionFailed, "precondition-failed");

        // A name that is given again is not what it was.
        await PutAsync("ours", "{}");
        ProblemExpectation.Check(
            await PutAsync("ours", "{}", ("If-Match", put.ETag)), HttpStatusCode.PreconditionFailed, "precondition-failed");
    }

    [Fact]
    public async Task Put_BeyondWhatAPartnerCanKeep_IsRefusedUntilOneIsDeleted()
    {
        const int Most = 200;
        for (var i = 0; i < Most; i += 20)
            await Task.WhenAll(Enumerable.Range(i, 20).Select(n => PutAsync($"s{n}", "{}")));

        ProblemExpectation.Check(await PutAsync("one-more", "{}"), HttpStatusCode.Conflict, "too-many-scenarios");
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("s0", """{"title": "Still changeable"}""")).Status);
        await DeleteAsync("s1");
        Assert.Equal(HttpStatusCode.Created, (await PutAsync("one-more", "{}")).Status);
        Assert.Equal(Most + Presets.Catalogue.Count, (await Api.GetAsync("/scenarios?limit=1000")).Ok().Rows.Count);
    }

    private static string Driver => Core.Scenarios.Drivers.ByName.Keys.First();

    private static string Description(string text) => JsonSerializer.Serialize(new { description = text });

    private static double? Value(JsonElement row)
        => row.GetProperty("value") is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : null;

    private async Task RefusedAsync(string name, string body, string code, string says)
        => ProblemExpectation.Check(
            await PutAsync(name, body), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("body", "/extends", code) { Says = says });

    private Task<Answer> PutAsync(string name, string body, params IEnumerable<(string Name, string Value)> headers)
        => Api.SendAsync(HttpMethod.Put, $"/scenarios/{name}", new StringContent(body, Encoding.UTF8, "application/json"), headers);

    private Task<Answer> DeleteAsync(string name, params IEnumerable<(string Name, string Value)> headers)
        => Api.SendAsync(HttpMethod.Delete, $"/scenarios/{name}", null, headers);
}
