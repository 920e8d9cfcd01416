using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.LocalHost;

namespace ForecastFunctions.EndToEndTests.Projections;

public sealed class RunSettingsTests
{
    [Theory]
    [InlineData("Runs__PruneAfterDays", "0", "Runs__PruneAfterDays is not a whole number of days from 1 to 36500.")]
    [InlineData("Runs__PruneAfterDays", "36501", "Runs__PruneAfterDays is not a whole number of days from 1 to 36500.")]
    [InlineData("Runs__PruneAfterDays", "ninety", "Runs__PruneAfterDays is 'ninety'; it is a whole number, such as 90.")]
    [InlineData("Uncertainty__Growth", "0", "Uncertainty__Growth, Uncertainty__Shares and Uncertainty__Prices are factors from 0.1 to 10.")]
    public async Task Setting_ThatCannotBe_EndsTheStartWithWhatIsWanted(string setting, string value, string words)
    {
        var fault = await Assert.ThrowsAsync<LocalHostException>(
            () => Product.StartAsync("UseDevelopmentStorage=true", "unused", (setting, value)));

        Assert.True(fault.Message.Contains(words, StringComparison.Ordinal), fault.Message);
    }
}
