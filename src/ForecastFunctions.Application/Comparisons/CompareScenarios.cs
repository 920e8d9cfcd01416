using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Comparisons;

/// <summary>Puts scenarios side by side.</summary>
/// <param name="baselines">Give the baseline.</param>
/// <param name="scenarios">Give the scenarios.</param>
public sealed class CompareScenarios(BaselineLibrary baselines, ScenarioLibrary scenarios)
{
    /// <summary>What a request amounts to, or everything that is wrong with it.</summary>
    public async Task<Outcome<Prepared<ComparisonSpecification>>> PrepareAsync(
        ComparisonRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var baseline = await baselines.FindAsync(request.Run.Baseline, faults, cancellationToken);
        faults.Add(new ComparisonRequestValidator().Validate(request).ToFaults());
        faults.Add(ProjectionRequestValidator.FaultsOf(request.Run, baseline.BaseYear));
        var resolved = new List<ResolvedScenario>();
        foreach (var (place, choice) in request.Scenarios.Take(ComparisonSpecification.MaxScenarios).Index())
        {
            if (choice is not null && await scenarios.ResolveAsync(
                choice, ComparisonRequest.PathOf(place), baseline, caller, faults, cancellationToken) is { } scenario)
                resolved.Add(scenario);
        }

        faults.Add(DrawRequestValidator.FaultsOfFixed(request.Run.Draws, resolved));
        if (faults.Any || resolved.Count < request.Scenarios.Count)
            return faults;
        var specification = new ComparisonSpecification(
            baseline.Version, resolved, request.Reference, request.Run.Range(baseline.BaseYear),
            (request.Run.Draws with { Thresholds = [] }).ToSettings(), request.WithLevels);
        faults.Add(FaultsOfLabels(specification));
        faults.Add(new ComparisonCostValidator().Validate(specification).ToFaults());
        return faults.Any ? faults : new Prepared<ComparisonSpecification>(specification, baseline);
    }

    /// <summary>Rows are told apart by their scenario.</summary>
    private static IEnumerable<Fault> FaultsOfLabels(ComparisonSpecification comparison)
        => comparison.Scenarios.GroupBy(s => s.Label, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => new Fault(
            ComparisonMembers.Scenarios.Name, FaultCode.Duplicate,
            $"Scenario {g.Key} is given {g.Count()} times; once is wanted."));
}
