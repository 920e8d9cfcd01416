namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>
/// A quarter of Broadcom's fiscal year, which ends on the Sunday nearest to 31 October and so has 52 or 53 weeks, the
/// additional one in its first quarter.
/// </summary>
/// <param name="Year">The fiscal year.</param>
/// <param name="Number">The quarter, 1 to 4.</param>
internal readonly record struct FiscalQuarter(int Year, int Number)
{
    private const int DaysOfAQuarter = 13 * 7;

    /// <summary>The last day.</summary>
    public DateOnly End => YearEnd.AddDays((Number - 4) * DaysOfAQuarter);

    /// <summary>The last day of its fiscal year.</summary>
    public DateOnly YearEnd
    {
        get
        {
            var day = new DateOnly(Year, 10, 31);
            var since = (int)day.DayOfWeek;
            return day.AddDays(since <= 3 ? -since : 7 - since);
        }
    }

    /// <summary>The quarter after it.</summary>
    public FiscalQuarter Next => Number == 4 ? new(Year + 1, 1) : new(Year, Number + 1);

    public override string ToString() => $"Q{Number} of fiscal {Year}";
}
