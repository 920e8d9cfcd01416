using System.Text.Json.Serialization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>A scenario with what it amounts to on a baseline.</summary>
/// <param name="Row">The scenario as lists show it.</param>
/// <param name="Scenario">What it amounts to.</param>
/// <param name="Baseline">The baseline.</param>
/// <param name="Stated">What its owner stated; <see langword="null"/> of a preset.</param>
/// <param name="Widening">What the operator has multiplied the baseline's uncertainty by.</param>
public sealed record ScenarioOnBaseline(ScenarioRow Row, Scenario Scenario, Baseline Baseline, SavedScenario? Stated, Widening Widening)
{
    private readonly ResolvedScenario _resolved = ResolvedScenario.Resolve(
        Baseline, Scenario, new Dictionary<Parameter, ParameterSetting>(), widening: Widening);

    /// <summary>The revision of one that is kept: it names just this state.</summary>
    public long? Revision { get; init; }

    /// <summary>Whether it was kept just now, and there was none of its name.</summary>
    public bool IsNew { get; init; }

    /// <summary>Every parameter with its value.</summary>
    public IReadOnlyList<ResolvedParameterRow> Parameters
        => [.. _resolved.Parameters.Select(p => ResolvedParameterRow.Of(p, withLaw: true))];

    /// <summary>All of it.</summary>
    public ScenarioDetail Detail => new(
        Row.Name, Row.Title, Row.Reading, Row.Kind, Row.Settings, Baseline.Version, Parameters,
        _resolved.Events.Count == 0 ? null : [.. _resolved.Events.Select(EventAnswer.Of)],
        Row.UpdatedAt,
        Stated is null ? null : StatedScenario.Of(Stated));
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
/// <param name="Parameters">Numbers, or words and laws as text, by parameter; a share is given as the ratio that it amounts to.</param>
/// <param name="Events">What may happen on a path.</param>
public sealed record StatedScenario(
    string Extends,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, object> Parameters,
    IReadOnlyList<EventAnswer> Events)
{
    /// <summary>The statement of a scenario.</summary>
    public static StatedScenario Of(SavedScenario scenario) => new(
        scenario.Extends, scenario.Title, scenario.Description, scenario.Tags,
        scenario.Settings.OrderBy(s => s.Key.Index).ToDictionary(s => s.Key.Id, s => ValueOf(s.Key, s.Value), StringComparer.Ordinal),
        [.. scenario.Events.Select(EventAnswer.Of)]);

    private static object ValueOf(Parameter parameter, ParameterSetting setting)
        => setting is ParameterSetting.Fixed(var value) && !parameter.IsChoice ? value : setting.ToText(parameter);
}

/// <summary>The JSON of scenarios.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScenarioDetail))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string))]
public sealed partial class ScenarioDetailJson : JsonSerializerContext;
