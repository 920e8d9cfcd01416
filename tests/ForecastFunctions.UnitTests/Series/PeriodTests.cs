using System.Globalization;
using CsCheck;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Series;

public class PeriodTests
{
    internal static readonly Gen<Period> Years = Gen.Int[Period.MinYear, Period.MaxYear].Select(Period.OfYear);

    internal static readonly Gen<Period> Quarters = Gen.Select(Gen.Int[Period.MinYear, Period.MaxYear], Gen.Int[1, 4], Period.OfQuarter);

    private static readonly Gen<Period> Months = Gen.Select(Gen.Int[Period.MinYear, Period.MaxYear], Gen.Int[1, 12], Period.OfMonth);

    private static readonly Gen<Period> OfTheModel = Gen.OneOf(Years, Quarters);

    private static readonly Gen<Period> Days = Gen.Int[0, 109_571].Select(n => Period.OfDay(new DateOnly(1900, 1, 1).AddDays(n)));

    private static readonly Gen<Period> Weeks = Gen.Select(Gen.Int[Period.MinYear, Period.MaxYear], Gen.Int[1, 53])
        .Select((year, week) => Period.OfWeek(year, Math.Min(week, ISOWeek.GetWeeksInYear(year))));

    private static readonly Gen<Period> Any = Gen.OneOf(Years, Quarters, Months, Weeks, Days);

    [Fact]
    public void Text_OfAnyPeriod_ReadsBackAsIt() => Any.Sample(period =>
    {
        Assert.True(Period.TryParseAny(period.ToString(), out var read));
        Assert.Equal(period, read);
    });

    [Fact]
    public void Text_OfAPeriodOfTheModel_ReadsBackAsIt() => OfTheModel.Sample(period =>
    {
        Assert.True(Period.TryParse(period.ToString(), out var read));
        Assert.Equal(period, read);
    });

    [Fact]
    public void Text_OfAPeriod_IsTheYearAndTheQuarterOrMonth()
    {
        Assert.Equal("2028", Period.OfYear(2028).ToString());
        Assert.Equal("2028-Q3", Period.OfQuarter(2028, 3).ToString());
        Assert.Equal("2028-07", Period.OfMonth(2028, 7).ToString());
        Assert.Equal("2028-W07", Period.OfWeek(2028, 7).ToString());
        Assert.Equal("2028-07-01", Period.OfDay(new DateOnly(2028, 7, 1)).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("28")]
    [InlineData("02028")]
    [InlineData("-028")]
    [InlineData("+202")]
    [InlineData(" 2028")]
    [InlineData("2028 ")]
    [InlineData("202 ")]
    [InlineData("202\0")]
    [InlineData("２０２８")]
    [InlineData("20e2")]
    [InlineData("1899")]
    [InlineData("2200")]
    [InlineData("2028Q3")]
    [InlineData("2028-3")]
    [InlineData("2028-Q0")]
    [InlineData("2028-Q5")]
    [InlineData("2028-Q")]
    [InlineData("2028-Q10")]
    [InlineData("2028-Q٣")]
    [InlineData("2028–Q3")]
    [InlineData("2028-H1")]
    [InlineData("2028-01")]
    [InlineData("2028-Q3 ")]
    [InlineData("2200-Q1")]
    public void TryParse_OfAnythingElse_IsRefused(string? text)
    {
        Assert.False(Period.TryParse(text, out var period));
        Assert.Equal(default, period);
    }

    [Fact]
    public void TryParse_OfAnyText_IsAPeriodOnlyIfItsTextIsTheSame()
        => Gen.Char["0123456789-Qq +"].Array[3, 8].Select(c => new string(c)).Sample(
        text => Assert.True(
            !Period.TryParse(text, out var period) || string.Equals(period.ToString(), text, StringComparison.OrdinalIgnoreCase)),
        iter: 10_000);

    [Fact]
    public void Order_OfPeriods_IsByTheFirstDayAndTheLongerFirst() => Gen.Select(Any, Any).Sample((a, b) =>
    {
        var expected = (a.Start, -a.End.DayNumber).CompareTo((b.Start, -b.End.DayNumber));
        Assert.Equal(Math.Sign(expected), Math.Sign(a.CompareTo(b)));
        Assert.Equal(expected < 0, a < b);
        Assert.Equal(expected > 0, a > b);
        Assert.Equal(expected <= 0, a <= b);
        Assert.Equal(expected >= 0, a >= b);
        Assert.Equal(expected == 0, a == b);
    });

    [Fact]
    public void Next_OfAnyPeriodButTheLast_BeginsOnTheDayAfterItsEnd() => Any.Where(p => p.End.Year < Period.MaxYear).Sample(period =>
    {
        Assert.Equal(period.End.AddDays(1), period.Next.Start);
        Assert.Equal(period.Step, period.Next.Step);
    });

    [Fact]
    public void Plus_OfAnyNumber_IsUndoneByItsOpposite() => Gen.Select(Any, Gen.Int[-1_000, 1_000]).Sample((period, count) =>
    {
        var there = period.Plus(count);
        Assert.Equal(period, there.Plus(-count));
        Assert.Equal(
            period.Step.IsOfMonths()
                ? period.Start.AddMonths(count * period.Step.Months())
                : period.Start.AddDays(count * (period.Step == Step.Week ? 7 : 1)),
            there.Start);
    });

    [Theory]
    [InlineData("2024-Q4", 1, "2025-Q1", "2025-01-01")]
    [InlineData("2024-11", 2, "2025-01", "2025-01-01")]
    [InlineData("2024", 200, "2224", "2224-01-01")]
    [InlineData("2025-Q1", -1, "2024-Q4", "2024-10-01")]
    [InlineData("2026-W53", 1, "2027-W01", "2027-01-04")]
    [InlineData("2025-W52", 1, "2026-W01", "2025-12-29")]
    [InlineData("2020-W53", 53, "2022-W01", "2022-01-03")]
    [InlineData("2024-02-28", 2, "2024-03-01", "2024-03-01")]
    public void Period_SoManyFurther_IsThatOfTheCalendar(string from, int periods, string expected, string start)
    {
        Assert.True(Period.TryParseAny(from, out var period));
        Assert.Equal((expected, start), (period.Plus(periods).ToString(), $"{period.Plus(periods).Start:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(-2_028)]
    [InlineData(int.MaxValue / 12)]
    public void Plus_BeyondTheCalendar_IsRefused(int years)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Period.OfYear(2028).Plus(years));

    [Theory]
    [InlineData("2024-Q5")]
    [InlineData("2024-00")]
    [InlineData("2024-13")]
    [InlineData("2024-1")]
    [InlineData("1899-12")]
    [InlineData("24")]
    [InlineData("2024-02-30")]
    [InlineData("2024-1-01")]
    [InlineData("2199-12-32")]
    [InlineData("2025-W53")]
    [InlineData("2026-W54")]
    [InlineData("2026-W00")]
    [InlineData("2026-W1")]
    [InlineData("2026-w01")]
    [InlineData("2026W01")]
    [InlineData(null)]
    public void TryParseAny_OfAnythingElse_IsRefused(string? text)
    {
        Assert.False(Period.TryParseAny(text, out var period));
        Assert.Equal(default, period);
    }

    [Theory]
    [InlineData("2028", "2028-01-01", "2028-12-31")]
    [InlineData("2028-Q1", "2028-01-01", "2028-03-31")]
    [InlineData("2028-Q2", "2028-04-01", "2028-06-30")]
    [InlineData("2028-Q3", "2028-07-01", "2028-09-30")]
    [InlineData("2028-Q4", "2028-10-01", "2028-12-31")]
    [InlineData("2199-Q4", "2199-10-01", "2199-12-31")]
    [InlineData("1900", "1900-01-01", "1900-12-31")]
    public void StartAndEnd_OfAPeriod_AreItsFirstAndItsLastDay(string text, string start, string end)
    {
        Assert.True(Period.TryParse(text, out var period));
        Assert.Equal(DateOnly.Parse(start, CultureInfo.InvariantCulture), period.Start);
        Assert.Equal(DateOnly.Parse(end, CultureInfo.InvariantCulture), period.End);
    }

    [Theory]
    [InlineData(Period.MinYear - 1, 1)]
    [InlineData(Period.MaxYear + 1, 1)]
    [InlineData(2028, 0)]
    [InlineData(2028, 5)]
    public void Quarter_ThatDoesNotExist_IsRefused(int year, int quarter)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Period.OfQuarter(year, quarter));

    [Theory]
    [InlineData(Period.MinYear - 1, 1)]
    [InlineData(Period.MaxYear + 1, 1)]
    [InlineData(2028, 0)]
    [InlineData(2028, 13)]
    public void Month_ThatDoesNotExist_IsRefused(int year, int month)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Period.OfMonth(year, month));

    [Theory]
    [InlineData(Period.MinYear - 1)]
    [InlineData(Period.MaxYear + 1)]
    public void Year_OutOfReach_IsRefused(int year) => Assert.Throws<ArgumentOutOfRangeException>(() => Period.OfYear(year));
}
