using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Forecasts;

/// <summary>How the periods of a series are named; the value is how many of them make a year, where they have a place in one.</summary>
public enum PeriodKind
{
    /// <summary>By their place in the series, from 1 on: the caller gave no dates.</summary>
    Number = 0,

    /// <summary>Calendar years.</summary>
    Year = 1,

    /// <summary>Calendar quarters.</summary>
    Quarter = 4,

    /// <summary>Calendar months.</summary>
    Month = 12,
}

/// <summary>A period of a series: <c>2028</c>, <c>2028-Q3</c>, <c>2028-07</c>, or the place of an observation without a date.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Ordinal">Counts the periods of a kind, so that neighbours differ by 1.</param>
public readonly record struct SeriesPeriod(PeriodKind Kind, int Ordinal)
{
    /// <summary>What a period looks like, in words.</summary>
    public const string Wanted = "a year such as 2025, a quarter such as 2025-Q3 or a month such as 2025-07";

    /// <summary>The first observation of a series without dates.</summary>
    public static SeriesPeriod First { get; } = new(PeriodKind.Number, 1);

    /// <summary>The first day, where the period has a date.</summary>
    public DateOnly? Start => Kind == PeriodKind.Number ? null : new DateOnly(Year, 1, 1).AddMonths(12 / PerYear * Place);

    private int PerYear => (int)Kind;

    private int Year => Ordinal / PerYear;

    private int Place => Ordinal % PerYear;

    /// <summary>The period so many further on.</summary>
    public SeriesPeriod Plus(int periods) => this with { Ordinal = Ordinal + periods };

    /// <summary>The calendar period of an observation, whose fiscal period may end within another.</summary>
    public static SeriesPeriod Of(Period period)
        => period.Quarter is { } quarter
            ? new(PeriodKind.Quarter, 4 * period.Year + quarter - 1)
            : new(PeriodKind.Year, period.Year);

    /// <summary>Reads a year, a quarter or a month; nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SeriesPeriod period)
    {
        period = default;
        if (Period.TryParse(text, out var known))
        {
            period = Of(known);
            return true;
        }

        if (text is not { Length: 7 }
            || !DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            || month.Year is < Period.MinYear or > Period.MaxYear)
            return false;
        period = new SeriesPeriod(PeriodKind.Month, 12 * month.Year + month.Month - 1);
        return true;
    }

    /// <summary><c>2028</c>, <c>2028-Q3</c>, <c>2028-07</c> or the number.</summary>
    public override string ToString() => Kind switch
    {
        PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Place + 1}"),
        PeriodKind.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Place + 1:00}"),
        _ => Ordinal.ToString(CultureInfo.InvariantCulture),
    };
}
