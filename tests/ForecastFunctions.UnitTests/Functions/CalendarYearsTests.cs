using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Functions;

public class CalendarYearsTests
{
    [Theory]
    [InlineData("2024-Q3", 6, 8, "2026 1-4 0; 2027 5-8 0")]
    [InlineData("2024-Q3", 7, 7, "2026 1-3 7; 2027 4-7 0")]
    [InlineData("2026-Q2", 5, 5, "2027 1-2 9")]
    [InlineData("2024-01", 14, 10, "2025 1-10 27")]
    [InlineData("2024-01", 12, 11, "")]
    [InlineData("2021", 4, 2, "2025 1-1 0; 2026 2-2 0")]
    [InlineData("2024-W01", 60, 120, "")]
    [InlineData("2024-01-01", 400, 200, "")]
    public void Years_OfASeries_AreThoseOfWhichEveryPeriodIsObservedOrForecast(string start, int count, int horizon, string expected)
        => Assert.Equal(expected, string.Join("; ", CalendarYears.Of(Series(start, count), horizon)
            .Select(y => $"{y.Year} {y.FirstStep}-{y.LastStep} {y.Known}")));

    [Theory]
    [InlineData("2026-Q2", 3, 3, "ends with 2027-Q3, before it completes a calendar year; a horizon of 4 completes 2027")]
    [InlineData("2024-W01", 60, 120, "not made of weeks")]
    [InlineData(null, 60, 120, "without dates")]
    public void Years_ThatCannotBeAddedUp_SayWhyAndWhatWouldDo(string? start, int count, int horizon, string expected)
    {
        Assert.Contains(expected, CalendarYears.FaultOf(Series(start, count), horizon)!.Message, StringComparison.Ordinal);
        Assert.Null(CalendarYears.FaultOf(Series("2024-Q1", 4), 4));
    }

    [Fact]
    public void Forecast_AddedUpByYear_IsOfTheSumsAlongPaths()
    {
        var series = Series("2021-Q1", 18) with
        {
            Observed = new TimeSeries([3, 5, 4, 7, 6, 8, 9, 8, 11, 12, 11, 14, 15, 13, 17, 18, 17, 20]),
        };
        var request = new ForecastRequest { Series = SeriesChoice.OfCaller([series]), Horizon = 7, Paths = 2, Levels = [80] };
        var quarters = Values(SeriesForecast.Of(request, series));
        var years = Values(SeriesForecast.Of(request with { AddsUpYears = true }, series));
        var known = series.Observed.Values[16] + series.Observed.Values[17];

        Assert.Equal(["2025", "2026"], years.Keys.Select(k => k.Period).Distinct(StringComparer.Ordinal));
        foreach (var statistic in (string[])["mean", "path1", "path2"])
        {
            Assert.Equal(
                known + quarters[("2025-Q3", statistic)] + quarters[("2025-Q4", statistic)], years[("2025", statistic)], 1e-9);
        }

        Assert.InRange(years[("2025", "median")], years[("2025", "lower80")], years[("2025", "upper80")]);
        Assert.True(years[("2025", "lower80")] > known);
        // No sum is surer to stay below a limit than its parts are together; the limit is one of a sample of paths.
        Assert.InRange(
            years[("2026", "upper80")], years[("2026", "median")],
            1.01 * Enumerable.Range(1, 4).Sum(q => quarters[($"2026-Q{q}", "upper80")]));
        Assert.DoesNotContain(years.Keys, k => k.Statistic.StartsWith("member.", StringComparison.Ordinal));
    }

    private static Dictionary<(string Period, string Statistic), double> Values(SeriesForecast forecast)
        => forecast.Rows.ToDictionary(r => (r.Span.Period, r.Statistic), r => r.Value);

    /// <summary>Observations 1, 2, 3 …</summary>
    private static RequestedSeries Series(string? start, int count)
    {
        var first = Period.TryParseAny(start, out var period) ? period : (Period?)null;
        return new RequestedSeries("a", first, new TimeSeries(Enumerable.Range(1, count).Select(i => (double)i)), "series/0");
    }
}
