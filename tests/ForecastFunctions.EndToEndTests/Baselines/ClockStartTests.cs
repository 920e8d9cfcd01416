using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Refreshes;
using ForecastFunctions.LocalHost;

namespace ForecastFunctions.EndToEndTests.Baselines;

[Collection(RefreshTests.Name)]
public sealed class ClockStartTests(RefreshFixture fixture)
{
    [Theory]
    [InlineData("Production", "2027-03-15T06:00:00Z", "Service__ClockStart sets the clock of a trial")]
    [InlineData("Development", "next spring", "Service__ClockStart is 'next spring'; it is a moment, such as 2027-03-15T06:00:00Z.")]
    public async Task ClockStart_ThatIsNoMomentOrNotInDevelopment_EndsTheStartWithWhatIsWanted(
        string environment, string start, string words)
    {
        var fault = await Assert.ThrowsAsync<LocalHostException>(() => Product.StartAsync(
            "UseDevelopmentStorage=true", "unused",
            ("AZURE_FUNCTIONS_ENVIRONMENT", environment), ("Keys__Mode", "closed"), ("Service__ClockStart", start)));

        Assert.True(fault.Message.Contains(words, StringComparison.Ordinal), fault.Message);
    }

    [Fact]
    public async Task ClockStart_BeforeTheEmbeddedFigures_InstallsWhatWasKnownThen()
    {
        await using var product = await Product.StartAsync(
            fixture.ConnectionString, fixture.NewTableNamePrefix(), ("Service__ClockStart", "2025-09-30T06:00:00Z"));

        var baselines = (await product.Api.GetAsync("/baselines")).Ok().Rows;

        Assert.Equal(["2024-12", "2025-09-13"], baselines.Select(row => row.Text("version")[..Math.Min(10, row.Text("version").Length)]));
        Assert.All(baselines, row => Assert.StartsWith("2025-09-30T06:", row.Text("storedAt"), StringComparison.Ordinal));
    }
}
