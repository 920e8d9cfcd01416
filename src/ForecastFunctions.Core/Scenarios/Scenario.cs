using System.Collections.Frozen;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>A named set of beliefs: what it sets differently from the baseline.</summary>
public sealed record Scenario
{
    /// <summary>A scenario by its name, reading and settings.</summary>
    /// <exception cref="ArgumentException">A parameter follows one that itself follows another.</exception>
    public Scenario(string name, string title, string reading, IReadOnlyDictionary<Parameter, ParameterSetting> settings)
    {
        if (FollowerOfAFollower(settings) is { } fault)
            throw new ArgumentException(fault, nameof(settings));
        Name = name;
        Title = title;
        Reading = reading;
        Settings = settings.ToFrozenDictionary();
    }

    /// <summary>The name in requests, such as <c>asic-surge</c>.</summary>
    public string Name { get; }

    /// <summary>The name for people.</summary>
    public string Title { get; }

    /// <summary>The belief in a sentence.</summary>
    public string Reading { get; }

    /// <summary>What it sets; parameters that are absent keep the baseline's value.</summary>
    public IReadOnlyDictionary<Parameter, ParameterSetting> Settings { get; }

    /// <summary>What may happen on a path.</summary>
    public IReadOnlyList<ScenarioEvent> Events { get; init; } = [];

    /// <summary>The partner whose own it is; <see langword="null"/> for a preset, which is everyone's.</summary>
    public string? Owner { get; init; }

    /// <summary>What is wrong where a parameter follows one that itself follows; <see langword="null"/> where none does.</summary>
    internal static string? FollowerOfAFollower(IReadOnlyDictionary<Parameter, ParameterSetting> settings)
        => settings.OrderBy(s => s.Key.Index)
            .Select(s => s.Value is ParameterSetting.SameAs(var other) && settings.GetValueOrDefault(other) is ParameterSetting.SameAs
                ? $"{s.Key} is to be the same as {other}, which is itself the same as another parameter; name that one." : null)
            .FirstOrDefault(fault => fault is not null);

    /// <summary>
    /// The scenario on a baseline. A preset holds on all of them: a year that it states, and that the base year has left too far behind, is
    /// the nearest that can be stated.
    /// </summary>
    /// <param name="baseline">The baseline.</param>
    public Scenario On(Baseline baseline)
    {
        if (Owner is not null || !Settings.Any(s => Nearest(s.Key, s.Value, baseline) != s.Value))
            return this;
        return new(Name, Title, Reading, Settings.ToDictionary(s => s.Key, s => Nearest(s.Key, s.Value, baseline))) { Events = Events };
    }

    private static ParameterSetting Nearest(Parameter parameter, ParameterSetting setting, Baseline baseline)
    {
        var bounds = parameter.BoundsFor(baseline.BaseYear);
        return parameter.BoundsAddBaseYear && setting is ParameterSetting.Fixed(var year) && !bounds.Contains(year)
            ? new ParameterSetting.Fixed(Math.Clamp(year, bounds.Min, bounds.Max))
            : setting;
    }

    /// <summary>What it sets outside the bounds that hold on a baseline: some bounds move with the base year, and moves with values.</summary>
    /// <param name="baseline">The baseline.</param>
    public IEnumerable<(Parameter Parameter, ParameterSetting Setting)> SettingsOutOfBounds(Baseline baseline)
        => On(baseline).Settings.OrderBy(s => s.Key.Index)
            .Where(s => SettingBounds.WhyOutside(baseline, s.Key, s.Value) is not null)
            .Select(s => (s.Key, s.Value));
}
