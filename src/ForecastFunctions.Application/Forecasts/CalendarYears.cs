using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>A calendar year of which every period is observed or forecast, and the last one forecast.</summary>
/// <param name="Year">The year.</param>
/// <param name="FirstStep">The first step of the forecast that lies in it, from 1.</param>
/// <param name="LastStep">The last step.</param>
/// <param name="Known">The sum of its observed periods.</param>
public sealed record CalendarYear(Period Year, int FirstStep, int LastStep, double Known);

/// <summary>The calendar years that a forecast completes.</summary>
public static class CalendarYears
{
    /// <summary>The years of a series, in order; none where it has no dates, or years are not made of its periods.</summary>
    /// <param name="series">The series.</param>
    /// <param name="horizon">How many periods ahead are forecast.</param>
    public static IReadOnlyList<CalendarYear> Of(RequestedSeries series, int horizon)
    {
        if (series.First is not { } first || !first.Step.IsOfMonths())
            return [];
        var years = new List<CalendarYear>();
        var (place, perYear) = (0, first.Step.PerYear());
        while (!IsFirstOfYear(first.Plus(place)))
            place++;
        for (; place + perYear <= series.Observed.Length + horizon; place += perYear)
        {
            var last = place + perYear - series.Observed.Length;
            if (last < 1)
                continue;
            var known = series.Observed.Values.Skip(place).Take(perYear).Sum();
            years.Add(new CalendarYear(Period.OfYear(first.Plus(place).Year), Math.Max(last - perYear + 1, 1), last, known));
        }

        return years;
    }

    /// <summary>Why no year of a series can be added up, or <see langword="null"/> where one can.</summary>
    public static Fault? FaultOf(RequestedSeries series, int horizon)
    {
        if (Of(series, horizon).Count > 0)
            return null;
        if (series.First is not { } first)
            return series.Fault(FaultCode.Conflict, "Periods without dates make up no calendar year; give start or periods.");
        if (!first.Step.IsOfMonths())
            return series.Fault(FaultCode.Conflict, $"Calendar years are not made of {Words.Of(first.Step)}s; quarters and months can be added up.");
        var wanted = horizon;
        while (Of(series, wanted).Count == 0)
            wanted++;
        var end = first.Plus(series.Last + horizon);
        return series.Fault(FaultCode.OutOfRange,
            $"The forecast ends with {end}, before it completes a calendar year; a horizon of {wanted} completes {Of(series, wanted)[0].Year}.");
    }

    private static bool IsFirstOfYear(Period period) => period.Start is { Month: 1, Day: 1 };
}
