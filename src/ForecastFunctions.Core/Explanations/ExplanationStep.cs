using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Explanations;

/// <summary>Where the value of an input comes from.</summary>
public enum InputOrigin
{
    /// <summary>A parameter of the scenario.</summary>
    Parameter,

    /// <summary>An earlier step.</summary>
    Step,

    /// <summary>The calendar: which period it is.</summary>
    Period,

    /// <summary>An event that is taken as certain.</summary>
    Event,

    /// <summary>The baseline: its base year, or a figure that it knows.</summary>
    Baseline,
}

/// <summary>A value that a formula takes.</summary>
/// <param name="Symbol">Its symbol in the formula.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Name">What it is, in a phrase.</param>
public sealed record ExplanationInput(string Symbol, double Value, string Unit, InputOrigin Origin, string Name)
{
    /// <summary>The number of the step that gave it; <see langword="null"/> for another origin, and where that step is left out.</summary>
    public int? Step { get; init; }

    /// <summary>The parameter's id, the event's name or the series; <see langword="null"/> where there is none.</summary>
    public string? Id { get; init; }

    /// <summary>Who set a parameter: baseline, scenario or request; <see langword="null"/> for another origin.</summary>
    public string? SetBy { get; init; }

    /// <summary>How well founded it is; <see langword="null"/> where that is no question.</summary>
    public string? Status { get; init; }

    /// <summary>Why it has this value: the reason, the source; <see langword="null"/> where that is no question.</summary>
    public string? Basis { get; init; }

    /// <summary>The series of the baseline that it was calibrated from, or is a figure of.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    internal static ExplanationInput OfPeriod(string symbol, double value, string unit, string name)
        => new(symbol, value, unit, InputOrigin.Period, name);
}

/// <summary>A step of an explanation: an equation, what it took, and what it gave.</summary>
/// <param name="Number">Its place, from 1; it takes nothing of a later step.</param>
/// <param name="Period">When.</param>
/// <param name="Symbol">The symbol of what it gives.</param>
/// <param name="Name">What that is, in a phrase.</param>
/// <param name="Variable">The variable of runs that it is; <see langword="null"/> where runs don't show it.</param>
/// <param name="Formula">The equation's right-hand side, in the symbols of the inputs.</param>
/// <param name="Inputs">What it takes, each once, in the order of the formula.</param>
/// <param name="Value">What it gives: the formula of the inputs' values.</param>
/// <param name="Unit">The unit of that.</param>
public sealed record ExplanationStep(
    int Number, Period Period, string Symbol, string Name, Variable? Variable, string Formula, IReadOnlyList<ExplanationInput> Inputs,
    double Value, string Unit);
