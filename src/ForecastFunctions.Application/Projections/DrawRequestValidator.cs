using FluentValidation;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Application.Projections;

/// <summary>Checks how paths are to be drawn.</summary>
public sealed class DrawRequestValidator : AbstractValidator<DrawRequest>
{
    /// <summary>Declares the rules.</summary>
    /// <param name="draws">The member that states how many paths there are, with its bounds.</param>
    public DrawRequestValidator(Member<int?> draws)
    {
        RuleFor(r => r.Draws).WithinBounds(draws);
        RuleFor(r => r.Seed).WithinBounds(DrawMembers.Seed);
        RuleForEach(r => r.Percentiles).OverrideIndexer((_, _, _, _) => "").Must(p => p > DrawMembers.Percentiles.Min && p < DrawMembers.Percentiles.Max)
            .OverridePropertyName(DrawMembers.Percentiles.Name)
            .WithErrorCode(FaultCode.OutOfRange)
            .WithMessage((_, percentile) => $"A percentile is greater than 0 and less than 100; {percentile:R} is not.")
            .WithState(_ => new Allowance(DrawMembers.Percentiles.Min, DrawMembers.Percentiles.Max, AreEndsExcluded: true));
        RuleFor(r => r.Percentiles).Must(AreDifferent)
            .Of(DrawMembers.Percentiles, FaultCode.Duplicate, "A percentile is given twice; once is wanted.");
        RuleFor(r => r.Percentiles).Must(p => p is not { Count: > DrawRequest.MaxPercentiles })
            .Of(DrawMembers.Percentiles, FaultCode.OutOfRange, $"At most {DrawRequest.MaxPercentiles} percentiles are given.",
                new Allowance(1, DrawRequest.MaxPercentiles));
        RuleFor(r => r.Thresholds).Must(AreDifferent)
            .Of(DrawMembers.Thresholds, FaultCode.Duplicate, "A threshold is given twice; once is wanted.");
        RuleFor(r => r.Thresholds).Must(t => t is not { Count: > DrawRequest.MaxThresholds })
            .Of(DrawMembers.Thresholds, FaultCode.OutOfRange, $"At most {DrawRequest.MaxThresholds} thresholds are given.",
                new Allowance(1, DrawRequest.MaxThresholds));
        RuleFor(r => r.Correlations).Must(c => c is not { Count: > DrawRequest.MaxCorrelations })
            .Of(DrawMembers.Correlations, FaultCode.OutOfRange, $"At most {DrawRequest.MaxCorrelations} correlations are given.",
                new Allowance(0, DrawRequest.MaxCorrelations));
    }

    /// <summary>Everything that is wrong.</summary>
    /// <param name="request">The request.</param>
    /// <param name="draws">The member that states how many paths there are; <see cref="DrawMembers.Draws"/> unless it is given.</param>
    public static IEnumerable<Fault> FaultsOf(DrawRequest request, Member<int?>? draws = null) =>
    [
        .. new DrawRequestValidator(draws ?? DrawMembers.Draws).Validate(request).ToFaults(),
        .. FaultsOfCorrelations(request),
        .. request.Draws is not null ? [] : request.Given.Select(member => new Fault(member.Name, FaultCode.Conflict,
            $"{member.Name} belongs to a run with draws, and this request states no draws.")),
    ];

    /// <summary>What is wrong where a parameter is to be correlated that has no draws of its own in any of the scenarios.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scenarios">The scenarios that are to be run on the same draws.</param>
    public static IEnumerable<Fault> FaultsOfFixed(DrawRequest request, IReadOnlyList<ResolvedScenario> scenarios)
        => scenarios.Count == 0 ? [] : (request.Correlations ?? []).SelectMany(p => new[] { p.First, p.Second }).Distinct(StringComparer.Ordinal)
            .Select(Parameters.Find).OfType<Parameter>()
            .Where(p => !p.IsChoice && !scenarios.Any(s => s.Parameters[p.Index].IsUncertain))
            .Select(p => new Fault(DrawMembers.Correlations.Name, FaultCode.Conflict,
                scenarios[0].Parameters[p.Index].Follows is { } followed
                    ? $"{p} has the draws of {followed}; correlate {followed}."
                    : $"{p} is fixed in '{scenarios[0].Label}', so it has no draws to correlate; set it to a law, or leave it out."));

    private static bool AreDifferent<T>(IReadOnlyList<T>? values) => values is null || values.Distinct().Count() == values.Count;

    private static IReadOnlyList<Fault> FaultsOfCorrelations(DrawRequest request)
    {
        if (request.Correlations is not { Count: <= DrawRequest.MaxCorrelations } pairs)
            return [];
        var target = DrawMembers.Correlations.Name;
        var unknown = pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct(StringComparer.Ordinal)
            .Where(id => Parameters.Find(id) is not { IsChoice: false }).ToList();

        // Their matrix grows with the square of the names, which are bounded only where each is a parameter's.
        if (unknown.Count > 0)
        {
            return [.. unknown.Select(id => new Fault(target, FaultCode.NotFound,
                $"There is no numeric parameter '{id}'.{Suggestion.DidYouMean(id, ParameterCatalogue.All.Select(p => p.Id))}"
                + " GET /api/v1/parameters lists them."))];
        }

        try
        {
            _ = new StatedCorrelations(pairs, request.RepairCorrelations ?? false);
            return [];
        }
        catch (InvalidCorrelationException e)
        {
            return [.. e.Faults.Select(fault => new Fault(target, FaultCode.Conflict, $"{fault.Message}."))];
        }
    }
}
