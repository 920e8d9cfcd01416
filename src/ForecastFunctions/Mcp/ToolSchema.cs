using System.Text.Json;
using System.Text.Json.Nodes;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Mcp;

/// <summary>What a tool takes, as JSON Schema: the members of a body.</summary>
internal static class ToolSchema
{
    /// <summary>The schema of an object with these members.</summary>
    public static JsonElement Of(IReadOnlyList<Member> members)
    {
        // What is set stands in the object of its scenario.
        var stated = members.Where(m => !m.IsPrefix && m != ScenarioMembers.Events && m != ScenarioMembers.Name).ToList();
        return JsonSerializer.SerializeToElement<JsonNode>(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(stated.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, Of(m)))),
            ["required"] = new JsonArray([.. stated.Where(m => m.Missing is not null).Select(m => (JsonNode)m.Name)]),
            ["additionalProperties"] = false,
        });
    }

    private static JsonObject Of(Member member)
    {
        var schema = member == ScenarioMembers.Scenario ? Scenario()
            : member == ComparisonMembers.Scenarios ? new JsonObject { ["type"] = "array", ["items"] = Scenario() }
            : OfType(member);
        schema["description"] = $"{member.Meaning}. It is {member.Wanted}{(member.Default is { } value ? $"; when absent, {value}" : "")}.";
        if (member.Choices is { } words)
            schema["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]);
        return schema;
    }

    private static JsonObject OfType(Member member)
    {
        switch (member.Type)
        {
            case MemberType.Number or MemberType.Whole:
                var number = new JsonObject { ["type"] = member.Type == MemberType.Whole ? "integer" : "number" };
                if (member.Min is { } min)
                    number[member.AreEndsExcluded ? "exclusiveMinimum" : "minimum"] = min;
                if (member.Max is { } max)
                    number[member.AreEndsExcluded ? "exclusiveMaximum" : "maximum"] = max;
                return number;
            case MemberType.Flag:
                return new JsonObject { ["type"] = "boolean" };
            case MemberType.Period:
                return new JsonObject { ["type"] = new JsonArray("string", "integer") };
            case MemberType.List:
                return new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject { ["type"] = new JsonArray("string", "number") },
                };
            case MemberType.Structure:
                return [];
            default:
                return new JsonObject { ["type"] = "string" };
        }
    }

    /// <summary>A scenario: its name, or an object that builds on one.</summary>
    private static JsonObject Scenario() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "string" },
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["extends"] = Text("The scenario that it builds on."),
                    ["name"] = Text("What the answer calls it."),
                    ["parameters"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["description"] = "Ids of parameters, each with a number, a word, a law such as triangular(1.5,4.5,6) or "
                            + "lognormal(128..147), which states a 5th and a 95th percentile, or a move such as add(0.03) or times(1.2).",
                    },
                    ["events"] = new JsonObject
                    {
                        ["type"] = "array",
                        ["description"] = "What may happen: {name, driver, multiply or add, from, quarters, probability}; driver is one of "
                            + $"{string.Join(", ", Drivers.ByName.Keys)}.",
                        ["items"] = new JsonObject { ["type"] = "object" },
                    },
                },
                ["additionalProperties"] = false,
            }),
    };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
}
