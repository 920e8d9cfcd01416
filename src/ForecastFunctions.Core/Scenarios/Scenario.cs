using System.Collections.Frozen;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>A named set of beliefs: what it sets differently from the baseline.</summary>
public sealed record Scenario
{
    /// <summary>A scenario by its name, reading and settings.</summary>
    /// <exception cref="ArgumentException">A parameter follows one that itself follows another.</exception>
    public Scenario(string name, string title, string reading, IReadOnlyDictionary<Parameter, ParameterSetting> settings)
    {
        foreach (var (parameter, setting) in settings)
        {
            if (setting is ParameterSetting.SameAs(var other) && settings.GetValueOrDefault(other) is ParameterSetting.SameAs)
                throw new ArgumentException($"{parameter} follows {other}, which itself follows another parameter.", nameof(settings));
        }

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

    /// <summary>What it sets outside the bounds that hold on a baseline: some bounds move with the base year.</summary>
    /// <param name="baseYear">The base year of the baseline.</param>
    public IEnumerable<(Parameter Parameter, ParameterSetting Setting)> SettingsOutOfBounds(int baseYear)
        => Settings.OrderBy(s => s.Key.Index)
            .Where(s => s.Value switch
            {
                ParameterSetting.Fixed(var value) => !s.Key.BoundsFor(baseYear).Contains(value),
                ParameterSetting.Uncertain(var law) => !s.Key.BoundsFor(baseYear).Contains(law.Median)
                    || law.Numbers.Any(n => n.IsLevel && !s.Key.BoundsFor(baseYear).Contains(n.Value)),
                _ => false,
            })
            .Select(s => (s.Key, s.Value));
}
