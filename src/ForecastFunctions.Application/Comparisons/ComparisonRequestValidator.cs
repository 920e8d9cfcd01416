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
        RuleFor(r => r.Scenarios).Must(s => s.Count >= scenarios.Min && s.Count <= scenarios.Max)
            .Of(scenarios, FaultCode.OutOfRange, r => $"{scenarios} is {scenarios.Wanted}, not {r.Scenarios.Count}.",
                _ => new Allowance(scenarios.Min, scenarios.Max));
        RuleFor(r => r.Reference).Must((r, place) => place >= 0 && place < r.Scenarios.Count)
            .Of(reference, FaultCode.NotFound, $"{reference} is {reference.Wanted}.")
            .When(r => r.Scenarios.Count > 0);
    }
}

/// <summary>
/// Checks what a comparison would cost: all paths of all scenarios are held at once, so it may have as many as a projection may.
/// </summary>
public sealed class ComparisonCostValidator : AbstractValidator<ComparisonSpecification>
{
    /// <summary>Declares the rules.</summary>
    public ComparisonCostValidator() => RuleFor(c => c.Draws!.Draws).Must((c, draws) => draws <= MostDraws(c))
        .Of(DrawMembers.Draws, FaultCode.TooMuch,
            c => $"Of {c.Scenarios.Count} scenarios over these periods, at most {MostDraws(c)} draws of each can be compared: "
                + $"draws × scenarios is at most {DrawRequest.MaxDraws}, "
                + $"and draws × scenarios × periods × variables at most {DrawRequest.MaxNumbers}.",
            c => new Allowance(DrawSettings.MinDraws, MostDraws(c)))
        .When(c => c.Draws is not null);

    private static long MostDraws(ComparisonSpecification comparison) => Math.Min(
        DrawRequest.MaxDraws / comparison.Scenarios.Count,
        DrawRequest.MaxNumbers / ((long)comparison.Scenarios.Count * comparison.Range.Count * comparison.Scenarios.Max(s => RunVariables.Of(s).Count)));
}
