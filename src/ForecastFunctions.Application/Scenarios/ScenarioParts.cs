using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>A parameter's value in a scenario.</summary>
/// <param name="Parameter">The parameter's id.</param>
/// <param name="Value">Its value, where it is a number.</param>
/// <param name="Choice">Its value, where it is a word.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Law">The law of its draws; <see langword="null"/> where it is fixed, and in a deterministic run.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Status">How well founded it is.</param>
public sealed record ResolvedParameterRow(
    string Parameter, double? Value, string? Choice, string Unit, string? Law, string Origin, string Status)
{
    /// <summary>The row of a resolved parameter.</summary>
    public static ResolvedParameterRow Of(ResolvedParameter resolved, bool withLaw) => new(
        resolved.Parameter.Id,
        resolved.Parameter.IsChoice ? null : resolved.Value,
        resolved.Parameter.IsChoice ? resolved.Parameter.Format(resolved.Value) : null,
        resolved.Parameter.Unit,
        withLaw ? resolved.LawText : null,
        Words.Of(resolved.Origin),
        Words.Of(resolved.Status));
}

/// <summary>Something that may happen on a path.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver">What it acts on.</param>
/// <param name="Multiply">The factor, where it multiplies.</param>
/// <param name="Add">The addend, where it adds.</param>
/// <param name="From">The first quarter.</param>
/// <param name="Quarters">For how many quarters; <see langword="null"/> for good.</param>
/// <param name="Probability">How likely it is.</param>
public sealed record EventAnswer(string Name, string Driver, double? Multiply, double? Add, string From, int? Quarters, double Probability)
{
    /// <summary>The answer for an event.</summary>
    public static EventAnswer Of(ScenarioEvent e) => new(
        e.Name, Drivers.NameOf(e.Driver), e.Effect == EventEffect.Multiply ? e.Amount : null, e.Effect == EventEffect.Add ? e.Amount : null,
        e.Start.ToString(), e.Quarters, e.Probability);
}
