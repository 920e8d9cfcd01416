using CsCheck;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Forecasts;

namespace ForecastFunctions.UnitTests.Functions;

public class SeriesPeriodTests
{
    private static readonly Gen<SeriesPeriod> Periods = Gen.OneOf(
        Gen.Int[Period.MinYear, Period.MaxYear].Select(year => new SeriesPeriod(PeriodKind.Year, year)),
        Gen.Int[4 * Period.MinYear, 4 * Period.MaxYear + 3].Select(quarter => new SeriesPeriod(PeriodKind.Quarter, quarter)),
        Gen.Int[12 * Period.MinYear, 12 * Period.MaxYear + 11].Select(month => new SeriesPeriod(PeriodKind.Month, month)));

    [Fact]
    public void Period_WrittenAndRead_IsTheSame()
        => Periods.Sample(period =>
        {
            Assert.True(SeriesPeriod.TryParse(period.ToString(), out var read), period.ToString());
            Assert.Equal(period, read);
        });

    [Fact]
    public void Periods_OneAfterTheOther_MeetInTheCalendar()
        => Periods.Sample(period => Assert.Equal(
            period.Start!.Value.AddMonths(12 / (int)period.Kind), period.Plus(1).Start!.Value));

    [Theory]
    [InlineData("2024-Q4", 1, "2025-Q1", "2025-01-01")]
    [InlineData("2024-11", 2, "2025-01", "2025-01-01")]
    [InlineData("2024", 200, "2224", "2224-01-01")]
    [InlineData("2025-Q1", -1, "2024-Q4", "2024-10-01")]
    public void Period_SoManyFurther_IsThatOfTheCalendar(string from, int periods, string expected, string start)
    {
        Assert.True(SeriesPeriod.TryParse(from, out var period));
        Assert.Equal((expected, start), (period.Plus(periods).ToString(), $"{period.Plus(periods).Start:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("2024-Q5")]
    [InlineData("2024-13")]
    [InlineData("2024-1")]
    [InlineData("1899-12")]
    [InlineData("24")]
    [InlineData("2024-01-01")]
    [InlineData(null)]
    public void Text_ThatNamesNoPeriod_IsRefused(string? text) => Assert.False(SeriesPeriod.TryParse(text, out _));

    [Fact]
    public void Period_WithoutADate_IsItsPlace()
        => Assert.Equal(("7", null), (SeriesPeriod.First.Plus(6).ToString(), SeriesPeriod.First.Start));
}
