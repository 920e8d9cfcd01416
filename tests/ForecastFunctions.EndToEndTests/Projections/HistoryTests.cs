using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.Core.Series;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

/// <summary>What was observed before the base year, beside what is projected from it on.</summary>
[Collection(ProductTests.Name)]
public sealed class HistoryTests(ProductFixture fixture)
{
    private const string Nvidia = "Vendor Revenue|NVIDIA|Data Centre";
    private const string NvidiaInAQuery = "Vendor%20Revenue|NVIDIA|Data%20Centre";

    private readonly Api _api = fixture.Api;

    public static TheoryData<string> Baselines => ["2024-12", "latest"];

    [Theory]
    [MemberData(nameof(Baselines))]
    public async Task Rows_FromYearsBeforeTheBaseYear_AreWhatTheVintageKnowsOrSayThatItKnowsNothing(string baseline)
    {
        var baseYear = await BaseYearAsync(baseline);
        var known = await RevenueByYearAsync(baseline);
        var rows = (await _api.GetAsync($"/projections?from=2019&to=2026&variables={NvidiaInAQuery},Electricity&baseline={baseline}")).Ok().Rows;

        Assert.Equal(2 * 8, rows.Count);
        Assert.Contains(rows, row => Text(row, "status") == "observed");
        foreach (var row in rows)
        {
            var year = int.Parse(Text(row, "period"), CultureInfo.InvariantCulture);
            var name = $"{Text(row, "variable")} {year}";
            if (year >= baseYear)
            {
                Assert.Contains(Text(row, "status"), year > baseYear ? ["projected"] : (string[])["calibrated", "modelled"]);
                Assert.True(Number(row) > 0, name);
            }
            else if (Text(row, "variable") == Nvidia && known.TryGetValue(year, out var revenue))
            {
                Assert.Equal("observed", Text(row, "status"));
                Assert.Equal(revenue, Number(row)!.Value, 1e-9);
            }
            else
            {
                // Nobody has published the electricity; and a year of which a quarter is missing has no annual figure.
                Assert.True(Text(row, "status") == "not-observed", name);
                Assert.Null(Number(row));
            }
        }
    }

    [Fact]
    public async Task Statistics_OfARunWithDraws_AreTheObservedFigureBeforeTheBaseYear()
    {
        var rows = (await _api.GetAsync($"/projections?draws=256&to=2026&variables={NvidiaInAQuery}&baseline=latest")).Ok().Rows;

        var observed = rows.Where(row => Text(row, "period") == "2024").ToList();
        Assert.Equal(["mean", "p5", "p50", "p95"], observed.Select(row => Text(row, "statistic")));
        var revenue = (await RevenueByYearAsync("latest"))[2024];
        Assert.All(observed, row =>
        {
            Assert.Equal(revenue, Number(row)!.Value, 1e-9);
            Assert.Equal(JsonValueKind.Null, row.GetProperty("standardError").ValueKind);
        });
    }

    [Fact]
    public async Task Observed_AskedForAsAStatistic_StandsBesideTheProjectionWhereSomethingIsKnown()
    {
        var path = $"/projections?from=2026-Q1&to=2026-Q4&step=quarter&variables={NvidiaInAQuery}";
        var quarters = await RevenueByQuarterAsync("latest");
        Assert.Contains(quarters.Keys, quarter => quarter.Year == 2026);

        var rows = (await _api.GetAsync(path + "&statistics=value,observed")).Ok().Rows;

        Assert.Equal(4, rows.Count(row => Text(row, "statistic") == "value"));
        Assert.Equal(
            quarters.Where(q => q.Key.Year == 2026).Select(q => (q.Key.ToString(), q.Value)),
            rows.Where(row => Text(row, "statistic") == "observed").Select(row => (Text(row, "period"), Number(row)!.Value)));
    }

    [Fact]
    public async Task WideTable_OfTheUsualYears_HasTheSameColumnsOnEveryVintage()
    {
        foreach (var form in new[] { ".csv?shape=wide", "?format=iamc" })
        {
            var tables = new List<IReadOnlyList<IReadOnlyList<string>>>();
            foreach (var baseline in new[] { "2024-12", "latest" })
                tables.Add((await _api.GetAsync($"/projections{form}&baseline={baseline}")).Ok().Records);

            Assert.Equal(tables[0][0], tables[1][0]);
            Assert.Equal(tables[0].Count, tables[1].Count);
            var column = tables[1][0].ToList().IndexOf("2024");
            Assert.True(column > 0, string.Join(',', tables[1][0]));
            Assert.NotEmpty(Assert.Single(tables[1], record => record[3] == Nvidia)[column]);
            Assert.Empty(Assert.Single(tables[1], record => record[3] == "Electricity")[column]);
        }
    }

    [Fact]
    public async Task Feed_FilteredOnAYearBeforeTheBaseYear_HasItsRows()
    {
        Assert.True(await BaseYearAsync("latest") > 2024);
        var rows = (await _api.GetAsync(
            $"/api/odata/Projections?$filter=Scenario eq 'article-base' and Year eq 2024 and Statistic eq 'value'")).Ok().Rows;

        var expected = (await _api.GetAsync("/projections?to=2024")).Ok().Rows;
        Assert.Equal(
            expected.Select(row => (Text(row, "variable"), Text(row, "status"), Number(row))),
            rows.Select(row => (Text(row, "Variable"), Text(row, "Status"), Number(row, "Value"))));
        Assert.Contains(rows, row => Text(row, "Status") == "observed");
    }

    [Fact]
    public async Task Value_OfAYearBeforeTheBaseYear_IsTheObservedFigureOrAFaultThatSaysThereIsNone()
    {
        var revenue = (await RevenueByYearAsync("latest"))[2023];

        var value = (await _api.GetAsync($"/value?variable={NvidiaInAQuery}&period=2023")).Ok();
        Assert.Equal(revenue, double.Parse(value.Text, CultureInfo.InvariantCulture), 1e-9);
        Assert.Equal(value.Text, (await _api.GetAsync($"/value?variable={NvidiaInAQuery}&period=2023&baseline=2024-12")).Ok().Text);
        ProblemExpectation.Check(
            await _api.GetAsync("/value?variable=Electricity&period=2023"), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", "period", "unknown-value") { Says = "no figure of Electricity" });
    }

    /// <summary>What can't be had of a year before the base year says where it can be had.</summary>
    [Theory]
    [InlineData("/attributions?from=2024&to=2028", "from")]
    [InlineData("/sensitivities?variable=Electricity&periods=2024,2028", "periods")]
    [InlineData("/goal-seeks?parameter=spend.base&variable=Electricity&period=2024&target=40", "period")]
    public async Task Analysis_OfAYearBeforeTheBaseYear_NamesTheBaselineThatServesIt(string path, string target)
    {
        var baseYear = await BaseYearAsync("latest");
        ProblemExpectation.Check(
            await _api.GetAsync(path), HttpStatusCode.BadRequest, "invalid-request",
            new ExpectedFault("query", target, "out-of-range") { Min = baseYear, Max = 2045, Says = "baseline=2024-12 begins in 2024" });

        (await _api.GetAsync(path + "&baseline=2024-12")).Ok();
    }

    private async Task<int> BaseYearAsync(string baseline)
        => (await _api.GetAsync($"/baselines/{baseline}")).Ok().Json.GetProperty("baseYear").GetInt32();

    /// <summary>NVIDIA's data-centre revenue in bn USD, by the calendar quarter that holds the middle of its own.</summary>
    private async Task<IReadOnlyDictionary<Period, double>> RevenueByQuarterAsync(string baseline)
        => (await _api.GetAsync($"/baselines/{baseline}/observations?series=nvda.datacenter_revenue.q&limit=1000")).Ok().Rows
            .ToDictionary(
                o => FiscalCalendar.CalendarQuarter(DateOnly.ParseExact(Text(o, "periodEnd"), "yyyy-MM-dd", CultureInfo.InvariantCulture)),
                o => Number(o)!.Value / 1e9);

    private async Task<IReadOnlyDictionary<int, double>> RevenueByYearAsync(string baseline)
        => (await RevenueByQuarterAsync(baseline)).GroupBy(q => q.Key.Year).Where(year => year.Count() == 4)
            .ToDictionary(year => year.Key, year => year.Sum(q => q.Value));

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static double? Number(JsonElement row, string name = "value")
        => row.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : null;
}
