using System.Globalization;
using ForecastFunctions.Core.Series;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class ReferenceVectorTests(ProductFixture fixture)
{
    private const int Presets = 6;
    private const int Columns = 17;

    [Theory]
    [InlineData(Step.Year, "json")]
    [InlineData(Step.Year, "csv")]
    [InlineData(Step.Quarter, "json")]
    [InlineData(Step.Quarter, "csv")]
    public async Task Presets_AskedOverHttp_MatchTheIndependentProgram(Step step, string format)
    {
        var expected = ReferenceVectors.Read(step);
        Assert.Equal(Presets * Columns * (step == Step.Year ? 7 : 28), expected.Count);

        foreach (var ofScenario in expected.GroupBy(entry => entry.Scenario, StringComparer.Ordinal))
        {
            var query = $"scenario={ofScenario.Key}&baseline=2024-12&from=2024&to=2030&step={(step == Step.Year ? "year" : "quarter")}";
            var values = string.Equals(format, "json", StringComparison.Ordinal)
                ? OfJson((await fixture.Api.GetAsync($"/projections?{query}")).Ok())
                : OfCsv((await fixture.Api.GetAsync($"/projections.csv?{query}")).Ok());

            foreach (var (_, period, variable, value) in ofScenario)
            {
                var answered = values[(variable, period.ToString())];
                Assert.True(
                    Math.Abs(answered - value) <= 1e-9 * Math.Abs(value),
                    $"{ofScenario.Key}, {variable}, {period}: {answered:R}, not {value:R}");
            }
        }
    }

    private static Dictionary<(string Variable, string Period), double> OfJson(Answer answer)
    {
        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
        return answer.Rows.ToDictionary(
            row => (row.GetProperty("variable").GetString()!, row.GetProperty("period").GetString()!),
            row => row.GetProperty("value").GetDouble());
    }

    private static Dictionary<(string Variable, string Period), double> OfCsv(Answer answer)
    {
        Assert.Equal("text/csv; charset=utf-8; header=present", answer.ContentType);
        var header = answer.Records[0].Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        return answer.Records.Skip(1).ToDictionary(
            record => (record[header["variable"]], record[header["period"]]),
            record => double.Parse(record[header["value"]], CultureInfo.InvariantCulture));
    }
}
