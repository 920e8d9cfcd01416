using System.Globalization;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>How a parameter is moved from where the baseline has it.</summary>
public enum ChangeKind
{
    /// <summary>The amount is added to it.</summary>
    Add,

    /// <summary>It is multiplied by the amount; of a share, its odds are.</summary>
    Times,
}

/// <summary>
/// A move of a parameter from where the baseline has it, whatever vintage that is: of its value, and of every draw of its
/// law. A share s moves by its odds, so that it stays between 0 and 1: <c>times(f)</c> makes s into f·s/(1 + (f − 1)·s).
/// </summary>
public sealed record ParameterChange
{
    /// <summary>The largest factor.</summary>
    public const double MaxFactor = 1_000;

    /// <summary>The largest amount to add or to take away.</summary>
    public const double MaxAddend = 1e6;

    /// <summary>A move.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A factor is not above 0 and at most <see cref="MaxFactor"/>, or an addend not from −<see cref="MaxAddend"/> to
    /// <see cref="MaxAddend"/>.
    /// </exception>
    public ParameterChange(ChangeKind kind, double amount)
    {
        if (kind == ChangeKind.Times && amount is not (> 0 and <= MaxFactor))
            throw new ArgumentOutOfRangeException(nameof(amount), amount, $"times takes a factor above 0 and at most {MaxFactor}.");
        if (kind == ChangeKind.Add && amount is not (>= -MaxAddend and <= MaxAddend))
            throw new ArgumentOutOfRangeException(nameof(amount), amount, $"add takes a number from -{MaxAddend} to {MaxAddend}.");
        Kind = kind;

        // Adding zero makes zero of minus zero, so that equal moves have equal names.
        Amount = amount + 0.0;
    }

    /// <summary>What is done.</summary>
    public ChangeKind Kind { get; }

    /// <summary>By how much: an addend in the parameter's unit, or a factor.</summary>
    public double Amount { get; }

    /// <summary>The move as text: <c>add(0.03)</c>, <c>times(1.2)</c>.</summary>
    public override string ToString()
        => (Kind == ChangeKind.Add ? "add(" : "times(") + Amount.ToString("R", CultureInfo.InvariantCulture) + ")";

    /// <summary>Why a parameter cannot be moved so, and what can be done instead; <see langword="null"/> where it can.</summary>
    public static string? WhyNot(Parameter parameter, ChangeKind kind) => (parameter, kind) switch
    {
        ({ IsChoice: true }, _) => $"{parameter} is a choice among words, which cannot be moved; it is {string.Join(" or ", parameter.Choices)}.",
        ({ IsOptional: true }, _) => $"{parameter} has no value on a baseline, from which it could be moved; state a number or a law.",
        ({ IsShare: true }, ChangeKind.Add)
            => $"{parameter} is a share, to which nothing can be added; times(1.2) multiplies its odds by 1.2.",
        ({ BoundsAddBaseYear: true }, ChangeKind.Times) => $"{parameter} is a year, which cannot be multiplied; add(1) moves it by a year.",
        _ => null,
    };

    /// <summary>Where the move brings a value.</summary>
    public double Of(Parameter parameter, double value) => Kind == ChangeKind.Add ? value + Amount
        : parameter.IsShare ? Amount * value / (1 + (Amount - 1) * value)
        : value * Amount;

    /// <summary>Moves every draw of a column.</summary>
    public void Move(Parameter parameter, Span<double> draws)
    {
        foreach (ref var draw in draws)
            draw = Of(parameter, draw);
    }

    /// <summary>The amounts by which a value can be moved and stays within the bounds.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its value on the baseline, within the bounds.</param>
    /// <param name="bounds">Its bounds there.</param>
    /// <returns>The smallest and the largest amount; both ends can be too narrow or too wide by a rounding.</returns>
    public (double Min, double Max) Allowed(Parameter parameter, double value, Bounds bounds)
    {
        if (Kind == ChangeKind.Add)
            return (bounds.Min - value, bounds.Max - value);
        var (ends, from) = parameter.IsShare
            ? ((Odds(bounds.Min), Odds(bounds.Max)), Odds(value))
            : ((bounds.Min, bounds.Max), value);
        if (from == 0)
            return (0, MaxFactor);
        var (one, other) = (ends.Item1 / from, ends.Item2 / from);
        return (Math.Max(Math.Min(one, other), 0), Math.Min(Math.Max(one, other), MaxFactor));

        static double Odds(double share) => share / (1 - share);
    }
}
