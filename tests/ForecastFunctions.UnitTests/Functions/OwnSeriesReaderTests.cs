using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;

namespace ForecastFunctions.UnitTests.Functions;

public class OwnSeriesReaderTests
{
    /// <summary>A series without its braces, and the place and code of every fault that it has.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { """ "values": [1, 2, 3] """, "/id missing" },
        { """ "id": "", "values": [1, 2, 3] """, "/id malformed" },
        { """ "id": 7, "values": [1, 2, 3] """, "/id malformed" },
        { """ "id": "a\u0007", "values": [1, 2, 3] """, "/id malformed" },
        { """ "id": "a" """, "/values missing" },
        { """ "id": "a", "values": "1,2,3" """, "/values malformed" },
        { """ "id": "a", "values": [1, 2] """, "/values out-of-range" },
        { """ "id": "a", "values": [] """, "/values out-of-range" },
        { """ "id": "a", "values": [1, null, 3, 4, "5", true, 1e999, 1e121, -1e121] """, "/values/1 missing; /values/4 malformed; "
            + "/values/5 malformed; /values/6 malformed; /values/7 out-of-range; /values/8 out-of-range" },
        { """ "id": "a", "values": [1, -2, 3], "support": "nonNegative" """, "/values/1 conflict" },
        { """ "id": "a", "values": [0, 0.5, 1, 1.5], "bounds": [0, 1] """, "/values/0 conflict; /values/2 conflict; /values/3 conflict" },
        { """ "id": "a", "values": [1, 2, 3], "bounds": [4, 0] """, "/bounds malformed" },
        { """ "id": "a", "values": [1, 2, 3], "bounds": [0] """, "/bounds malformed" },
        { """ "id": "a", "values": [1, 2, 3], "support": "positive" """, "/support unknown-value" },
        { """ "id": "a", "values": [1, 2, 3], "bounds": [0, 9], "support": "unbounded" """, "/bounds conflict" },
        { """ "id": "a", "values": [1, 2, 3], "start": "2024-Q5" """, "/start malformed" },
        { """ "id": "a", "values": [1, 2, 3], "start": "2024-Q4", "seasonLength": 12 """, "/seasonLength conflict" },
        { """ "id": "a", "values": [1, 2, 3], "start": 2024, "seasonLength": 4 """, "/seasonLength conflict" },
        { """ "id": "a", "values": [1, 2, 3], "seasonLength": 0 """, "/seasonLength out-of-range" },
        { """ "id": "a", "values": [1, 2, 3], "seasonLength": 367 """, "/seasonLength out-of-range" },
        { """ "id": "a", "values": [1, 2, 3], "start": "2024-W01", "seasonLength": 53 """, "/seasonLength conflict" },
        { """ "id": "a", "values": [1, 2, 3], "start": "2025-W53" """, "/start malformed" },
        { """ "id": "a", "values": [1, 2, 3], "periods": ["2026-W52", "2026-W53", "2027-W02"] """, "/periods/2 missing" },
        { """ "id": "a", "values": [1, 2, 3], "periods": ["2024-02-28", "2024-02-29", "2024-W10"] """, "/periods/2 conflict" },
        { """ "id": "a", "values": [1, 2, 3], "seasonLength": 1.5 """, "/seasonLength malformed" },
        { """ "id": "a", "values": [1, 2, 3], "periods": ["2024-Q1", "2024-Q3", "2024-Q4"] """, "/periods/1 missing" },
        { """ "id": "a", "values": [1, 2, 3], "periods": ["2024-01", "2024-02", "2024-02"] """, "/periods/2 duplicate" },
        { """ "id": "a", "values": [1, 2, 3, 4], "periods": [2021, 2023, 2022, 2024] """, "/periods/1 missing; /periods/2 conflict" },
        { """ "id": "a", "values": [1, 2, 3], "periods": ["2024-Q1", "2024", "2024-Q2"] """, "/periods/1 conflict" },
        { """ "id": "a", "values": [1, 2, 3], "periods": ["2024-Q1", 0, "2024-Q2"] """, "/periods/1 malformed" },
        { """ "id": "a", "values": [1, 2, 3], "periods": ["2024-Q1", "2024-Q2"] """, "/periods conflict" },
        { """ "id": "a", "values": [1, 2, 3], "periods": [2021, 2022, 2023], "start": 2021 """, "/start conflict" },
        { """ "id": "a", "values": [1, 2, 3], "periods": "2021" """, "/periods malformed" },
        { """ "id": "a", "valeus": [1, 2, 3], "unit": 4 """, "/valeus unknown-name; /unit malformed; /values missing" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Series_WithFaults_IsRefusedWithThePlaceOfEach(string members, string expected)
    {
        var (series, arguments) = Read("{" + members + "}");

        Assert.Empty(series);
        Assert.Equal(
            expected.Split("; ").Order(StringComparer.Ordinal),
            arguments.Faults.Select(fault => $"{fault.Target["/series/0".Length..]} {fault.Code}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Series_WithMoreFaultsThanCanBeRead_CountsTheOthers()
    {
        var (_, arguments) = Read($$"""{"id": "a", "values": [{{string.Join(", ", Enumerable.Repeat("null", 100))}}]}""");

        Assert.Equal(21, arguments.Faults.Count);
        Assert.Contains("80 more", arguments.Faults[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_OfOneIdTwice_IsRefusedAtTheSecond()
    {
        var (series, arguments) = Read(
            """{"id": "a", "values": [1, 2, 3]}""", """{"id": "b", "values": [1, 2, 3]}""", """{"id": "a", "values": [4, 5, 6]}""");

        Assert.Equal(["a", "b"], series.Select(s => s.Id));
        Assert.Equal(("/series/2/id", FaultCode.Duplicate), (Assert.Single(arguments.Faults).Target, arguments.Faults[0].Code));
    }

    [Theory]
    [InlineData(""" "start": "2023-Q4" """, "2023-Q4", "2024-Q2", 4)]
    [InlineData(""" "start": 2023 """, "2023", "2025", 1)]
    [InlineData(""" "start": "2023-11" """, "2023-11", "2024-01", 12)]
    [InlineData(""" "start": "2023-11", "seasonLength": 1 """, "2023-11", "2024-01", 1)]
    [InlineData(""" "periods": ["2023-12", "2024-01", "2024-02"] """, "2023-12", "2024-02", 12)]
    [InlineData(""" "start": "2026-W52" """, "2026-W52", "2027-W01", 52)]
    [InlineData(""" "start": "2024-02-28" """, "2024-02-28", "2024-03-01", 7)]
    [InlineData(""" "start": "2024-02-28", "seasonLength": 365 """, "2024-02-28", "2024-03-01", 365)]
    [InlineData(""" "seasonLength": 7 """, "1", "3", 7)]
    [InlineData(""" "start": null """, "1", "3", 1)]
    public void Series_WithAndWithoutDates_HasItsPeriodsAndSeason(string members, string from, string to, int seasonLength)
    {
        var (series, arguments) = Read($$"""{"id": "a", "values": [1.5, -2, 3e2], {{members}}}""");

        Assert.Empty(arguments.Faults);
        var one = Assert.Single(series);
        Assert.Equal((from, to, seasonLength), (one.PeriodAt(0), one.PeriodAt(one.Last), one.Observed.SeasonLength));
        Assert.Equal([1.5, -2, 300], one.Observed.Values);
    }

    private static (IReadOnlyList<RequestedSeries> Series, Arguments Arguments) Read(params IReadOnlyList<string> objects)
    {
        var arguments = new Arguments();
        var members = objects.Select((json, i) => new Argument(
            new Place("body", string.Create(CultureInfo.InvariantCulture, $"/series/{i}")), JsonElement.Parse(json)));
        return (OwnSeriesReader.Read(arguments, [.. members], RequestedSupport.Inferred), arguments);
    }
}
