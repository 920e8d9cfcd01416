using System.Text.Json;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>The parts that canonical forms of analyses share.</summary>
internal static class CanonicalOutputs
{
    public static void Write(Utf8JsonWriter json, ModelOutputs outputs)
    {
        json.WriteStartArray("variables");
        foreach (var variable in outputs.Variables)
            json.WriteStringValue(variable.Name);
        json.WriteEndArray();
        json.WriteStartArray("periods");
        foreach (var period in outputs.Periods)
            json.WriteStringValue(period.ToString());
        json.WriteEndArray();
    }

    public static ModelOutputs Read(JsonElement json) => new(
        [.. json.GetProperty("variables").EnumerateArray().Select(ReadVariable)],
        [.. json.GetProperty("periods").EnumerateArray().Select(p => Period.TryParse(p.GetString(), out var period)
            ? period
            : throw new FormatException($"{p} is not a period."))]);

    public static Variable ReadVariable(JsonElement json)
        => Variables.Find(json.GetString() ?? "") ?? throw new FormatException($"There is no variable {json}.");

    public static Parameter ReadParameter(JsonElement json)
        => Parameters.Find(json.GetString() ?? "") ?? throw new FormatException($"There is no parameter {json}.");
}
