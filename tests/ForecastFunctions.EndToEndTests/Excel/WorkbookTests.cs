using System.Globalization;
using System.Net;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Excel;

[Collection(ProductTests.Name)]
public sealed class WorkbookTests(ProductFixture fixture)
{
    private readonly Api _api = fixture.Api;

    [Fact]
    public async Task Workbook_HoldsTheNumbersThatItsQueriesWouldFetch()
    {
        var answer = (await _api.GetAsync("/excel/workbook.xlsx")).Ok();
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.ContentType);
        Assert.Equal("attachment; filename=\"forecast.xlsx\"", answer["Content-Disposition"]);
        using var document = SpreadsheetDocument.Open(new MemoryStream(answer.Body), isEditable: false);

        foreach (var (sheet, path) in new[]
        {
            ("Projection", "/projections?scenario=article-base"), ("Comparison", "/comparisons"), ("Scenarios", "/scenarios"),
            ("Scorecard", "/scorecard-summaries"), ("Parameters", "/parameters"),
            ("Variables", "/variables"), ("Observations", "/baselines/latest/observations"),
        })
        {
            var rows = (await _api.GetAsync(path)).Ok().Rows;
            var cells = SheetReader.Rows(document.WorkbookPart!, sheet);
            Assert.Equal(rows.Count, cells.Count - 1);
            foreach (var (row, line) in rows.Zip(cells.Skip(1)))
                Assert.Equal(row.EnumerateObject().Select(m => Cell(m.Value)), line);
        }
    }

    [Fact]
    public async Task Workbook_AskedAgain_HasTheSameBytesAndIsNotSentToWhoHasIt()
    {
        var first = (await _api.GetAsync("/excel/workbook.xlsx")).Ok();
        var second = (await _api.GetAsync("/excel/workbook.xlsx")).Ok();
        var unchanged = await _api.GetAsync("/excel/workbook.xlsx", ("If-None-Match", first.ETag));

        Assert.Equal(first.Body, second.Body);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.Status);
    }

    [Theory]
    [InlineData("/excel/projectoin.pq", "Did you mean projection.pq?")]
    [InlineData("/excel/workbook.xls", "Did you mean workbook.xlsx?")]
    [InlineData("/excel/projection", "There are workbook.xlsx")]
    public async Task File_ThatIsNotThere_IsNotFound(string path, string says)
    {
        var answer = await _api.GetAsync(path);

        ProblemExpectation.Check(answer, HttpStatusCode.NotFound, "not-found");
        Assert.Contains(says, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_ThatIsMoreThanAHost_GetsNoFile()
    {
        var answer = await _api.GetAsync("/excel/chart.pq", ("Host", "evil.example, forecast.example"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    /// <summary>Excel evaluates one query several times for a refresh, and a workbook has several that ask the same.</summary>
    [Theory]
    [InlineData("/projections.csv?set.spend.base=143.5&decimal=comma")]
    [InlineData("/value?variable=Electricity&period=2030&set.spend.base=144.5")]
    public async Task Pulls_FiveAtOnce_AreOneComputation(string path)
    {
        var computed = await _api.RunsComputedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _api.GetAsync(path)));

        Assert.Equal(computed + 1, await _api.RunsComputedAsync());
        Assert.All(answers, answer => Assert.Equal(answers[0].Ok().Body, answer.Ok().Body));
        Assert.All(answers, answer => Assert.Equal(answers[0].ETag, answer.ETag));
    }

    private static object? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1.0,
        JsonValueKind.False => 0.0,
        JsonValueKind.Array when value.GetArrayLength() > 0 => string.Join(';', value.EnumerateArray().Select(item => item.GetString())),
        JsonValueKind.String when DateOnly.TryParseExact(
            value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            => day.ToDateTime(TimeOnly.MinValue).ToOADate(),
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
        _ => null,
    };
}
