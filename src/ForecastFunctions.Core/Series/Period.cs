using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ForecastFunctions.Core.Series;

/// <summary>A calendar year (<c>2028</c>), a calendar quarter (<c>2028-Q3</c>) or a calendar month (<c>2028-07</c>).</summary>
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

    /// <summary>Whether the period is a year, a quarter or a month.</summary>
    public Step Step { get; }

    /// <summary>Counts the periods of a length, so that neighbours differ by 1.</summary>
    public int Ordinal { get; }

    /// <summary>The calendar year that the period is or lies in.</summary>
    public int Year => FirstMonth / 12;

    /// <summary>1 to 4 for a quarter, else <see langword="null"/>.</summary>
    public int? Quarter => Step == Step.Quarter ? FirstMonth % 12 / 3 + 1 : null;

    /// <summary>The first day.</summary>
    public DateOnly Start => new(Year, FirstMonth % 12 + 1, 1);

    /// <summary>The last day.</summary>
    public DateOnly End => Start.AddMonths(Step.Months()).AddDays(-1);

    /// <summary>The period that follows, of the same length.</summary>
    public Period Next => Plus(1);

    /// <summary>The calendar months from the year 0 to the period.</summary>
    private int FirstMonth => Ordinal * Step.Months();

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

    /// <summary>Reads a period of any length: <c>2028</c>, <c>2028-Q3</c> or <c>2028-07</c>; nothing else.</summary>
    public static bool TryParseAny([NotNullWhen(true)] string? text, out Period period)
    {
        if (TryParse(text, out period))
            return true;
        if (text is not { Length: 7 }
            || !DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            || month.Year is < MinYear or > MaxYear)
            return false;
        period = OfMonth(month.Year, month.Month);
        return true;
    }

    /// <summary>The period so many further on, or back, of the same length; it may lie beyond what can be stated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies beyond the calendar, which ends with the year 9999.</exception>
    public Period Plus(int periods)
    {
        var firstMonth = ((long)Ordinal + periods) * Step.Months();
        if (firstMonth / 12 < DateOnly.MinValue.Year || firstMonth / 12 > DateOnly.MaxValue.Year)
            throw new ArgumentOutOfRangeException(nameof(periods), periods, $"The calendar has no period so many from {this}.");
        return new Period(Step, Ordinal + periods);
    }

    /// <summary>Orders by the first day; a year stands before its own first quarter, and a quarter before its first month.</summary>
    public int CompareTo(Period other) => (FirstMonth, Step).CompareTo((other.FirstMonth, other.Step));

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(Period left, Period right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(Period left, Period right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(Period left, Period right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(Period left, Period right) => left.CompareTo(right) >= 0;

    /// <summary><c>2028</c>, <c>2028-Q3</c> or <c>2028-07</c>.</summary>
    public override string ToString() => Step switch
    {
        Step.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Quarter}"),
        Step.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{FirstMonth % 12 + 1:00}"),
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
