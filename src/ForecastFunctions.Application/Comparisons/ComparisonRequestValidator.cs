using FluentValidation;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Comparisons;

/// <summary>Checks what is compared.</summary>
public sealed class ComparisonRequestValidator : AbstractValidator<ComparisonRequest>
{
    /// <summary>Declares the rules.</summary>
    public ComparisonRequestValidator()
    {
        var (scenarios, reference) = (ComparisonMembers.Scenarios, ComparisonMembers.Reference);
        RuleFor(r => r.Scenarios).Must((r, s) => s.Count >= Fewest(r) && s.Count <= scenarios.Max)
            .Of(scenarios, FaultCode.OutOfRange, r => $"{scenarios} is {scenarios.Wanted}, not {r.Scenarios.Count}.",
                r => new Allowance(Fewest(r), scenarios.Max));
        RuleFor(r => r.Reference).Must((r, place) => place is null || (place >= 0 && place < r.Scenarios.Count))
            .Of(reference, FaultCode.NotFound, $"{reference} is {reference.Wanted}.")
            .When(r => r.Scenarios.Count > 0);
    }

    /// <summary>On two vintages, one scenario has itself to be compared with.</summary>
    private static int Fewest(ComparisonRequest request) => request.ReferenceBaseline is null ? ComparisonSpecification.MinScenarios : 1;
}

/// <summary>
/// Checks what a comparison would cost: all paths of all scenarios are held at once, so it may have as many as a projection may.
/// </summary>
public sealed class ComparisonCostValidator : AbstractValidator<ComparisonSpecification>
{
    /// <summary>Declares the rules.</summary>
    public ComparisonCostValidator() => RuleFor(c => c.Draws!.Draws).Must((c, draws) => draws <= MostDraws(c))
        .Of(DrawMembers.Draws, FaultCode.TooMuch,
            c => $"Of {c.ScenariosRun} scenarios over these periods, at most {MostDraws(c)} draws of each can be compared: "
                + $"draws × scenarios is at most {DrawRequest.MaxDraws}, "
                + $"and draws × scenarios × periods × variables at most {DrawRequest.MaxNumbers}.",
            c => new Allowance(DrawSettings.MinDraws, MostDraws(c)))
        .When(c => c.Draws is not null);

    private static long MostDraws(ComparisonSpecification comparison) => Math.Min(
        DrawRequest.MaxDraws / comparison.ScenariosRun,
        DrawRequest.MaxNumbers / ((long)comparison.ScenariosRun * comparison.Projected.Count * comparison.Levels.Max(s => RunVariables.Of(s).Count)));
}
