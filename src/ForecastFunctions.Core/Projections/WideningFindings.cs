using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Projections;

/// <summary>What a run says where an operator has multiplied the uncertainty of the baseline.</summary>
public static class WideningFindings
{
    private const string Code = "uncertainty-widened";

    /// <summary>The factors that bear on runs of some scenarios: none where nothing is drawn.</summary>
    /// <param name="scenarios">The scenarios.</param>
    /// <param name="draws">How paths are drawn; <see langword="null"/> in a deterministic run.</param>
    public static Widening Of(IEnumerable<ResolvedScenario> scenarios, DrawSettings? draws) => draws is null
        ? Widening.None
        : Widening.Of(scenarios.SelectMany(s => s.Parameters).Where(p => p.IsUncertain).Select(p => (p.Parameter, p.Widening)));

    /// <summary>A warning, where there are such factors.</summary>
    /// <param name="scenarios">The scenarios.</param>
    /// <param name="draws">How paths are drawn; <see langword="null"/> in a deterministic run.</param>
    public static IEnumerable<ProjectionWarning> Warnings(IEnumerable<ResolvedScenario> scenarios, DrawSettings? draws)
        => Of(scenarios, draws).Notes.Select(note => new ProjectionWarning(Code, note));
}
