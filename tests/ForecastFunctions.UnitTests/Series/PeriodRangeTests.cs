using CsCheck;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Series;

public class PeriodRangeTests
{
    private static readonly Gen<(Period, Period)> Ends = Gen.OneOf(
        Gen.Select(PeriodTests.Years, PeriodTests.Years),
        Gen.Select(PeriodTests.Quarters, PeriodTests.Quarters)).Where(ends => ends.Item1 <= ends.Item2);

    [Fact]
    public void Range_OfAnyEnds_CountsAndListsEveryPeriodBetween() => Ends.Sample((from, to) =>
    {
        var range = new PeriodRange(from, to);
        var periods = range.ToList();
        Assert.Equal(range.Count, periods.Count);
        Assert.Equal(from, periods[0]);
        Assert.Equal(to, periods[^1]);
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.Next, pair.Second));
        Assert.Equal(from.Step, range.Step);
    });

    [Fact]
    public void Range_ToTheLastPeriodThereIs_CanBeListed()
    {
        Assert.Equal(3, new PeriodRange(Period.OfYear(Period.MaxYear - 2), Period.OfYear(Period.MaxYear)).ToList().Count);
        Assert.Equal(6, new PeriodRange(Period.OfQuarter(Period.MaxYear - 1, 3), Period.OfQuarter(Period.MaxYear, 4)).ToList().Count);
    }

    [Fact]
    public void Ranges_OfEqualEnds_AreEqual()
    {
        Assert.Equal(new PeriodRange(Period.OfYear(2024), Period.OfYear(2030)), new PeriodRange(Period.OfYear(2024), Period.OfYear(2030)));
        Assert.NotEqual(
            new PeriodRange(Period.OfYear(2024), Period.OfYear(2030)), new PeriodRange(Period.OfYear(2024), Period.OfYear(2031)));
    }

    [Theory]
    [InlineData("2028", "2027")]
    [InlineData("2028-Q2", "2028-Q1")]
    [InlineData("2024", "2030-Q4")]
    [InlineData("2024-Q1", "2030")]
    public void Range_BackwardsOrOfTwoLengths_IsRefused(string from, string to)
    {
        Assert.True(Period.TryParse(from, out var first));
        Assert.True(Period.TryParse(to, out var last));
        Assert.Throws<ArgumentException>(() => new PeriodRange(first, last));
    }
}
