using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>A saved scenario as stored: UTF-8 JSON, its settings as text by parameter.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ScenarioContent))]
internal sealed partial class SavedScenarioJson : JsonSerializerContext
{
    public static byte[] Write(SavedScenario scenario) => JsonSerializer.SerializeToUtf8Bytes(
        new ScenarioContent(
            scenario.Name,
            scenario.Extends,
            scenario.Tags,
            scenario.Settings.OrderBy(s => s.Key.Index).ToDictionary(s => s.Key.Id, s => s.Value.ToText(s.Key), StringComparer.Ordinal),
            [.. scenario.Events.Select(e => new EventContent(
                e.Name, Drivers.NameOf(e.Driver), e.Effect, e.Amount, e.Start.ToString(), e.Probability) { Quarters = e.Quarters })])
        {
            Title = scenario.Title,
            Description = scenario.Description,
        },
        Default.ScenarioContent);

    /// <param name="json">What was stored.</param>
    /// <param name="name">What to call it in the error.</param>
    public static SavedScenario Read(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            var stated = JsonSerializer.Deserialize(json, Default.ScenarioContent) ?? throw new DamagedContentException(name, "it is null");
            return new SavedScenario(
                stated.Name, stated.Extends, stated.Title, stated.Description, stated.Tags,
                stated.Settings.Select(Read).ToDictionary(s => s.Parameter, s => s.Setting),
                [.. stated.Events.Select(Read)]);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or KeyNotFoundException)
        {
            throw new DamagedContentException(name, "it is not a scenario", exception);
        }
    }

    private static (Parameter Parameter, ParameterSetting Setting) Read(KeyValuePair<string, string> setting)
    {
        var parameter = Parameters.Find(setting.Key) ?? throw new FormatException($"There is no parameter {setting.Key}.");
        return (parameter, ParameterSetting.Parse(parameter, setting.Value));
    }

    private static ScenarioEvent Read(EventContent e) => new(
        e.Name, Drivers.ByName[e.Driver], e.Effect, e.Amount,
        Period.TryParse(e.From, out var from) ? from : throw new FormatException($"{e.From} is not a quarter."),
        e.Quarters, e.Probability);
}

/// <summary>The content of a scenario's row.</summary>
internal sealed record ScenarioContent(
    string Name, string Extends, IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, string> Settings, IReadOnlyList<EventContent> Events)
{
    public string? Title { get; init; }

    public string? Description { get; init; }
}

/// <summary>An event in it.</summary>
internal sealed record EventContent(string Name, string Driver, EventEffect Effect, double Amount, string From, double Probability)
{
    public int? Quarters { get; init; }
}
