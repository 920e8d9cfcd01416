using FluentValidation;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;

namespace ForecastFunctions.Application.Analyses;

/// <summary>What an analysis is about, and the base year of the baseline that it is to run on.</summary>
/// <param name="Outputs">The variables and periods.</param>
/// <param name="BaseYear">The first year that can be projected.</param>
public sealed record OutputsOnBaseline(OutputRequest Outputs, int BaseYear);

/// <summary>Checks the periods of an analysis on a baseline.</summary>
public sealed class OutputRequestValidator : AbstractValidator<OutputsOnBaseline>
{
    /// <summary>Declares the rules.</summary>
    public OutputRequestValidator()
    {
        RuleFor(r => r.Outputs.Periods).Must(p => p is null || p.Distinct().Count() == p.Count)
            .Of(OutputMembers.Periods, FaultCode.Duplicate, "A period is given twice; once is wanted.");
        RuleFor(r => r.Outputs.Periods).Must(p => p is null || p.Select(one => one.Step).Distinct().Count() <= 1)
            .Of(OutputMembers.Periods, FaultCode.Conflict, "Periods are all years or all quarters.");
        RuleForEach(r => r.Outputs.Periods).OverrideIndexer((_, _, _, _) => "")
            .Must((r, period) => period.Year >= r.BaseYear && period.Year <= ProjectionRequest.LastYear)
            .OverridePropertyName(OutputMembers.Periods.Name)
            .WithErrorCode(FaultCode.OutOfRange)
            .WithMessage((r, period) =>
                $"A period lies from {r.BaseYear}, the base year of the baseline, to {ProjectionRequest.LastYear}; {period} does not."
                    + ProjectionOnBaseline.RemedyFor(period, r.BaseYear))
            .WithState(r => new Allowance(r.BaseYear, ProjectionRequest.LastYear));
    }

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<Fault> FaultsOf(OutputRequest outputs, int baseYear)
        => new OutputRequestValidator().Validate(new OutputsOnBaseline(outputs, baseYear)).ToFaults();
}
