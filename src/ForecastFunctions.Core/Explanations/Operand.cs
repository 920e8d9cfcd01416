using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Explanations;

/// <summary>Something that a formula takes.</summary>
internal abstract class Operand : Expression
{
    public sealed override IEnumerable<Operand> Operands => [this];

    public sealed override double Compute(Func<Operand, double> valueOf) => valueOf(this);

    public sealed override string Write(Func<Operand, string> symbolOf) => symbolOf(this);
}

/// <summary>The value of a parameter.</summary>
/// <param name="parameter">The parameter.</param>
internal sealed class ParameterOperand(Parameter parameter) : Operand
{
    public Parameter Parameter => parameter;
}

/// <summary>The value of a parameter by the baseline alone, whatever a scenario makes of it: what was expected.</summary>
/// <param name="parameter">The parameter.</param>
internal sealed class ExpectedOperand(Parameter parameter) : Operand
{
    public Parameter Parameter => parameter;
}

/// <summary>A quantity at a moment.</summary>
/// <param name="quantity">The quantity.</param>
/// <param name="place">When, seen from the moment of the formula.</param>
internal sealed class QuantityOperand(Quantity quantity, Place place) : Operand
{
    public Quantity Quantity => quantity;

    public Place Place => place;
}

/// <summary>The result of a step that has been taken.</summary>
/// <param name="step">The step.</param>
internal sealed class StepOperand(ExplanationStep step) : Operand
{
    public ExplanationStep Step => step;
}

/// <summary>A value that is given.</summary>
/// <param name="input">The value, and where it comes from.</param>
internal sealed class GivenOperand(ExplanationInput input) : Operand
{
    public ExplanationInput Input => input;
}

/// <summary>When a quantity is meant, seen from the moment of a formula.</summary>
internal enum Place
{
    /// <summary>In the same period; of a stock in a year, at the end of it.</summary>
    Same,

    /// <summary>In the quarter before.</summary>
    Before,

    /// <summary>In the first quarter of the year.</summary>
    Q1,

    /// <summary>In the second quarter of the year.</summary>
    Q2,

    /// <summary>In the third quarter of the year.</summary>
    Q3,

    /// <summary>In the fourth quarter of the year.</summary>
    Q4,

    /// <summary>In the year that the quarter lies in.</summary>
    Year,

    /// <summary>In the second quarter of the base year, whose end is the middle of that year.</summary>
    BaseMiddle,
}
