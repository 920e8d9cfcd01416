using System.Text.Json.Nodes;

namespace ForecastFunctions.InfraTests;

[Collection(SharedTemplate.Name)]
public sealed class TemplateTests(Template template)
{
    [BicepFact]
    public async Task EveryFile_Linted_HasNoErrorAndNoWarningButOfAge()
    {
        var files = await Bicep.RunAsync(template.Folder, "lint", "--pattern", "infra/**/*.bicep");

        files.Succeeds();
        Assert.All(files.Warnings, w => Assert.Contains("use-recent-api-versions", w));
    }

    [BicepFact]
    public void EveryRule_OfTheLinter_IsAnErrorButTwo()
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(template.Folder, "infra/bicepconfig.json")))!;
        var rules = config["analyzers"]!["core"]!["rules"]!.AsObject().ToDictionary(r => r.Key, r => (string)r.Value!["level"]!);

        Assert.Equal(53, rules.Count);
        Assert.Equal(
            ["use-description-vars: off", "use-recent-api-versions: warning"],
            rules.Where(r => r.Value != "error").Select(r => $"{r.Key}: {r.Value}").Order(StringComparer.Ordinal));
    }

    [BicepFact]
    public async Task EveryFile_Formatted_IsUnchanged()
    {
        using var copy = new Template();
        (await Bicep.RunAsync(copy.Folder, "format", "--pattern", "**/*.bicep")).Succeeds();
        (await Bicep.RunAsync(copy.Folder, "format", "--pattern", "**/*.bicepparam")).Succeeds();

        Assert.All(Directory.EnumerateFiles(copy.Folder, "*.bicep*", SearchOption.AllDirectories), file =>
            Assert.Equal(File.ReadAllText(Path.Combine(Bicep.Root, Path.GetRelativePath(copy.Folder, file))), File.ReadAllText(file)));
    }

    [BicepFact]
    public async Task Template_Built_IsForASubscription()
    {
        var build = await Bicep.RunAsync(template.Folder, "build", "infra/main.bicep", "--stdout");

        build.Succeeds();
        Assert.Contains("subscriptionDeploymentTemplate.json", (string)JsonNode.Parse(build.Output)!["$schema"]!);
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Resources_Predicted_AreEachThereOnce(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);

        Assert.Equal(prediction.Resources.Count,
            prediction.Resources.Select(r => (string)r["id"]!).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
