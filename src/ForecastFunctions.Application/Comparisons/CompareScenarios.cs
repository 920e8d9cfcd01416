using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Baselines;
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
        var other = request.ReferenceBaseline is { } selector ? await baselines.FindAsync(selector, faults, cancellationToken) : null;
        faults.Add(new ComparisonRequestValidator().Validate(request).ToFaults());
        faults.Add(ProjectionRequestValidator.FaultsOf(
            request.Run, Math.Max(baseline.BaseYear, other?.BaseYear ?? 0), ProjectionRequest.FirstYear));
        var resolved = await ResolveAsync(Enumerable.Range(0, Math.Min(request.Scenarios.Count, ComparisonSpecification.MaxScenarios)), baseline);
        faults.Add(DrawRequestValidator.FaultsOfFixed(request.Run.Draws, resolved));
        if (faults.Any || resolved.Count < request.Scenarios.Count)
            return faults;

        IReadOnlyList<int> compared = request.Reference is { } place ? [place] : [.. Enumerable.Range(0, resolved.Count)];
        var references = other is null ? null : await ResolveAsync(compared, other);
        if (faults.Any)
            return faults;
        var specification = new ComparisonSpecification(
            baseline.Version, resolved, other is null ? request.Reference ?? 0 : 0, request.Run.Range(ProjectionRequest.DefaultFirstYear),
            (request.Run.Draws with { Thresholds = [] }).ToSettings(), request.WithLevels,
            vintage: other is null ? null : new ReferenceVintage(other.Version, references!));
        faults.Add(FaultsOfLabels(specification));
        faults.Add(new ComparisonCostValidator().Validate(specification).ToFaults());
        return faults.Any ? faults : new Prepared<ComparisonSpecification>(specification, baseline) { ReferenceBaseline = other };

        async Task<List<ResolvedScenario>> ResolveAsync(IEnumerable<int> places, Baseline vintage)
        {
            var found = new List<ResolvedScenario>();
            foreach (var at in places)
            {
                if (request.Scenarios[at] is { } choice && await scenarios.ResolveAsync(
                    choice, ComparisonRequest.PathOf(at), vintage, caller, faults, cancellationToken) is { } scenario)
                    found.Add(scenario);
            }

            return found;
        }
    }

    /// <summary>Rows are told apart by their scenario.</summary>
    private static IEnumerable<Fault> FaultsOfLabels(ComparisonSpecification comparison)
        => comparison.Scenarios.GroupBy(s => s.Label, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => new Fault(
            ComparisonMembers.Scenarios.Name, FaultCode.Duplicate,
            $"Scenario {g.Key} is given {g.Count()} times; once is wanted."));
}
