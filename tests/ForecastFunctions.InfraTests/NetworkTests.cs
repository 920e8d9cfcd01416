namespace ForecastFunctions.InfraTests;

/// <summary>The private variants: a network that is made, and one that exists.</summary>
[Collection(SharedTemplate.Name)]
public sealed class NetworkTests(Template template)
{
    [BicepTheory]
    [InlineData("private", "10.0.0.0/24", "10.0.0.0/25", "10.0.0.128/28")]
    [InlineData("max", "10.20.0.0/16", "10.20.0.0/25", "10.20.0.128/28")]
    public async Task Network_Made_HasTheAddressesThatAreAskedFor(string parameters, string all, string app, string endpoints)
    {
        var network = (await template.PredictAsync(parameters)).Of("Microsoft.Network/virtualNetworks").Single()["properties"]!;

        Assert.Equal([all], network["addressSpace"]!["addressPrefixes"]!.AsArray().Select(p => (string)p!));
        Assert.Equal([app, endpoints], network["subnets"]!.AsArray().Select(s => (string)s!["properties"]!["addressPrefix"]!));
        Assert.All(network["subnets"]!.AsArray(), s => Assert.NotNull(s!["properties"]!["networkSecurityGroup"]));
        Assert.All(network["subnets"]!.AsArray(), s => Assert.False((bool)s!["properties"]!["defaultOutboundAccess"]!));
    }

    /// <summary>Without a way out neither sources nor telemetry are reached, and new networks have none by themselves.</summary>
    [BicepFact]
    public async Task App_InANetworkOfItsOwn_HasAWayOut()
    {
        var prediction = await template.PredictAsync("private");
        var app = prediction.Of("Microsoft.Network/virtualNetworks").Single()["properties"]!["subnets"]![0]!["properties"]!;
        var gateway = prediction.Of("Microsoft.Network/natGateways").Single();

        Assert.Equal((string)gateway["id"]!, (string)app["natGateway"]!["id"]!);
        Assert.Single(gateway["properties"]!["publicIpAddresses"]!.AsArray());
        Assert.Single(prediction.Of("Microsoft.Network/publicIPAddresses"));
    }

    [BicepFact]
    public async Task NetworkThatExists_Named_IsUsedAndNoneIsMade()
    {
        var prediction = await template.PredictAsync("existing-network");

        Assert.DoesNotContain(
            prediction.Resources,
            r => (string)r["type"]! is "Microsoft.Network/virtualNetworks" or "Microsoft.Network/privateDnsZones" or "Microsoft.Network/natGateways");
        Assert.EndsWith("/subnets/functions", (string)prediction.Site["properties"]!["virtualNetworkSubnetId"]!);
        Assert.All(
            prediction.Of("Microsoft.Network/privateEndpoints"),
            e => Assert.EndsWith("/subnets/endpoints", (string)e["properties"]!["subnet"]!["id"]!));
        Assert.Equal("Disabled", (string)prediction.StorageAccount["properties"]!["publicNetworkAccess"]!);
    }
}
