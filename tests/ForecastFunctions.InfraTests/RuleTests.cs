using System.Text.Json.Nodes;

namespace ForecastFunctions.InfraTests;

/// <summary>
/// Rules of good practice for each resource, after those of PSRule for Azure, whose names they have. What a variant does not keep is
/// suppressed with its reason, and only as long as the rule is broken there.
/// </summary>
[Collection(SharedTemplate.Name)]
public sealed class RuleTests(Template template)
{
    private static readonly Rule[] Rules =
    [
        new("Azure.Storage.SecureTransfer", "Microsoft.Storage/storageAccounts", r => Is(r, "supportsHttpsTrafficOnly")),
        new("Azure.Storage.MinTLS", "Microsoft.Storage/storageAccounts", r => Text(r, "minimumTlsVersion") is "TLS1_2" or "TLS1_3"),
        new("Azure.Storage.BlobPublicAccess", "Microsoft.Storage/storageAccounts", r => !Is(r, "allowBlobPublicAccess")),
        new("Azure.Storage.UseEntraID", "Microsoft.Storage/storageAccounts", r => !Is(r, "allowSharedKeyAccess") && Is(r, "defaultToOAuthAuthentication")),
        new("Azure.Storage.UseReplication", "Microsoft.Storage/storageAccounts", r => (string)r["sku"]!["name"]! is not "Standard_LRS"),
        new("Azure.Storage.Firewall", "Microsoft.Storage/storageAccounts", r => (string)r["properties"]!["networkAcls"]!["defaultAction"]! == "Deny"),
        new("Azure.Storage.SoftDelete", "Microsoft.Storage/storageAccounts/blobServices", r => Is(r, "deleteRetentionPolicy", "enabled")),
        new("Azure.Storage.ContainerSoftDelete", "Microsoft.Storage/storageAccounts/blobServices", r => Is(r, "containerDeleteRetentionPolicy", "enabled")),
        new("Azure.Storage.BlobVersioning", "Microsoft.Storage/storageAccounts/blobServices", r => Is(r, "isVersioningEnabled")),
        new("Azure.Storage.BlobAccessType", "Microsoft.Storage/storageAccounts/blobServices/containers", r => Text(r, "publicAccess") == "None"),
        new("Azure.AppService.UseHTTPS", "Microsoft.Web/sites", r => Is(r, "httpsOnly")),
        new("Azure.AppService.MinTLS", "Microsoft.Web/sites", r => Text(r, "siteConfig", "minTlsVersion") is "1.2" or "1.3"),
        new("Azure.AppService.ManagedIdentity", "Microsoft.Web/sites", r => (string)r["identity"]!["type"]! == "UserAssigned"),
        new("Azure.AppService.ARRAffinity", "Microsoft.Web/sites", r => !Is(r, "clientAffinityEnabled")),
        new("Azure.AppService.PublicAccess", "Microsoft.Web/sites", r => Text(r, "publicNetworkAccess") == "Disabled"),
        new("Azure.AppService.AvailabilityZone", "Microsoft.Web/serverfarms", r => Is(r, "zoneRedundant")),
        new("Azure.AppInsights.Workspace", "Microsoft.Insights/components", r => r["properties"]!["WorkspaceResourceId"] is not null),
        new("Azure.AppInsights.LocalAuth", "Microsoft.Insights/components", r => Is(r, "DisableLocalAuth")),
        new("Azure.VNET.UseNSGs", "Microsoft.Network/virtualNetworks",
            r => r["properties"]!["subnets"]!.AsArray().All(s => s!["properties"]!["networkSecurityGroup"] is not null)),
        new("Azure.VNET.PrivateSubnet", "Microsoft.Network/virtualNetworks",
            r => r["properties"]!["subnets"]!.AsArray().All(s => !(bool)s!["properties"]!["defaultOutboundAccess"]!)),
        new("Azure.NSG.AnyInboundSource", "Microsoft.Network/networkSecurityGroups", r => r["properties"]!["securityRules"]!.AsArray()
            .Where(s => (string)s!["properties"]!["access"]! == "Allow").All(s => (string)s!["properties"]!["sourceAddressPrefix"]! != "*")),
        new("Azure.NSG.DenyAllInbound", "Microsoft.Network/networkSecurityGroups",
            r => r["properties"]!["securityRules"]!.AsArray().Select(s => s!["properties"]!).Any(s => (string)s["access"]! == "Deny" && (string)s["sourceAddressPrefix"]! == "*")),
        new("Azure.PublicIP.StandardSKU", "Microsoft.Network/publicIPAddresses", r => (string)r["sku"]!["name"]! == "Standard"),
        new("Azure.PrivateEndpoint.DnsZone", "Microsoft.Network/privateEndpoints", (r, all) => all.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups")
            .Any(g => ((string)g["name"]!).StartsWith((string)r["name"]! + "/", StringComparison.Ordinal))),
        new("Azure.Resource.Lock", "Microsoft.Storage/storageAccounts", (_, all) => all.Of("Microsoft.Authorization/locks").Any()),
    ];

    /// <summary>Why a rule is not kept, by variant and rule.</summary>
    private static readonly Dictionary<(string Variant, string Rule), string> Suppressed = new()
    {
        [("defaults", "Azure.Storage.UseReplication")] = "A trial is cheap; STORAGE_REDUNDANCY is for partners, and a backup is made in any case.",
        [("private", "Azure.Storage.UseReplication")] = "As with the defaults: it is asked for by itself.",
        [("defaults", "Azure.Storage.Firewall")] = "Closing it takes a network, which costs; without keys and public blobs it is reached by identities only.",
        [("defaults", "Azure.AppService.AvailabilityZone")] = "Zones are charged for and not in every region; ZONE_REDUNDANT asks for them.",
        [("private", "Azure.AppService.AvailabilityZone")] = "As with the defaults.",
        [("existing-network", "Azure.AppService.AvailabilityZone")] = "As with the defaults.",
        [("defaults", "Azure.AppService.PublicAccess")] = "The API is public by its purpose, and asks for keys.",
        [("max", "Azure.AppService.PublicAccess")] = "The API is public by its purpose, and asks for keys.",
        [("private", "Azure.AppService.PublicAccess")] = "The storage is private; the API stays public.",
        [("existing-network", "Azure.AppService.PublicAccess")] = "The storage is private; the API stays public.",
        [("existing-network", "Azure.PrivateEndpoint.DnsZone")] = "No zones are named there, since a policy of the landing zone enters endpoints.",
        [("defaults", "Azure.Resource.Lock")] = "To make a lock takes an owner, and azd down would fail; STORAGE_LOCKED asks for it.",
        [("private", "Azure.Resource.Lock")] = "As with the defaults.",
        [("existing-network", "Azure.Resource.Lock")] = "As with the defaults.",
    };

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task EveryRule_IsKeptOrSuppressedForAReason(string parameters)
    {
        var prediction = await template.PredictAsync(parameters);

        var broken = Rules.Where(rule => prediction.Of(rule.Type).Any(r => !rule.IsKeptBy(r, prediction))).Select(rule => rule.Name);

        Assert.Equal(
            Suppressed.Keys.Where(s => s.Variant == parameters).Select(s => s.Rule).Order(StringComparer.Ordinal),
            broken.Order(StringComparer.Ordinal));
    }

    [BicepFact]
    public async Task EveryRule_FindsAResourceInTheLargestVariant()
    {
        var prediction = await template.PredictAsync("max");

        Assert.All(Rules, rule => Assert.NotEmpty(prediction.Of(rule.Type)));
    }

    private static bool Is(JsonNode resource, params string[] path) => (bool?)At(resource, path) ?? false;

    private static string? Text(JsonNode resource, params string[] path) => (string?)At(resource, path);

    private static JsonNode? At(JsonNode resource, string[] path)
        => path.Aggregate(resource["properties"], (node, name) => node?[name]);

    /// <summary>A rule for the resources of a type.</summary>
    private sealed record Rule(string Name, string Type, Func<JsonNode, Prediction, bool> IsKeptBy)
    {
        public Rule(string name, string type, Func<JsonNode, bool> isKeptBy)
            : this(name, type, (resource, _) => isKeptBy(resource))
        {
        }
    }
}
