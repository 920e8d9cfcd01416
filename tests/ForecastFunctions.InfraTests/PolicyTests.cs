using System.Text.Json.Nodes;
using ForecastFunctions.Cors;

namespace ForecastFunctions.InfraTests;

[Collection(SharedTemplate.Name)]
public sealed class PolicyTests(Template template)
{
    private const string StorageBlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string StorageTableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string StorageQueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string MonitoringMetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Storage_Predicted_HasNeitherKeysNorPublicBlobs(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var account = prediction.StorageAccount["properties"]!;

        Assert.False((bool)account["allowSharedKeyAccess"]!);
        Assert.False((bool)account["allowBlobPublicAccess"]!);
        Assert.False((bool)account["allowCrossTenantReplication"]!);
        Assert.True((bool)account["supportsHttpsTrafficOnly"]!);
        Assert.All(
            prediction.Of("Microsoft.Storage/storageAccounts/blobServices/containers"),
            c => Assert.Equal("None", (string)c["properties"]!["publicAccess"]!));
    }

    /// <summary>Set there, the platform answers preflights, and adds headers of its own beside the app's.</summary>
    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Cors_Predicted_IsLeftToTheApp(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);

        Assert.False(prediction.Site["properties"]!["siteConfig"]!.AsObject().ContainsKey("cors"));
        Assert.DoesNotContain(prediction.Resources, r => ((string)r["name"]!).EndsWith("/web", StringComparison.Ordinal));
        Assert.Equal(parameters == "max", prediction.AppSettings.TryGetValue("Cors__AllowedOrigins", out var origins));
        Assert.True(new CorsSettings { AllowedOrigins = origins }.IsValid);
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Transport_Predicted_IsTls12OrLater(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var versions = prediction.Resources.SelectMany(Values).Where(v => v.Name.EndsWith("TlsVersion", StringComparison.OrdinalIgnoreCase))
            .ToList();

        Assert.Equal(
            ["minTlsVersion", "minimumTlsVersion", "scmMinTlsVersion"], versions.Select(v => v.Name).Order(StringComparer.Ordinal));
        Assert.All(versions, v => Assert.Contains((string)v.Value!, (string[])["TLS1_2", "TLS1_3", "1.2", "1.3"]));
        Assert.True((bool)prediction.Site["properties"]!["httpsOnly"]!);
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Credentials_Predicted_AreThoseOfTheIdentityAlone(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);

        Assert.Equal("UserAssigned", (string)prediction.Site["identity"]!["type"]!);
        Assert.Equal(
            "UserAssignedIdentity",
            (string)prediction.Site["properties"]!["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!["type"]!);
        Assert.True((bool)prediction.Of("Microsoft.Insights/components").Single()["properties"]!["DisableLocalAuth"]!);
        Assert.True(
            (bool)prediction.Of("Microsoft.OperationalInsights/workspaces").Single()["properties"]!["features"]!["disableLocalAuth"]!);
        var publishing = prediction.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();
        Assert.Equal(2, publishing.Count);
        Assert.All(publishing, p => Assert.False((bool)p["properties"]!["allow"]!));
        Assert.DoesNotContain(prediction.Resources, r => r.ToJsonString().Contains("listKeys(", StringComparison.OrdinalIgnoreCase));
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Roles_Predicted_AreThoseThatAreNeeded(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var roles = prediction.Of("Microsoft.Authorization/roleAssignments")
            .Select(r => ((string)r["properties"]!["roleDefinitionId"]!).Split('/')[^1]);

        Assert.Equal(
            ((string[])[StorageBlobDataOwner, StorageTableDataContributor, StorageQueueDataContributor, MonitoringMetricsPublisher]).Order(StringComparer.Ordinal),
            roles.Order(StringComparer.Ordinal));
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Names_Predicted_AreWithinLimits(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);

        // The host id is the beginning of the app's name: of a longer name the end would be lost.
        Assert.InRange(((string)prediction.Site["name"]!).Length, 2, 32);
        Assert.Matches("^[a-z0-9]{3,24}$", (string)prediction.StorageAccount["name"]!);
        Assert.InRange(((string)prediction.Of("Microsoft.Resources/resourceGroups").Single()["name"]!).Length, 1, 90);
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Tags_Predicted_NameInstallationAndService(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var group = prediction.Of("Microsoft.Resources/resourceGroups").Single();
        var installation = (string)group["tags"]!["azd-env-name"]!;

        Assert.Equal("rg-" + installation, (string)group["name"]!);
        Assert.Equal("api", (string)prediction.Site["tags"]!["azd-service-name"]!);
        Assert.All(
            prediction.Resources.Where(r => r["location"] is not null),
            r => Assert.Equal(installation, (string?)r["tags"]?["azd-env-name"]));
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Plan_Predicted_IsFlexConsumptionForDotNet10(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);
        var configuration = prediction.Site["properties"]!["functionAppConfig"]!;

        Assert.Equal("FC1", (string)prediction.Of("Microsoft.Web/serverfarms").Single()["sku"]!["name"]!);
        Assert.Equal("dotnet-isolated", (string)configuration["runtime"]!["name"]!);
        Assert.Equal("10.0", (string)configuration["runtime"]!["version"]!);
        Assert.InRange((int)configuration["scaleAndConcurrency"]!["maximumInstanceCount"]!, 40, 1000);
    }

    [BicepTheory]
    [InlineData("defaults", false)]
    [InlineData("max", true)]
    [InlineData("private", true)]
    public async Task Storage_WithAVirtualNetwork_IsClosedToTheInternet(string parameters, bool isPrivate)
    {
        var prediction = await template.PredictAsync(parameters);
        var account = prediction.StorageAccount["properties"]!;
        var endpoints = prediction.Of("Microsoft.Network/privateEndpoints")
            .Select(e => (string)e["properties"]!["privateLinkServiceConnections"]![0]!["properties"]!["groupIds"]![0]!);

        Assert.Equal(isPrivate ? "Disabled" : "Enabled", (string)account["publicNetworkAccess"]!);
        Assert.Equal(isPrivate ? "Deny" : "Allow", (string)account["networkAcls"]!["defaultAction"]!);
        Assert.Equal(isPrivate ? ["blob", "queue", "table"] : [], endpoints.Order(StringComparer.Ordinal));
        Assert.Equal(isPrivate ? 3 : 0, prediction.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Count());
        Assert.Equal(isPrivate, prediction.Site["properties"]!["virtualNetworkSubnetId"] is not null);
    }

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Versions_Predicted_AreNoPreviewsButOne(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);

        Assert.All(
            prediction.Resources.Where(r => ((string)r["apiVersion"]!).Contains("preview", StringComparison.Ordinal)),
            r => Assert.Equal("Microsoft.Insights/diagnosticSettings", (string)r["type"]!));
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Values(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Values(m.Value).Prepend((m.Key, m.Value))),
        JsonArray items => items.SelectMany(Values),
        _ => [],
    };
}
