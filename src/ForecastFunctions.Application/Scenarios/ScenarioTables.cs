using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>A scenario in a list.</summary>
/// <param name="Name">The name in requests.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Reading">The belief in words; of a saved scenario, its description.</param>
/// <param name="Kind">
/// <c>preset</c>: it comes with the product and is read-only; <c>saved</c>: it is the caller's own; <c>draft</c>: it is only looked
/// at.
/// </param>
/// <param name="Settings">What it sets, as text: <c>ratio.limit=4;…</c>, where a parameter's id stands for its value.</param>
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

/// <summary>The tables of scenarios.</summary>
public static class ScenarioTables
{
    /// <summary>What can be run; rows are <see cref="ScenarioRow"/>.</summary>
    public static readonly Table Scenarios = new("scenarios", "Scenarios: the presets, and your own",
    [
        Column.Text<ScenarioRow>("name", "The name in requests", r => r.Name),
        Column.Text<ScenarioRow>("title", "The name for people", r => r.Title),
        Column.Text<ScenarioRow>("reading", "The belief in words; of a saved scenario, its description", r => r.Reading),
        Column.Text<ScenarioRow>("kind", "preset, which is read-only, or saved, which is your own", r => r.Kind),
        Column.Text<ScenarioRow>("settings", "What it sets, where a parameter's id stands for its value", r => r.Settings),
        Column.OptionalText<ScenarioRow>("extends", "The scenario that a saved one builds on", r => r.Extends),
        Column.Texts<ScenarioRow>("tags", "A saved scenario's tags", r => r.Tags),
        Column.OptionalMoment<ScenarioRow>("updated_at", "When a saved scenario was written", r => r.UpdatedAt),
    ]);

    /// <summary>The value of every parameter in a scenario; rows are <see cref="ResolvedParameterRow"/>.</summary>
    public static readonly Table ResolvedParameters = new("scenario-parameters", "A scenario: every parameter",
    [
        Column.Text<ResolvedParameterRow>("parameter", "The parameter's id", r => r.Parameter),
        Column.OptionalNumber<ResolvedParameterRow>("value", "Its value, where it is a number", r => r.Value),
        Column.OptionalText<ResolvedParameterRow>("choice", "Its value, where it is a word", r => r.Choice),
        Column.Text<ResolvedParameterRow>("unit", "The unit", r => r.Unit),
        Column.OptionalText<ResolvedParameterRow>("law", "The law of its draws; empty where it is fixed", r => r.Law),
        Column.Text<ResolvedParameterRow>("origin", "Who set it", r => r.Origin),
        Column.Text<ResolvedParameterRow>("status", "How well founded it is", r => r.Status),
    ]);
}
