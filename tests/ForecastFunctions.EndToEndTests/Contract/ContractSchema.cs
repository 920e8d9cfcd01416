using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace ForecastFunctions.EndToEndTests.Contract;

/// <summary>The schemas of the OpenAPI document, made strict: an object has no other members than it declares.</summary>
internal static class ContractSchema
{
    /// <summary>Of a longer list, so many rows are looked at: the first, the last, and some between.</summary>
    private const int MostRows = 200;

    private static readonly JsonObject Named = Strict(
        ContractPaths.Document.GetProperty("components").GetProperty("schemas")).AsObject();

    private static readonly ConcurrentDictionary<string, JsonSchema> Built = new(StringComparer.Ordinal);

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    /// <summary>What is wrong with an answer by a schema; nothing where it is as the document says.</summary>
    public static IReadOnlyList<string> FaultsOf(JsonElement answer, JsonElement schema)
    {
        var built = Built.GetOrAdd(schema.GetRawText(), _ =>
        {
            var whole = Strict(schema).AsObject();
            whole["$defs"] = Named.DeepClone();
            return JsonSchema.FromText(whole.ToJsonString());
        });
        var result = built.Evaluate(Shortened(answer), Options);
        return result.IsValid ? [] :
        [
            .. (result.Details ?? []).Where(d => d.Errors is not null)
                .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value} ({d.SchemaLocation.Fragment})")),
        ];
    }

    private static JsonNode Strict(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => OfObject(element),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Strict)]),
        JsonValueKind.String => element.GetString()!.Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal),
        _ => JsonNode.Parse(element.GetRawText())!,
    };

    private static JsonObject OfObject(JsonElement element)
    {
        var strict = new JsonObject();

        // Extensions are nothing to a validator.
        foreach (var member in element.EnumerateObject().Where(m => !m.Name.StartsWith("x-", StringComparison.Ordinal)))
            strict[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? null : Strict(member.Value);
        if (element.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("type", out _) && !element.TryGetProperty("additionalProperties", out _))
            strict["additionalProperties"] = false;
        return strict;
    }

    private static JsonElement Shortened(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("value", out var rows)
            || rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() <= MostRows)
            return answer;
        var count = rows.GetArrayLength();
        var every = count / (MostRows / 2);
        var shortened = new JsonObject();
        foreach (var member in answer.EnumerateObject())
        {
            shortened[member.Name] = member.NameEquals("value")
                ? new JsonArray([.. rows.EnumerateArray().Where((_, i) => i < MostRows / 4 || i % every == 0 || i >= count - MostRows / 4)
                    .Select(row => JsonNode.Parse(row.GetRawText()))])
                : JsonNode.Parse(member.Value.GetRawText());
        }

        return JsonSerializer.SerializeToElement(shortened);
    }
}
