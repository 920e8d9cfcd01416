using System.Globalization;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Explanations;

/// <summary>
/// A formula. The same tree is written as text and computed, so that what is shown is what was done.
/// </summary>
/// <remarks>
/// The text has numbers, symbols, <c>+ − · / ^</c> with the usual precedence, parentheses where it needs them, and the functions
/// exp, ln, logit, φ, min, max, below and cut.
/// </remarks>
internal abstract class Expression
{
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int PowerLevel = 3;
    private const int AtomLevel = 4;

    /// <summary>How tightly the text holds together.</summary>
    protected virtual int Level => AtomLevel;

    /// <summary>What the formula takes, in the order of its text.</summary>
    public abstract IEnumerable<Operand> Operands { get; }

    /// <summary>Computes the formula.</summary>
    /// <param name="valueOf">Gives the value of what it takes.</param>
    public abstract double Compute(Func<Operand, double> valueOf);

    /// <summary>Writes the formula.</summary>
    /// <param name="symbolOf">Gives the symbol of what it takes.</param>
    public abstract string Write(Func<Operand, string> symbolOf);

    public static implicit operator Expression(double number) => new Number(number);

    public static implicit operator Expression(Parameter parameter) => new ParameterOperand(parameter);

    public static Expression operator +(Expression a, Expression b) => new Binary(a, " + ", b, SumLevel, (x, y) => x + y);

    public static Expression operator -(Expression a, Expression b) => new Binary(a, " − ", b, SumLevel, (x, y) => x - y);

    public static Expression operator *(Expression a, Expression b) => new Binary(a, " · ", b, ProductLevel, (x, y) => x * y);

    public static Expression operator /(Expression a, Expression b) => new Binary(a, " / ", b, ProductLevel, (x, y) => x / y);

    public static Expression operator -(Expression a) => new Negation(a);

    /// <summary>a to the power of b.</summary>
    public static Expression Power(Expression a, Expression b) => new Binary(a, "^", b, PowerLevel, Math.Pow);

    /// <summary>e to the power of a.</summary>
    public static Expression Exp(Expression a) => new Function("exp", [a], x => Math.Exp(x[0]));

    /// <summary>The natural logarithm.</summary>
    public static Expression Ln(Expression a) => new Function("ln", [a], x => Math.Log(x[0]));

    /// <summary>ln(a/(1 − a)).</summary>
    public static Expression Logit(Expression a) => new Function("logit", [a], x => Math.Log(x[0] / (1 - x[0])));

    /// <summary>(1 − e^(−z))/z, the mean of e^(−s) for s from 0 to z; 1 at z = 0.</summary>
    // As e^(−z/2)·sinh(z/2)/(z/2) nothing cancels near zero.
    public static Expression MeanDecay(Expression z)
        => new Function("φ", [z], x => x[0] == 0 ? 1 : Math.Exp(-x[0] / 2) * Math.Sinh(x[0] / 2) / (x[0] / 2));

    /// <summary>The larger of two.</summary>
    public static Expression Max(Expression a, Expression b) => new Function("max", [a, b], x => Math.Max(x[0], x[1]));

    /// <summary>The least of some.</summary>
    public static Expression Min(params Expression[] all) => new Function("min", all, x => x.Min());

    /// <summary>1 where a is below b, and 0 elsewhere.</summary>
    public static Expression Below(Expression a, Expression b) => new Function("below", [a, b], x => x[0] < x[1] ? 1 : 0);

    /// <summary>What b leaves out of a; a difference of rounding alone is none.</summary>
    public static Expression Cut(Expression a, Expression b)
        => new Function("cut", [a, b], x => Math.Abs(x[0] - x[1]) < x[0] * 1e-13 ? 0 : x[0] - x[1]);

    /// <summary>A value that is given.</summary>
    public static Expression Given(ExplanationInput input) => new GivenOperand(input);

    /// <summary>What the functions mean that not everyone knows, for whoever evaluates a text.</summary>
    public static IReadOnlyList<string> Legend { get; } =
    [
        "ln(a) is the natural logarithm.",
        "logit(a) = ln(a / (1 − a)).",
        "φ(z) = (1 − exp(−z)) / z, and 1 where z is 0.",
        "below(a; b) is 1 where a is below b, and 0 elsewhere.",
        "cut(a; b) = a − b, and 0 where that is rounding alone, less than 1e-13 · a.",
    ];

    private string WriteWithin(int level, Func<Operand, string> symbolOf) => Level >= level ? Write(symbolOf) : $"({Write(symbolOf)})";

    private sealed class Number(double value) : Expression
    {
        public override IEnumerable<Operand> Operands => [];

        public override double Compute(Func<Operand, double> valueOf) => value;

        public override string Write(Func<Operand, string> symbolOf)
            => value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal);
    }

    private sealed class Negation(Expression a) : Expression
    {
        protected override int Level => ProductLevel;

        public override IEnumerable<Operand> Operands => a.Operands;

        public override double Compute(Func<Operand, double> valueOf) => -a.Compute(valueOf);

        public override string Write(Func<Operand, string> symbolOf) => "−" + a.WriteWithin(ProductLevel, symbolOf);
    }

    private sealed class Binary(Expression a, string sign, Expression b, int level, Func<double, double, double> compute) : Expression
    {
        protected override int Level => level;

        public override IEnumerable<Operand> Operands => a.Operands.Concat(b.Operands);

        public override double Compute(Func<Operand, double> valueOf) => compute(a.Compute(valueOf), b.Compute(valueOf));

        /// <summary>Signs of one precedence go from the left to the right; powers of powers are written with parentheses.</summary>
        public override string Write(Func<Operand, string> symbolOf)
            => a.WriteWithin(level == PowerLevel ? AtomLevel : level, symbolOf) + sign + b.WriteWithin(level + 1, symbolOf);
    }

    private sealed class Function(string name, Expression[] arguments, Func<double[], double> compute) : Expression
    {
        public override IEnumerable<Operand> Operands => arguments.SelectMany(a => a.Operands);

        public override double Compute(Func<Operand, double> valueOf) => compute([.. arguments.Select(a => a.Compute(valueOf))]);

        public override string Write(Func<Operand, string> symbolOf)
            => $"{name}({string.Join("; ", arguments.Select(a => a.Write(symbolOf)))})";
    }
}
