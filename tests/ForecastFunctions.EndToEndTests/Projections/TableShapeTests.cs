using System.Globalization;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Projections;

[Collection(ProductTests.Name)]
public sealed class TableShapeTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    public static TheoryData<string> Runs =>
    [
        "scenario=asic-surge",
        "scenario=data-wall&step=quarter&from=2026-Q3&to=2028-Q2",
        "scenario=asic-surge&draws=128&percentiles=5,50&to=2026",
    ];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Comma_ForAPoint_ChangesTheNumbersWritingAndNothingElse(string run)
    {
        var points = (await _api.GetAsync($"/projections.csv?{run}")).Ok();
        var commas = (await _api.GetAsync($"/projections.csv?{run}&decimal=comma")).Ok();

        var records = CsvText.Read(commas.Text.TrimStart('\uFEFF'), ';');
        Assert.Equal(points.Records.Select(record => string.Join('|', record)),
            records.Select((record, row) => string.Join('|', record.Select(
                (cell, column) => row > 0 && column is 8 or 12 ? cell.Replace(',', '.') : cell))), StringComparer.Ordinal);
        Assert.Contains(records.Skip(1), record => record[8].Contains(',', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Wide_CellByCell_IsTheLongTable(string run)
    {
        var numbers = await NumbersAsync(run);
        var records = (await _api.GetAsync($"/projections.csv?{run}&shape=wide")).Ok().Records;

        Assert.StartsWith("model_version,scenario,region,variable,unit,statistic,baseline_version,run_id,20", string.Join(',', records[0]),
            StringComparison.Ordinal);
        var cells = records.Skip(1)
            .SelectMany(record => records[0].Skip(8).Zip(record.Skip(8), (period, cell) => ((record[3], period, record[5]), cell)))
            .Where(c => c.cell.Length > 0); // before the base year, what nobody observed
        AssertSame(numbers, cells);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Iamc_CellByCell_IsTheLongTableUnderTheNamesOfItsLayout(string run)
    {
        var numbers = await NumbersAsync(run);
        var answer = (await _api.GetAsync($"/projections?{run}&format=iamc")).Ok();
        var records = answer.Records;

        var isQuarterly = run.Contains("quarter", StringComparison.Ordinal);
        string[] index = ["Model", "Scenario", "Region", "Variable", "Unit", .. isQuarterly ? ["Subannual"] : Array.Empty<string>()];
        Assert.StartsWith("text/csv", answer.ContentType, StringComparison.Ordinal);
        Assert.Equal(index, records[0].Take(index.Length), StringComparer.Ordinal);
        Assert.All(records[0].Skip(index.Length), year => Assert.Matches("^20[0-9][0-9]$", year));
        Assert.All(records.Skip(1), record => Assert.Matches("^ForecastFunctions [0-9.]+$", record[0]));
        var cells = records.Skip(1).SelectMany(record => records[0].Skip(index.Length).Zip(record.Skip(index.Length))
            .Where(c => c.Second.Length > 0) // a quarter before the first or after the last, or what nobody observed
            .Select(c => (KeyOf(record[3], isQuarterly ? $"{c.First}-{record[5]}" : c.First, numbers), c.Second)));
        AssertSame(numbers, cells);
    }

    [Fact]
    public async Task Metadata_OfARun_DescribesEveryVariableAndWarnsOfPercentiles()
    {
        var run = (await _api.GetAsync("/projections?scenario=asic-surge")).Ok();
        foreach (var path in new[] { "/projections.metadata.json?scenario=asic-surge", $"/projections/{run.RunId}.metadata.json" })
        {
            var metadata = (await _api.GetAsync(path)).Ok().Json;

            Assert.Equal(
                run.Rows.Select(row => $"{row.GetProperty("variable")} [{row.GetProperty("unit")}]").Distinct(StringComparer.Ordinal),
                metadata.GetProperty("variables").EnumerateArray().Select(v => $"{v.GetProperty("name")} [{v.GetProperty("unit")}]"),
                StringComparer.Ordinal);
            Assert.Equal(run.Json.GetProperty("baselineAsOf").GetString(), metadata.GetProperty("lastUpdated").GetString());
            Assert.Contains(metadata.GetProperty("notes").EnumerateArray(),
                note => note.GetString()!.Contains("percentiles do not add", StringComparison.Ordinal));
            Assert.Contains(
                metadata.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains(run.RunId, StringComparison.Ordinal));
            foreach (var member in new[] { "title", "source", "licence", "lastUpdated" })
                Assert.All(metadata.GetProperty("variables").EnumerateArray(), v => Assert.NotEmpty(v.GetProperty(member).GetString()!));
        }
    }

    [Fact]
    public async Task Metadata_OfObservations_CreditsWhoSaysSo()
    {
        var variables = (await _api.GetAsync("/baselines/latest/observations.metadata.json")).Ok().Json.GetProperty("variables")
            .EnumerateArray().ToList();
        var series = (await _api.GetAsync("/baselines/latest/observations?limit=100000")).Ok().Rows
            .Select(row => row.GetProperty("seriesId").GetString()!);

        Assert.Equal(
            series.Distinct(StringComparer.Ordinal), variables.Select(v => v.GetProperty("name").GetString()!), StringComparer.Ordinal);
        Assert.All(variables, v => Assert.Equal(
            v.GetProperty("source").GetString()!.Contains("Epoch AI", StringComparison.Ordinal),
            v.GetProperty("licence").GetString()!.Contains("CC-BY", StringComparison.Ordinal)));
    }

    private async Task<Dictionary<(string Variable, string Period, string Statistic), double>> NumbersAsync(string run)
        => (await _api.GetAsync($"/projections?{run}")).Ok().Rows.Where(row => !row.GetProperty("status").ValueEquals("not-observed"))
            .ToDictionary(
                row => (Text(row, "variable"), Text(row, "period"), Text(row, "statistic")), row => row.GetProperty("value").GetDouble());

    private static (string Variable, string Period, string Statistic) KeyOf(
        string name, string period, Dictionary<(string Variable, string Period, string Statistic), double> numbers)
        => numbers.ContainsKey((name, period, "value")) ? (name, period, "value")
            : (name[..name.LastIndexOf('|')], period, name[(name.LastIndexOf('|') + 1)..]);

    private static void AssertSame(
        Dictionary<(string Variable, string Period, string Statistic), double> numbers,
        IEnumerable<((string Variable, string Period, string Statistic) Key, string Cell)> cells)
    {
        var found = cells.ToDictionary(c => c.Key, c => double.Parse(c.Cell, NumberStyles.Float, CultureInfo.InvariantCulture));
        Assert.Equal(numbers.Count, found.Count);
        Assert.All(numbers, number => Assert.Equal(number.Value, found[number.Key]));
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
