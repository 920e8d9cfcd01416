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
    public static int Players(ScenarioPair pair, ResolvedScenario scenario, ResolvedScenario reference)
        => FirstParameter(pair) + pair.Differences.Count + Differing(EventsOf(scenario), EventsOf(reference)).Length;

    /// <summary>The names of the causes, in the order in which their shares are given.</summary>
    public static IReadOnlyList<string> Causes(ScenarioPair pair, ResolvedScenario scenario, ResolvedScenario reference) =>
    [
        .. pair.SwitchesDiffer ? (string[])[SwitchesCause] : [],
        .. pair.Differences.Select(d => d.Parameter.Id),
        .. Differing(EventsOf(scenario), EventsOf(reference)).Select(name => $"event {name}"),
    ];

    public static Attribution Run(
        ScenarioPair pair, ResolvedScenario scenario, ResolvedScenario reference, Period period, IReadOnlyList<Variable> variables)
    {
        var firstEvent = FirstParameter(pair) + pair.Differences.Count;
        var (then, now) = (EventsOf(reference), EventsOf(scenario));
        var names = Differing(now, then);
        var both = then.Intersect(now).ToList();
        Occurrence[] occurrences =
        [
            .. both.Select(e => new Occurrence(e, null, IsOfScenario: false)),
            .. then.Except(both).Select(e => new Occurrence(e, firstEvent + Array.IndexOf(names, e.Name), IsOfScenario: false)),
            .. now.Except(both).Select(e => new Occurrence(e, firstEvent + Array.IndexOf(names, e.Name), IsOfScenario: true)),
        ];
        var mixture = new Mixture(pair, period, variables, occurrences);
        var shares = ShapleyValues.Of(
            firstEvent + names.Length,
            coalitions => pair.SwitchesDiffer
                ? mixture.EvaluateSwitched(reference, reference.WithSwitchesOf(scenario), coalitions)
                : mixture.Evaluate(pair.Later, coalitions));
        return new Attribution(
            Causes(pair, scenario, reference), shares.None, shares.All, shares.Values, shares.StandardErrors, shares.Evaluations, variables);
    }

    /// <summary>The switches, where they differ, are the first player.</summary>
    private static int FirstParameter(ScenarioPair pair) => pair.SwitchesDiffer ? 1 : 0;

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
    private sealed record Mixture(ScenarioPair Pair, Period Period, IReadOnlyList<Variable> Variables, IReadOnlyList<Occurrence> Occurrences)
    {
        /// <summary>Paths with the reference's switches, and paths with the scenario's.</summary>
        public double[][] EvaluateSwitched(ResolvedScenario off, ResolvedScenario on, UInt128[] coalitions)
        {
            var values = Variables.Select(_ => new double[coalitions.Length]).ToArray();
            foreach (var isOn in (bool[])[false, true])
            {
                int[] places = [.. Enumerable.Range(0, coalitions.Length).Where(c => Has(coalitions[c], 0) == isOn)];
                if (places.Length == 0)
                    continue;
                var part = Evaluate(isOn ? on : off, [.. places.Select(c => coalitions[c])]);
                for (var variable = 0; variable < values.Length; variable++)
                {
                    for (var i = 0; i < places.Length; i++)
                        values[variable][places[i]] = part[variable][i];
                }
            }

            return values;
        }

        /// <summary>Paths of the pair's values.</summary>
        /// <param name="shape">Gives the base year and the switches.</param>
        /// <param name="coalitions">Which causes stand as in the scenario.</param>
        public double[][] Evaluate(ResolvedScenario shape, UInt128[] coalitions)
        {
            using var columns = new ParameterColumns(shape, coalitions.Length);
            foreach (var parameter in ParameterCatalogue.All.Where(p => columns.Has(p) && !Pair.IsSwitched(p)))
                columns[parameter].Fill(Pair.Reference(parameter));
            foreach (var (place, difference) in Pair.Differences.Index())
            {
                foreach (var parameter in difference.With.Where(columns.Has))
                {
                    var column = columns[parameter];
                    for (var c = 0; c < coalitions.Length; c++)
                    {
                        if (Has(coalitions[c], FirstParameter(Pair) + place))
                            column[c] = Pair.Scenario(parameter);
                    }
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

            foreach (var next in ProjectionEngine.FromBaseYear(shape, new PeriodRange(Period, Period)))
                paths.Advance(next, 0, paths.Groups, isShown: next == Period);
            return [.. Variables.Select(v => paths.Variables[v].ToArray())];
        }
    }
}
