using FluentValidation;
using ForecastFunctions.Application.Analyses;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Sensitivities;

/// <summary>A request, and the base year of the baseline that it is to run on.</summary>
/// <param name="Request">The request.</param>
/// <param name="BaseYear">The first year that can be projected.</param>
public sealed record SensitivityOnBaseline(SensitivityRequest Request, int BaseYear)
{
    /// <summary>How large the analysis may be.</summary>
    internal RunLimits Most { get; init; } = RunLimits.OfRequest;

    internal MethodRequest.Tornado? Tornado => Request.Method as MethodRequest.Tornado;

    internal MethodRequest.Sobol? Sobol => Request.Method as MethodRequest.Sobol;

    /// <summary>How many outputs a run of any scenario has at least: what begins with a name may mean more in some.</summary>
    internal int Outputs => Request.Outputs.Variables.Count(v => v.Group == VariableGroup.Plain || Request.Outputs.Named.Contains(v))
        * Request.Outputs.PeriodsOn(BaseYear).Count;
}

/// <summary>Checks what is asked of an analysis, as far as that takes no scenario.</summary>
public sealed class SensitivityRequestValidator : AbstractValidator<SensitivityOnBaseline>
{
    /// <summary>Declares the rules.</summary>
    public SensitivityRequestValidator()
    {
        var (range, draws) = (SensitivityMembers.Range, SensitivityMembers.Draws);
        RuleFor(r => r.Outputs).Must((r, outputs) => outputs <= r.Most.Outputs)
            .Of(OutputMembers.Variables, FaultCode.TooMuch,
                r => $"variables × periods is {r.Outputs}, and at most {r.Most.Outputs}." + r.Most.Remedy(SensitivitySpecification.Kind, most => r.Outputs <= most.Outputs),
                r => new Allowance(1, r.Most.Outputs));
        RuleFor(r => r.Tornado!.Percents).Must(p => p.Low > range.Min && p.Low < p.High && p.High < range.Max)
            .Of(range, FaultCode.Malformed, $"{range} is {range.Wanted}.", new Allowance(range.Min, range.Max, AreEndsExcluded: range.AreEndsExcluded))
            .When(r => r.Tornado is not null);
        RuleFor(r => r.Sobol!.Draws).Must(d => d >= draws.Min && d <= draws.Max && int.IsPow2(d))
            .Of(draws, FaultCode.OutOfRange, $"{draws}, the base draws, is {draws.Wanted}.", new Allowance(draws.Min, draws.Max))
            .When(r => r.Sobol is not null);
        RuleFor(r => (ulong?)r.Sobol!.Seed).WithinBounds(DrawMembers.Seed).When(r => r.Sobol is not null);
    }

    /// <summary>Everything that is wrong with a request on a baseline, but for its scenario and what depends on it.</summary>
    public static IEnumerable<Fault> FaultsOf(SensitivityRequest request, int baseYear, RunLimits most)
    {
        var asked = new SensitivityOnBaseline(request, baseYear) { Most = most };
        return
        [
            .. OutputRequestValidator.FaultsOf(request.Outputs, baseYear),
            .. new SensitivityRequestValidator().Validate(asked).ToFaults(),
            .. (asked.Tornado?.Ranges ?? []).SelectMany(range => FaultsOf(range, baseYear)),
        ];
    }

    private static IEnumerable<Fault> FaultsOf(RequestedRange range, int baseYear)
    {
        var bounds = range.Parameter.BoundsFor(baseYear);
        if (!bounds.Contains(range.Low) || !bounds.Contains(range.High))
        {
            yield return Fault.OutOfRange(
                range.Member,
                $"{range.Parameter.Name} is from {bounds.Min:R} to {bounds.Max:R}, both included; the range {range.Low:R}..{range.High:R} leaves that.",
                bounds.Min, bounds.Max);
        }
    }
}
