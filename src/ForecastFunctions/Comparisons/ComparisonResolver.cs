using System.Globalization;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Comparisons;

/// <summary>Turns a request into the specification of a comparison, or into every fault that it has.</summary>
/// <param name="scenarios">Resolves the scenarios.</param>
public sealed class ComparisonResolver(ScenarioSetResolver scenarios)
{
    private const int Min = ComparisonSpecification.MinScenarios;
    private const int Max = ComparisonSpecification.MaxScenarios;

    private static readonly string ScenariosWanted = $"a list of {Min} to {Max} scenarios: names with commas between them, "
        + "or in a body an array of names and of objects with extends, parameters and events";

    /// <summary>Members of a projection that a comparison does not have, and what it has instead.</summary>
    private static readonly (string Name, string Instead)[] NotOfAComparison =
    [
        ("scenario", "A comparison is of scenarios, a list."),
        ("events", "In a comparison, events stand in the objects of scenarios."),
        ("thresholds", "A comparison has no thresholds; it gives the probability that a scenario exceeds the reference, p_exceeds."),
    ];

    /// <summary>Reads, checks and resolves the request; members of the view are read before.</summary>
    /// <param name="reader">The reader of the request.</param>
    /// <param name="owner">The partner who asks: the one whose own scenarios can be named.</param>
    /// <param name="cancellationToken">Ends the search for what the request names.</param>
    /// <exception cref="ProblemException">400: the request has faults.</exception>
    public async Task<ComparisonSpecification> ResolveAsync(RequestReader reader, string owner, CancellationToken cancellationToken)
    {
        foreach (var (name, instead) in NotOfAComparison.Where(m => reader.Find(m.Name) is not null))
            reader.AddFault(name, FaultCode.Unknown, instead);
        var listed = reader.Read("scenarios", m => m.AsItems(), ScenariosWanted);
        if (reader.Find("scenarios") is null)
            listed = [.. Presets.All.Select(s => new RequestMember("scenarios", s.Name))];
        if (listed is not null and not { Count: >= Min and <= Max })
        {
            reader.AddFault("scenarios", FaultCode.OutOfRange,
                $"scenarios is {ScenariosWanted}, not {listed.Count}.", min: Min, max: Max);
        }

        var reference = ReadReference(reader, listed ?? []);
        var withLevels = reader.Read<bool>("levels", m => m.AsBoolean(), "true or false") ?? false;

        var resolved = await scenarios.ResolveAsync(
            reader, [.. (listed ?? []).Take(Max).Select(ScenarioSetResolver.Of)], owner, cancellationToken);
        if (reader.Faults.Count == 0)
        {
            CheckDistinct(reader, resolved, reference);
            CheckCost(reader, resolved);
        }

        reader.Finish();
        return new ComparisonSpecification(
            resolved[0].BaselineVersion, [.. resolved.Select(r => r.Scenario)], reference, resolved[0].Range,
            WithoutThresholds(resolved[0].Draws), withLevels);
    }

    private static DrawSettings? WithoutThresholds(DrawSettings? draws) => draws is null
        ? null
        : new DrawSettings(draws.Draws, draws.Seed, draws.Sampling, draws.Percentiles, draws.Correlations, []);

    /// <summary>The place of the reference: the first scenario of that name, or the place that is stated, from 1.</summary>
    private static int ReadReference(RequestReader reader, IReadOnlyList<RequestMember> listed)
    {
        const string Wanted = "the name of one of the scenarios, or its place in the list, from 1";
        if (reader.Read("reference", m => m.AsTextOrInteger(), Wanted) is not { } stated)
            return 0;
        var names = listed.Select(m => m.AsText()).ToList();
        if (names.IndexOf(stated) is >= 0 and var place)
            return place;
        if (int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= listed.Count)
            return number - 1;
        reader.AddFault("reference", FaultCode.NotFound,
            $"reference is {Wanted}, not '{stated}'.{Suggestion.DidYouMean(stated, names.OfType<string>())}",
            allowed: [.. names.OfType<string>()]);
        return 0;
    }

    private static void CheckDistinct(RequestReader reader, IReadOnlyList<ProjectionSpecification> resolved, int reference)
    {
        // A scenario may be compared with itself, but rows are told apart by their scenario.
        var labels = resolved.Where((_, place) => place != reference).Select(r => r.Scenario.Label);
        foreach (var label in labels.GroupBy(l => l, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            reader.AddFault("scenarios", FaultCode.Duplicate, $"Scenario {label} is given twice; once is wanted beside the reference.");
    }

    /// <summary>All paths of all scenarios are held at once, so a comparison may have as many as a projection may.</summary>
    private static void CheckCost(RequestReader reader, IReadOnlyList<ProjectionSpecification> resolved)
    {
        if (resolved[0] is not { Draws: { } draws, Range: var range })
            return;
        var most = Math.Min(
            DrawRequest.MaxDraws / resolved.Count,
            DrawRequest.MaxNumbers / ((long)resolved.Count * range.Count * Variables.All.Count));
        if (draws.Draws > most)
        {
            reader.AddFault("draws", FaultCode.TooMuch,
                $"Of {resolved.Count} scenarios over these periods, at most {most} draws of each can be compared: "
                + $"draws × scenarios is at most {DrawRequest.MaxDraws}, "
                + $"and draws × scenarios × periods × variables at most {DrawRequest.MaxNumbers}.",
                min: DrawSettings.MinDraws, max: most);
        }
    }
}
