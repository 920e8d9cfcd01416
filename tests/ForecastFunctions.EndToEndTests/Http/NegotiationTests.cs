using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Http;

[Collection(ProductTests.Name)]
public sealed class NegotiationTests(ProductFixture fixture)
{
    private const string Json = "application/json; charset=utf-8";
    private const string Csv = "text/csv; charset=utf-8; header=present";

    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData("/scenarios", null, Json)]
    [InlineData("/scenarios", "*/*", Json)]
    [InlineData("/scenarios", "text/csv", Csv)]
    [InlineData("/scenarios", "text/csv, application/json", Json)]
    [InlineData("/scenarios", "application/json;q=0.5, text/csv", Csv)]
    [InlineData("/scenarios", "text/*;q=0.9, */*;q=0.1", Csv)]
    [InlineData("/scenarios", "text/csv;q=0, */*", Json)]
    [InlineData("/scenarios", "application/json; charset=utf-8", Json)]
    [InlineData("/scenarios", "application/json;odata.metadata=minimal;q=1.0,application/xml;q=0.5", Json)]
    [InlineData("/scenarios?format=json", "text/csv", Json)]
    [InlineData("/scenarios?format=csv", "application/json", Csv)]
    [InlineData("/scenarios.csv", "application/json", Csv)]
    [InlineData("/scenarios.csv?format=csv", "application/xml", Csv)]
    [InlineData("/scenarios/asic-surge", "text/csv", Csv)]
    [InlineData("/scenarios/asic-surge.csv", null, Csv)]
    public async Task Form_IsTheSuffixsThenFormatsThenAccepts(string path, string? accept, string contentType)
    {
        var answer = (await _api.GetAsync(path, accept is null ? [] : [("Accept", accept)])).Ok();

        Assert.Equal(contentType, answer.ContentType);
        Assert.Contains("Accept", answer["Vary"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/scenarios", "application/xml")]
    [InlineData("/projections", "image/*")]
    [InlineData("/baselines", "application/json;q=0")]
    public async Task Accept_ThatCannotBeMet_IsNotAcceptable(string path, string accept)
    {
        var answer = await _api.GetAsync(path, ("Accept", accept));

        ProblemExpectation.Check(answer, HttpStatusCode.NotAcceptable, "not-acceptable");
        Assert.Contains("text/csv", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/scenarios.csv?format=json")]
    [InlineData("/scenarios/asic-surge.csv?format=json")]
    [InlineData("/baselines/2024-12.csv?format=json")]
    [InlineData("/baselines/2024-12/observations.csv?format=json")]
    [InlineData("/projections.csv?format=json")]
    public async Task Suffix_ThatDisagreesWithFormat_IsRefused(string path)
        => ProblemExpectation.Check(
            await _api.GetAsync(path), HttpStatusCode.BadRequest, "invalid-request", new ExpectedFault("query", "format", "conflict") { Allows = "csv", Says = "csv and format for json" });

    [Fact]
    public async Task Trace_OfTheCaller_IsInTheHeaderAndInTheProblem()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        (string, string)[] headers = [("traceparent", $"00-{Trace}-b7ad6b7169203331-01")];

        var answer = (await _api.GetAsync("/projections", headers)).Ok();
        var problem = await _api.GetAsync("/projections?to=1999", headers);

        Assert.Equal(Trace, answer["x-trace-id"]);
        Assert.Equal(Trace, problem["x-trace-id"]);
        Assert.Equal(Trace, problem.Json.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Trace_OfACallerThatBeginsNone_IsNewForEachRequest()
    {
        var first = (await _api.GetAsync("/health"))["x-trace-id"];
        var second = (await _api.GetAsync("/health", ("traceparent", "00-nonsense-01")))["x-trace-id"];

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.Matches("^[0-9a-f]{32}$", second);
        Assert.NotEqual(first, second, StringComparer.Ordinal);
    }
}
