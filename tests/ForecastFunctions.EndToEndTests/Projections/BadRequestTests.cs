using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class BadRequestTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    /// <summary>A query, the same request as a body where it can be one, and the fault that both have.</summary>
    public static TheoryData<string, string?, string, string> Faults => new()
    {
        // query, body, target of the query | of the body, what the fault says: code; min; max; allowed; words
        { "scenario=asic-surg", """{"scenario": "asic-surg"}""", "scenario|/scenario",
            "unknown-value;;;asic-surge;Did you mean asic-surge?" },
        { "scenario=asic-surg&set.ratio.limit=3", """{"scenario": {"extends": "asic-surg", "parameters": {"ratio.limit": 3}}}""",
            "scenario|/scenario/extends", "unknown-value;;;data-wall;Did you mean asic-surge?" },
        { "scenario=Asic-Surge", """{"scenario": "Asic-Surge"}""", "scenario|/scenario",
            "unknown-value;;;asic-surge;Did you mean asic-surge?" },
        { "scenario=", """{"scenario": ""}""", "scenario|/scenario", "unknown-value;;;article-base;" },
        { "set.ratio.limt=3", """{"scenario": {"parameters": {"ratio.limt": 3}}}""", "set.ratio.limt|/scenario/parameters/ratio.limt",
            "unknown-name;;;;Did you mean ratio.limit?" },
        { "set.=3", """{"scenario": {"parameters": {"": 3}}}""", "set.|/scenario/parameters/", "unknown-name;;;;" },
        { "set.ratio.limit=50.5", """{"scenario": {"parameters": {"ratio.limit": 50.5}}}""",
            "set.ratio.limit|/scenario/parameters/ratio.limit", "out-of-range;0.05;50;;50.5" },
        { "set.spend.base=-1", """{"scenario": {"parameters": {"spend.base": -1}}}""", "set.spend.base|/scenario/parameters/spend.base",
            "out-of-range;20;2000;;bn USD" },
        { "set.share.anchorYear=2024&baseline=2024-12", """{"scenario": {"parameters": {"share.anchorYear": 2024}}, "baseline": "2024-12"}""",
            "set.share.anchorYear|/scenario/parameters/share.anchorYear", "out-of-range;2025;2039;;" },
        { "set.spend.base=NaN", """{"scenario": {"parameters": {"spend.base": "NaN"}}}""", "set.spend.base|/scenario/parameters/spend.base",
            "malformed;20;2000;;a number" },
        { "set.spend.base=Infinity", """{"scenario": {"parameters": {"spend.base": "Infinity"}}}""",
            "set.spend.base|/scenario/parameters/spend.base", "malformed;20;2000;;a number" },
        { "set.spend.base=1e999", """{"scenario": {"parameters": {"spend.base": 1e999}}}""",
            "set.spend.base|/scenario/parameters/spend.base", "malformed;20;2000;;a number" },
        { "set.spend.base=137,5", """{"scenario": {"parameters": {"spend.base": "137"}}}""",
            "set.spend.base|/scenario/parameters/spend.base", "malformed;20;2000;;a number" },
        { "set.spend.base=", """{"scenario": {"parameters": {"spend.base": null}}}""", "set.spend.base|/scenario/parameters/spend.base",
            "malformed;20;2000;;a number" },
        { "set.ratio.basis=0", """{"scenario": {"parameters": {"ratio.basis": 0}}}""", "set.ratio.basis|/scenario/parameters/ratio.basis",
            "unknown-value;;;spend;" },
        { "set.inferenceShare.limit=0.5&set.ratio.limit=1",
            """{"scenario": {"parameters": {"inferenceShare.limit": 0.5, "ratio.limit": 1}}}""",
            "set.inferenceShare.limit|/scenario/parameters/inferenceShare.limit", "conflict;;;;ratio.limit" },
        { "set.inferenceShare.base=0.5&set.ratio.base=1", """{"scenario": {"parameters": {"inferenceShare.base": 0.5, "ratio.base": 1}}}""",
            "set.inferenceShare.base|/scenario/parameters/inferenceShare.base", "conflict;;;;ratio.base" },
        { "from=2017", """{"from": 2017}""", "from|/from", "out-of-range;2018;2045;;from 2018 to 2045" },
        { "to=2046", """{"to": "2046"}""", "to|/to", "out-of-range;2018;2045;;" },
        { "to=2046-Q1&step=quarter", """{"to": "2046-Q1", "step": "quarter"}""", "to|/to", "out-of-range;2018;2045;;" },
        { "from=2028&to=2027", """{"from": 2028, "to": 2027}""", "to|/to", "conflict;;;;2027" },
        { "from=2028-Q2&to=2028-Q1&step=quarter", """{"from": "2028-Q2", "to": "2028-Q1", "step": "quarter"}""", "to|/to",
            "conflict;;;;2028-Q1" },
        { "from=2028-Q2&to=2028&step=quarter&to2=", null, "to2", "unknown-name;;;to;Did you mean to?" },
        { "to=2027-Q1", """{"to": "2027-Q1"}""", "to|/to", "conflict;;;;step=quarter" },
        { "to=2027-Q5&step=quarter", """{"to": "2027-Q5", "step": "quarter"}""", "to|/to", "malformed;;;;2028-Q3" },
        { "to=next%20year", """{"to": 2027.5}""", "to|/to", "malformed;;;;2028" },
        { "step=month", """{"step": "month"}""", "step|/step", "malformed;;;;year or quarter" },
        { "baseline=1999-01", """{"baseline": "1999-01"}""", "baseline|/baseline", "unknown-value;;;;baselines" },
        { "baseline=..%2F..", """{"baseline": "../.."}""", "baseline|/baseline", "unknown-value;;;;baselines" },
        { "variables=Electricty", """{"variables": ["Electricty"]}""", "variables|/variables",
            "unknown-value;;;;Did you mean Electricity?" },
        { "variables=Nothing*", """{"variables": ["Nothing*"]}""", "variables|/variables", "unknown-value;;;;variables" },
        { "scenaro=status-quo", """{"scenaro": "status-quo"}""", "scenaro|/scenaro", "unknown-name;;;scenario;Did you mean scenario?" },
        { "format=xml", """{"format": "xml"}""", "format|/format", "unknown-value;;;csv;" },
        { "limit=0", """{"limit": 0}""", "limit|/limit", "out-of-range;1;100000;;" },
        { "limit=many", """{"limit": "many"}""", "limit|/limit", "malformed;;;;1 to 100000" },
        { "cursor=!", """{"cursor": 7}""", "cursor|/cursor", "malformed;;;;nextCursor" },
        { "scenario=status-quo&scenario=status-quo", null, "scenario", "duplicate;;;;2 times" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Request_WithOneFault_IsRefusedWithItsPlaceAndWhatIsAllowed(string query, string? body, string targets, string fault)
    {
        var target = targets.Split('|');
        var computed = await _api.RunsComputedAsync();

        ProblemExpectation.Check(await _api.GetAsync("/projections?" + query), HttpStatusCode.BadRequest, "invalid-request",
            Expected("query", target[0], fault));
        if (body is not null)
            ProblemExpectation.Check(await _api.PostAsync("/projections", body), HttpStatusCode.BadRequest, "invalid-request",
                Expected("body", target[1], fault));
        Assert.Equal(computed, await _api.RunsComputedAsync());
    }

    [Fact]
    public async Task Query_WithManyFaults_IsToldAllOfThemAtOnce()
        => ProblemExpectation.Check(
            await _api.GetAsync("/projections.csv?scenario=data-wal&set.ratio.limt=3&set.spend.base=1e9&set.ratio.speed=NaN"
                + "&set.ratio.basis=both"
                + "&set.inferenceShare.base=0.4&set.ratio.base=2&from=2017&to=2016&baseline=1999-01&variables=Foo,Ratio%7CComput"
                + "&format=json&limit=0&cursor=!&stp=year&stp=year"),
            HttpStatusCode.BadRequest, "invalid-request",
            new("query", "scenario", "unknown-value") { Allows = "data-wall", Says = "Did you mean data-wall?" },
            new("query", "set.ratio.limt", "unknown-name") { Says = "Did you mean ratio.limit?" },
            new("query", "set.spend.base", "out-of-range") { Min = 20, Max = 2000 },
            new("query", "set.ratio.speed", "malformed") { Min = 0, Max = 5 },
            new("query", "set.ratio.basis", "unknown-value") { Allows = "compute" },
            new("query", "set.inferenceShare.base", "conflict"),
            new("query", "from", "out-of-range") { Min = 2018, Max = 2045 },
            new("query", "to", "out-of-range") { Min = 2018, Max = 2045 },
            new("query", "to", "conflict"),
            new("query", "baseline", "unknown-value"),
            new("query", "variables", "unknown-value") { Says = "'Foo'" },
            new("query", "variables", "unknown-value") { Says = "Did you mean Ratio|Compute?" },
            new("query", "format", "conflict") { Allows = "csv" },
            new("query", "limit", "out-of-range") { Min = 1, Max = 100_000 },
            new("query", "cursor", "malformed"),
            new("query", "stp", "duplicate"),
            new("query", "stp", "unknown-name") { Allows = "step", Says = "Did you mean step?" });

    [Fact]
    public async Task Body_WithManyFaults_IsToldAllOfThemAtOnce()
        => ProblemExpectation.Check(
            await _api.PostAsync("/projections?to=2029&frmat=csv", """
                {
                  "scenario": {"extends": "data-wal", "parameters": {"a/b~c": 1, "spend.base": "137"}, "evnts": []},
                  "from": "2017", "to": 2028, "step": 4, "variables": 7, "set.ratio.limit": 3, "lmit": 7
                }
                """),
            HttpStatusCode.BadRequest, "invalid-request",
            new("body", "/scenario/extends", "unknown-value") { Allows = "data-wall", Says = "Did you mean data-wall?" },
            new("body", "/scenario/parameters/a~1b~0c", "unknown-name"),
            new("body", "/scenario/parameters/spend.base", "malformed") { Min = 20, Max = 2000 },
            new("body", "/scenario/evnts", "unknown-name") { Allows = "parameters", Says = "Did you mean events?" },
            new("body", "/from", "out-of-range") { Min = 2018, Max = 2045 },
            new("body", "/to", "duplicate"),
            new("body", "/step", "malformed"),
            new("body", "/variables", "malformed"),
            new("body", "/set.ratio.limit", "unknown-name") { Says = "in parameters" },
            new("body", "/lmit", "unknown-name") { Allows = "limit", Says = "Did you mean limit?" },
            new("query", "frmat", "unknown-name") { Allows = "format", Says = "Did you mean format?" });

    private static ExpectedFault Expected(string @in, string target, string fault)
    {
        var parts = fault.Split(';', 5);
        return new(@in, target, parts[0])
        {
            Min = parts[1].Length > 0 ? double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : null,
            Max = parts[2].Length > 0 ? double.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) : null,
            Allows = parts[3].Length > 0 ? parts[3] : null,
            Says = parts[4],
        };
    }
}
