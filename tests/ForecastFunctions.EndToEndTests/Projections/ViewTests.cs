using ForecastFunctions.Core.Projections;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class ViewTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Variables_AskedForByName_AreThoseOfTheWholeAnswerInItsOrder()
    {
        var whole = (await _api.GetAsync("/projections")).Ok();
        var some = (await _api.GetAsync("/projections?variables=Electricity,Share%7CNVIDIA*,Share%7CNVIDIA%7CSpend,%20Compute%7CAdded")).Ok();

        Assert.Equal(
            whole.Rows.Where(row => Variable(row) is "Electricity" or "Compute|Added"
                || Variable(row).StartsWith("Share|NVIDIA", StringComparison.Ordinal)).Select(row => row.GetRawText()),
            some.Rows.Select(row => row.GetRawText()), StringComparer.Ordinal);
        Assert.Equal(
            ["Share|NVIDIA|Inference Spend", "Share|NVIDIA|Training Spend", "Share|NVIDIA|Spend", "Compute|Added", "Electricity"],
            some.Rows.Select(Variable).Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Variables_OfARun_AreTheCatalogues()
    {
        var catalogue = (await _api.GetAsync("/variables")).Ok().Rows;

        // A plain run has the plain model's; one with drivers and limits, all of them.
        foreach (var (query, variables) in new (string, IReadOnlyList<Variable>)[]
        {
            ("", Core.Projections.Variables.All), ("&scenario=agents", RunVariables.Catalogue),
        })
        {
            var run = (await _api.GetAsync($"/projections?from=2028&to=2028{query}")).Ok().Rows;
            Assert.Equal(
                catalogue.Where(row => variables.Any(v => row.GetProperty("name").ValueEquals(v.Name)))
                    .Select(row => $"{row.GetProperty("name")} [{row.GetProperty("unit")}]"),
                run.Select(row => $"{row.GetProperty("variable")} [{row.GetProperty("unit")}]"), StringComparer.Ordinal);
            Assert.Equal(variables.Count, run.Count);
        }
    }

    [Theory]
    [InlineData("2024-12")]
    [InlineData("latest")]
    public async Task Years_AreTheirQuartersByTheCataloguesRule(string baseline)
    {
        var aggregation = (await _api.GetAsync("/variables")).Ok().Rows.ToDictionary(
            variable => variable.GetProperty("name").GetString()!, variable => variable.GetProperty("aggregation").GetString()!,
            StringComparer.Ordinal);
        var run = $"/projections?scenario=asic-surge&to=2040&baseline={baseline}";
        var years = (await _api.GetAsync(run)).Ok().Rows.Where(IsKnown).ToList();
        var quarters = (await _api.GetAsync(run + "&step=quarter")).Ok().Rows.Where(IsKnown)
            .ToLookup(row => (Variable(row), row.GetProperty("period").GetString()![..4]), Number);

        Assert.Equal(["flow", "quotient", "stock"], aggregation.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        foreach (var row in years)
        {
            var inYear = quarters[(Variable(row), row.GetProperty("period").GetString()!)].ToList();
            Assert.Equal(4, inYear.Count);
            var name = $"{Variable(row)} {row.GetProperty("period")}: {Number(row)} of {string.Join(", ", inYear)}";
            switch (aggregation[Variable(row)])
            {
                case "flow":
                    Assert.True(IsNear(inYear.Sum(), Number(row)), name);
                    break;
                case "stock":
                    Assert.True(IsNear(inYear[^1], Number(row)), name);
                    break;
                default: // a quotient of sums lies among the quotients
                    Assert.True(Number(row) >= inYear.Min() * (1 - 1e-12) && Number(row) <= inYear.Max() * (1 + 1e-12), name);
                    break;
            }
        }
    }

    [Theory]
    [InlineData("2024-12")]
    [InlineData("latest")]
    public async Task Parts_SumToTheirParent(string baseline)
    {
        var parents = (await _api.GetAsync("/variables")).Ok().Rows
            .Where(variable => variable.GetProperty("parent").GetString() is not null)
            .ToLookup(variable => variable.GetProperty("parent").GetString()!, variable => variable.GetProperty("name").GetString()!,
                StringComparer.Ordinal);
        var values = (await _api.GetAsync(
                $"/projections?scenario=scaling-continues&step=quarter&to=2045&baseline={baseline}")).Ok().Rows
            .Where(row => !row.GetProperty("status").ValueEquals("observed") && IsKnown(row))
            .ToDictionary(row => (Variable(row), row.GetProperty("period").GetString()!), Number);

        Assert.NotEmpty(parents);
        foreach (var parent in parents)
        {
            foreach (var ((variable, period), value) in values.Where(
                value => string.Equals(value.Key.Item1, parent.Key, StringComparison.Ordinal)))
                Assert.True(IsNear(parent.Sum(part => values[(part, period)]), value), $"{variable} {period}");
        }
    }

    [Theory]
    [InlineData("from=2028-Q2&to=2028&step=quarter", "2028-Q2", "2028-Q4", 3)]
    [InlineData("from=2028&to=2028-Q3&step=quarter", "2028-Q1", "2028-Q3", 3)]
    [InlineData("from=2029&to=2031", "2029", "2031", 3)]
    [InlineData("from=2024&to=2024", "2024", "2024", 1)]
    [InlineData("from=2045", "2045", "2045", 1)]
    [InlineData("", "2024", "2030", 7)]
    [InlineData("from=2045-Q4&to=2045-Q4&step=quarter", "2045-Q4", "2045-Q4", 1)]
    public async Task Range_AsAsked_IsAnsweredWithBothEnds(string query, string from, string to, int periods)
    {
        var answer = (await _api.GetAsync($"/projections?variables=Electricity&{query}")).Ok();

        Assert.Equal((from, to), (answer.Json.GetProperty("from").GetString(), answer.Json.GetProperty("to").GetString()));
        Assert.Equal((from, to), (answer.Rows[0].GetProperty("period").GetString(), answer.Rows[^1].GetProperty("period").GetString()));
        Assert.Equal(periods, answer.Rows.Count);
    }

    [Fact]
    public async Task Value_OfAPeriod_DoesNotDependOnTheRangeAskedFor()
    {
        var whole = (await _api.GetAsync("/projections?scenario=data-wall&to=2045")).Ok().Rows;
        var part = (await _api.GetAsync("/projections?scenario=data-wall&from=2033&to=2034")).Ok().Rows;

        Assert.Equal(whole.Where(row => row.GetProperty("period").GetString() is "2033" or "2034").Select(Number), part.Select(Number));
    }

    /// <summary>Before the base year a row may have no value.</summary>
    private static bool IsKnown(System.Text.Json.JsonElement row) => !row.GetProperty("status").ValueEquals("not-observed");

    private static string Variable(System.Text.Json.JsonElement row) => row.GetProperty("variable").GetString()!;

    private static double Number(System.Text.Json.JsonElement row) => row.GetProperty("value").GetDouble();

    private static bool IsNear(double a, double b) => Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b));
}
