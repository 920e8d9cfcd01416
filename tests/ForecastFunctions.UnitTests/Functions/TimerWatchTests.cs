using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Health;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Functions;

public class TimerWatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly Reports _reports = new();

    [Theory]
    [InlineData("RefreshSchedule", "0 0 5 * * *", TimerState.On)]
    [InlineData("Baselines:RefreshSchedule", "0 0 5 * * *", TimerState.On)]
    [InlineData("RefreshSchedule", "at five", TimerState.Unscheduled)]
    [InlineData("Other", "", TimerState.Unscheduled)]
    [InlineData("AzureWebJobs.RefreshBaselines.Disabled", "true", TimerState.Disabled)]
    [InlineData("AzureWebJobs:RefreshBaselines:Disabled", "1", TimerState.Disabled)]
    public async Task Timer_IsInTheStateThatItsSettingsGiveIt(string setting, string value, string state)
    {
        var refresh = (await Watch((setting, value)).StatesAsync(CancellationToken.None))[0];

        Assert.Equal(("RefreshBaselines", state), (refresh.Function, refresh.State));
    }

    [Fact]
    public async Task Timer_ThatDidNotRunWhenItWasDue_IsLateUntilItRuns()
    {
        _reports.Add("schedule", Noon.AddHours(-7)); // at five
        _reports.Add("request", Noon);
        var watch = Watch(("RefreshSchedule", "0 0 5 * * *"));

        Assert.Equal((TimerState.On, Noon.AddHours(-7), Noon.AddHours(17)), await RefreshAsync());
        _time.Advance(TimeSpan.FromHours(17) + TimerWatch.Tolerance);
        Assert.Equal(TimerState.On, (await RefreshAsync()).State);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimerState.Late, (await RefreshAsync()).State);

        _reports.Add("schedule", _time.GetUtcNow());
        _time.Advance(TimerWatch.Memory);
        Assert.Equal(TimerState.On, (await RefreshAsync()).State);

        async Task<(string State, DateTimeOffset? LastRunAt, DateTimeOffset? DueAt)> RefreshAsync()
        {
            var refresh = (await watch.StatesAsync(CancellationToken.None))[0];
            return (refresh.State, refresh.LastRunAt, refresh.DueAt);
        }
    }

    [Fact]
    public async Task Timer_ThatHasNeverRun_IsLateOnceThisInstanceHasSeenItsTimeGoBy()
    {
        var watch = Watch(("RefreshSchedule", "0 0 5 * * *"));
        Assert.Equal(TimerState.On, (await watch.StatesAsync(CancellationToken.None))[0].State);

        _time.Advance(TimeSpan.FromHours(19));

        Assert.Equal(TimerState.Late, (await watch.StatesAsync(CancellationToken.None))[0].State);
    }

    [Fact]
    public async Task Reports_AreReadOnceInAWhile()
    {
        var watch = Watch(("RefreshSchedule", "0 0 5 * * *"));
        for (var i = 0; i < 100; i++)
            await watch.StatesAsync(CancellationToken.None);

        Assert.Equal(1, _reports.Reads);
    }

    [Theory]
    [InlineData("RefreshSchedule", "%RefreshSchedule%")]
    [InlineData("Baselines:RefreshSchedule", "%Baselines:RefreshSchedule%")]
    public void Schedule_UnderItsFormerName_IsWhatThePlatformReads(string setting, string read)
    {
        var functions = new List<IFunctionMetadata>
        {
            new DefaultFunctionMetadata { Name = "RefreshBaselines", RawBindings = ["""{"type":"timerTrigger","schedule":"%RefreshSchedule%"}"""] },
            new DefaultFunctionMetadata { Name = "Health", RawBindings = ["{}"] },
        };

        new ScheduleSettings(Settings((setting, "0 0 5 * * *")), NullLogger<ScheduleSettings>.Instance).Transform(functions);

        Assert.Equal($$"""{"type":"timerTrigger","schedule":"{{read}}"}""", functions[0].RawBindings![0]);
        Assert.Equal("{}", functions[1].RawBindings![0]);
    }

    private TimerWatch Watch(params (string Name, string Value)[] settings) => new(Settings(settings), _reports, _time);

    private static IConfigurationRoot Settings(params (string Name, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();

    /// <summary>Reports in memory.</summary>
    private sealed class Reports : IRefreshReportStore
    {
        private readonly List<RefreshReport> _all = [];

        public int Reads { get; private set; }

        public void Add(string trigger, DateTimeOffset at) => _all.Insert(0, new RefreshReport(
            $"{at:O}", at, TimeSpan.Zero, trigger, RefreshOutcome.Unchanged, "a", "a", 0, [], [], [], []));

        public Task<IReadOnlyList<RefreshReport>> ListAsync(int most, CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult<IReadOnlyList<RefreshReport>>([.. _all.Take(most)]);
        }

        public Task SaveAsync(RefreshReport report, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
