using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Projections;

/// <summary>Runs a scenario.</summary>
/// <param name="baselines">Give the baseline.</param>
/// <param name="scenarios">Give the scenario.</param>
public sealed class RunProjection(BaselineLibrary baselines, ScenarioLibrary scenarios)
{
    /// <summary>What a request amounts to, or everything that is wrong with it.</summary>
    public async Task<Outcome<Prepared<ProjectionSpecification>>> PrepareAsync(
        ProjectionRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var baseline = await baselines.FindAsync(request.Baseline, faults, cancellationToken);
        faults.Add(ProjectionRequestValidator.FaultsOf(request, baseline.BaseYear, ProjectionRequest.FirstYear));
        var scenario = await scenarios.ResolveAsync(request.Scenario, "", baseline, caller, faults, cancellationToken);
        if (scenario is not null)
            faults.Add(DrawRequestValidator.FaultsOfFixed(request.Draws, [scenario]));
        if (scenario is null || faults.Any)
            return faults;
        var specification = new ProjectionSpecification(
            baseline.Version, scenario, request.Range(ProjectionRequest.DefaultFirstYear), request.Draws.ToSettings());
        return new Prepared<ProjectionSpecification>(specification, baseline);
    }
}
