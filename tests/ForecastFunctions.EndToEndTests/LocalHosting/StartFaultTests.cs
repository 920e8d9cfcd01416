using System.Net;
using ForecastFunctions.LocalHost;
using Microsoft.Extensions.Logging;

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

    [Theory]
    [InlineData(null, "The schedule of Tick names the setting Probe:Schedule, which is not set: set Probe__Schedule in the environment.")]
    [InlineData("daily", "The schedule of Tick, 'daily', is neither ")]
    public async Task Schedule_ThatCannotBeRead_CostsTheTimerAloneAndALine(string? schedule, string words)
    {
        await using var probe = await ProbeHost.StartAsync(ProbeHost.Options(("Probe__Schedule", schedule)));

        var line = probe.Host.Logs.Lines.Single(entry => entry.Level == LogLevel.Error);
        Assert.StartsWith(words, line.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Until then Tick never runs.", line.Message, StringComparison.Ordinal);
        Assert.Equal("AnyItem 7", await probe.GetAsync("/probe/items/7"));
        using var byHand = await probe.RunTimerAsync("Tick");
        Assert.Equal(HttpStatusCode.BadRequest, byHand.StatusCode);
    }

    [Theory]
    [InlineData("2.5 MB")]
    [InlineData("-1")]
    public async Task BodyLimit_ThatIsNoNumber_IsReported(string limit)
    {
        var fault = await FaultAsync(ProbeHost.Options(("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", limit)));

        Assert.Equal($"FUNCTIONS_REQUEST_BODY_SIZE_LIMIT is '{limit}'; it is a number of bytes, such as 2621440.", fault);
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
