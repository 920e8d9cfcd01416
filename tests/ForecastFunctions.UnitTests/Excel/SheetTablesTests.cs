using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Excel;
using SheetCell = ForecastFunctions.Excel.CellType;

namespace ForecastFunctions.UnitTests.Excel;

public class SheetTablesTests
{
    [Fact]
    public void Columns_OfAProjection_AreThoseOfItsCsvWithTheTypesOfItsRows()
        => Assert.Equal(
            [
                "model_version modelVersion Text", "scenario scenario Text", "region region Text", "variable variable Text",
                "unit unit Text",
                "period period Text", "period_start periodStart Date", "statistic statistic Text", "value value Number",
                "status status Text",
                "baseline_version baselineVersion Text", "run_id runId Text", "standard_error standardError Number",
            ],
            SheetTables.Columns(ProjectionRuns.Table).Select(c => $"{c.Name} {c.Member} {c.Type}"));

    [Fact]
    public void Columns_ThatOnlyJsonHas_HaveNoPlaceInASheet()
    {
        Table table = new("t", "T",
        [
            Column.Text<string>("a", "", text => text),
            Column.Text<string>("b", "", text => text) with { IsJsonOnly = true },
            Column.Texts<string>("c", "", text => [text, text]),
        ]);

        var sheet = SheetTables.Of("T", table, ["x"]);

        Assert.Equal(["a", "c"], sheet.Columns.Select(c => c.Name));
        Assert.Equal(["x", "x;x"], Assert.Single(sheet.Rows));
    }

    [Fact]
    public void Rows_OfEveryType_AreCellsOfTheirColumns()
    {
        var stored = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var summary = new BaselineSummary("2024-12", "The article", new DateOnly(2024, 12, 31), 2024, "ab", 3, 5, stored);
        string[] names = ["version", "as_of", "base_year", "is_current", "stored_at"];
        var columns = BaselineTables.Baselines.Columns.Where(c => names.Contains(c.Name, StringComparer.Ordinal)).ToList();

        var table = SheetTables.Of("Baselines", BaselineTables.Baselines.With(columns), [new BaselineRow(summary, "2024-12")]);

        Assert.Equal(
            [SheetCell.Text, SheetCell.Date, SheetCell.Whole, SheetCell.Logical, SheetCell.Instant], table.Columns.Select(c => c.Type));
        Assert.Equal(["2024-12", summary.AsOf, 2024, true, stored], Assert.Single(table.Rows));
    }
}
