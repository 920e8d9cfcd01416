using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Attributions;

/// <summary>
/// Attributes the difference of two scenarios to the parameters and events that differ: each may stand as in the
/// reference or as in the scenario, and the model is evaluated for such mixtures, all at once, as draws of one run.
/// </summary>
internal static class ScenarioGame
{
    /// <summary>How many parameters and events differ.</summary>
    public static int Players(ScenarioPair pair, ResolvedScenario scenario, ResolvedScenario reference)
        => pair.Differences.Count + Differing(EventsOf(scenario), EventsOf(reference)).Length;

    /// <summary>The names of the parameters and events that differ, in the order in which their shares are given.</summary>
    public static IReadOnlyList<string> Causes(ScenarioPair pair, ResolvedScenario scenario, ResolvedScenario reference) =>
    [
        .. pair.Differences.Select(d => d.Parameter.Id),
        .. Differing(EventsOf(scenario), EventsOf(reference)).Select(name => $"event {name}"),
    ];

    public static Attribution Run(ScenarioPair pair, ResolvedScenario scenario, ResolvedScenario reference, Period period)
    {
        var parameters = pair.Differences.Count;
        var (then, now) = (EventsOf(reference), EventsOf(scenario));
        var names = Differing(now, then);
        var both = then.Intersect(now).ToList();
        Occurrence[] occurrences =
        [
            .. both.Select(e => new Occurrence(e, null, IsOfScenario: false)),
            .. then.Except(both).Select(e => new Occurrence(e, parameters + Array.IndexOf(names, e.Name), IsOfScenario: false)),
            .. now.Except(both).Select(e => new Occurrence(e, parameters + Array.IndexOf(names, e.Name), IsOfScenario: true)),
        ];

        var shares = ShapleyValues.Of(parameters + names.Length, coalitions => Evaluate(pair, period, occurrences, coalitions));
        return new Attribution(
            Causes(pair, scenario, reference), shares.None, shares.All, shares.Values, shares.StandardErrors, shares.Evaluations);
    }

    private static string[] Differing(IReadOnlyList<ScenarioEvent> events, IReadOnlyList<ScenarioEvent> others)
        =>
        [
            .. events.Except(others).Concat(others.Except(events))
                .Select(e => e.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];

    /// <summary>A deterministic run knows only the events that are more likely than not.</summary>
    private static List<ScenarioEvent> EventsOf(ResolvedScenario scenario) => [.. scenario.Events.Where(e => e.Probability > 0.5)];

    private static double[][] Evaluate(ScenarioPair pair, Period period, Occurrence[] occurrences, UInt128[] coalitions)
    {
        using var columns = new ParameterColumns(pair.Later, coalitions.Length);
        foreach (var parameter in Parameters.All)
            columns[parameter].Fill(pair.Reference(parameter));
        foreach (var (player, difference) in pair.Differences.Index())
        {
            foreach (var parameter in difference.With)
            {
                var column = columns[parameter];
                for (var c = 0; c < coalitions.Length; c++)
                {
                    if (Has(coalitions[c], player))
                        column[c] = pair.Scenario(parameter);
                }
            }
        }

        using var paths = new ModelPaths(coalitions.Length, pair.Later.BaseYear, [.. occurrences.Select(o => o.Event)]);
        paths.Load(columns, firstDraw: 0);
        foreach (var (place, (_, player, isOfScenario)) in occurrences.Index())
        {
            var occurrence = paths.Occurrence(place);
            occurrence.Clear();
            for (var c = 0; c < coalitions.Length; c++)
                occurrence[c] = player is not { } p || Has(coalitions[c], p) == isOfScenario ? 1 : 0;
        }

        foreach (var next in ProjectionEngine.FromBaseYear(pair.Later, new PeriodRange(period, period)))
            paths.Advance(next, 0, paths.Groups, isShown: next == period);
        return [.. Variables.All.Select(v => paths.Variables[v].ToArray())];
    }

    private static bool Has(UInt128 coalition, int player) => (coalition >> player & UInt128.One) != UInt128.Zero;

    /// <summary>An event of one scenario or of both, and the player that decides whether it happens.</summary>
    private sealed record Occurrence(ScenarioEvent Event, int? Player, bool IsOfScenario);
}
