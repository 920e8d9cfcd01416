using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>Who set a parameter.</summary>
public enum ParameterOrigin
{
    /// <summary>The baseline.</summary>
    Baseline,

    /// <summary>The scenario.</summary>
    Scenario,

    /// <summary>The caller, in the request.</summary>
    Request,
}

/// <summary>A parameter's value in a run, and where it comes from.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">Its value in a deterministic run, in the parameter's unit.</param>
/// <param name="Law">The law of its draws, or <see langword="null"/> where it is fixed at the value.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Status">How well founded it is; what a scenario or a caller sets is an assumption.</param>
public sealed record ResolvedParameter(
    Parameter Parameter, double Value, Distribution? Law, ParameterOrigin Origin, ParameterStatus Status)
{
    /// <summary>How every draw of the law is moved; <see langword="null"/> where the law is as it is stated.</summary>
    public ParameterChange? Change { get; init; }

    /// <summary>The parameter whose value and draws it has; <see langword="null"/> where it has its own.</summary>
    public Parameter? Follows { get; init; }

    /// <summary>
    /// Whether the catalogue got the parameter after the run had been stored: it has its default then, and is no part of the
    /// run's canonical form, so that the run keeps its id.
    /// </summary>
    internal bool IsLater { get; init; }

    /// <summary>Whether its draws differ from each other: by its own law, not by that of one it follows.</summary>
    public bool IsUncertain => Law is { IsFixed: false };

    /// <summary>
    /// The law of the draws as text: <c>normal(0.33..0.61)</c>, moved <c>normal(0.33..0.61) add(0.03)</c>, or
    /// <c>same-as(ratio.base)</c>; <see langword="null"/> where it is fixed.
    /// </summary>
    public string? LawText => Follows is not null ? new ParameterSetting.SameAs(Follows).ToText(Parameter)
        : Law is null ? null
        : Change is null ? Law.ToString() : $"{Law} {Change}";

    /// <summary>Turns uniform numbers into draws within the parameter's bounds, in place.</summary>
    /// <param name="uniforms">Numbers between 0 and 1.</param>
    /// <param name="bounds">The bounds: tails beyond them have no meaning (a PUE below 1), so they count as the bound.</param>
    public void Quantile(Span<double> uniforms, Bounds bounds)
    {
        Law!.Quantile(uniforms, uniforms);
        ToBounds(uniforms, bounds);
    }

    /// <summary>Turns normal scores into draws within the parameter's bounds.</summary>
    /// <inheritdoc cref="Quantile" path="/param[@name='bounds']"/>
    /// <param name="scores">Standard normal numbers.</param>
    /// <param name="draws">Receives the draws.</param>
    /// <param name="bounds">The bounds.</param>
    public void FromNormalScore(ReadOnlySpan<double> scores, Span<double> draws, Bounds bounds)
    {
        Law!.FromNormalScore(scores, draws);
        ToBounds(draws, bounds);
    }

    /// <summary>The draw at a percentage, before the bounds.</summary>
    /// <param name="percent">Between 0 and 100.</param>
    public double Percentile(double percent)
    {
        // A law that is stated by its 5th and 95th percentile has these as they were stated, without rounding.
        var stated = percent switch { 5 => "p5", 95 => "p95", _ => null };
        var own = Law!.Numbers.Where(n => string.Equals(n.Name, stated, StringComparison.Ordinal))
            .Select(n => (double?)n.Value).FirstOrDefault() ?? Law.Quantile(percent / 100);
        return Change?.Of(Parameter, own) ?? own;
    }

    private void ToBounds(Span<double> draws, Bounds bounds)
    {
        Change?.Move(Parameter, draws);
        TensorPrimitives.Clamp(draws, bounds.Min, bounds.Max, draws);
    }
}

/// <summary>A scenario on a baseline, with a value for every parameter: all that a run needs to know of either.</summary>
public sealed class ResolvedScenario
{
    private ResolvedScenario(
        string label, string extends, string? owner, int baseYear,
        IReadOnlyList<ResolvedParameter> parameters, IReadOnlyList<ScenarioEvent> events)
    {
        Label = label;
        Extends = extends;
        Owner = owner;
        BaseYear = baseYear;
        Parameters = parameters;
        Events = events;
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

    /// <summary>Every parameter, in the catalogue's order.</summary>
    public IReadOnlyList<ResolvedParameter> Parameters { get; }

    /// <summary>What may happen on a path, in the order of their names.</summary>
    public IReadOnlyList<ScenarioEvent> Events { get; }

    /// <summary>The value of one parameter in a deterministic run.</summary>
    public double this[Parameter parameter] => Parameters[parameter.Index].Value;

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
    /// <exception cref="ArgumentOutOfRangeException">
    /// A value, or a number that states a law, lies outside its parameter's bounds.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// There are too many events, two have one name, or a parameter follows one that itself follows.
    /// </exception>
    public static ResolvedScenario Resolve(
        Baseline baseline, Scenario scenario, IReadOnlyDictionary<Parameter, ParameterSetting> settings,
        IReadOnlyList<ScenarioEvent>? events = null, string? label = null)
    {
        if (FollowerOfAFollower(scenario, settings) is { } chain)
            throw new ArgumentException(chain, nameof(settings));
        var resolved = new ResolvedParameter[Scenarios.Parameters.All.Count];
        foreach (var parameter in Scenarios.Parameters.All)
        {
            var known = OfBaseline(parameter, baseline);
            resolved[parameter.Index] = Set(known, settings.GetValueOrDefault(parameter), ParameterOrigin.Request)
                ?? Set(known, scenario.Settings.GetValueOrDefault(parameter), ParameterOrigin.Scenario)
                ?? known;
        }

        Follow(resolved, scenario.Settings.Where(s => !settings.ContainsKey(s.Key)), ParameterOrigin.Scenario);
        Follow(resolved, settings, ParameterOrigin.Request);
        var all = EventsOf(scenario, events ?? []);
        Check(resolved, all, baseline.BaseYear);
        return new ResolvedScenario(
            label ?? LabelOf(scenario, settings, events ?? []), scenario.Name, scenario.Owner, baseline.BaseYear, resolved, Ordered(all));
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
        ResolvedParameter[] resolved = [.. Parameters];
        foreach (var parameter in parameters)
            resolved[parameter.Index] = new(parameter, value + 0.0, null, ParameterOrigin.Request, ParameterStatus.Assumed);
        Check(resolved, Events, BaseYear);
        return new ResolvedScenario(Label, Extends, Owner, BaseYear, resolved, Events);
    }

    /// <summary>The events of a scenario together with a request's own, which replace those of their names.</summary>
    public static IReadOnlyList<ScenarioEvent> EventsOf(Scenario scenario, IReadOnlyList<ScenarioEvent> events)
        => [.. scenario.Events.Where(e => !events.Any(own => string.Equals(own.Name, e.Name, StringComparison.Ordinal))), .. events];

    /// <summary>A scenario that was resolved before, from its parts.</summary>
    /// <exception cref="ArgumentException">A parameter is missing or occurs twice, or two events have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its parameter's bounds.</exception>
    internal static ResolvedScenario Restore(
        string label, string extends, string? owner, int baseYear,
        IEnumerable<ResolvedParameter> parameters, IReadOnlyList<ScenarioEvent> events)
    {
        ResolvedParameter[] resolved = [.. parameters.OrderBy(p => p.Parameter.Index)];
        if (!resolved.Select(p => p.Parameter).SequenceEqual(Scenarios.Parameters.All))
            throw new ArgumentException("Every parameter is wanted, each once.", nameof(parameters));
        Check(resolved, events, baseYear);
        return new ResolvedScenario(label, extends, owner, baseYear, resolved, Ordered(events));
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

    private static ResolvedParameter OfBaseline(Parameter parameter, Baseline baseline)
        => baseline.FindParameter(parameter.Id) is { } known
            ? new(parameter, known.Value, known.Law is null ? null : Distribution.Parse(known.Law), ParameterOrigin.Baseline, known.Status)
            : new(parameter, parameter.Default, parameter.Law, ParameterOrigin.Baseline, parameter.Status);

    private static void Follow(
        ResolvedParameter[] resolved, IEnumerable<KeyValuePair<Parameter, ParameterSetting>> settings, ParameterOrigin origin)
    {
        foreach (var (parameter, setting) in settings)
        {
            if (setting is ParameterSetting.SameAs(var other))
            {
                resolved[parameter.Index] = new(parameter, resolved[other.Index].Value, null, origin, ParameterStatus.Assumed)
                {
                    Follows = other,
                };
            }
        }
    }

    private static void Check(IEnumerable<ResolvedParameter> parameters, IReadOnlyList<ScenarioEvent> events, int baseYear)
    {
        if (baseYear is < Period.MinYear or > Period.MaxYear)
        {
            throw new ArgumentOutOfRangeException(
                nameof(baseYear), baseYear, $"A base year lies from {Period.MinYear} to {Period.MaxYear}.");
        }

        foreach (var (parameter, value, law, _, _) in parameters)
        {
            var bounds = parameter.BoundsFor(baseYear);
            if (!bounds.Contains(value)
                || (parameter.IsChoice && !double.IsInteger(value))
                || law?.Numbers.Any(n => n.IsLevel && !bounds.Contains(n.Value)) == true)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(parameters), law is null ? value : law,
                    string.Create(CultureInfo.InvariantCulture, $"{parameter} lies outside {bounds.Min:R} to {bounds.Max:R}."));
            }
        }

        if (events.Count > ScenarioEvent.MaxCount)
            throw new ArgumentException($"A scenario has at most {ScenarioEvent.MaxCount} events.", nameof(events));
        if (events.Select(e => e.Name).Distinct(StringComparer.Ordinal).Count() != events.Count)
            throw new ArgumentException("Two events have one name.", nameof(events));
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
