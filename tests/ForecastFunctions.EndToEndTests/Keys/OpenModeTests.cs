using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.LocalHost;

namespace ForecastFunctions.EndToEndTests.Keys;

[Collection(KeyTests.Name)]
public sealed class OpenModeTests(KeyFixture fixture)
{
    [Theory]
    [InlineData("AZURE_FUNCTIONS_ENVIRONMENT", "Production", "it may be open in Development only")]
    [InlineData("WEBSITE_INSTANCE_ID", "0123", "in Azure (WEBSITE_INSTANCE_ID is set)")]
    [InlineData("FUNCTIONS_CORETOOLS_ENVIRONMENT", "true", "under the Core Tools")]
    public async Task Open_WhereOthersCouldReachIt_DoesNotStart(string setting, string value, string reason)
    {
        var fault = await Assert.ThrowsAsync<LocalHostException>(
            () => Product.StartAsync(
                fixture.TableConnectionString, fixture.NewTableNamePrefix(), ("Keys__Mode", "open"), (setting, value)));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AskedByTheNameOfAnotherSite_WantsAKey()
    {
        await using var product = await Product.StartAsync(fixture.TableConnectionString, fixture.NewTableNamePrefix());

        (await product.Api.GetAsync("/scenarios", ("Host", "localhost"))).Ok();
        ProblemExpectation.Check(
            await product.Api.GetAsync("/scenarios", ("Host", "attacker.example")), HttpStatusCode.Unauthorized, "credential-missing");
    }
}
