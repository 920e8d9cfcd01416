using ForecastFunctions.LocalHost;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

public sealed class StartFaultTests
{
    [Fact]
    public async Task Worker_ThatFailsAtStart_IsReportedWithItsLastWords()
    {
        var fault = await FaultAsync(ProbeHost.Options(("Probe__FailAtStart", "the probe was told to fail")));

        Assert.StartsWith("The worker ended with exit code ", fault, StringComparison.Ordinal);
        Assert.Contains("the probe was told to fail", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_OfAMissingSetting_IsReportedByTheNameToSet()
    {
        var fault = await FaultAsync(ProbeHost.Options(("Probe__Schedule", null)));

        Assert.Equal(
            "The schedule of Tick names the setting Probe:Schedule, which is not set: set Probe__Schedule in the environment.", fault);
    }

    [Fact]
    public async Task Schedule_ThatCannotBeRead_IsReported()
    {
        var fault = await FaultAsync(ProbeHost.Options(("Probe__Schedule", "daily")));

        Assert.StartsWith("The schedule of Tick, 'daily', is neither ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_WithoutABuiltApp_IsReportedWithWhatToDo()
    {
        var fault = await FaultAsync(new FunctionsHostOptions { AppDirectory = Path.GetTempPath() });

        Assert.Contains("build it with `dotnet build`", fault, StringComparison.Ordinal);
    }

    private static async Task<string> FaultAsync(FunctionsHostOptions options) =>
        (await Assert.ThrowsAsync<LocalHostException>(() => FunctionsHost.StartAsync(options))).Message;
}
