using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class PlausibilityFindingsTests
{
    [Fact]
    public void Warning_OfARunTo2030_NamesYearNumberComparatorAndSource()
        => Assert.Equal(
            "Electricity in 2030 is 1,149 TWh, against 945 of all data centres together "
            + "(International Energy Agency, Energy and AI (2025), base case). The value is not clipped.",
            Assert.Single(PlausibilityFindings.Warnings(ArticleRuns.Of("asic-surge"))).Message);

    [Theory]
    [InlineData(2024, 415)]
    [InlineData(2027, 680)]
    [InlineData(2030, 945)]
    [InlineData(2033, 1_098)]
    [InlineData(2035, 1_200)]
    [InlineData(2045, 1_200)]
    public void Electricity_OfAnyYear_IsComparedWithThePath(int year, double limit)
    {
        Assert.Empty(Warnings(Variables.Electricity, Period.OfYear(year), limit));
        Assert.Equal(["electricity-above-iea-base-case"], Warnings(Variables.Electricity, Period.OfYear(year), limit * 1.0001));
        Assert.Empty(Warnings(Variables.Electricity, Period.OfQuarter(year, 3), limit / 4));
        Assert.Equal(["electricity-above-iea-base-case"], Warnings(Variables.Electricity, Period.OfQuarter(year, 3), limit / 3.9));
    }

    [Fact]
    public void Numbers_BeyondTheWorld_SaySo()
    {
        Assert.Equal(
            ["electricity-above-iea-base-case", "electricity-above-world-generation"],
            Warnings(Variables.Electricity, Period.OfYear(2045), 85_646));
        Assert.Equal(["power-above-world-capacity"], Warnings(Variables.FacilityPower, Period.OfYear(2045), 9_671));
        Assert.Equal(["power-above-world-capacity"], Warnings(Variables.FacilityPower, Period.OfQuarter(2045, 1), 9_671));
    }

    [Fact]
    public void Percentiles_ThatExceed_AreEachNamedAndOthersAreNot()
    {
        var range = new PeriodRange(Period.OfYear(2030), Period.OfYear(2032));
        var projection = new Projection(range, ["mean", "sd", "p5", "p95"], Values(range, 4, [900, 9_999, 100, 2_000]));
        var warning = Assert.Single(PlausibilityFindings.Warnings(projection));
        Assert.Contains("Electricity (p95) in 2030 is 2,000 TWh, against 945", warning.Message, StringComparison.Ordinal);
        Assert.Contains("and in 3 periods up to 2032, when it is 2,000 against 1,047", warning.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Warnings(Variable variable, Period period, double value)
    {
        var range = new PeriodRange(period, period);
        var values = new double[Variables.All.Count];
        values[variable.Index] = value;
        return PlausibilityFindings.Warnings(new Projection(range, ["value"], values)).Select(w => w.Code);
    }

    private static double[] Values(PeriodRange range, int statistics, double[] electricity)
    {
        var values = new double[range.Count * Variables.All.Count * statistics];
        for (var period = 0; period < range.Count; period++)
            electricity.CopyTo(values, (period * Variables.All.Count + Variables.Electricity.Index) * statistics);
        return values;
    }
}
