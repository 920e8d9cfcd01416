using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ForecastFunctions.Core.Series;

/// <summary>
/// A calendar year (<c>2028</c>), a calendar quarter (<c>2028-Q3</c>), a calendar month (<c>2028-07</c>), a week as in
/// ISO 8601 (<c>2028-W07</c>) or a day (<c>2028-07-01</c>).
/// </summary>
public readonly record struct Period : IComparable<Period>
{
    /// <summary>The earliest year a period may be stated in.</summary>
    public const int MinYear = 1900;

    /// <summary>The latest year a period may be stated in.</summary>
    public const int MaxYear = 2199;

    private Period(Step step, int ordinal)
    {
        Step = step;
        Ordinal = ordinal;
    }

    /// <summary>How long the period is.</summary>
    public Step Step { get; }

    /// <summary>Counts the periods of a length, so that neighbours differ by 1.</summary>
    public int Ordinal { get; }

    /// <summary>The calendar year that the period is or lies in; of a week, the one that most of its days lie in.</summary>
    public int Year => Step switch
    {
        Step.Week => ISOWeek.GetYear(Start.ToDateTime(TimeOnly.MinValue)),
        Step.Day => Start.Year,
        _ => FirstMonth / 12,
    };

    /// <summary>1 to 4 for a quarter, else <see langword="null"/>.</summary>
    public int? Quarter => Step == Step.Quarter ? FirstMonth % 12 / 3 + 1 : null;

    /// <summary>The first day.</summary>
    public DateOnly Start => Step.IsOfMonths()
        ? new DateOnly(Year, FirstMonth % 12 + 1, 1)
        : DateOnly.FromDayNumber(Ordinal * Days);

    /// <summary>The last day.</summary>
    public DateOnly End => Step.IsOfMonths()
        ? Start.AddMonths(Step.Months()).AddDays(-1)
        : Start.AddDays(Days - 1);

    /// <summary>The period that follows, of the same length.</summary>
    public Period Next => Plus(1);

    /// <summary>The calendar months from the year 0 to the period.</summary>
    private int FirstMonth => Ordinal * Step.Months();

    /// <summary>How many days the period has that is not made of months. The first day of the calendar is a Monday.</summary>
    private int Days => Step == Step.Week ? 7 : 1;

    /// <summary>Counts the first days of periods of all lengths; negative for a year 0, which the calendar does not have.</summary>
    private int FirstDay => Step.IsOfMonths() && FirstMonth < 12 ? FirstMonth - 12 : Start.DayNumber;

    /// <summary>A calendar year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year lies outside <see cref="MinYear"/>–<see cref="MaxYear"/>.</exception>
    public static Period OfYear(int year) => Of(Step.Year, year, 1);

    /// <summary>A calendar quarter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year lies outside <see cref="MinYear"/>–<see cref="MaxYear"/>,
    /// or the quarter outside 1–4.</exception>
    public static Period OfQuarter(int year, int quarter) => Of(Step.Quarter, year, quarter);

    /// <summary>A calendar month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year lies outside <see cref="MinYear"/>–<see cref="MaxYear"/>,
    /// or the month outside 1–12.</exception>
    public static Period OfMonth(int year, int month) => Of(Step.Month, year, month);

    /// <summary>A week as in ISO 8601: the first of a year is the one with its first Thursday.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year lies outside <see cref="MinYear"/>–<see cref="MaxYear"/>,
    /// or it has no such week; it has 52 or 53.</exception>
    public static Period OfWeek(int year, int week)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, MinYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, MaxYear);
        ArgumentOutOfRangeException.ThrowIfLessThan(week, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(week, ISOWeek.GetWeeksInYear(year));
        return new Period(Step.Week, DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)).DayNumber / 7);
    }

    /// <summary>A day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Its year lies outside <see cref="MinYear"/>–<see cref="MaxYear"/>.</exception>
    public static Period OfDay(DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day.Year, MinYear, nameof(day));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day.Year, MaxYear, nameof(day));
        return new Period(Step.Day, day.DayNumber);
    }

    /// <summary>Reads <c>2028</c> or <c>2028-Q3</c>, the periods that the model knows; nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Period period)
    {
        period = default;
        if (text is not { Length: 4 or 7 }
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < MinYear or > MaxYear)
            return false;

        if (text.Length == 4)
        {
            period = OfYear(year);
            return true;
        }

        if (text[4] != '-' || text[5] != 'Q' || text[6] is not (>= '1' and <= '4'))
            return false;
        period = OfQuarter(year, text[6] - '0');
        return true;
    }

    /// <summary>
    /// Reads a period of any length: <c>2028</c>, <c>2028-Q3</c>, <c>2028-07</c>, <c>2028-W07</c> or <c>2028-07-01</c>; nothing
    /// else.
    /// </summary>
    public static bool TryParseAny([NotNullWhen(true)] string? text, out Period period)
        => TryParse(text, out period) || TryParseMonth(text, out period) || TryParseWeek(text, out period) || TryParseDay(text, out period);

    private static bool TryParseMonth([NotNullWhen(true)] string? text, out Period period)
    {
        period = default;
        if (text is not { Length: 7 }
            || !DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            || month.Year is < MinYear or > MaxYear)
            return false;
        period = OfMonth(month.Year, month.Month);
        return true;
    }

    private static bool TryParseWeek([NotNullWhen(true)] string? text, out Period period)
    {
        period = default;
        if (text is not { Length: 8 } || text[4] != '-' || text[5] != 'W'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var week)
            || year is < MinYear or > MaxYear || week < 1 || week > ISOWeek.GetWeeksInYear(year))
            return false;
        period = OfWeek(year, week);
        return true;
    }

    private static bool TryParseDay([NotNullWhen(true)] string? text, out Period period)
    {
        period = default;
        if (text is not { Length: 10 }
            || !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day.Year is < MinYear or > MaxYear)
            return false;
        period = OfDay(day);
        return true;
    }

    /// <summary>The period so many further on, or back, of the same length; it may lie beyond what can be stated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies beyond the calendar, which ends with the year 9999.</exception>
    public Period Plus(int periods)
    {
        var ordinal = (long)Ordinal + periods;
        var isOfCalendar = Step.IsOfMonths()
            ? ordinal * Step.Months() / 12 is >= 1 and <= 9999
            : ordinal >= 0 && ordinal * Days + Days - 1 <= DateOnly.MaxValue.DayNumber;
        if (!isOfCalendar)
            throw new ArgumentOutOfRangeException(nameof(periods), periods, $"The calendar has no period so many from {this}.");
        return new Period(Step, Ordinal + periods);
    }

    /// <summary>Orders by the first day; of periods that begin together, the longer kind stands first.</summary>
    public int CompareTo(Period other) => (FirstDay, Step).CompareTo((other.FirstDay, other.Step));

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(Period left, Period right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(Period left, Period right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(Period left, Period right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(Period left, Period right) => left.CompareTo(right) >= 0;

    /// <summary><c>2028</c>, <c>2028-Q3</c>, <c>2028-07</c>, <c>2028-W07</c> or <c>2028-07-01</c>.</summary>
    public override string ToString() => Step switch
    {
        Step.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Quarter}"),
        Step.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{FirstMonth % 12 + 1:00}"),
        Step.Week => string.Create(
            CultureInfo.InvariantCulture, $"{Year:0000}-W{ISOWeek.GetWeekOfYear(Start.ToDateTime(TimeOnly.MinValue)):00}"),
        Step.Day => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    private static Period Of(Step step, int year, int place)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, MinYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, MaxYear);
        ArgumentOutOfRangeException.ThrowIfLessThan(place, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(place, step.PerYear());
        return new Period(step, step.PerYear() * year + place - 1);
    }
}
