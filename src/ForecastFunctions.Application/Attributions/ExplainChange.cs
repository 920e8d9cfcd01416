using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Attributions;

namespace ForecastFunctions.Application.Attributions;

/// <summary>Explains a change of a scenario, or its difference to another.</summary>
/// <param name="baselines">Give the baseline.</param>
/// <param name="scenarios">Give the scenarios.</param>
public sealed class ExplainChange(BaselineLibrary baselines, ScenarioLibrary scenarios)
{
    /// <summary>What a request amounts to, or everything that is wrong with it.</summary>
    public async Task<Outcome<Prepared<AttributionSpecification>>> PrepareAsync(
        AttributionRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var run = request.Run;
        var baseline = await baselines.FindAsync(run.Baseline, faults, cancellationToken);
        var other = request.ReferenceBaseline is { } selector ? await baselines.FindAsync(selector, faults, cancellationToken) : baseline;
        var baseYear = Math.Max(baseline.BaseYear, other.BaseYear);
        faults.Add(new AttributionRequestValidator().Validate(request).ToFaults());
        faults.Add(ProjectionRequestValidator.FaultsOf(run, baseYear));
        var scenario = await scenarios.ResolveAsync(run.Scenario, "", baseline, caller, faults, cancellationToken);
        var reference = request.Reference is { } choice
            ? await scenarios.ResolveAsync(choice, AttributionMembers.ReferencePath, other, caller, faults, cancellationToken)
            : request.HasReference && scenario is not null
                ? await scenarios.ResolveAsync(run.Scenario, "", other, caller, faults, cancellationToken)
                : null;
        if (scenario is null || faults.Any)
            return faults;

        // Where the layer has a part in one of the two, both have its parameters, so that these are causes too.
        if (reference is not null && reference.HasLayer != scenario.HasLayer)
        {
            scenario = await scenarios.ResolveAsync(run.Scenario, "", baseline, caller, faults, cancellationToken, withLayer: true);
            reference = await scenarios.ResolveAsync(
                request.Reference ?? run.Scenario, request.Reference is null ? "" : AttributionMembers.ReferencePath, other, caller, faults,
                cancellationToken, withLayer: true);
        }

        if (reference is not null && scenario is not null && reference.BaseYear != scenario.BaseYear && scenario.HasLayer)
        {
            faults.Add(BaselineMembers.Reference.Name, FaultCode.Conflict,
                $"Drivers and limits are explained between vintages of one base year; these are of {scenario.BaseYear} and {reference.BaseYear}, "
                + "and what demand and limits leave depends on the year that they are told from. A comparison with referenceBaseline sets both "
                + $"side by side; GET /api/v1/baselines lists the vintages of {scenario.BaseYear}; and on one baseline two scenarios can be explained.");
        }

        if (scenario is null || faults.Any)
            return faults;
        var range = run.Range(baseYear);
        if (reference is not null)
        {
            var vintage = request.ReferenceBaseline is null ? null : other;
            return new Prepared<AttributionSpecification>(
                AttributionSpecification.BetweenScenarios(
                    baseline.Version, scenario, reference, range.To, referenceBaselineVersion: vintage?.Version), baseline)
            {
                ReferenceBaseline = vintage,
            };
        }

        if (range.Count > 1)
        {
            return new Prepared<AttributionSpecification>(
                AttributionSpecification.BetweenPeriods(baseline.Version, scenario, range.From, range.To), baseline);
        }

        faults.Add(RangeMembers.To.Name, FaultCode.Conflict, $"from and to are two periods; {range.To} is both.");
        return faults;
    }
}
