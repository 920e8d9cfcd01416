using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Explanations;

/// <summary>A moment of a quarter, its middle or its end, and how what is told for it is declared.</summary>
/// <param name="set">Receives the equations.</param>
/// <param name="time">x.</param>
/// <param name="isEnd">Whether it is the end.</param>
internal sealed class QuarterMoment(EquationSet set, Quantity time, bool isEnd)
{
    private const string EndPart = "e";

    /// <summary>x: years from the middle of the base year.</summary>
    public Quantity Time => time;

    /// <summary>The middle of a quarter; of a year, that of the year.</summary>
    public static QuarterMoment Middle(EquationSet set)
    {
        var time = set.Instant(
            "x", "yr", "Time from the middle of the base year to the middle of the period",
            m => m.Period.Quarter is null ? m.Year - m.BaseYear : m.Year - m.BaseYear + (m.Quarter - 0.5) / 4 - 0.5);
        return new QuarterMoment(set, time, isEnd: false);
    }

    /// <summary>The end of a quarter.</summary>
    /// <param name="set">Receives the equations.</param>
    /// <param name="middle">The quarter's middle.</param>
    public static QuarterMoment End(EquationSet set, QuarterMoment middle) => new(
        set, set.AtEnd(Symbols.Of("x", EndPart), "yr", "Time from the middle of the base year to the end of the quarter", _ => middle.Time + 0.125),
        isEnd: true);

    /// <summary>Declares a quantity of the moment; the symbol of one of the end has <c>e</c> at its end.</summary>
    public Quantity Declare(string symbol, string unit, string name, Func<Moment, Expression> formula, Driver? driver = null) => isEnd
        ? set.AtEnd(Symbols.Of(symbol, EndPart), unit, $"{name}, at the end of the quarter", formula, driver)
        : set.Instant(symbol, unit, name, formula, driver);

    /// <summary>Declares a share that moves on a clock by the odds against it.</summary>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="what">What it is a share of, in words.</param>
    /// <param name="clock">z.</param>
    /// <param name="first">The share in the base year.</param>
    /// <param name="anchor">The share in the anchor year.</param>
    /// <param name="driver">What events change its odds by.</param>
    public Quantity DeclareShare(string symbol, string what, Quantity clock, Parameter first, Parameter anchor, Driver driver)
    {
        var odds = Declare(
            $"o_{symbol}", "1", $"Odds against {what}: their log moves on the clock",
            _ => Expression.Exp(-(Expression.Logit(first) + (Expression.Logit(anchor) - Expression.Logit(first)) * clock)), driver);
        return Declare(symbol, "1", $"Share of {what}", _ => 1 / (1 + odds));
    }
}
