using System.Text.Json;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Projections;

/// <summary>How a run draws its paths, and what is counted in them, in its canonical form.</summary>
internal static class CanonicalDraws
{
    public static void Write(Utf8JsonWriter json, DrawSettings draws)
    {
        json.WriteStartObject("draws");
        json.WriteNumber("count", draws.Draws);
        json.WriteNumber("seed", draws.Seed);
        json.WriteString("sampling", draws.Sampling.ToString());
        json.WriteStartArray("percentiles");
        foreach (var percentile in draws.Percentiles)
            json.WriteNumberValue(percentile);
        json.WriteEndArray();

        json.WriteStartArray("correlations");
        foreach (var (first, second, value) in draws.Correlations.Pairs)
        {
            json.WriteStartObject();
            json.WriteString("first", first);
            json.WriteString("second", second);
            json.WriteNumber("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("repair", draws.Correlations.Repair);
        json.WriteStartArray("thresholds");
        foreach (var (variable, level) in draws.Thresholds)
        {
            json.WriteStartObject();
            json.WriteString("variable", variable.Name);
            json.WriteNumber("level", level);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (draws.Joint.Count > 0)
            WriteJoint(json, draws.Joint);
        json.WriteEndObject();
    }

    public static DrawSettings Read(JsonElement json) => new(
        json.GetProperty("count").GetInt32(),
        json.GetProperty("seed").GetUInt64(),
        CanonicalForm.Word<Sampling>(json, "sampling"),
        [.. json.GetProperty("percentiles").EnumerateArray().Select(p => p.GetDouble())],
        new StatedCorrelations(
            [.. json.GetProperty("correlations").EnumerateArray().Select(c => new RankCorrelation(
                CanonicalForm.Text(c, "first"), CanonicalForm.Text(c, "second"), c.GetProperty("value").GetDouble()))],
            json.GetProperty("repair").GetBoolean()),
        [.. json.GetProperty("thresholds").EnumerateArray().Select(t => new Threshold(
            Variables.Find(CanonicalForm.Text(t, "variable")) ?? throw new FormatException($"There is no variable {CanonicalForm.Text(t, "variable")}."),
            t.GetProperty("level").GetDouble()))],
        json.TryGetProperty("joint", out var joint) ? [.. joint.EnumerateArray().Select(ReadJoint)] : []);

    private static void WriteJoint(Utf8JsonWriter json, IReadOnlyList<JointThreshold> joint)
    {
        json.WriteStartArray("joint");
        foreach (var threshold in joint)
        {
            json.WriteStartObject();
            json.WriteString("name", threshold.Name);
            json.WriteStartArray("conditions");
            foreach (var (variable, level, isAbove) in threshold.Conditions)
            {
                json.WriteStartObject();
                json.WriteString("variable", variable.Name);
                json.WriteNumber(isAbove ? "above" : "below", level);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static JointThreshold ReadJoint(JsonElement json) => new(
        CanonicalForm.Text(json, "name"),
        [.. json.GetProperty("conditions").EnumerateArray().Select(c => new ThresholdCondition(
            Variables.Find(CanonicalForm.Text(c, "variable")) ?? throw new FormatException($"There is no variable {CanonicalForm.Text(c, "variable")}."),
            c.TryGetProperty("above", out var above) ? above.GetDouble() : c.GetProperty("below").GetDouble(),
            c.TryGetProperty("above", out _)))]);
}
