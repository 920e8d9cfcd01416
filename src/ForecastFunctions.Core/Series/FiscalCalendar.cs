namespace ForecastFunctions.Core.Series;

/// <summary>Brings fiscal quarters and years onto the calendar.</summary>
public static class FiscalCalendar
{
    /// <summary>Half of a quarter of 91 days.</summary>
    private const int DaysFromMiddleToEnd = 45;

    /// <summary>Half of a year.</summary>
    private const int DaysFromMiddleToEndOfYear = 182;

    /// <summary>
    /// The calendar quarter that holds the middle of a fiscal quarter: Broadcom's first quarter of fiscal 2025, which
    /// ended on 2 February 2025, belongs to 2024-Q4.
    /// </summary>
    /// <param name="fiscalQuarterEnd">The last day of the fiscal quarter.</param>
    public static Period CalendarQuarter(DateOnly fiscalQuarterEnd)
    {
        var middle = fiscalQuarterEnd.AddDays(-DaysFromMiddleToEnd);
        return Period.OfQuarter(middle.Year, (middle.Month + 2) / 3);
    }

    /// <summary>The calendar year that holds the middle of a fiscal year.</summary>
    /// <param name="fiscalYearEnd">The last day of the fiscal year.</param>
    public static Period CalendarYear(DateOnly fiscalYearEnd)
        => Period.OfYear(fiscalYearEnd.AddDays(-DaysFromMiddleToEndOfYear).Year);
}
