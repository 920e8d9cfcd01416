using System.Text.Json;

namespace ForecastFunctions.UnitTests.OpenApi;

/// <summary>
/// What programs of callers can rely on in an OpenAPI document, a line for each thing: operations, what they accept and require,
/// and what they answer. Descriptions, examples and bounds are no part of it.
/// </summary>
internal static class ContractSurface
{
    private const string Requires = "requires ";

    /// <summary>The lines of a document, in order.</summary>
    public static IReadOnlyList<string> Of(JsonElement document)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
                Add(lines, document, $"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value);
        }

        var components = document.GetProperty("components");
        foreach (var parameter in components.GetProperty("parameters").EnumerateObject())
            AddType(lines, $"parameter {parameter.Name}", parameter.Value.GetProperty("schema"));
        foreach (var schema in components.GetProperty("schemas").EnumerateObject())
            AddMembers(lines, schema.Name, schema.Value);
        return [.. lines];
    }

    /// <summary>
    /// What in a document breaks programs that were written for a former one: something is gone, is of another type, or is required now.
    /// </summary>
    /// <param name="former">The lines of the former document.</param>
    /// <param name="current">Those of the current one.</param>
    public static IReadOnlyList<string> Breaks(IReadOnlyList<string> former, IReadOnlyList<string> current)
    {
        var requests = former.Where(line => line.StartsWith("operation ", StringComparison.Ordinal)).Select(line => line["operation ".Length..]).ToHashSet();
        var schemas = former.Where(line => line.StartsWith("member ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).ToHashSet();
        return
        [
            .. former.Except(current).Where(line => !line.StartsWith(Requires, StringComparison.Ordinal)).Select(line => $"gone: {line}"),
            .. current.Except(former).Where(line => line.StartsWith(Requires, StringComparison.Ordinal))
                .Where(line => requests.Any(r => line.StartsWith($"{Requires}{r} ", StringComparison.Ordinal)) || schemas.Contains(line.Split(' ')[1]))
                .Select(line => $"required now: {line}"),
        ];
    }

    private static void Add(SortedSet<string> lines, JsonElement document, string name, JsonElement operation)
    {
        lines.Add($"operation {name}");
        lines.Add($"named {operation.GetProperty("operationId")} {name}");
        foreach (var given in operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : Array.Empty<JsonElement>())
        {
            var parameter = Resolve(document, given);
            var place = $"{name} {parameter.GetProperty("in")} {parameter.GetProperty("name")}";
            lines.Add($"accepts {place}");
            if (parameter.TryGetProperty("required", out var required) && required.GetBoolean())
                lines.Add($"{Requires}{place}");
        }

        if (operation.TryGetProperty("requestBody", out var body))
        {
            foreach (var content in body.GetProperty("content").EnumerateObject())
            {
                var type = content.Name == "application/json" ? "" : $" {content.Name}";
                lines.Add($"accepts {name} body{type}: " + TypeOf(content.Value.GetProperty("schema")));
            }

            if (body.TryGetProperty("required", out var required) && required.GetBoolean())
                lines.Add($"{Requires}{name} body");
        }

        foreach (var given in operation.GetProperty("responses").EnumerateObject().Where(r => r.Name.StartsWith('2')))
        {
            var response = Resolve(document, given.Value);
            lines.Add($"answers {name} {given.Name}");
            foreach (var content in response.TryGetProperty("content", out var contents) ? [.. contents.EnumerateObject()] : Array.Empty<JsonProperty>())
                lines.Add($"answers {name} {given.Name} {content.Name}: {TypeOf(content.Value.GetProperty("schema"))}");
        }
    }

    private static void AddMembers(SortedSet<string> lines, string name, JsonElement schema)
    {
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var member in properties.EnumerateObject())
                AddType(lines, $"member {name} {member.Name}", member.Value);
        }

        // What an answer always has, its readers rely on; what a request must have is a demand.
        if (schema.TryGetProperty("required", out var required))
        {
            var isRequest = schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False;
            foreach (var member in required.EnumerateArray())
                lines.Add(isRequest ? $"{Requires}{name} {member}" : $"always {name} {member}");
        }

        if (schema.TryGetProperty("x-columns", out var columns))
        {
            foreach (var (place, column) in columns.EnumerateArray().Index())
                lines.Add($"column {name} {place + 1} {column.GetProperty("name")}: {column.GetProperty("type")}");
        }

        if (!schema.TryGetProperty("properties", out _))
            AddType(lines, $"schema {name}", schema);
    }

    private static void AddType(SortedSet<string> lines, string what, JsonElement schema)
    {
        lines.Add($"{what}: {TypeOf(schema)}");
        var words = schema.TryGetProperty("items", out var items) && items.TryGetProperty("enum", out var each) ? each
            : schema.TryGetProperty("enum", out var own) ? own : default;
        if (words.ValueKind == JsonValueKind.Array)
        {
            foreach (var word in words.EnumerateArray())
                lines.Add($"{what} = {word}");
        }
    }

    private static string TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return reference.GetString()!.Split('/')[^1];
        if (schema.TryGetProperty("anyOf", out var forms))
            return string.Join(" or ", forms.EnumerateArray().Select(TypeOf));
        if (!schema.TryGetProperty("type", out var type))
            return "any";
        var name = type.ValueKind == JsonValueKind.Array ? string.Join(" or ", type.EnumerateArray()) : type.GetString()!;
        return schema.TryGetProperty("items", out var items) ? $"{name} of {TypeOf(items)}" : name;
    }

    private static JsonElement Resolve(JsonElement document, JsonElement part)
    {
        if (!part.TryGetProperty("$ref", out var reference))
            return part;
        return reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name));
    }
}
