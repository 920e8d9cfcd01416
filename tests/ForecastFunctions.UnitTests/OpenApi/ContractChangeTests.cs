using System.Text.Json;
using System.Text.Json.Nodes;
using ForecastFunctions.OpenApi;

namespace ForecastFunctions.UnitTests.OpenApi;

/// <summary>Whether the contract breaks programs that were written for the last release.</summary>
public sealed class ContractChangeTests
{
    private const string Release = "RELEASE_CONTRACT";
    private static readonly string Released = Repository.PathOf("tests", "ForecastFunctions.UnitTests", "OpenApi", "released.txt");
    private static readonly IReadOnlyList<string> Current = ContractSurface.Of(JsonElement.Parse(ContractDocument.Write()));

    [Fact]
    public void Contract_SinceTheLastRelease_BreaksNoProgram()
    {
        if (Environment.GetEnvironmentVariable(Release) is "1")
            File.WriteAllLines(Released, Current);

        var breaks = ContractSurface.Breaks(File.ReadAllLines(Released), Current);

        Assert.True(breaks.Count == 0,
            $"The contract breaks programs of callers:\n{string.Join('\n', breaks.Take(50))}\n"
            + "Keep what was there, and add beside it. When a version is released that may break, record it: "
            + $"{Release}=1 dotnet test tests/ForecastFunctions.UnitTests --filter FullyQualifiedName~ContractChangeTests");
    }

    public static TheoryData<string, bool, Action<JsonNode>> Changes => new()
    {
        { "nothing", false, _ => { } },
        { "another sentence", false, d => Get(d)["summary"] = "Other words" },
        { "another parameter", false, d => Get(d)["parameters"]!.AsArray().Add(Parameter(isRequired: false)) },
        { "another required parameter", true, d => Get(d)["parameters"]!.AsArray().Add(Parameter(isRequired: true)) },
        { "a parameter less", true, d => Get(d)["parameters"]!.AsArray().RemoveAt(0) },
        { "another column", false, d => Columns(d).Add(new JsonObject { ["name"] = "colour", ["type"] = "text" }) },
        { "a column less", true, d => Columns(d).RemoveAt(3) },
        { "columns in another order", true, d => Move(Columns(d)) },
        { "another member", false, d => Row(d)["properties"]!["colour"] = new JsonObject { ["type"] = "string" } },
        { "a member less", true, d => Row(d)["properties"]!.AsObject().Remove("unit") },
        { "a member of another type", true, d => Row(d)["properties"]!["unit"]!["type"] = "number" },
        { "a member that may be absent", true, d => Row(d)["required"]!.AsArray().RemoveAt(0) },
        { "a path less", true, d => d["paths"]!.AsObject().Remove("/v1/value") },
        { "an operation of another name", true, d => Get(d)["operationId"] = "run" },
        { "a required member of a body", true, d => Request(d)["required"] = new JsonArray("draws") },
        { "a word less", true, d => d["components"]!["parameters"]!["step"]!["schema"]!["enum"]!.AsArray().RemoveAt(0) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Change_OfThatKind_BreaksOrDoesNot(string change, bool breaks, Action<JsonNode> make)
    {
        var document = JsonNode.Parse(ContractDocument.Write())!;
        make(document);

        var found = ContractSurface.Breaks(Current, ContractSurface.Of(JsonElement.Parse(document.ToJsonString())));

        Assert.True(breaks == found.Count > 0, $"{change}: {string.Join('\n', found)}");
    }

    private static JsonNode Get(JsonNode document) => document["paths"]!["/v1/projections"]!["get"]!;

    private static JsonArray Columns(JsonNode document) => document["components"]!["schemas"]!["ProjectionCsv"]!["x-columns"]!.AsArray();

    private static JsonNode Row(JsonNode document) => document["components"]!["schemas"]!["ProjectionRow"]!;

    private static JsonNode Request(JsonNode document) => document["components"]!["schemas"]!["RunProjectionRequest"]!;

    private static JsonObject Parameter(bool isRequired) => new()
    {
        ["name"] = "colour",
        ["in"] = "query",
        ["required"] = isRequired,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static void Move(JsonArray columns)
    {
        var first = columns[0]!.DeepClone();
        columns.RemoveAt(0);
        columns.Add(first);
    }
}
