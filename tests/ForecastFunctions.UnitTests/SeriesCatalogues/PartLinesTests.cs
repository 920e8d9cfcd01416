using System.Text;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Http;
using ForecastFunctions.SeriesCatalogues;

namespace ForecastFunctions.UnitTests.SeriesCatalogues;

public class PartLinesTests
{
    [Fact]
    public void Lines_InAnyOrderOfColumnsAndSeries_AreTheSeries()
    {
        var content = Read("""
            value,unit,period,series,season_length
            1.5,kg,2025-Q3,"a ""b"", c",
            31,,1,index,7
            -2e3,,2025-Q4,"a ""b"", c",
            32,,2,index,7
            12,,2025-W01,weeks,
            9,,2025-01-01,days,365
            """).OrThrow();

        Assert.Equal(["a \"b\", c", "index", "weeks", "days"], content.Series.Select(s => s.Id));
        Assert.Equal(["2025-Q3", "", "2025-W01", "2025-01-01"], content.Series.Select(s => s.First?.ToString() ?? ""));
        Assert.Equal([4, 7, 52, 365], content.Series.Select(s => s.SeasonLength));
        Assert.Equal(["kg", null, null, null], content.Series.Select(s => s.Unit));
        Assert.Equal([1.5, -2000], content.Series[0].Values);
        Assert.Equal((6, 2), (content.Observations, content.Longest));
    }

    [Fact]
    public void Lines_OfTheSameSeriesWrittenOtherwise_HaveTheSameHashAndOfOthersNot()
    {
        var written = Read("series,period,value\na,2025-01,1\na,2025-02,2.5\n").OrThrow();

        Assert.Equal(written.Hash, Read("\uFEFFvalue,series,period\r\n1.0,\"a\",2025-01\r\n25e-1,a,2025-02\r\n\r\n").OrThrow().Hash);
        Assert.Equal(written.Hash, PartLines.Read(Encoding.UTF8.GetBytes("series;period;value\na;2025-01;1\na;2025-02;2,5"), DecimalMark.Comma).OrThrow().Hash);
        Assert.NotEqual(written.Hash, Read("series,period,value\na,2025-01,1\na,2025-02,2.6\n").OrThrow().Hash);
        Assert.NotEqual(written.Hash, Read("series,period,value\na,2025-02,1\na,2025-03,2.5\n").OrThrow().Hash);
    }

    [Theory]
    [InlineData("a,2025-01,1\na,2025-01,2", "/3/period duplicate: Line 3, period: 2025-01 is given twice. (series 'a')")]
    [InlineData("a,2025-01,1\na,2025-04,2\na,2025-02,3", "/3/period missing: Line 3, period: 2025-02 to 2025-03 are missing before 2025-04; gaps are not filled here. (series 'a')")]
    [InlineData("a,2025-02,1\na,2025-01,2", "/3/period conflict: Line 3, period: 2025-01 stands after 2025-02; the earliest period comes first. (series 'a')")]
    [InlineData("a,2025-01,1\nb,1,1\na,2025-Q1,2", "/4/period conflict: Line 4, period: 2025-Q1 and 2025-01 are periods of different length. (series 'a')")]
    [InlineData("a,2025-01-01,1\na,2025-02-01,2", "/3/period missing: Line 3, period: 2025-01-02 to 2025-01-31 are missing before 2025-02-01; gaps are not filled here. Where months are meant, 2025-02 is one. (series 'a')")]
    [InlineData("a,2,1", "/2/period missing: Line 2, period: 1 is wanted here, not 2; gaps are not filled here. (series 'a')")]
    [InlineData("a,1,1\na,2025-01,1", "/3/period conflict: Line 3, period: The series begins without dates, so 2 is wanted here, not 2025-01. (series 'a')")]
    [InlineData("a,2025-01,1\na,2,1", "/3/period conflict: Line 3, period: 2 is no period with a date, and the series begins with 2025-01. (series 'a')")]
    [InlineData("a,Jan 2025,1", "/2/period malformed: Line 2, period: 'Jan 2025' is no period: a year such as 2025, a quarter such as 2025-Q3, a month such as 2025-07, a week such as 2025-W07 or a day such as 2025-07-01; or without dates, 1 for the first observation, 2 for the next. (series 'a')")]
    [InlineData("a,2025-01,", "/2/value missing: Line 2, value: The value is missing; gaps are not filled here.")]
    [InlineData("a,2025-01,NaN", "/2/value malformed: Line 2, value: 'NaN' is no finite number such as 12.5.")]
    [InlineData("a,2025-01,1e121", "/2/value out-of-range: Line 2, value: A value is at most 1E+120 in size.")]
    [InlineData(",2025-01,1", "/2/series malformed: Line 2, series: An id is a text of 1 to 100 characters.")]
    [InlineData("a,2025-01,1,2", "/2 malformed: Line 2 has 4 cells, and the header 3.")]
    [InlineData("a,2025-01,1\n\"a,2025-02,1", "/3 malformed: Line 3: the quotes are not those of CSV (RFC 4180): a cell with a quote or a separator stands in quotes, each quote within it twice, and no line breaks in it.")]
    [InlineData("", "/2/series missing: Line 2, series: There is no line after the header; a line for each observation is wanted.")]
    public void Line_ThatIsWrong_IsNamedWithItsColumnAndWhatIsWanted(string lines, string fault) => Assert.Equal([fault], FaultsOf($"series,period,value\n{lines}"));

    [Theory]
    [InlineData("a,1,1,kg,4\na,2,1,lb,5", "/3/unit conflict: Line 3, unit: 'a' is in kg above; a series has one unit.", "/3/season_length conflict: Line 3, season_length: It is 4 above; a series has one season.")]
    [InlineData("a,2025-01,1,,7", "/2/season_length conflict: Line 2, season_length: A season of months has the length 12, or 1 for none; leave the dates out for another.")]
    [InlineData("a,1,1,,400", "/2/season_length out-of-range: Line 2, season_length: seasonLength is from 1 to 366.")]
    public void Line_WhoseUnitOrSeasonIsWrong_IsNamed(string lines, params string[] faults)
        => Assert.Equal(faults, FaultsOf($"series,period,value,unit,season_length\n{lines}"));

    [Fact]
    public void Header_ThatIsWrong_IsNamedWithWhatIsWanted()
    {
        var faults = FaultsOf("serie,period,period\na,1,1");

        Assert.Equal(4, faults.Count);
        Assert.StartsWith("/1 unknown-name: Line 1: There is no column 'serie'. Did you mean series? The first line names the columns, with commas between them: series, period, value, and where wanted unit and season_length.", faults[0], StringComparison.Ordinal);
        Assert.Contains("The column period stands there 2 times", faults[1], StringComparison.Ordinal);
        Assert.Contains("The column series is missing", faults[2], StringComparison.Ordinal);
        Assert.Contains("The column value is missing", faults[3], StringComparison.Ordinal);
        Assert.Contains("With decimal=comma in the query, there are semicolons", FaultsOf("series;period;value\na;1;1")[0], StringComparison.Ordinal);
        Assert.Equal(3, FaultsOf("").Count);
        Assert.Contains("not UTF-8", Assert.Single(PartLines.Read(new byte[] { 0xff, 0xfe, 0x41 }, DecimalMark.Point).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_LongerThanOneCanBe_IsNamedAtTheFirstLineTooMany()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 1_001).Select(i => $"a,{i},1"));

        Assert.Equal(["/1002/series too-much: Line 1002, series: A series has at most 1000 observations, and 'a' has more."], FaultsOf($"series,period,value\n{lines}"));
    }

    [Fact]
    public void Faults_ByTheThousand_AreToldUpToAHundred()
        => Assert.Equal(100, FaultsOf("series,period,value\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"s{i},1,x\n"))).Count);

    private static Application.Contract.Outcome<SeriesContent> Read(string lines) => PartLines.Read(Encoding.UTF8.GetBytes(lines), DecimalMark.Point);

    private static IReadOnlyList<string> FaultsOf(string lines) => [.. Read(lines).Faults.Select(f => $"{f.Target} {f.Code}: {f.Message}")];
}
