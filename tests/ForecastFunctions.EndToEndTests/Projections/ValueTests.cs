using System.Globalization;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class ValueTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    [Theory]
    [InlineData("scenario=asic-surge", "period=2028", "value")]
    [InlineData("scenario=asic-surge&to=2040", "period=2040", "value")]
    [InlineData("set.ratio.limit=3&step=quarter", "period=2028-Q3", "value")]
    [InlineData("draws=128&percentiles=5,50", "period=2029&statistic=p50", "p50")]
    public async Task Number_OfACell_IsThatOfTheRun(string run, string cell, string statistic)
    {
        var period = cell.Split('&')[0].Split('=')[1];
        var row = (await _api.GetAsync($"/projections?{run}&variables=Electricity")).Ok().Rows.Single(
            r => r.GetProperty("period").ValueEquals(period) && r.GetProperty("statistic").ValueEquals(statistic));

        var answer = (await _api.GetAsync($"/value?{run}&variable=Electricity&{cell}")).Ok();
        var comma = (await _api.GetAsync($"/value?{run}&variable=Electricity&{cell}&decimal=comma")).Ok();

        Assert.Equal("text/plain; charset=utf-8", answer.ContentType);
        Assert.Equal(row.GetProperty("value").GetRawText(), answer.Text);
        Assert.Equal(answer.Text.Replace('.', ','), comma.Text);
    }

    [Fact]
    public async Task CellsOfOneScenario_ReadFromOneRun()
    {
        (await _api.GetAsync("/projections?set.ratio.limit=3.0625")).Ok();
        var before = await _api.RunsComputedAsync();

        for (var year = 2024; year <= 2030; year++)
            (await _api.GetAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"/value?set.ratio.limit=3.0625&variable=Vendor%20Revenue|NVIDIA|Data%20Centre&period={year}"))).Ok();

        Assert.Equal(before, await _api.RunsComputedAsync());
    }

    [Theory]
    [InlineData("period=2028", "variable", "missing")]
    [InlineData("variable=Electricity", "period", "missing")]
    [InlineData("variable=Electricty&period=2028", "variable", "unknown-value")]
    [InlineData("variable=Electricity&period=2028&from=2029", "period", "out-of-range")]
    [InlineData("variable=Electricity&period=2028-Q1&step=year", "period", "out-of-range")]
    [InlineData("variable=Electricity&period=soon", "period", "malformed")]
    [InlineData("variable=Electricity&period=2060", "period", "out-of-range")]
    [InlineData("variable=Electricity&period=2028&draws=128", "statistic", "missing")]
    [InlineData("variable=Electricity&period=2028&statistic=p50", "statistic", "unknown-value")]
    [InlineData("variable=Electricity&period=2028&format=csv", "format", "unknown-name")]
    public async Task Request_ForNotJustOneNumber_IsRefused(string query, string target, string code)
    {
        var answer = await _api.GetAsync($"/value?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(answer.Json.GetProperty("errors").EnumerateArray(), fault
            => fault.GetProperty("target").ValueEquals(target) && fault.GetProperty("code").ValueEquals(code));
    }

    [Fact]
    public async Task Accept_WithoutText_CannotBeMet()
        => ProblemExpectation.Check(
            await _api.GetAsync("/value?variable=Electricity&period=2028", ("Accept", "application/json")), HttpStatusCode.NotAcceptable,
            "not-acceptable");
}
