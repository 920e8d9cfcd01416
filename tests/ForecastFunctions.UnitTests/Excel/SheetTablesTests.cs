using ForecastFunctions.Baselines;
using ForecastFunctions.Excel;
using ForecastFunctions.Projections;

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
            SheetTables.Columns(LongTable.Columns).Select(c => $"{c.Name} {c.Member} {c.Type}"));

    [Fact]
    public void Columns_OfWhichOneIsNoMember_AreRefused()
        => Assert.Throws<ArgumentException>(() => SheetTables.Columns<ObservationRow>([new("serie_id", r => r.SeriesId)]));

    [Fact]
    public void Columns_ThatNoCellHolds_AreRefused()
        => Assert.Throws<ArgumentException>(() => SheetTables.Columns<ProjectionAnswer>([new("value", r => r.Value)]));

    [Fact]
    public void Rows_OfEveryType_AreCellsOfTheirColumns()
    {
        var stored = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var baseline = new BaselineRow("2024-12", "The article", new DateOnly(2024, 12, 31), 2024, IsCurrent: true, 3, 5, "ab", stored);

        var table = SheetTables.Of<BaselineRow>(
            "Baselines", [new("version", _ => ""), new("as_of", _ => ""), new("base_year", _ => ""), new("is_current", _ => ""),
                new("stored_at", _ => "")], [baseline]);

        Assert.Equal([CellType.Text, CellType.Date, CellType.Whole, CellType.Logical, CellType.Instant], table.Columns.Select(c => c.Type));
        Assert.Equal([baseline.Version, baseline.AsOf, baseline.BaseYear, true, stored], Assert.Single(table.Rows));
    }
}
