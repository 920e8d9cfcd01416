using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Core.History;

/// <summary>What is known of a variable in a period.</summary>
/// <param name="Value">The figure, in the variable's unit.</param>
/// <param name="Status">How far it can be relied upon: as far as the weakest that it is made of.</param>
/// <param name="Series">The series that it is made of, in ordinal order.</param>
/// <param name="KnownSince">Since when it could be known: since the last of them was.</param>
/// <param name="Note">How it is made, in words.</param>
public sealed record ObservedFigure(
    double Value, ObservationStatus Status, IReadOnlyList<string> Series, DateOnly KnownSince, string Note)
{
    /// <summary>The figures together, as one of a value.</summary>
    internal static ObservedFigure Together(double value, IReadOnlyList<ObservedFigure> parts, string note) => new(
        value,
        parts.Max(p => p.Status) is var weakest && parts.Count > 1 && weakest == ObservationStatus.Reported ? ObservationStatus.Derived : weakest,
        [.. parts.SelectMany(p => p.Series).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        parts.Max(p => p.KnownSince),
        note);
}
