using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Excel;
using ForecastFunctions.Excel.Workbook;
using ForecastFunctions.Infrastructure.Sources.Curated;
using ForecastFunctions.UnitTests.Projections;
using ForecastFunctions.UnitTests.Scorecards;
using ProjectionRun = ForecastFunctions.Application.Runs.Run<
    ForecastFunctions.Core.Projections.ProjectionSpecification, ForecastFunctions.Core.Projections.Projection>;
using SheetCell = ForecastFunctions.Excel.CellType;

namespace ForecastFunctions.UnitTests.Excel;

public class ForecastWorkbookTests
{
    private static readonly Uri Address = new("https://forecast.example.com/api/v1");
    private static readonly IReadOnlyList<ProjectionRun> PresetRuns =
        [.. Presets.All.Select(p => new ProjectionRun(ArticleRuns.Specification(p.Name), ArticleRuns.Article, ArticleRuns.Of(p.Name), RunSource.Store))];

    private static readonly ScorecardView Scored = new(
        new(TrackRecords.Specification, TrackRecords.Newest, TrackRecords.Card, RunSource.Store), ScorecardRequest.Whole);

    private static readonly ForecastWorkbook Content = WorkbookContent.Of(
        ExcelQueries.ModuleAt(Address), Address, ArticleRuns.Article, PresetRuns, Compared(), Scored);
    private static readonly byte[] Bytes = Content.ToBytes();

    [Fact]
    public void Workbook_ByTheSchema_IsValid()
    {
        using var document = Open(Bytes);

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document)
            .Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
    }

    [Fact]
    public void Workbook_OfTheSameContent_HasTheSameBytes()
        => Assert.Equal(Bytes, WorkbookContent.Of(ExcelQueries.ModuleAt(Address), Address, ArticleRuns.Article, PresetRuns, Compared(), Scored).ToBytes());

    [Fact]
    public void Sheets_OfTables_HaveTheHeadingsAndTheNumbers()
    {
        using var document = Open(Bytes);
        foreach (var table in Content.Tables.Append(Content.Chart))
        {
            var rows = SheetReader.Rows(document.WorkbookPart!, table.Name);
            Assert.Equal(table.Columns.Select(c => c.Name), rows[0]);
            Assert.Equal(table.Rows.Count, rows.Count - 1);
            foreach (var (expected, cells) in table.Rows.Zip(rows.Skip(1)))
                Assert.Equal(expected.Select(Written), cells);
        }

        static object? Written(object? value) => value switch
        {
            "" => null,
            int number => (double)number,
            bool flag => flag ? 1.0 : 0,
            DateOnly date => date.ToDateTime(TimeOnly.MinValue).ToOADate(),
            _ => value,
        };
    }

    [Fact]
    public void Cells_OfEveryTable_AreOfTheTypeOfTheirColumn()
    {
        SheetTable[] tables =
        [
            // The article's own baseline here has no observations.
            .. Content.Tables.Where(t => t.Name is not "Observations"), Content.Chart,
            SheetTables.Of("Observations", BaselineTables.Observations, CuratedObservations.Read()),
        ];
        foreach (var table in tables)
        {
            Assert.NotEmpty(table.Rows);
            Assert.All(table.Rows, row => Assert.All(row.Zip(table.Columns), cell => Assert.True(
                (cell.First, cell.Second.Type) is (null, _) or (string, SheetCell.Text) or (double, SheetCell.Number) or (int, SheetCell.Whole)
                    or (DateOnly, SheetCell.Date) or (DateTimeOffset, SheetCell.Instant) or (bool, SheetCell.Logical),
                $"{table.Name}: {cell.Second} holds a {cell.First?.GetType()}.")));
        }
    }

    [Fact]
    public void Chart_ShowsEachPresetAsTheModelGivesIt()
    {
        using var document = Open(Bytes);
        var rows = SheetReader.Rows(document.WorkbookPart!, "Chart");

        Assert.Equal(Presets.All.Select(p => p.Name).Prepend("period"), rows[0]);
        foreach (var row in rows.Skip(1))
        {
            var year = Convert.ToInt32(row[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(Presets.All.Select(p => ArticleRuns.Of(p.Name).Of(Variables.NvidiaRevenue, year)), row.Skip(1).Cast<double>());
        }

        Assert.Contains(
            $"Variable = \"{Variables.NvidiaRevenue.Name}\"", SheetReader.Queries(document.WorkbookPart!), StringComparison.Ordinal);
        Assert.Equal(Presets.All.Count, SheetReader.PartOf(document.WorkbookPart!, "Chart").DrawingsPart!.ChartParts.Single()
            .ChartSpace!.Descendants<DocumentFormat.OpenXml.Drawing.Charts.LineChartSeries>().Count());
    }

    [Fact]
    public void Tables_AreEachFilledByAQueryWhenTheWorkbookIsOpened()
    {
        using var document = Open(Bytes);
        var workbook = document.WorkbookPart!;
        var queries = SheetReader.Queries(workbook);
        foreach (var table in Content.Tables.Append(Content.Chart))
        {
            Assert.Contains($"\nshared {table.Name} =", queries, StringComparison.Ordinal);
            var part = SheetReader.PartOf(workbook, table.Name).TableDefinitionParts.Single();
            var query = part.QueryTableParts.Single().QueryTable!;
            var connection = workbook.ConnectionsPart!.Connections!.Elements<Connection>().Single(c => c.Id! == query.ConnectionId!.Value);
            Assert.True(query.RefreshOnLoad!.Value && connection.RefreshOnLoad!.Value);
            Assert.Contains($"Location={table.Name};", connection.DatabaseProperties!.Connection, StringComparison.Ordinal);
            Assert.Equal(table.Columns.Select(c => c.Name), part.Table!.TableColumns!.Elements<TableColumn>().Select(c => c.Name!.Value));
            Assert.Equal(table.Columns.Select(c => c.Name),
                query.QueryTableRefresh!.QueryTableFields!.Elements<QueryTableField>().Select(f => f.Name!.Value));
        }
    }

    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\")")]
    [InlineData("+1+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    public void Text_ThatWouldBeginAFormula_StaysTextEvenWhenItIsEdited(string title)
    {
        ScenarioRow row = new("mine", title, "=1+1", "saved", "", "article-base", [], UpdatedAt: null);
        var scenarios = SheetTables.Of("Scenarios", ScenarioTables.Scenarios, [row]);
        using var document = Open((Content with { Tables = [scenarios] }).ToBytes());
        var workbook = document.WorkbookPart!;

        Assert.Equal([row.Name, title, row.Reading, row.Kind, null, row.Extends, null, null], SheetReader.Rows(workbook, "Scenarios")[1]);
        var cells = SheetReader.PartOf(workbook, "Scenarios").Worksheet!.Descendants<Cell>().ToList();
        Assert.All(cells, cell => Assert.Null(cell.CellFormula));
        var formats = workbook.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList();
        Assert.Equal(
            [false, true, true, false, false], cells.Skip(8).Select(c => formats[(int)c.StyleIndex!.Value].QuotePrefix?.Value ?? false));
    }

    private static Run<ComparisonSpecification, Comparison> Compared()
    {
        var specification = new ComparisonSpecification(
            ArticleRuns.Article.Version, [.. PresetRuns.Select(p => p.Specification.Scenario)], reference: 0, PresetRuns[0].Specification.Range);
        return new(specification, ArticleRuns.Article, ComparisonEngine.Run(specification, threads: 1, CancellationToken.None), RunSource.Store);
    }

    private static SpreadsheetDocument Open(byte[] bytes) => SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
}
