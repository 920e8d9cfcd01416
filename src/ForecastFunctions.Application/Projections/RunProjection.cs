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
        faults.Add(ProjectionRequestValidator.FaultsOf(request, baseline.BaseYear, ProjectionRequest.FirstYear, RunLimits.For(caller)));
        var scenario = await scenarios.ResolveAsync(request.Scenario, "", baseline, caller, faults, cancellationToken);
        if (scenario is not null)
            faults.Add(DrawRequestValidator.FaultsOfFixed(request.Draws, [scenario]));
        if (scenario is null || faults.Any)
            return faults;
        foreach (var (variable, _) in (request.Draws.Thresholds ?? []).Where(t => !RunVariables.Has(scenario, t.Variable)))
            faults.Add(DrawMembers.Thresholds.Name, FaultCode.NotFound, VariableList.NotOf(variable, "The run"));
        foreach (var condition in (request.Draws.Joint ?? []).SelectMany(j => j.Conditions).Where(c => !RunVariables.Has(scenario, c.Variable)))
            faults.Add(JointMember.Joint.Name, FaultCode.NotFound, VariableList.NotOf(condition.Variable, "The run"));
        if (faults.Any)
            return faults;
        var specification = new ProjectionSpecification(
            baseline.Version, scenario, request.Range(ProjectionRequest.DefaultFirstYear), request.Draws.ToSettings());
        faults.Add(FaultsOf(specification, RunLimits.For(caller)));
        return faults.Any ? faults : new Prepared<ProjectionSpecification>(specification, baseline);
    }

    private static IEnumerable<Fault> FaultsOf(ProjectionSpecification run, RunLimits most)
    {
        if (run.Draws is not { } settings || most.Admit(run))
            yield break;
        var quarters = RunLimits.QuartersOf(run.Scenario.BaseYear, run.Projected.To);
        var draws = Math.Min(most.Numbers / (run.Numbers / settings.Draws), most.Quarters / quarters);
        yield return Fault.OutOfRange(DrawMembers.Draws.Name,
            run.Numbers > most.Numbers
                ? $"draws × periods × variables is {run.Numbers}, and at most {most.Numbers}: over these periods, at most {draws} draws."
                    + most.Remedy(ProjectionSpecification.Kind, other => other.Admit(run))
                : $"draws × quarters is {settings.Draws * quarters}, and at most {most.Quarters}: up to {run.Projected.To}, at most {draws} draws.",
            DrawSettings.MinDraws, draws);
    }
}
