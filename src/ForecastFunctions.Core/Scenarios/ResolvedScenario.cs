using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>A scenario on a baseline, with a value for every parameter: all that a run needs to know of either.</summary>
public sealed class ResolvedScenario
{
    private readonly ResolvedParameter?[] _byIndex;

    // byIndex has a place for each parameter of the catalogue, empty where the scenario does not have it.
    private ResolvedScenario(
        string label, string extends, string? owner, int baseYear,
        ResolvedParameter?[] byIndex, IReadOnlyList<ScenarioEvent> events, ExpectedCost? expected)
    {
        Label = label;
        Extends = extends;
        Owner = owner;
        BaseYear = baseYear;
        _byIndex = byIndex;
        Parameters = [.. byIndex.OfType<ResolvedParameter>()];
        Events = events;
        Switches = LayerSwitches.Of(p => Find(p)?.Value);
        Expected = expected;
        Check(this);
    }

    /// <summary>
    /// What the request calls the scenario; else the scenario's name, with <c>+</c> and six hex digits of what the request sets,
    /// where it sets anything.
    /// </summary>
    public string Label { get; }

    /// <summary>The name of the scenario that the request builds on.</summary>
    public string Extends { get; }

    /// <summary>
    /// The partner whose own scenario the request builds on; <see langword="null"/> where it builds on a preset. What is
    /// computed from a partner's own scenario is that partner's.
    /// </summary>
    public string? Owner { get; }

    /// <summary>t0: the baseline's base year.</summary>
    public int BaseYear { get; }

    /// <summary>
    /// Every parameter of the run, in the catalogue's order: those of the plain model, and those of the layer where it has a part in
    /// the run; where it has none, only what is set of it, without effect.
    /// </summary>
    public IReadOnlyList<ResolvedParameter> Parameters { get; }

    /// <summary>The switches by which the layer of drivers and limits is attached.</summary>
    public LayerSwitches Switches { get; }

    /// <summary>Whether the layer of drivers and limits has a part in the run.</summary>
    public bool HasLayer => Switches.IsOn;

    /// <summary>What a token was expected to cost on the baseline; <see langword="null"/> in a run of the plain model.</summary>
    public ExpectedCost? Expected { get; }

    /// <summary>What a scenario or a request sets, though it has no effect on the run.</summary>
    public IReadOnlyList<Parameter> Unused
        => [.. Parameters.Where(p => p.Origin != ParameterOrigin.Baseline && !HasEffect(p.Parameter)).Select(p => p.Parameter)];

    /// <summary>What may happen on a path, in the order of their names.</summary>
    public IReadOnlyList<ScenarioEvent> Events { get; }

    /// <summary>
    /// The value of one parameter in a deterministic run; not a number where the run has none, as of one of the layer in a run of the
    /// plain model.
    /// </summary>
    public double this[Parameter parameter] => Find(parameter)?.Value ?? double.NaN;

    /// <summary>What the operator had multiplied the uncertainty of the run's parameters by.</summary>
    public Widening Widening => Widening.Of(Parameters.Where(p => p.IsUncertain).Select(p => (p.Parameter, p.Widening)));

    /// <summary>
    /// Lays the scenario over the baseline and the request's settings over both; then parameters that follow another
    /// take its value and its draws. What is set to a number has no uncertainty; what is set to a law has its median as
    /// its value; what is moved has the baseline's value and law, moved.
    /// </summary>
    /// <param name="baseline">Gives the base year, and value and law of every parameter it has been calibrated for.</param>
    /// <param name="scenario">The scenario to build on.</param>
    /// <param name="settings">What the request sets itself.</param>
    /// <param name="events">What may happen on a path; one with the name of the scenario's replaces it.</param>
    /// <param name="label">What the request calls it; <see langword="null"/> where it does not.</param>
    /// <param name="withLayer">
    /// Whether it is to have the layer's parameters though the layer has no part in it: to be set against one in which it has.
    /// </param>
    /// <param name="widening">What the operator has multiplied the uncertainty of the baseline by; by nothing where it is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A value, or a number that states a law, lies outside its parameter's bounds.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// There are too many events, two have one name, a parameter follows one that itself follows, or settings contradict each other
    /// (<see cref="LayerRules.Conflicts"/>).
    /// </exception>
    public static ResolvedScenario Resolve(
        Baseline baseline, Scenario scenario, IReadOnlyDictionary<Parameter, ParameterSetting> settings,
        IReadOnlyList<ScenarioEvent>? events = null, string? label = null, bool withLayer = false,
        Widening? widening = null)
    {
        scenario = scenario.On(baseline);
        if (FollowerOfAFollower(scenario, settings) is { } chain)
            throw new ArgumentException(chain, nameof(settings));
        var all = EventsOf(scenario, events ?? []);
        if (LayerRules.Conflicts(scenario.Settings, settings, all).FirstOrDefault() is { } conflict)
            throw new ArgumentException(conflict.Message, nameof(settings));

        var switches = LayerSwitches.Of(scenario.Settings, settings);
        var stated = scenario.Settings.Keys.Where(p => LayerRules.OtherForm(p) is not { } other || !settings.ContainsKey(other))
            .Concat(settings.Keys).ToHashSet();
        var resolved = new ResolvedParameter?[ParameterCatalogue.All.Count];
        foreach (var parameter in ParameterCatalogue.All)
        {
            if (!stated.Contains(parameter) && (parameter.IsOptional || (parameter.IsOfLayer && !switches.IsOn && !withLayer)))
                continue;
            var known = (widening ?? Widening.None).Widen(BaselineValues.Of(parameter, baseline, switches.Drivers));
            resolved[parameter.Index] = Set(known, settings.GetValueOrDefault(parameter), ParameterOrigin.Request)
                ?? Set(known, scenario.Settings.GetValueOrDefault(parameter), ParameterOrigin.Scenario)
                ?? known;
        }

        Follow(resolved, baseline, scenario.Settings.Where(s => !settings.ContainsKey(s.Key)), ParameterOrigin.Scenario);
        Follow(resolved, baseline, settings, ParameterOrigin.Request);
        foreach (var known in resolved.OfType<ResolvedParameter>())
            CheckBounds(known, baseline.BaseYear);
        return new ResolvedScenario(
            label ?? LabelOf(scenario, settings, events ?? []), scenario.Name, scenario.Owner, baseline.BaseYear, resolved, Ordered(all),
            switches.IsOn || withLayer ? ExpectedCost.On(baseline) : null);
    }

    /// <summary>What is wrong where a request and a scenario together have a parameter follow one that itself follows.</summary>
    /// <param name="scenario">The scenario to build on.</param>
    /// <param name="settings">What the request sets itself.</param>
    /// <returns>A sentence, or <see langword="null"/>.</returns>
    public static string? FollowerOfAFollower(Scenario scenario, IReadOnlyDictionary<Parameter, ParameterSetting> settings)
    {
        var together = new Dictionary<Parameter, ParameterSetting>(scenario.Settings);
        foreach (var (parameter, setting) in settings)
            together[parameter] = setting;
        return Scenario.FollowerOfAFollower(together);
    }

    /// <summary>The parameters that have the value of another one.</summary>
    public IReadOnlyList<Parameter> FollowersOf(Parameter other)
        => [.. Parameters.Where(p => p.Follows == other).Select(p => p.Parameter)];

    /// <summary>The same scenario with some parameters fixed at a value, as a request that sets them fixes them.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="value">Their value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value lies outside a parameter's bounds.</exception>
    public ResolvedScenario WithFixed(IReadOnlyList<Parameter> parameters, double value)
    {
        ResolvedParameter?[] resolved = [.. _byIndex];
        foreach (var parameter in parameters)
        {
            resolved[parameter.Index] = new(parameter, value + 0.0, null, ParameterOrigin.Request, ParameterStatus.Assumed);
            if (LayerRules.OtherForm(parameter) is { IsOptional: true } other)
                resolved[other.Index] = null;
        }

        return new ResolvedScenario(Label, Extends, Owner, BaseYear, resolved, Events, Expected);
    }

    /// <summary>
    /// The same scenario with the switches of another one of the same baseline, and with the basis of the ratio, which they decide.
    /// </summary>
    /// <param name="other">The other one; both have the layer's parameters.</param>
    internal ResolvedScenario WithSwitchesOf(ResolvedScenario other)
    {
        ResolvedParameter?[] resolved = [.. _byIndex];
        foreach (var parameter in SwitchedTogether)
            resolved[parameter.Index] = other.Find(parameter);
        return new ResolvedScenario(Label, Extends, Owner, BaseYear, resolved, Events, Expected);
    }

    /// <summary>The switches, and what they decide: not all of their combinations exist, so they move together.</summary>
    internal static IReadOnlyList<Parameter> SwitchedTogether { get; } = [.. LayerParameters.Switches, Scenarios.Parameters.RatioBasis];

    /// <summary>A parameter, or <see langword="null"/> where the run does not have it.</summary>
    public ResolvedParameter? Find(Parameter parameter) => _byIndex[parameter.Index];

    /// <summary>Whether a parameter has any effect on the run.</summary>
    public bool HasEffect(Parameter parameter)
        => LayerRules.HasEffect(parameter, Switches, Find(LayerParameters.DataWallYear) is not null);

    /// <summary>The events of a scenario together with a request's own, which replace those of their names.</summary>
    public static IReadOnlyList<ScenarioEvent> EventsOf(Scenario scenario, IReadOnlyList<ScenarioEvent> events)
        => [.. scenario.Events.Where(e => !events.Any(own => string.Equals(own.Name, e.Name, StringComparison.Ordinal))), .. events];

    /// <summary>A scenario that was resolved before, from its parts.</summary>
    /// <exception cref="ArgumentException">A parameter is missing or occurs twice, or two events have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its parameter's bounds.</exception>
    internal static ResolvedScenario Restore(
        string label, string extends, string? owner, int baseYear,
        IEnumerable<ResolvedParameter> parameters, IReadOnlyList<ScenarioEvent> events, ExpectedCost? expected)
    {
        var resolved = new ResolvedParameter?[ParameterCatalogue.All.Count];
        foreach (var parameter in parameters)
        {
            if (resolved[parameter.Parameter.Index] is not null)
                throw new ArgumentException($"{parameter.Parameter} is given twice.", nameof(parameters));
            resolved[parameter.Parameter.Index] = parameter;
        }

        return new ResolvedScenario(label, extends, owner, baseYear, resolved, Ordered(events), expected);
    }

    private static ResolvedParameter? Set(ResolvedParameter known, ParameterSetting? setting, ParameterOrigin origin) => setting switch
    {
        // Adding zero makes zero of minus zero, so that equal numbers have equal names.
        ParameterSetting.Fixed(var value) => new(known.Parameter, value + 0.0, null, origin, ParameterStatus.Assumed),
        ParameterSetting.Uncertain(var law) => new(known.Parameter, law.Median, law, origin, ParameterStatus.Assumed),
        ParameterSetting.Relative(var change) => known with
        {
            Value = change.Of(known.Parameter, known.Value) + 0.0,
            Change = known.Law is null ? null : change,
            Origin = origin,
            Status = ParameterStatus.Assumed,
        },
        _ => null,
    };

    private static void Follow(
        ResolvedParameter?[] resolved, Baseline baseline, IEnumerable<KeyValuePair<Parameter, ParameterSetting>> settings,
        ParameterOrigin origin)
    {
        foreach (var (parameter, setting) in settings)
        {
            if (setting is ParameterSetting.SameAs(var other))
            {
                var value = (resolved[other.Index] ?? BaselineValues.Of(other, baseline)).Value;
                resolved[parameter.Index] = new(parameter, value, null, origin, ParameterStatus.Assumed) { Follows = other };
            }
        }
    }

    private static void Check(ResolvedScenario scenario)
    {
        if (scenario.BaseYear is < Period.MinYear or > Period.MaxYear)
        {
            throw new ArgumentOutOfRangeException(
                nameof(scenario), scenario.BaseYear, $"A base year lies from {Period.MinYear} to {Period.MaxYear}.");
        }

        foreach (var parameter in ParameterCatalogue.All)
        {
            if (scenario.Find(parameter) is { } known)
                CheckBounds(known, scenario.BaseYear);
            else if (!parameter.IsOptional && (scenario.HasLayer || !parameter.IsOfLayer))
                throw new ArgumentException($"{parameter} is wanted.", nameof(scenario));
        }

        if (scenario.HasLayer && scenario.Expected is null)
            throw new ArgumentException("A run of drivers and limits wants the expected cost of a token.", nameof(scenario));
        if (scenario.Events.Count > ScenarioEvent.MaxCount)
            throw new ArgumentException($"A scenario has at most {ScenarioEvent.MaxCount} events.", nameof(scenario));
        if (scenario.Events.Select(e => e.Name).Distinct(StringComparer.Ordinal).Count() != scenario.Events.Count)
            throw new ArgumentException("Two events have one name.", nameof(scenario));
    }

    private static void CheckBounds(ResolvedParameter resolved, int baseYear)
    {
        var (parameter, value, law, _, _) = resolved;
        var bounds = parameter.BoundsFor(baseYear);
        if (!bounds.Contains(value)
            || (parameter.IsChoice && !double.IsInteger(value))
            || law?.Numbers.Any(n => n.IsLevel && !bounds.Contains(n.Value)) == true)
        {
            throw new ArgumentOutOfRangeException(
                nameof(resolved), law is null ? value : law,
                string.Create(CultureInfo.InvariantCulture, $"{parameter} lies outside {bounds.Min:R} to {bounds.Max:R}."));
        }
    }

    private static ScenarioEvent[] Ordered(IReadOnlyList<ScenarioEvent> events)
        => [.. events.OrderBy(e => e.Name, StringComparer.Ordinal)];

    private static string LabelOf(
        Scenario scenario, IReadOnlyDictionary<Parameter, ParameterSetting> settings, IReadOnlyList<ScenarioEvent> events)
    {
        if (settings.Count == 0 && events.Count == 0)
            return scenario.Name;
        var texts = settings.OrderBy(s => s.Key.Id, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value.ToText(s.Key)}")
            .Concat(Ordered(events).Select(e => e.ToString()));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(';', texts)));
        return $"{scenario.Name}+{Convert.ToHexStringLower(digest)[..6]}";
    }
}
