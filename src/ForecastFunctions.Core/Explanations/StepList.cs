using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Explanations;

/// <summary>Steps in the order in which they are taken.</summary>
internal sealed class StepList
{
    private readonly List<ExplanationStep> _steps = [];

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<ExplanationStep> All => _steps;

    /// <summary>Takes a step: finds what its formula takes, computes it, and writes it.</summary>
    /// <param name="period">When.</param>
    /// <param name="symbol">The symbol of what it gives.</param>
    /// <param name="name">What that is.</param>
    /// <param name="variable">The variable that it is, where it is one.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="unit">The unit of what it gives.</param>
    /// <param name="inputOf">Finds what the formula takes; may take steps before this one.</param>
    /// <exception cref="InvalidOperationException">Two different inputs have one symbol.</exception>
    public ExplanationStep Take(
        Period period, string symbol, string name, Variable? variable, Expression formula, string unit,
        Func<Operand, ExplanationInput> inputOf)
    {
        var inputs = new Dictionary<Operand, ExplanationInput>(ReferenceEqualityComparer.Instance);
        var distinct = new OrderedDictionary<string, ExplanationInput>(StringComparer.Ordinal);
        foreach (var operand in formula.Operands)
        {
            var input = inputs[operand] = inputOf(operand);
            if (!distinct.TryAdd(input.Symbol, input) && !distinct[input.Symbol].Value.Equals(input.Value))
                throw new InvalidOperationException($"Two inputs of {symbol} are called {input.Symbol}.");
        }

        var step = new ExplanationStep(
            _steps.Count + 1, period, symbol, name, variable,
            formula.Write(operand => inputs[operand].Symbol), [.. distinct.Values],
            formula.Compute(operand => inputs[operand].Value), unit);
        _steps.Add(step);
        return step;
    }

    /// <summary>The result of a step, as what a later one takes.</summary>
    public static ExplanationInput InputOf(ExplanationStep step, string symbol)
        => new(symbol, step.Value, step.Unit, InputOrigin.Step, step.Name) { Step = step.Number };
}

/// <summary>The spelling of symbols.</summary>
internal static class Symbols
{
    /// <summary>A quantity's part or moment: <c>S</c> and <c>inf</c> are <c>S_inf</c>, that and <c>Q1</c> are <c>S_inf,Q1</c>.</summary>
    public static string Of(string symbol, string part) => symbol.Contains('_', StringComparison.Ordinal) ? $"{symbol},{part}" : $"{symbol}_{part}";

    /// <summary>A quantity in the quarter before: <c>K⁻_nvidia</c>.</summary>
    public static string Before(string symbol) => Mark(symbol, "⁻");

    /// <summary>A parameter by the baseline alone: <c>E_B*</c>.</summary>
    public static string Expected(string symbol) => symbol + "*";

    /// <summary>A driver before events: <c>r°</c>.</summary>
    public static string BeforeEvents(string symbol) => Mark(symbol, "°");

    private static string Mark(string symbol, string mark)
        => symbol.IndexOf('_', StringComparison.Ordinal) is >= 0 and var end ? symbol.Insert(end, mark) : symbol + mark;
}
