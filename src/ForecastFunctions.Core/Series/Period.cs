using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ForecastFunctions.Core.Series;

/// <summary>A calendar year (<c>2028</c>) or a calendar quarter (<c>2028-Q3</c>).</summary>
public readonly record struct Period : IComparable<Period>
{
    /// <summary>The earliest year a period may lie in.</summary>
    public const int MinYear = 1900;

    /// <summary>The latest year a period may lie in.</summary>
    public const int MaxYear = 2199;

    private readonly int _quarter;

    private Period(int year, int quarter)
    {
        Year = year;
        _quarter = quarter;
    }

    /// <summary>The calendar year that the period is or lies in.</summary>
    public int Year { get; }

    /// <summary>1 to 4 for a quarter, <see langword="null"/> for a year.</summary>
    public int? Quarter => _quarter == 0 ? null : _quarter;

    /// <summary>Whether the period is a year or a quarter.</summary>
    public Step Step => _quarter == 0 ? Step.Year : Step.Quarter;

    /// <summary>The first day.</summary>
    public DateOnly Start => new(Year, _quarter == 0 ? 1 : 3 * _quarter - 2, 1);

    /// <summary>The last day.</summary>
    public DateOnly End => Start.AddMonths(_quarter == 0 ? 12 : 3).AddDays(-1);

    /// <summary>The period that follows, of the same length.</summary>
    public Period Next => _quarter switch
    {
        0 => OfYear(Year + 1),
        4 => OfQuarter(Year + 1, 1),
        _ => OfQuarter(Year, _quarter + 1),
    };

    /// <summary>A calendar year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year lies outside <see cref="MinYear"/>–<see cref="MaxYear"/>.</exception>
    public static Period OfYear(int year)
    {
        CheckYear(year);
        return new Period(year, 0);
    }

    /// <summary>A calendar quarter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year lies outside <see cref="MinYear"/>–<see cref="MaxYear"/>,
    /// or the quarter outside 1–4.</exception>
    public static Period OfQuarter(int year, int quarter)
    {
        CheckYear(year);
        ArgumentOutOfRangeException.ThrowIfLessThan(quarter, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quarter, 4);
        return new Period(year, quarter);
    }

    /// <summary>Reads <c>2028</c> or <c>2028-Q3</c>; nothing else.</summary>
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

    /// <summary>Orders by the first day; a year stands before its own first quarter.</summary>
    public int CompareTo(Period other) => (Year, _quarter).CompareTo((other.Year, other._quarter));

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(Period left, Period right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(Period left, Period right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(Period left, Period right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(Period left, Period right) => left.CompareTo(right) >= 0;

    /// <summary><c>2028</c> or <c>2028-Q3</c>.</summary>
    public override string ToString() => _quarter == 0
        ? Year.ToString("0000", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{_quarter}");

    private static void CheckYear(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, MinYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, MaxYear);
    }
}
