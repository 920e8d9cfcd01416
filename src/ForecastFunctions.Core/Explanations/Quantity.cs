using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Explanations;

/// <summary>How a quantity's value in a year follows from its quarters.</summary>
internal enum YearOf
{
    /// <summary>It is the sum of the quarters.</summary>
    Sum,

    /// <summary>It is that of the fourth quarter.</summary>
    End,

    /// <summary>By the same formula, of what it takes in the year.</summary>
    Formula,

    /// <summary>It is one number for all periods, told in the base year.</summary>
    Once,
}

/// <summary>
/// A quantity of the model: its symbol, unit and meaning, and the equation that gives it. One declaration is all that an
/// explanation knows of an equation. In a formula the quantity itself stands for its value in the same period.
/// </summary>
/// <param name="symbol">The symbol; what belongs to a part of it follows an underscore: <c>S_inf</c>.</param>
/// <param name="unit">The unit.</param>
/// <param name="name">What it is, in a phrase.</param>
/// <param name="year">How a year follows from its quarters.</param>
/// <param name="formula">The equation, which may differ from moment to moment.</param>
internal sealed class Quantity(string symbol, string unit, string name, YearOf year, Func<Moment, Expression> formula) : Expression
{
    public string Symbol => symbol;

    public string Unit => unit;

    public string Name => name;

    /// <summary>The variable of runs that it is; <see langword="null"/> where runs don't show it.</summary>
    public Variable? Variable { get; init; }

    /// <summary>What events change it by at a moment; <see langword="null"/> where none can.</summary>
    public Func<Moment, Driver?> DriverAt { get; init; } = _ => null;

    /// <summary>Whether it is told for the end of a period.</summary>
    public bool IsAtEnd => year == YearOf.End;

    /// <summary>Whether it is one number for all periods.</summary>
    public bool IsConstant => year == YearOf.Once;

    public override IEnumerable<Operand> Operands => [Same];

    private QuantityOperand Same => field ??= new QuantityOperand(this, Place.Same);

    public override double Compute(Func<Operand, double> valueOf) => valueOf(Same);

    public override string Write(Func<Operand, string> symbolOf) => symbolOf(Same);

    /// <summary>Its value at another moment than the formula's.</summary>
    public Expression At(Place place) => new QuantityOperand(this, place);

    /// <summary>The sum of the four quarters in a year; in a quarter, its value there.</summary>
    public Expression OverQuarters(Moment moment) => moment.Period.Step == Step.Quarter ? this
        : At(Place.Q1) + At(Place.Q2) + At(Place.Q3) + At(Place.Q4);

    /// <summary>The equation at a moment.</summary>
    public Expression FormulaAt(Moment moment) => moment.Period.Step == Step.Quarter || year is YearOf.Formula or YearOf.Once ? formula(moment)
        : year == YearOf.End ? At(Place.Q4)
        : OverQuarters(moment);

    public override string ToString() => symbol;
}
