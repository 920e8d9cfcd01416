using System.Security.Cryptography;
using System.Text;
using ForecastFunctions.Core.Baselines;

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
/// <param name="Value">Its value, in the parameter's unit.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Status">How well founded it is; what a scenario or a caller sets is an assumption.</param>
public sealed record ResolvedParameter(Parameter Parameter, double Value, ParameterOrigin Origin, ParameterStatus Status);

/// <summary>A scenario on a baseline, with a value for every parameter: all that a run needs to know of either.</summary>
public sealed class ResolvedScenario
{
    private ResolvedScenario(string label, string extends, int baseYear, IReadOnlyList<ResolvedParameter> parameters)
    {
        Label = label;
        Extends = extends;
        BaseYear = baseYear;
        Parameters = parameters;
    }

    /// <summary>The scenario's name; with <c>+</c> and six hex digits of what the request sets, where it sets anything.</summary>
    public string Label { get; }

    /// <summary>The name of the scenario that the request builds on.</summary>
    public string Extends { get; }

    /// <summary>t0: the baseline's base year.</summary>
    public int BaseYear { get; }

    /// <summary>Every parameter, in the catalogue's order.</summary>
    public IReadOnlyList<ResolvedParameter> Parameters { get; }

    /// <summary>The value of one parameter.</summary>
    public double this[Parameter parameter] => Parameters[parameter.Index].Value;

    /// <summary>
    /// Lays the scenario over the baseline and the request's settings over both; then parameters that follow another
    /// take its value.
    /// </summary>
    /// <param name="baseline">Gives the base year, and the value of every parameter it has been calibrated for.</param>
    /// <param name="scenario">The scenario to build on.</param>
    /// <param name="overrides">What the request sets itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its parameter's bounds.</exception>
    public static ResolvedScenario Resolve(Baseline baseline, Scenario scenario, IReadOnlyDictionary<Parameter, double> overrides)
    {
        var calibrated = baseline.Parameters.ToDictionary(p => p.Id, StringComparer.Ordinal);
        var resolved = new ResolvedParameter[Scenarios.Parameters.All.Count];
        foreach (var parameter in Scenarios.Parameters.All)
        {
            resolved[parameter.Index] = overrides.TryGetValue(parameter, out var value)
                ? new(parameter, value, ParameterOrigin.Request, ParameterStatus.Assumed)
                : scenario.Settings.GetValueOrDefault(parameter) is ParameterSetting.Fixed(var set)
                ? new(parameter, set, ParameterOrigin.Scenario, ParameterStatus.Assumed)
                : calibrated.TryGetValue(parameter.Id, out var known)
                ? new(parameter, known.Value, ParameterOrigin.Baseline, known.Status)
                : new(parameter, parameter.Default, ParameterOrigin.Baseline, parameter.Status);
        }

        foreach (var (parameter, setting) in scenario.Settings)
        {
            if (setting is ParameterSetting.SameAs(var other) && !overrides.ContainsKey(parameter))
                resolved[parameter.Index] = new(parameter, resolved[other.Index].Value, ParameterOrigin.Scenario, ParameterStatus.Assumed);
        }

        CheckBounds(resolved, baseline.BaseYear);
        return new ResolvedScenario(LabelOf(scenario, overrides), scenario.Name, baseline.BaseYear, resolved);
    }

    /// <summary>A scenario that was resolved before, from its parts.</summary>
    /// <exception cref="ArgumentException">A parameter is missing or occurs twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its parameter's bounds.</exception>
    internal static ResolvedScenario Restore(string label, string extends, int baseYear, IEnumerable<ResolvedParameter> parameters)
    {
        ResolvedParameter[] resolved = [.. parameters.OrderBy(p => p.Parameter.Index)];
        if (!resolved.Select(p => p.Parameter).SequenceEqual(Scenarios.Parameters.All))
            throw new ArgumentException("Every parameter is wanted, each once.", nameof(parameters));
        CheckBounds(resolved, baseYear);
        return new ResolvedScenario(label, extends, baseYear, resolved);
    }

    private static void CheckBounds(IEnumerable<ResolvedParameter> parameters, int baseYear)
    {
        foreach (var (parameter, value, _, _) in parameters)
        {
            var bounds = parameter.BoundsFor(baseYear);
            if (!bounds.Contains(value))
                throw new ArgumentOutOfRangeException(nameof(parameters), value, $"{parameter} lies outside {bounds.Min} to {bounds.Max}.");
        }
    }

    private static string LabelOf(Scenario scenario, IReadOnlyDictionary<Parameter, double> overrides)
    {
        if (overrides.Count == 0)
            return scenario.Name;
        var settings = overrides.OrderBy(o => o.Key.Id, StringComparer.Ordinal).Select(o => $"{o.Key.Id}={o.Key.Format(o.Value)}");
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(';', settings)));
        return $"{scenario.Name}+{Convert.ToHexStringLower(digest)[..6]}";
    }
}
