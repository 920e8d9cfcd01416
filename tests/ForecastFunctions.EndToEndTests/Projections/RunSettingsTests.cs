using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.LocalHost;

namespace ForecastFunctions.EndToEndTests.Projections;

public sealed class RunSettingsTests
{
    [Theory]
    [InlineData("0", "Runs__PruneAfterDays is not a whole number of days from 1 to 36500.")]
    [InlineData("36501", "Runs__PruneAfterDays is not a whole number of days from 1 to 36500.")]
    [InlineData("ninety", "Runs__PruneAfterDays is 'ninety'; it is a whole number, such as 90.")]
    public async Task PruneAfterDays_ThatIsNoNumberOfDays_EndsTheStartWithWhatIsWanted(string days, string words)
    {
        var fault = await Assert.ThrowsAsync<LocalHostException>(
            () => Product.StartAsync("UseDevelopmentStorage=true", "unused", ("Runs__PruneAfterDays", days)));

        Assert.True(fault.Message.Contains(words, StringComparison.Ordinal), fault.Message);
    }
}
