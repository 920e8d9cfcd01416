using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using static ForecastFunctions.Core.Explanations.Expression;

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

    /// <summary>What events change it by; <see langword="null"/> where none can.</summary>
    public Driver? Driver { get; init; }

    /// <summary>Whether it is told for the end of a period.</summary>
    public bool IsAtEnd => year == YearOf.End;

    public override IEnumerable<Operand> Operands => [Same];

    private QuantityOperand Same => field ??= new QuantityOperand(this, Place.Same);

    public override double Compute(Func<Operand, double> valueOf) => valueOf(Same);

    public override string Write(Func<Operand, string> symbolOf) => symbolOf(Same);

    /// <summary>Its value at another moment than the formula's.</summary>
    public Expression At(Place place) => new QuantityOperand(this, place);

    /// <summary>The equation at a moment.</summary>
    public Expression FormulaAt(Moment moment) => moment.Period.Step == Step.Quarter || year == YearOf.Formula ? formula(moment)
        : year == YearOf.End ? At(Place.Q4)
        : At(Place.Q1) + At(Place.Q2) + At(Place.Q3) + At(Place.Q4);

    public override string ToString() => symbol;
}

/// <summary>The moment for which an equation is wanted.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Period">The quarter or year.</param>
internal sealed record Moment(ResolvedScenario Scenario, Period Period)
{
    /// <summary>Whether nothing of the model lies before: the first quarter of the base year.</summary>
    public bool IsFirst => Period == Period.OfQuarter(Scenario.BaseYear, 1);

    /// <summary>Y.</summary>
    public Expression Year => Given(ExplanationInput.OfPeriod("Y", Period.Year, "year", "The calendar year"));

    /// <summary>q, 1 to 4.</summary>
    public Expression Quarter => Given(ExplanationInput.OfPeriod("q", Period.Quarter!.Value, "1", "The quarter, 1 to 4"));

    /// <summary>t0.</summary>
    public Expression BaseYear => Given(new ExplanationInput(
        "t0", Scenario.BaseYear, "year", InputOrigin.Baseline, "The base year of the baseline"));

    /// <summary>The word that is chosen for a parameter.</summary>
    public string Choice(Parameter parameter) => parameter.Format(Scenario[parameter]);
}
