using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Xml;

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
        ["existing-network"] = "tests/ForecastFunctions.InfraTests/Parameters/existing-network.bicepparam",
    };

    public static TheoryData<string> Names => [.. ParameterFiles.Keys];

    public string Folder { get; }

    public Task<Prediction> PredictAsync(string parameters) => _predictions.GetOrAdd(parameters, async name =>
    {
        (await Bicep.RunAsync(Folder, ["snapshot", ParameterFiles[name], "--mode", "overwrite", .. Context])).Succeeds();
        var file = Path.Combine(Folder, Path.ChangeExtension(ParameterFiles[name], ".snapshot.json"));
        return new Prediction(JsonNode.Parse(await File.ReadAllTextAsync(file))!);
    });

    /// <summary>Predicts with other parameters, and tells what was said.</summary>
    internal async Task<BicepRun> TryAsync(string name, string parameters)
    {
        var file = Path.Combine(Folder, $"infra/try-{name}.bicepparam");
        await File.WriteAllTextAsync(file, $"using 'main.bicep'\nparam environmentName = 'try'\nparam location = 'westeurope'\n{parameters}\n");
        return await Bicep.RunAsync(Folder, ["snapshot", file, "--mode", "overwrite", .. Context]);
    }

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

    /// <summary>The alerts on logs.</summary>
    public IReadOnlyList<LogAlert> Alerts => [.. Of("Microsoft.Insights/scheduledQueryRules").Select(r => new LogAlert(r))];

    /// <summary>The alert on logs of a name, which stands between <c>alert-</c> and what makes names unique.</summary>
    public LogAlert Alert(string name) => Alerts.Single(a => a.Name == name);

    public IEnumerable<JsonNode> Of(string type) => Resources.Where(r => (string)r["type"]! == type);
}

/// <summary>An alert on what a query of logs gives.</summary>
public sealed class LogAlert(JsonNode rule)
{
    private JsonNode Properties => rule["properties"]!;

    private JsonNode Criterion => Properties["criteria"]!["allOf"]![0]!;

    public string Name => ((string)rule["name"]!)["alert-".Length..((string)rule["name"]!).LastIndexOf('-')];

    public string Query => (string)Criterion["query"]!;

    public string Column => (string)Criterion["metricMeasureColumn"]!;

    public double Threshold => (double)Criterion["threshold"]!;

    public IEnumerable<string> Scopes => Properties["scopes"]!.AsArray().Select(s => (string)s!);

    public TimeSpan Window => XmlConvert.ToTimeSpan((string)Properties["windowSize"]!);

    public TimeSpan Frequency => XmlConvert.ToTimeSpan((string)Properties["evaluationFrequency"]!);
}

/// <summary>Tests that share the copy and its predictions.</summary>
[CollectionDefinition(Name)]
public sealed class SharedTemplate : ICollectionFixture<Template>
{
    public const string Name = "The template";
}
