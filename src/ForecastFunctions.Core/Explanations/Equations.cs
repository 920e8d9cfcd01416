using System.Collections.Frozen;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Core.Explanations;

/// <summary>The equations of everything that a run answers.</summary>
internal static class Equations
{
    private static readonly FrozenDictionary<Variable, Quantity> ByVariable
        = All.Where(q => q.Variable is not null).ToFrozenDictionary(q => q.Variable!);

    /// <summary>Every equation, of the plain model and of the layer of drivers and limits.</summary>
    public static IReadOnlyList<Quantity> All => [.. ModelEquations.All, .. LayerEquations.All, .. LimitEquations.All, .. ReportEquations.All];

    /// <summary>The equation of a variable.</summary>
    public static Quantity Of(Variable variable) => ByVariable[variable];
}
