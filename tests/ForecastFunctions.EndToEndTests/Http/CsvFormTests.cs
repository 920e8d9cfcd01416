using System.Globalization;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Http;

[Collection(ProductTests.Name)]
public sealed class CsvFormTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    /// <summary>The headers are frozen: spreadsheets refer to columns by these names, so new ones may only be appended.</summary>
    [Theory]
    [InlineData("/projections.csv",
        "model_version,scenario,region,variable,unit,period,period_start,statistic,value,status,baseline_version,run_id,standard_error")]
    [InlineData("/baselines/latest/observations.csv", "series_id,period_end,frequency,value,unit,status,source,reference,known_since")]
    [InlineData("/baselines.csv", "version,title,as_of,base_year,is_current,parameters,observations,content_hash,stored_at")]
    [InlineData("/baselines/latest.csv", "id,value,law,status,basis,observations")]
    [InlineData("/parameters.csv", "id,alias,symbol,unit,meaning,min,max,choices,value,choice,law,status,basis,group,question")]
    [InlineData("/variables.csv", "name,unit,aggregation,parent,definition,formula")]
    [InlineData("/scenarios.csv", "name,title,reading,kind,settings,extends,tags,updated_at")]
    [InlineData("/scenarios/asic-surge.csv", "parameter,value,choice,unit,law,origin,status")]
    public async Task Csv_OfEveryTable_HasItsFrozenHeaderAndTheFormSpreadsheetsRead(string path, string header)
    {
        var answer = (await _api.GetAsync(path)).Ok();

        Assert.Equal("text/csv; charset=utf-8; header=present", answer.ContentType);
        Assert.Equal([0xEF, 0xBB, 0xBF], answer.Body[..3]);
        Assert.StartsWith('\uFEFF' + header + "\r\n", answer.Text, StringComparison.Ordinal);
        Assert.Contains(".csv\"", answer["Content-Disposition"], StringComparison.Ordinal);

        var records = answer.Records;
        Assert.True(records.Count > 1, "There are no rows.");
        Assert.All(records, record => Assert.Equal(records[0].Count, record.Count));
    }

    [Theory]
    [InlineData("/projections?scenario=asic-surge&step=quarter&to=2045")]
    [InlineData("/baselines/latest/observations?")]
    [InlineData("/parameters?")]
    public async Task Csv_CellByCell_IsTheJson(string path)
    {
        var rows = (await _api.GetAsync(path)).Ok().Rows;
        var csv = (await _api.GetAsync(path + "&format=csv")).Ok().Records;

        Assert.Equal(rows.Count, csv.Count - 1);
        var columns = csv[0].Select(name => JsonNamingPolicy.CamelCase.ConvertName(string.Concat(name.Split('_').Select(Capitalised))))
            .ToList();
        foreach (var (row, record) in rows.Zip(csv.Skip(1)))
        {
            foreach (var (name, cell) in columns.Zip(record))
                Assert.True(IsSame(row.GetProperty(name), cell), $"{name}: {row.GetProperty(name)}, but '{cell}'");
        }
    }

    [Fact]
    public async Task Csv_OfADeterministicRun_HasIsoDatesAndNoStandardError()
    {
        var csv = (await _api.GetAsync("/projections.csv?baseline=2024-12&step=quarter&from=2024-Q4&to=2025-Q1&variables=Electricity")).Ok();

        var rows = csv.Records.Skip(1).ToList();
        Assert.Equal(["2024-Q4 2024-10-01 modelled", "2025-Q1 2025-01-01 projected"],
            rows.Select(row => $"{row[5]} {row[6]} {row[9]}"), StringComparer.Ordinal);
        Assert.All(rows, row => Assert.Equal("", row[^1]));
        Assert.EndsWith(",\r\n", csv.Text, StringComparison.Ordinal);
    }

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static bool IsSame(JsonElement json, string cell) => json.ValueKind switch
    {
        JsonValueKind.Null => cell.Length == 0,
        JsonValueKind.Number => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(json.GetDouble()),
        JsonValueKind.Array => string.Equals(
            cell, string.Join(' ', json.EnumerateArray().Select(item => item.GetString())), StringComparison.Ordinal),
        _ => string.Equals(cell, json.GetString(), StringComparison.Ordinal),
    };
}
