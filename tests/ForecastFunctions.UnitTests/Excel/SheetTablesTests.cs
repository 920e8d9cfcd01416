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
                "model_version modelVersion Text", "scenario scenario Text", "region region Text", "variable variable Text", "unit unit Text",
                "period period Text", "period_start periodStart Date", "statistic statistic Text", "value value Number", "status status Text",
                "baseline_version baselineVersion Text", "run_id runId Text", "standard_error standardError Number",
            ],
            SheetTables.Columns(LongTable.Columns).Select(c => $"{c.Name} {c.Member} {c.Type}"));

    [Fact]
    public void Columns_OfWhichOneIsNoMember_AreRefused()
        => Assert.Throws<ArgumentException>(() => SheetTables.Columns<ObservationRow>([new("serie_id", r => r.SeriesId)]));

    [Fact]
    public void Columns_ThatNoCellHolds_AreRefused()
        => Assert.Throws<ArgumentException>(() => SheetTables.Columns<BaselineRow>([new("stored_at", r => r.StoredAt)]));
}
