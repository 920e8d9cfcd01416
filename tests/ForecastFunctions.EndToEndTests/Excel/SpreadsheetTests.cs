using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.Excel;
using ForecastFunctions.Excel.PowerQuery;
using ForecastFunctions.Excel.Workbook;

namespace ForecastFunctions.EndToEndTests.Excel;

/// <summary>What people do by hand, done by a real spreadsheet in their locale.</summary>
[Collection(ProductTests.Name)]
public sealed class SpreadsheetTests(ProductFixture fixture)
{
    private const int MostRequests = 2;
    private const string Run = "scenario=asic-surge&step=quarter&to=2027&variables=Electricity,Ratio*,Vendor%20Revenue*";

    private static readonly string[] Openers = ["=1+1", "+1+1", "-1+1", "@SUM(A1)"];

    private readonly Api _api = fixture.Api;

    [SpreadsheetTheory]
    [InlineData("en-US", "point", ",")]
    [InlineData("de-DE", "comma", ";")]
    public async Task Link_ToTheCsv_ShowsTheJsonInNoMoreThanTwoRequests(string locale, string mark, string separator)
    {
        await using var counter = await RequestCounter.StartAsync(_api);
        var projections = $"{counter.Address}/projections.csv?{Run}&decimal={mark}";
        var observations = $"{counter.Address}/baselines/latest/observations.csv?decimal={mark}";

        var result = await Spreadsheet.RunAsync(new(locale, [new(projections, separator), new(observations, separator)], [], []));

        await AssertSameAsync($"/projections?{Run}", result.Links[0]);
        await AssertSameAsync("/baselines/latest/observations", result.Links[1]);
        foreach (var address in new[] { projections, observations })
            Assert.True(counter.Count(HttpMethod.Get, address) is > 0 and <= MostRequests, counter.ToString());
    }

    /// <summary>It is the locale that makes the difference: what one reads as numbers, the other does not.</summary>
    [SpreadsheetTheory]
    [InlineData("de-DE", "point", ",")]
    [InlineData("en-US", "comma", ";")]
    public async Task Link_WithTheOtherDecimalMark_ShowsNoSuchNumbers(string locale, string mark, string separator)
    {
        var address = $"{_api.Host}api/v1/projections.csv?{Run}&decimal={mark}";

        var link = (await Spreadsheet.RunAsync(new(locale, [new(address, separator)], [], []))).Links[0];

        var rows = (await _api.GetAsync($"/projections?{Run}")).Ok().Rows;
        Assert.All(rows.Zip(link.Skip(1)),
            pair => Assert.False(IsSame(pair.First.GetProperty("value"), pair.Second[8]), pair.Second[8].ToString()));
    }

    [SpreadsheetTheory]
    [InlineData("en-US", "point")]
    [InlineData("de-DE", "comma")]
    public async Task Cell_OfAWebService_IsTheNumberInNoMoreThanTwoRequests(string locale, string mark)
    {
        await using var counter = await RequestCounter.StartAsync(_api);
        var (spend, share) = (
            $"{counter.Address}/value?scenario=asic-surge&variable=Electricity&period=2029&decimal={mark}",
            $"{counter.Address}/value?variable=Share%7CInference%7CCompute&period=2028-Q3&decimal={mark}");

        var cells = (await Spreadsheet.RunAsync(new(locale, [],
        [
            $"=VALUE(WEBSERVICE(\"{spend}\"))",
            $"=VALUE(WEBSERVICE(\"{share}\"))",
        ], []))).Formulas;

        foreach (var (cell, path) in cells.Zip(
            ["/projections?scenario=asic-surge&variables=Electricity&from=2029&to=2029",
                "/projections?variables=Share|Inference|Compute&step=quarter&from=2028-Q3&to=2028-Q3"]))
        {
            var number = (await _api.GetAsync(path)).Ok().Rows.Single().GetProperty("value");
            Assert.True(IsSame(number, cell), $"{cell}, not {number}");
        }

        foreach (var address in new[] { spend, share })
            Assert.True(counter.Count(HttpMethod.Get, address) is > 0 and <= MostRequests, counter.ToString());
    }

    [SpreadsheetTheory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    public async Task Workbook_IsOpenedAsItIs_WithTheNumbersAndWithoutAFormula(string locale)
    {
        using var file = new TemporaryFile(".xlsx", (await _api.GetAsync("/excel/workbook.xlsx")).Ok().Body);

        var sheets = (await Spreadsheet.RunAsync(new(locale, [], [], [file.Path]))).Files[0];

        Assert.Equal(["README", "Chart", "Projection", "Comparison", "Scorecard", "Scenarios", "Observations", "Parameters", "Variables"], sheets.Keys);
        await AssertSameAsync("/projections", sheets["Projection"].Rows);
        await AssertSameAsync("/comparisons", sheets["Comparison"].Rows);
        await AssertSameAsync("/parameters", sheets["Parameters"].Rows);
        await AssertSameAsync("/baselines/latest/observations", sheets["Observations"].Rows);
        Assert.All(sheets.Values, sheet => Assert.Empty(sheet.Formulas));
    }

    [SpreadsheetTheory]
    [InlineData("en-US")]
    public async Task Text_ThatWouldBeginAFormula_StaysText(string locale)
    {
        var columns = new[] { new SheetColumn("title", "title", CellType.Text) };
        var table = new SheetTable("Chart", columns, [.. Openers.Select(text => new object?[] { text })]);
        var module = new QueryModule(_api.Host, [], new Dictionary<string, IReadOnlyList<SheetColumn>>(StringComparer.Ordinal));
        using var workbook = new TemporaryFile(".xlsx", new ForecastWorkbook([("Titles", null)], module, table, "", []).ToBytes());

        foreach (var (i, text) in Openers.Index())
            Assert.Equal(HttpStatusCode.Created, (await PutAsync(i, text)).Status);
        using var csv = new TemporaryFile(".csv", (await _api.GetAsync("/scenarios.csv")).Ok().Body);
        foreach (var i in Enumerable.Range(0, Openers.Length))
            Assert.Equal(HttpStatusCode.NoContent, (await _api.SendAsync(HttpMethod.Delete, $"/scenarios/opener-{i}")).Status);

        var files = (await Spreadsheet.RunAsync(new(locale, [], [], [workbook.Path, csv.Path]))).Files;

        Assert.All(files.SelectMany(file => file.Values), sheet => Assert.Empty(sheet.Formulas));
        Assert.Equal(Openers, files[0]["Chart"].Rows.Skip(1).Select(row => row[0].GetString()));
        Assert.Equal(
            Openers.Select(text => "'" + text), files[1].Values.Single().Rows.TakeLast(Openers.Length).Select(row => row[1].GetString()));

        Task<Answer> PutAsync(int i, string title) => _api.SendAsync(
            HttpMethod.Put, $"/scenarios/opener-{i}", Api.Bytes(JsonSerializer.SerializeToUtf8Bytes(new { title }), "application/json"));
    }

    private async Task AssertSameAsync(string path, JsonElement[][] sheet)
    {
        var rows = (await _api.GetAsync(path)).Ok().Rows;
        Assert.Equal(rows.Count, sheet.Length - 1);
        foreach (var (row, cells) in rows.Zip(sheet.Skip(1)))
        {
            foreach (var (member, cell) in row.EnumerateObject().Zip(cells))
                Assert.True(IsSame(member.Value, cell), $"{member}, but {cell}");
        }
    }

    /// <summary>A day is a number in a cell, and a text of digits may be one.</summary>
    private static bool IsSame(JsonElement json, JsonElement cell) => json.ValueKind switch
    {
        JsonValueKind.Null => cell.ValueKind == JsonValueKind.Null,
        JsonValueKind.Number => cell.ValueKind == JsonValueKind.Number && cell.GetDouble().Equals(json.GetDouble()),
        JsonValueKind.Array => string.Equals(
            cell.GetString(), string.Join(';', json.EnumerateArray().Select(item => item.GetString())), StringComparison.Ordinal),
        _ when cell.ValueKind == JsonValueKind.Null => json.GetString()!.Length == 0,
        _ when cell.ValueKind == JsonValueKind.String => cell.ValueEquals(json.GetString()),
        _ when DateOnly.TryParseExact(json.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            => cell.GetDouble().Equals(day.ToDateTime(TimeOnly.MinValue).ToOADate()),
        _ => cell.GetDouble().ToString(CultureInfo.InvariantCulture) == json.GetString(),
    };

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string suffix, byte[] content)
        {
            Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + suffix);
            File.WriteAllBytes(Path, content);
        }

        public string Path { get; }

        public void Dispose() => File.Delete(Path);
    }
}
