using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Attributions;

/// <summary>
/// Attributes the difference of two scenarios to the parameters and events that differ: each may stand as in the
/// reference or as in the scenario, and the model is evaluated for such mixtures, all at once, as draws of one run.
/// </summary>
/// <remarks>
/// The switches of the layer, and the basis of the ratio with them, are one cause: not all of their combinations exist.
/// </remarks>
internal static class ScenarioGame
{
    /// <summary>The cause of what the switches of the layer change, all together.</summary>
    public const string SwitchesCause = "switches";

    /// <summary>How many causes differ.</summary>
    public static int CountOf(ResolvedScenario scenario, ResolvedScenario reference) => Causes(scenario, reference).Count;

    /// <summary>The names of what differs, in the order in which their shares are given.</summary>
    public static IReadOnlyList<string> Causes(ResolvedScenario scenario, ResolvedScenario reference) =>
    [
        .. SwitchesDiffer(scenario, reference) ? (string[])[SwitchesCause] : [],
        .. Differing(scenario, reference).Select(p => p.Id),
        .. Differing(EventsOf(scenario), EventsOf(reference)).Select(name => $"event {name}"),
    ];

    public static Attribution Run(
        ResolvedScenario scenario, ResolvedScenario reference, Period period, IReadOnlyList<Variable> variables)
    {
        var switches = SwitchesDiffer(scenario, reference) ? 1 : 0;
        var parameters = Differing(scenario, reference);
        var (then, now) = (EventsOf(reference), EventsOf(scenario));
        var names = Differing(now, then);
        var both = then.Intersect(now).ToList();
        Occurrence[] occurrences =
        [
            .. both.Select(e => new Occurrence(e, null, IsOfScenario: false)),
            .. then.Except(both).Select(e => new Occurrence(e, PlayerOf(e), IsOfScenario: false)),
            .. now.Except(both).Select(e => new Occurrence(e, PlayerOf(e), IsOfScenario: true)),
        ];
        var mixture = new Mixture(
            scenario, reference, period, variables, [.. parameters.Select((p, i) => (p, switches + i))], occurrences);
        var shares = ShapleyValues.Of(
            switches + parameters.Length + names.Length,
            coalitions => switches == 0 ? mixture.Evaluate(reference, coalitions) : mixture.EvaluateSwitched(coalitions));
        return new Attribution(
            Causes(scenario, reference),
            shares.None, shares.All, shares.Values, shares.StandardErrors, shares.Evaluations, variables);

        int PlayerOf(ScenarioEvent e) => switches + parameters.Length + Array.IndexOf(names, e.Name);
    }

    /// <summary>Whether the layer has another part in the one than in the other.</summary>
    private static bool SwitchesDiffer(ResolvedScenario scenario, ResolvedScenario reference)
        => Effective(scenario.Switches) != Effective(reference.Switches);

    /// <summary>Rationing has no effect where nothing is clipped.</summary>
    private static LayerSwitches Effective(LayerSwitches switches)
        => switches.Limits == LimitMode.Clip ? switches : switches with { Ration = Ration.Proportional };

    /// <summary>The parameters that differ, and have an effect on one of the two.</summary>
    private static Parameter[] Differing(ResolvedScenario scenario, ResolvedScenario reference)
    {
        var together = SwitchesDiffer(scenario, reference) ? ResolvedScenario.SwitchedTogether : LayerParameters.Switches;
        return
        [
            .. ParameterCatalogue.All.Except(together).OrderBy(p => p.Index)
                .Where(p => (scenario.HasEffect(p) || reference.HasEffect(p)) && !scenario[p].Equals(reference[p])),
        ];
    }

    private static string[] Differing(IReadOnlyList<ScenarioEvent> events, IReadOnlyList<ScenarioEvent> others)
        =>
        [
            .. events.Except(others).Concat(others.Except(events))
                .Select(e => e.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];

    /// <summary>A deterministic run knows only the events that are more likely than not.</summary>
    private static List<ScenarioEvent> EventsOf(ResolvedScenario scenario) => [.. scenario.Events.Where(e => e.Probability > 0.5)];

    private static bool Has(UInt128 coalition, int player) => (coalition >> player & UInt128.One) != UInt128.Zero;

    /// <summary>An event of one scenario or of both, and the player that decides whether it happens.</summary>
    private sealed record Occurrence(ScenarioEvent Event, int? Player, bool IsOfScenario);

    /// <summary>The model where each cause stands as in the reference or as in the scenario.</summary>
    private sealed record Mixture(
        ResolvedScenario Scenario, ResolvedScenario Reference, Period Period, IReadOnlyList<Variable> Variables,
        IReadOnlyList<(Parameter Parameter, int Player)> Parameters, IReadOnlyList<Occurrence> Occurrences)
    {
        /// <summary>Where the switches are the first player: paths with the reference's, and paths with the scenario's.</summary>
        public double[][] EvaluateSwitched(UInt128[] coalitions)
        {
            var values = Variables.Select(_ => new double[coalitions.Length]).ToArray();
            foreach (var isSwitched in (bool[])[false, true])
            {
                int[] places = [.. Enumerable.Range(0, coalitions.Length).Where(c => Has(coalitions[c], 0) == isSwitched)];
                if (places.Length == 0)
                    continue;
                var part = Evaluate(
                    isSwitched ? Reference.WithSwitchesOf(Scenario) : Reference, [.. places.Select(c => coalitions[c])]);
                for (var variable = 0; variable < values.Length; variable++)
                {
                    for (var i = 0; i < places.Length; i++)
                        values[variable][places[i]] = part[variable][i];
                }
            }

            return values;
        }

        /// <summary>Paths with the switches of a scenario that has all other values of the reference.</summary>
        public double[][] Evaluate(ResolvedScenario shape, UInt128[] coalitions)
        {
            using var columns = new ParameterColumns(shape, coalitions.Length);
            foreach (var (parameter, player) in Parameters.Where(p => columns.Has(p.Parameter)))
            {
                var column = columns[parameter];
                for (var c = 0; c < coalitions.Length; c++)
                {
                    if (Has(coalitions[c], player))
                        column[c] = Scenario[parameter];
                }
            }

            using var paths = new ModelPaths(coalitions.Length, shape, [.. Occurrences.Select(o => o.Event)]);
            paths.Load(columns, firstDraw: 0);
            foreach (var (place, (_, player, isOfScenario)) in Occurrences.Index())
            {
                var occurrence = paths.Occurrence(place);
                occurrence.Clear();
                for (var c = 0; c < coalitions.Length; c++)
                    occurrence[c] = player is not { } p || Has(coalitions[c], p) == isOfScenario ? 1 : 0;
            }

            foreach (var next in ProjectionEngine.FromBaseYear(Reference, new PeriodRange(Period, Period)))
                paths.Advance(next, 0, paths.Groups, isShown: next == Period);
            return [.. Variables.Select(v => paths.Variables[v].ToArray())];
        }
    }
}
