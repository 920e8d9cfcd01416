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
            fixture.ConnectionString, fixture.NewTableNamePrefix(), ("Service__ClockStart", "2025-09-30T06:00:00Z"),
            ("Uncertainty__Growth", "1.6"));

        var baselines = (await product.Api.GetAsync("/baselines")).Ok().Rows;

        Assert.Equal(["2024-12", "2025-09-13"], baselines.Select(row => row.Text("version")[..Math.Min(10, row.Text("version").Length)]));
        Assert.All(baselines, row => Assert.StartsWith("2025-09-30T06:", row.Text("storedAt"), StringComparison.Ordinal));
        await SaysThatItIsWidenedAsync(product.Api);
    }

    /// <summary>What an operator has applied is said wherever a run with draws is read; a process is there for it already.</summary>
    private static async Task SaysThatItIsWidenedAsync(Api api)
    {
        const string Note = "multiplied the uncertainty of growth by 1.6: ", Query = "baseline=2024-12&from=2028&to=2028&draws=128";
        var run = (await api.GetAsync($"/projections?{Query}")).Ok();
        Assert.Contains(run.Json.GetProperty("warnings").EnumerateArray(), w
            => w.Text("code") is "uncertainty-widened" && w.Text("message").Contains(Note, StringComparison.Ordinal));
        Assert.Equal("normal(0.33..0.61) widened(1.6)", run.Json.GetProperty("parameters").EnumerateArray()
            .Single(p => p.Text("parameter") is "spend.growth.initial").Text("law"));
        foreach (var path in (string[])
        [
            $"/projections.metadata.json?{Query}", $"/projections/{run.RunId}/explanation?variable=AI%20Compute|Spend&period=2028",
            "/scorecard-uncertainty.metadata.json",
        ])
        {
            Assert.Contains((await api.GetAsync(path)).Ok().Json.GetProperty("notes").EnumerateArray(), n
                => n.GetString()!.Contains(Note, StringComparison.Ordinal));
        }

        var plain = (await api.GetAsync("/projections?baseline=2024-12&from=2028&to=2028")).Ok();
        Assert.DoesNotContain("widened", plain.Text, StringComparison.Ordinal);
    }
}
