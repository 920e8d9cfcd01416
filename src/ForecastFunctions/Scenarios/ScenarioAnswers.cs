using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Scenarios;

/// <summary>A scenario in a list.</summary>
/// <param name="Name">The name in requests.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Reading">The belief in words; of a saved scenario, its description.</param>
/// <param name="Kind"><c>preset</c>: it comes with the product and is read-only; <c>saved</c>: it is the caller's own.</param>
/// <param name="Settings">What it sets, as <c>set=</c> text: <c>ratio.limit=4;…</c>, where a parameter's id stands for its value.</param>
/// <param name="Extends">The scenario that a saved one builds on.</param>
/// <param name="Tags">A saved scenario's tags.</param>
/// <param name="UpdatedAt">When a saved scenario was written.</param>
public sealed record ScenarioRow(
    string Name, string Title, string Reading, string Kind, string Settings,
    string? Extends, IReadOnlyList<string> Tags, DateTimeOffset? UpdatedAt)
{
    /// <summary>The row of a preset.</summary>
    public static ScenarioRow Of(Scenario preset)
        => new(preset.Name, preset.Title, preset.Reading, "preset", TextOf(preset.Settings), null, [], null);

    /// <summary>The row of a saved scenario.</summary>
    public static ScenarioRow Of(StoredScenario stored) => Of(stored.Scenario, "saved", stored.UpdatedAt);

    /// <summary>The row of a scenario that is only looked at.</summary>
    public static ScenarioRow OfDraft(SavedScenario scenario) => Of(scenario, "draft", updatedAt: null);

    private static ScenarioRow Of(SavedScenario scenario, string kind, DateTimeOffset? updatedAt) => new(
        scenario.Name, scenario.Title ?? scenario.Name, scenario.Description ?? "", kind, TextOf(scenario.Settings),
        scenario.Extends, scenario.Tags, updatedAt);

    private static string TextOf(IReadOnlyDictionary<Parameter, ParameterSetting> settings)
        => string.Join(';', settings.OrderBy(s => s.Key.Index).Select(s => $"{s.Key}={s.Value.ToText(s.Key)}"));
}

/// <summary>A scenario, resolved on a baseline.</summary>
/// <param name="Name">The name in requests.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Reading">The belief in words.</param>
/// <param name="Kind"><c>preset</c>, <c>saved</c>, or <c>draft</c> where it was only validated.</param>
/// <param name="Settings">What it sets.</param>
/// <param name="BaselineVersion">The baseline of the values below.</param>
/// <param name="Parameters">Every parameter with its value.</param>
/// <param name="Events">What may happen on a path, with what it extends; absent where there is nothing.</param>
/// <param name="UpdatedAt">When a saved scenario was written.</param>
/// <param name="Stated">What was stated of a saved scenario: a body to put again.</param>
public sealed record ScenarioDetail(
    string Name, string Title, string Reading, string Kind, string Settings, string BaselineVersion,
    IReadOnlyList<ResolvedParameterRow> Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<EventAnswer>? Events,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StatedScenario? Stated);

/// <summary>A saved scenario as it is stated.</summary>
/// <param name="Extends">What it builds on.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Description">The belief in words.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="Parameters">Numbers, words, or laws as text, by parameter; a share is given as the ratio that it amounts to.</param>
/// <param name="Events">What may happen on a path.</param>
public sealed record StatedScenario(
    string Extends,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, JsonElement> Parameters,
    IReadOnlyList<EventAnswer> Events)
{
    /// <summary>The statement of a scenario.</summary>
    public static StatedScenario Of(SavedScenario scenario) => new(
        scenario.Extends, scenario.Title, scenario.Description, scenario.Tags,
        scenario.Settings.OrderBy(s => s.Key.Index).ToDictionary(s => s.Key.Id, s => JsonOf(s.Key, s.Value), StringComparer.Ordinal),
        [.. scenario.Events.Select(EventAnswer.Of)]);

    private static JsonElement JsonOf(Parameter parameter, ParameterSetting setting)
        => setting is ParameterSetting.Fixed(var value) && !parameter.IsChoice
            ? JsonSerializer.SerializeToElement(value, Http.JsonContracts.Readable.Double)
            : JsonSerializer.SerializeToElement(setting.ToText(parameter), Http.JsonContracts.Readable.String);
}
