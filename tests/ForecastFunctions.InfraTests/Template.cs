using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ForecastFunctions.InfraTests;

/// <summary>A copy of the template that may be written to, and what it is predicted to deploy.</summary>
public sealed class Template : IDisposable
{
    private static readonly string[] Context =
        ["--subscription-id", "00000000-0000-0000-0000-000000000001", "--location", "westeurope"];

    private readonly ConcurrentDictionary<string, Task<Prediction>> _predictions = [];

    public Template()
    {
        Folder = Directory.CreateTempSubdirectory("forecast-infra-").FullName;
        foreach (var part in (string[])["infra", "tests/ForecastFunctions.InfraTests/Parameters"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Bicep.Root, part), "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(Folder, Path.GetRelativePath(Bicep.Root, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }

    /// <summary>The parameter files that everything is tried with.</summary>
    public static IReadOnlyDictionary<string, string> ParameterFiles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["defaults"] = "infra/main.bicepparam",
        ["max"] = "tests/ForecastFunctions.InfraTests/Parameters/max.bicepparam",
        ["private"] = "tests/ForecastFunctions.InfraTests/Parameters/private.bicepparam",
    };

    public static TheoryData<string> Names => [.. ParameterFiles.Keys];

    public string Folder { get; }

    public Task<Prediction> PredictAsync(string parameters) => _predictions.GetOrAdd(parameters, async name =>
    {
        (await SnapshotAsync(name, "overwrite")).Succeeds();
        var file = Path.Combine(Folder, Path.ChangeExtension(ParameterFiles[name], ".snapshot.json"));
        return new Prediction(JsonNode.Parse(await File.ReadAllTextAsync(file))!);
    });

    internal Task<BicepRun> SnapshotAsync(string parameters, string mode) =>
        Bicep.RunAsync(Folder, ["snapshot", ParameterFiles[parameters], "--mode", mode, .. Context]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>The resources that a deployment is predicted to have.</summary>
public sealed class Prediction(JsonNode snapshot)
{
    public IReadOnlyList<JsonNode> Resources { get; } = [.. snapshot["predictedResources"]!.AsArray().Select(r => r!)];

    public JsonNode Site => Of("Microsoft.Web/sites").Single();

    public JsonNode StorageAccount => Of("Microsoft.Storage/storageAccounts").Single();

    public IReadOnlyDictionary<string, string> AppSettings => Site["properties"]!["siteConfig"]!["appSettings"]!.AsArray()
        .ToDictionary(s => (string)s!["name"]!, s => (string)s!["value"]!, StringComparer.Ordinal);

    public IEnumerable<JsonNode> Of(string type) => Resources.Where(r => (string)r["type"]! == type);
}

/// <summary>Tests that share the copy and its predictions.</summary>
[CollectionDefinition(Name)]
public sealed class SharedTemplate : ICollectionFixture<Template>
{
    public const string Name = "The template";
}
