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
}
