using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Attributions;

/// <summary>Turns a request into the specification of an attribution, or into every fault that it has.</summary>
/// <param name="scenarios">Resolves the scenarios.</param>
public sealed class AttributionResolver(ScenarioSetResolver scenarios)
{
    private static readonly string[] OfDraws =
        ["draws", "seed", "sampling", "percentiles", "correlations", "repairCorrelations", "thresholds"];

    /// <summary>Reads, checks and resolves the request; members of the view are read before.</summary>
    /// <param name="reader">The reader of the request.</param>
    /// <param name="owner">The partner who asks: the one whose own scenarios can be named.</param>
    /// <param name="cancellationToken">Ends the search for what the request names.</param>
    /// <exception cref="ProblemException">400: the request has faults.</exception>
    public async Task<AttributionSpecification> ResolveAsync(RequestReader reader, string owner, CancellationToken cancellationToken)
    {
        foreach (var name in OfDraws.Where(name => reader.Find(name) is not null))
            reader.AddFault(name, FaultCode.Conflict, $"An attribution is deterministic, of the scenarios' values; it has no {name}.");
        var reference = reader.Find("reference");
        if (reference is not null && reader.Find("from") is not null)
        {
            reader.AddFault("from", FaultCode.Conflict,
                "With a reference, two scenarios are compared in one period, to; from has no meaning.");
        }

        // What makes the scenario is not the reference's.
        var own = ProjectionRequestReader.FindScenario(reader);
        Action<RequestReader> scenario = part =>
        {
            foreach (var (name, member) in own)
                part.Add(name, member);
        };
        var resolved = await scenarios.ResolveAsync(
            reader, reference is null ? [scenario] : [scenario, ScenarioSetResolver.Of(reference)], owner, cancellationToken);
        if (reference is null && resolved is [{ Range.Count: 1 } only])
            reader.AddFault("to", FaultCode.Conflict, $"from and to are two periods; {only.Range.To} is both.");
        reader.Finish();

        var (version, range) = (resolved[0].BaselineVersion, resolved[0].Range);
        return reference is null
            ? AttributionSpecification.BetweenPeriods(version, resolved[0].Scenario, range.From, range.To)
            : AttributionSpecification.BetweenScenarios(version, resolved[0].Scenario, resolved[1].Scenario, range.To);
    }
}
