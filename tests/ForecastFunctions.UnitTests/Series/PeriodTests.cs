using System.Globalization;
using CsCheck;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Series;

public class PeriodTests
{
    internal static readonly Gen<Period> Years = Gen.Int[Period.MinYear, Period.MaxYear].Select(Period.OfYear);

    internal static readonly Gen<Period> Quarters = Gen.Select(Gen.Int[Period.MinYear, Period.MaxYear], Gen.Int[1, 4], Period.OfQuarter);

    private static readonly Gen<Period> Any = Gen.OneOf(Years, Quarters);

    [Fact]
    public void Text_OfAnyPeriod_ReadsBackAsIt() => Any.Sample(period =>
    {
        Assert.True(Period.TryParse(period.ToString(), out var read));
        Assert.Equal(period, read);
    });

    [Fact]
    public void Text_OfAPeriod_IsTheYearAndTheQuarter()
    {
        Assert.Equal("2028", Period.OfYear(2028).ToString());
        Assert.Equal("2028-Q3", Period.OfQuarter(2028, 3).ToString());
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
    public void Order_OfPeriods_IsByTheFirstDayAndAYearBeforeItsQuarters() => Gen.Select(Any, Any).Sample((a, b) =>
    {
        var expected = (a.Start, a.Quarter is null ? 0 : 1).CompareTo((b.Start, b.Quarter is null ? 0 : 1));
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
    [InlineData(Period.MinYear - 1)]
    [InlineData(Period.MaxYear + 1)]
    public void Year_OutOfReach_IsRefused(int year) => Assert.Throws<ArgumentOutOfRangeException>(() => Period.OfYear(year));
}
