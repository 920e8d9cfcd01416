using System.Reflection;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Health;
using ForecastFunctions.Infrastructure.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.UnitTests.Conventions;

public class ProcessFaultsTests
{
    public static TheoryData<string, string, string> Unreadable { get; } = new()
    {
        { "Runs:PruneAfterDays", "ninety", "Runs__PruneAfterDays is 'ninety'; it is a whole number, such as 90." },
        { "Uncertainty:Growth", "1,6 times", "Uncertainty__Growth is '1,6 times'; it is a number, such as 1.6." },
        { "Runs:PruneAfterDays", "1e400", "Runs__PruneAfterDays is '1e400'; it is a whole number, such as 90." },
        { "Service:BaseAddress", "http://[", "Service__BaseAddress is 'http://['; it is an address, such as https://forecast.example.com/api." },
        { "Service:ClockStart", "tomorrow", "Service__ClockStart is 'tomorrow'; it is a moment, such as 2027-03-15T06:00:00Z." },
        { "Sources:EpochAi:Enabled", "yes", "Sources__EpochAi__Enabled is 'yes'; it is true or false." },
        { "Sources:SecEdgar:RequestsPerSecond", "many", "Sources__SecEdgar__RequestsPerSecond is 'many'; it is a whole number, such as 90." },
        { "Sources:Http:TryTimeout", "15 s", "Sources__Http__TryTimeout is '15 s'; it is a time, such as 00:00:15." },
        { "Operations:Lease", "five minutes", "Operations__Lease is 'five minutes'; it is a time, such as 00:00:15." },
        { "PlanQueue", "Forecast_Plans", "PlanQueue is 'Forecast_Plans'; it is 3 to 56 lower-case letters, digits and single hyphens between them, such as forecast-plans." },
        { "Sources:Http:Retries", "", "Sources__Http__Retries is ''; it is a whole number, such as 90." },
        { "OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector'; it is an address, such as http://127.0.0.1:4317." },
        {
            "APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=s3cret",
            "APPLICATIONINSIGHTS_CONNECTION_STRING is not the connection string of an Application Insights component: "
                + "InstrumentationKey=<GUID>;IngestionEndpoint=https://…."
        },
        {
            "APPLICATIONINSIGHTS_CONNECTION_STRING", "s3cret",
            "APPLICATIONINSIGHTS_CONNECTION_STRING is not the connection string of an Application Insights component: "
                + "InstrumentationKey=<GUID>;IngestionEndpoint=https://…."
        },
        {
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=1;Authorization=Basic",
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING is not Authorization=AAD, with ClientId=… before it for a user-assigned identity."
        },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Setting_ThatCannotBeRead_IsNamedInOneLineWithWhatWouldBeRight(string setting, string value, string line)
        => Assert.Equal(line, Assert.Single(ProcessFaults.Of(Settings((setting, value)))));

    [Fact]
    public void Settings_ThatCanBeRead_HaveNoFaults()
        => Assert.Empty(ProcessFaults.Of(Settings(
            ("Runs:PruneAfterDays", "30"), ("Service:ClockStart", "2027-03-15T06:00:00Z"), ("Sources:EpochAi:Enabled", "true"),
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://x.example"),
            ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=1;Authorization=AAD"))));

    [Fact]
    public void Faults_OfValidation_AreALineEachByTheNamesThatAreSet()
        => Assert.Equal(
            ["Keys__Mode is 'ajar'.", "Tables__ServiceUri is missing."],
            ProcessFaults.Of(new OptionsValidationException("x", typeof(string), ["Keys:Mode is 'ajar'.", "Tables:ServiceUri is missing."])));

    [Fact]
    public void Faults_OfEverySectionThatTheAppReads_NameSettingsAsTheyAreSet()
    {
        string[] sections =
        [
            .. new[] { typeof(AppTimer), typeof(JobSettings), typeof(QueueSettings) }.SelectMany(t => t.Assembly.GetExportedTypes())
                .Select(t => t.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue()).OfType<string>(),
        ];
        Assert.Contains("Backups", sections);
        Assert.Equal(
            sections.Select(section => $"{section}__Name is wrong; see https://forecast.example.com:Port."),
            ProcessFaults.Of(new OptionsValidationException(
                "x", typeof(string), sections.Select(section => $"{section}:Name is wrong; see https://forecast.example.com:Port."))));
    }

    [Fact]
    public void Failure_OfAnotherKind_BeginsWithOneLineThatSaysWhatItIs()
        => Assert.Equal(
            "The app ends: IOException, no space left on device", ProcessFaults.Of(new IOException("no space left\non device"))[0]);

    [Fact]
    public async Task Service_ThatFails_EndsTheProcessWithALineAndOneThatIsStoppedDoesNot()
    {
        using var failing = new Rounds(_ => throw new IOException("no space left on device"));
        using var stopped = new Rounds(end => Task.Delay(Timeout.InfiniteTimeSpan, end));
        foreach (var service in new[] { failing, stopped })
            await service.StartAsync(CancellationToken.None);
        await Assert.ThrowsAsync<IOException>(() => failing.ExecuteTask!);
        await stopped.StopAsync(CancellationToken.None);

        Assert.Equal("The app ends: IOException, no space left on device", ProcessFaults.Of([failing, stopped])[0]);
        Assert.Empty(ProcessFaults.Of([stopped]));
    }

    [Theory]
    [InlineData("0 0 5 * * *", true)]
    [InlineData("0 5 * * *", true)]
    [InlineData("01:00:00", true)]
    [InlineData("daily", false)]
    [InlineData("0 0 25 * * *", false)]
    [InlineData("-01:00:00", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Schedule_IsACronExpressionOrAnInterval(string? schedule, bool isOne)
        => Assert.Equal(isOne, TimerWatch.NextOf(schedule) is not null);

    private static IConfigurationRoot Settings(params (string Name, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();

    private sealed class Rounds(Func<CancellationToken, Task> execute) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            await execute(stoppingToken);
        }
    }
}
