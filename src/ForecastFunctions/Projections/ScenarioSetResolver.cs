using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>
/// Resolves several scenarios of one request: each is read and checked as a projection of its own, with whatever else the
/// request states in common.
/// </summary>
/// <param name="projections">Reads, checks and resolves one.</param>
public sealed class ScenarioSetResolver(ProjectionResolver projections)
{
    /// <summary>Resolves the scenarios; other members of the request are read before.</summary>
    /// <param name="reader">The reader of the request; is told of every fault once, however many scenarios have it.</param>
    /// <param name="scenarios">
    /// For each scenario, what adds its members to its reader. Without any, what the request states in common is checked
    /// all the same.
    /// </param>
    /// <param name="owner">The partner who asks: the one whose own scenarios can be named.</param>
    /// <param name="cancellationToken">Ends the search for what the request names.</param>
    /// <returns>A projection for each scenario; fewer where there are faults.</returns>
    public async Task<IReadOnlyList<ProjectionSpecification>> ResolveAsync(
        RequestReader reader, IReadOnlyList<Action<RequestReader>> scenarios, string owner, CancellationToken cancellationToken)
    {
        var resolved = new List<ProjectionSpecification>();
        var known = new HashSet<(string In, string Target, string Code, string Message)>();
        var parts = reader.Split(Math.Max(scenarios.Count, 1));
        foreach (var (index, part) in parts.Index())
        {
            scenarios.ElementAtOrDefault(index)?.Invoke(part);
            try
            {
                resolved.Add(await projections.ResolveAsync(part, owner, cancellationToken));
            }
            catch (ProblemException e) when (e.Faults is { } faults)
            {
                foreach (var fault in faults.Where(f => known.Add((f.In, f.Target, f.Code, f.Message))))
                    reader.AddFault(fault);
            }
        }

        return resolved;
    }

    /// <summary>Adds a scenario that is a name or, in a body, an object with extends, parameters and events.</summary>
    public static Action<RequestReader> Of(RequestMember scenario) => part =>
    {
        if (scenario.AsText() is not null)
        {
            part.Add("scenario", scenario);
        }
        else if (scenario.AsObject() is not null)
        {
            ProjectionRequestReader.FlattenScenario(part, scenario);
        }
        else
        {
            part.AddFault(new Fault(scenario.In, scenario.Target, FaultCode.Malformed,
                "A scenario is the name of one, or in a body an object with extends, parameters and events."));
        }
    };
}
