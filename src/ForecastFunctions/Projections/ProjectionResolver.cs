using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using ForecastFunctions.Scenarios;

namespace ForecastFunctions.Projections;

/// <summary>Turns a request into the specification of a run, or into every fault that it has.</summary>
/// <param name="baselines">Gives the baseline.</param>
/// <param name="scenarios">Find the scenario.</param>
/// <param name="validator">Checks the request.</param>
public sealed class ProjectionResolver(BaselineLibrary baselines, ScenarioLibrary scenarios, ProjectionRequestValidator validator)
{
    /// <summary>Reads, checks and resolves the request; other members of the request are read before.</summary>
    /// <param name="reader">The reader of the request.</param>
    /// <param name="owner">The partner who asks: the one whose own scenarios can be named.</param>
    /// <param name="cancellationToken">Ends the search for what the request names.</param>
    /// <exception cref="ProblemException">400: the request has faults.</exception>
    public async Task<ProjectionSpecification> ResolveAsync(RequestReader reader, string owner, CancellationToken cancellationToken)
    {
        var request = ProjectionRequestReader.Read(reader);
        var baseline = await baselines.ReadAsync(reader, cancellationToken);
        foreach (var failure in validator.Validate(new ProjectionRequestOnBaseline(request, baseline.BaseYear)).Errors)
            reader.AddFailure(failure);
        var scenario = await scenarios.ReadAsync(
            reader, request.Scenario, owner, baseline.BaseYear, [.. request.Settings.Select(s => s.ParameterId)], cancellationToken);
        if (scenario is not null && ResolvedScenario.EventsOf(scenario, request.Events).Count > ScenarioEvent.MaxCount)
        {
            reader.AddFault("events", FaultCode.OutOfRange,
                $"With the events of '{scenario.Name}', at most {ScenarioEvent.MaxCount} are possible.",
                min: 0, max: ScenarioEvent.MaxCount);
        }

        reader.Finish();
        var resolved = ResolvedScenario.Resolve(baseline, scenario!, Settings(request, baseline.BaseYear), request.Events);
        return new ProjectionSpecification(baseline.Version, resolved, Range(request, baseline.BaseYear), request.Draws.ToSettings());
    }

    private static Dictionary<Parameter, ParameterSetting> Settings(ProjectionRequest request, int baseYear)
        => request.Settings
            .Select(s => s.Interpret(baseYear, failure => throw new InvalidOperationException(failure.ErrorMessage))!.Value)
            .ToDictionary(s => s.Parameter, s => s.Setting);

    /// <summary>A year as an end of a quarterly range means its first or its last quarter.</summary>
    private static PeriodRange Range(ProjectionRequest request, int baseYear)
    {
        var from = request.From ?? Period.OfYear(baseYear);
        var to = request.To ?? Period.OfYear(Math.Max(ProjectionRequestValidator.DefaultLastYear, from.Year));
        return request.Step == Step.Year
            ? new PeriodRange(from, to)
            : new PeriodRange(
                from.Step == Step.Quarter ? from : Period.OfQuarter(from.Year, 1),
                to.Step == Step.Quarter ? to : Period.OfQuarter(to.Year, 4));
    }
}
