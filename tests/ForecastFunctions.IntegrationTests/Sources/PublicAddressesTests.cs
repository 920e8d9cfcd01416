using System.Net;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.IntegrationTests.Sources;

public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("23.200.0.1")]
    [InlineData("185.199.108.133")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:50c0:8000::154")]
    [InlineData("::ffff:185.199.108.133")]
    public void Address_OfTheInternet_IsPublic(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void Address_OfThisMachineOrItsNetworks_IsNot(string address)
        => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Production_NameThatResolvesToThisMachine_IsRefusedBeforeAnythingIsSent(string host)
    {
        await using var upstream = await SourceDocuments.StartAsync();
        using var client = new HttpClient(Transport.Create(new NetworkAccess(IsDevelopment: false)));
        using var reader = new DocumentReader("test", client, new HttpSettings(), TimeProvider.System, NullLogger.Instance);

        var document = await reader.FetchAsync<string>(
            "document", new Uri($"http://{host}:{new Uri(upstream.Address).Port}{SourceDocuments.Curated}"), DocumentText.Of,
            CancellationToken.None);

        Assert.Equal(SourceFaultCodes.AddressRefused, document.Fault?.Code);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("development", "Production", true)]
    [InlineData(null, "Development", true)]
    [InlineData("Production", "Development", false)]
    [InlineData("Staging", null, false)]
    [InlineData(null, null, false)]
    public void Development_IsSaidByThePlatformOrByDotnet(string? platform, string? dotnet, bool expected)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?> { ["AZURE_FUNCTIONS_ENVIRONMENT"] = platform, ["DOTNET_ENVIRONMENT"] = dotnet })
            .Build();

        Assert.Equal(expected, NetworkAccess.From(configuration).IsDevelopment);
    }
}
