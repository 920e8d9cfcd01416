using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.GoalSeeks;

/// <summary>Finds what a parameter would have to be for an output to come to a number.</summary>
/// <param name="baselines">Give the baseline.</param>
/// <param name="scenarios">Give the scenario.</param>
public sealed class SeekGoal(BaselineLibrary baselines, ScenarioLibrary scenarios)
{
    /// <summary>What a request amounts to, or everything that is wrong with it.</summary>
    public async Task<Outcome<Prepared<GoalSeekSpecification>>> PrepareAsync(
        GoalSeekRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var baseline = await baselines.FindAsync(request.Run.Baseline, faults, cancellationToken);
        faults.Add(GoalSeekRequestValidator.FaultsOf(request, baseline.BaseYear));
        var scenario = await scenarios.ResolveAsync(request.Run.Scenario, "", baseline, caller, faults, cancellationToken);
        if (scenario is null || faults.Any || !request.Output.IsRead || request.Parameter is not { } named)
            return faults;
        faults.Add(request.Output.FaultsOn(scenario));
        if (!scenario.WithFixed([named.Parameter], named.Parameter.BoundsFor(baseline.BaseYear).Min).HasEffect(named.Parameter))
            faults.Add(GoalSeekMembers.Parameter.Name, FaultCode.Conflict, ScenarioLibrary.WithoutEffect(named.Parameter));
        if (faults.Any)
            return faults;
        var sought = new SoughtParameter(
            named.Parameter, named.Name, scenario.FollowersOf(named.Parameter), RangeOf(request, named, baseline.BaseYear));
        var output = new ModelOutput(request.Output.Variables[0], request.Output.PeriodsOn(baseline.BaseYear)[0]);
        return new Prepared<GoalSeekSpecification>(
            new GoalSeekSpecification(
                baseline.Version, scenario, sought, new Goal(output, request.StatisticName, request.Target), request.Draws.ToSettings()),
            baseline);
    }

    /// <summary>The range in the parameter's unit; an end that is not stated is the parameter's own, to the last bit.</summary>
    private static Bounds RangeOf(GoalSeekRequest request, NumericParameter named, int baseYear)
    {
        var bounds = named.Parameter.BoundsFor(baseYear);
        return new Bounds(
            request.Low is { } low ? named.ToParameter(low, baseYear) : bounds.Min,
            request.High is { } high ? named.ToParameter(high, baseYear) : bounds.Max);
    }
}
